/** One endpoint per family in 24 bytes: IPv4 6, IPv6 18; zeros where there is none. */
import type { Endpoint } from '../net/net.js';
import { concat, type Reader } from './bytes.js';
import { decodeEndpoint, encodeEndpoint, endpointLength } from './endpoint.js';

export const endpointPairLength = endpointLength[4] + endpointLength[6];

/** The first endpoint of each family. */
export function encodeEndpointPair(endpoints: readonly Endpoint[]): Uint8Array {
  const of = (family: 4 | 6): Uint8Array => {
    const endpoint = endpoints.find((one) => one.family === family);
    return endpoint ? encodeEndpoint(endpoint) : new Uint8Array(endpointLength[family]);
  };
  return concat(of(4), of(6));
}

/** Null when one of them is no endpoint. */
export function readEndpointPair(reader: Reader): Endpoint[] | null {
  const endpoints: Endpoint[] = [];
  for (const family of [4, 6] as const) {
    const bytes = reader.take(endpointLength[family]);
    if (bytes.every((byte) => byte === 0)) continue;
    const endpoint = decodeEndpoint(bytes);
    if (!endpoint) return null;
    endpoints.push(endpoint);
  }
  // A copy takes no more room than its length.
  return endpoints.slice();
}
