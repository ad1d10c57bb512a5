/** An endpoint: 4 address bytes and the port, or 16 and the port. The length tells the family. */
import { addressFromBytes, addressToBytes, isMapped } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes } from './bytes.js';
import { Recent } from './recent.js';

export const endpointLength = { 4: 6, 6: 18 } as const;

/** The bytes of endpoints met before: the same few are told again and again. */
const encoded = new WeakMap<Endpoint, Uint8Array>();
/** Endpoints read before, by their bytes, so that one endpoint is one object. */
const decoded = new Recent<Endpoint>(32_768);

/** 6 or 18 bytes, not to be changed. An IPv6 zone means nothing to others and is left out. */
export function encodeEndpoint(endpoint: Endpoint): Uint8Array {
  const known = encoded.get(endpoint);
  if (known) return known;
  const bytes = concat(addressToBytes(endpoint), numberToBytes(endpoint.port, 2));
  encoded.set(endpoint, bytes);
  return bytes;
}

/** Null for another length, port 0, and IPv4 dressed as IPv6. */
export function decodeEndpoint(bytes: Uint8Array): Endpoint | null {
  if (bytes.length !== endpointLength[4] && bytes.length !== endpointLength[6]) return null;
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  const known = decoded.get(key);
  if (known) return known;
  const address = bytes.subarray(0, -2);
  const port = (bytes.at(-2)! << 8) | bytes.at(-1)!;
  if (port === 0 || isMapped(address)) return null;
  const family = bytes.length === endpointLength[4] ? 4 : 6;
  const endpoint: Endpoint = Object.freeze({ family, address: addressFromBytes(address), port });
  decoded.set(key, endpoint);
  return endpoint;
}
