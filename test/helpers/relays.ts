import { hash } from '../../src/crypto/hash.js';
import type { Relay } from '../../src/path/choice/relay.js';

const bytesOf = (purpose: string, at: number): Uint8Array =>
  hash(32, `test ${purpose}`, Uint8Array.of(at >> 16, at >> 8, at));

/** Relay number `at`, in a network of its own unless said otherwise. */
export function relay(at: number, network = at): Relay {
  const nodeId = bytesOf('node', at);
  return {
    name: Buffer.from(nodeId).toString('hex'),
    identityKey: bytesOf('identity', at),
    onionKey: bytesOf('onion', at),
    endpoints: [
      {
        family: 4,
        address: `${20 + (network >> 8)}.${network & 255}.${(at >> 8) & 255}.${at & 255}`,
        port: 4000,
      },
    ],
    prefix: `4:${20 + (network >> 8)}.${network & 255}`,
  };
}

/** So many relays, spread evenly over so many networks. */
export function relays(count: number, networks = count): Relay[] {
  return Array.from({ length: count }, (_, at) => relay(at, at % networks));
}
