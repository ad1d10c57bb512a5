/** The delivery report in every cell of a link: what its sender has received from the other end. */

export const reportLength = 8;

/** Hold times are sent in quarters of a millisecond. */
const holdUnit = 0.25;
const maxHold = 0xffff * holdUnit;

export interface Report {
  /** Low 32 bits of the highest counter received; 0 together with `received` 0 before the first. */
  readonly highest: number;
  /** How long ago it came, in ms, at most 16 s. */
  readonly hold: number;
  /** Low 16 bits of the number of cells received. */
  readonly received: number;
}

export function writeReport(out: Uint8Array, report: Report): void {
  const view = new DataView(out.buffer, out.byteOffset, reportLength);
  view.setUint32(0, report.highest % 2 ** 32);
  view.setUint16(4, Math.round(Math.min(Math.max(report.hold, 0), maxHold) / holdUnit));
  view.setUint16(6, report.received % 2 ** 16);
}

/** Any 8 bytes are a report; whether it can be true is for link/flow.ts to see. Null when there are fewer. */
export function decodeReport(bytes: Uint8Array): Report | null {
  if (bytes.length < reportLength) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, reportLength);
  return { highest: view.getUint32(0), hold: view.getUint16(4) * holdUnit, received: view.getUint16(6) };
}
