/** Numbered packets: what one carries, and how one that is not as it was sent is told. */

export const numberedLength = 64;

/** Fills `packet` (64 bytes) for that number. */
export function writeNumbered(packet: Buffer, number: number): void {
  for (let at = 0; at < numberedLength; at += 8) packet.writeDoubleBE(number + at, at);
}

/** The number, or null: it is not as it was sent. */
export function readNumbered(packet: Buffer): number | null {
  if (packet.length !== numberedLength) return null;
  const number = packet.readDoubleBE(0);
  if (!Number.isSafeInteger(number) || number < 0) return null;
  for (let at = 8; at < numberedLength; at += 8) if (packet.readDoubleBE(at) !== number + at) return null;
  return number;
}
