/**
 * One copy for the whole process of what many parts keep and nobody changes: public keys and signed records come with
 * every handshake and every answer, and a small array of bytes costs ten times its bytes. Bounded: what was not seen for
 * long is forgotten here, and merely kept twice when it comes again. About 15 MB when full, of keys.
 */
import { textOf } from './bytes.js';
import { Recent } from './recent.js';

const kept = new Recent<Uint8Array>(65_536);

/** These bytes, in the copy that everybody has: never to be written to. */
export function shared(bytes: Uint8Array): Uint8Array {
  const text = textOf(bytes);
  const known = kept.get(text);
  if (known) return known;
  const copy = bytes.slice();
  kept.set(text, copy);
  return copy;
}
