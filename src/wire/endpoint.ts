/** An endpoint: 4 address bytes and the port, or 16 and the port. The length tells the family. */
import { addressFromBytes, addressToBytes, isMapped } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { concat, numberToBytes } from './bytes.js';

export const endpointLength = { 4: 6, 6: 18 } as const;

/** 6 or 18 bytes. An IPv6 zone means nothing to others and is left out. */
export function encodeEndpoint(endpoint: Endpoint): Uint8Array {
  return concat(addressToBytes(endpoint), numberToBytes(endpoint.port, 2));
}

/** Null for another length, port 0, and IPv4 dressed as IPv6. */
export function decodeEndpoint(bytes: Uint8Array): Endpoint | null {
  if (bytes.length !== endpointLength[4] && bytes.length !== endpointLength[6]) return null;
  const address = bytes.subarray(0, -2);
  const port = (bytes.at(-2)! << 8) | bytes.at(-1)!;
  if (port === 0 || isMapped(address)) return null;
  return { family: bytes.length === endpointLength[4] ? 4 : 6, address: addressFromBytes(address), port };
}
