/**
 * Our AP addresses on the TUN device. Each has the prefix length of all AP addresses, so that there is one route, and
 * none of ours is "nearer" to a destination than another: programs that do not choose take the one that is not deprecated.
 */
import { addressFromBytes } from '../net/address.js';
import type { TunDevice } from '../tun/tun.js';
import { apPrefix } from './packet.js';
import type { OwnAddress } from './types.js';

/** `list`: the address that programs shall use by default first. */
export function ownAddressesOnTun(tun: TunDevice, list: readonly OwnAddress[]): void {
  const wanted = list.map(({ address }) => `${addressFromBytes(address)}/${apPrefix.cidrLength}`);
  for (const cidr of [...tun.addresses]) if (!wanted.includes(cidr)) tun.removeAddress(cidr);
  for (const [index, cidr] of wanted.entries()) {
    if (!tun.addresses.includes(cidr)) tun.addAddress(cidr);
    tun.preferAddress(cidr, index === 0);
  }
}
