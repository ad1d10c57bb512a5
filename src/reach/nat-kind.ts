import { formatEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

export type NatKind = 'unknown' | 'none' | 'one-port' | 'port-per-peer';

/** So many peers must have said where they see us. */
const enough = 4;
/** Where fewer of them than this part name the same endpoint, each sees another one. */
const same = 0.6;

/**
 * The router's way with IPv4, as far as it can be seen from outside.
 * @param named where each linked peer sees us, public addresses only; @param own the addresses of our interfaces
 */
export function natKindOf(named: readonly Endpoint[], own: readonly string[]): NatKind {
  const v4 = named.filter(({ family }) => family === 4);
  if (v4.length > 0 && v4.every(({ address }) => own.includes(address))) return 'none';
  if (v4.length < enough) return 'unknown';
  const counts = new Map<string, number>();
  for (const endpoint of v4)
    counts.set(formatEndpoint(endpoint), (counts.get(formatEndpoint(endpoint)) ?? 0) + 1);
  return Math.max(...counts.values()) >= same * v4.length ? 'one-port' : 'port-per-peer';
}
