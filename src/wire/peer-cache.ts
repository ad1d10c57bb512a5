/**
 * The nodes met before, as kept in the state directory.
 *
 *     version 1, count 2, per node: last seen 6 (milliseconds since 1970), contact
 */
import { concat, numberToBytes, Reader } from './bytes.js';
import { type Contact, encodeContact, readContact } from './contact.js';

export interface CachedPeer {
  readonly contact: Contact;
  /** This machine's date when a link to it was last open, in milliseconds since 1970. */
  readonly seen: number;
}

const version = 1;

/** At most 65535 peers. */
export function encodePeerCache(peers: readonly CachedPeer[]): Uint8Array {
  const entries = peers.flatMap((peer) => [numberToBytes(peer.seen, 6), encodeContact(peer.contact)]);
  return concat(Uint8Array.of(version), numberToBytes(peers.length, 2), ...entries);
}

/** Null when any of it is malformed: a damaged cache is worth nothing, and a new one fills by itself. */
export function decodePeerCache(bytes: Uint8Array): CachedPeer[] | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== version) return null;
  const count = reader.number(2);
  const peers: CachedPeer[] = [];
  for (let at = 0; at < count; at += 1) {
    const seen = reader.number(6);
    const contact = readContact(reader);
    if (!contact) return null;
    peers.push({ contact, seen });
  }
  return reader.done ? peers : null;
}
