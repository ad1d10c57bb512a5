/** The last revision of each address that publishes, as kept in the state: address 16, revision 6, one after the other. */
import { concat, numberToBytes, Reader, textOf } from './bytes.js';

const entryLength = 22;
const mostAddresses = 256;

/** By address as text (`textOf`). */
export type ApRevisions = Map<string, number>;

export function encodeApRevisions(revisions: ApRevisions): Uint8Array {
  return concat(
    ...[...revisions].flatMap(([address, revision]) => [
      new Uint8Array(Buffer.from(address, 'latin1')),
      numberToBytes(revision, 6),
    ]),
  );
}

export function decodeApRevisions(bytes: Uint8Array): ApRevisions | null {
  if (bytes.length % entryLength !== 0 || bytes.length > mostAddresses * entryLength) return null;
  const reader = new Reader(bytes);
  const revisions: ApRevisions = new Map();
  for (let left = bytes.length; left > 0; left -= entryLength)
    revisions.set(textOf(reader.take(16)), reader.number(6));
  return revisions;
}
