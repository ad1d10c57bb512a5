import type { Config } from '../config/types.js';
import { addressToBytes, endpointFromText } from '../net/address.js';
import { textOf } from '../wire/bytes.js';

/**
 * Whether an AP address is to be asked for in this network. Routes alone do not decide that: while the network that an address
 * belongs to is off, or before a program has chosen its source, packets come here that are another one's, and asking for
 * them would show its members' addresses to this one's.
 */
export function belongsHere({
  carries,
  destinations,
  elsewhere,
}: Config['tun']): (address: Uint8Array) => boolean {
  const [named, others] = [namesOf(destinations), namesOf(elsewhere)];
  return (address) => {
    const name = textOf(address);
    return carries === 'all' ? !others.has(name) : named.has(name);
  };
}

function namesOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) => {
      const endpoint = endpointFromText(text, 1);
      return endpoint ? [textOf(addressToBytes(endpoint))] : [];
    }),
  );
}
