/** This machine's network interfaces, as far as they are up and have a cable, a radio or the like. */
import { networkInterfaces } from 'node:os';
import { addressToBytes, classOf, endpointFromText } from './address.js';
import type { Endpoint } from './net.js';

export interface Interface {
  readonly name: string;
  readonly family: 4 | 6;
  /** Canonical; link-local IPv6 addresses with their zone. */
  readonly address: string;
  /** Bits that its subnet's addresses have in common. */
  readonly prefix: number;
}

/** No hardware: a tunnel's device. */
const noMac = '00:00:00:00:00:00';

/**
 * Whether it is a TUN device of Phantom's: it has AP addresses, or none but its own link's yet. They must stay apart from where
 * the node is: in an invite or a beacon they would tell whose machine an AP address is.
 */
export function isOwnTun(addresses: readonly { readonly address: string; readonly mac: string }[]): boolean {
  const isBare = addresses.every(({ address, mac }) => mac === noMac && address.startsWith('fe80:'));
  return isBare || addresses.some(({ address }) => address.startsWith('2001:25:'));
}

/** Every address of every running interface but loopback and our own TUN device; they come and go, so ask again. */
export function systemInterfaces(): Interface[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    (isOwnTun(addresses) ? [] : addresses).flatMap((entry) => {
      if (entry.internal) return [];
      const text = entry.family === 'IPv6' && entry.scopeid ? `${entry.address}%${name}` : entry.address;
      const endpoint = endpointFromText(text, 1);
      if (!endpoint) return [];
      const { family, address } = endpoint;
      return [{ name, family, address, prefix: prefixOf(entry.cidr, family) }];
    }),
  );
}

/** Where a node that listens on `port` can be reached on its own links, by the interfaces' addresses. */
export function endpointsOf(interfaces: readonly Interface[], port: number): Endpoint[] {
  return interfaces.map(({ family, address }) => ({ family, address, port }));
}

/**
 * Whether an address (canonical, link-local IPv6 with its zone) lies inside the subnet of one of these interfaces, so
 * that whoever has it stands on our side of the router.
 */
export function isOnLink(
  from: Pick<Endpoint, 'family' | 'address'>,
  interfaces: readonly Interface[],
): boolean {
  const [, zone] = from.address.split('%');
  // The same link-local addresses may be on every cable.
  if (from.family === 6 && zone === undefined && classOf(from) === 'link-local') return false;
  const bytes = addressToBytes(from);
  return interfaces.some(
    (own) =>
      own.family === from.family &&
      (zone === undefined || zone === own.name) &&
      // A subnet that holds everybody tells nobody apart.
      own.prefix > 0 &&
      haveCommon(bytes, addressToBytes(own), own.prefix),
  );
}

/** From `address/length`; without it the subnet is the address alone. */
function prefixOf(cidr: string | null, family: 4 | 6): number {
  return cidr === null ? (family === 4 ? 32 : 128) : Number(cidr.split('/')[1]);
}

function haveCommon(a: Uint8Array, b: Uint8Array, bits: number): boolean {
  return a.every((byte, at) => {
    const unlike = byte ^ b[at]!;
    const free = Math.min(8, Math.max(0, 8 * (at + 1) - bits));
    return unlike >> free === 0;
  });
}
