/**
 * A channel is a separate Phantom network: a name and a 32-byte key that every handshake and every beacon needs.
 * Nodes of different channels are noise to one another. Called by node/; knows nothing of links.
 */
import { hash } from '../crypto/hash.js';
import type { Channel } from '../link/types.js';

/** The channel whose key is its name's BLAKE2b-256 after "phantom channel": open to everybody who knows the name. */
export function publicChannel(name: string): Channel {
  return { name, kind: 'public', key: hash(32, 'phantom channel', name) };
}
