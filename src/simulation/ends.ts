/** Machines with programs, whose TUN devices are in memory: where tunnels begin and end. */
import { addressFromBytes } from '../net/address.js';
import type { Node } from '../node/node.js';
import { MemoryTun } from '../tun/memory.js';
import type { Home } from './homes.js';
import type { NatKind } from './nat.js';
import type { Population } from './population.js';

export interface End {
  readonly node: Node;
  readonly tun: MemoryTun;
}

/** How long an end may take to make an address and paths, or to have a record kept, virtual ms. */
const patience = 600_000;

/** One more node, by an invite of somebody by chance; everybody can reach it, unless it stands behind a router of some kind. */
export function newEnd(population: Population, router: NatKind | false = false): Promise<End> {
  const inviter = population.inviter();
  return newEndAt(population, population.newHome(router), inviter);
}

/** One more node at a home, by an invite of somebody. */
export async function newEndAt(population: Population, home: Home, inviter: Node | null): Promise<End> {
  let tun: MemoryTun | null = null;
  const node = await population.add(inviter, {
    home,
    openTun: (options) => {
      tun = new MemoryTun(options);
      return tun;
    },
  });
  return { node, tun: tun! };
}

/** The address that programs go out with, once there is one. */
export async function ownAddress(population: Population, { node }: End): Promise<Uint8Array> {
  const made = () => node.rooms!.addresses.list.find(({ isLasting }) => !isLasting);
  await until(population, () => made() !== undefined);
  return made()!.address;
}

/** A lasting address with one port that strangers may reach, once others keep its record. */
export async function exposedAddress(
  population: Population,
  { node }: End,
  port: number,
  protocol: 'udp' | 'tcp',
): Promise<Uint8Array> {
  await node.commands['address.new']!({ label: 'exposed' });
  const made = () => node.rooms!.addresses.list.find(({ isLasting }) => isLasting);
  await until(population, () => made() !== undefined);
  const { address } = made()!;
  await node.commands['expose.add']!({ port, protocol, address: addressFromBytes(address) });
  await until(population, () => (node.rooms!.anonymity!.published(address)?.kept ?? 0) > 0);
  return address;
}

async function until({ clock }: Population, condition: () => boolean): Promise<void> {
  await clock.run(patience, condition);
  if (!condition()) throw new Error('an end was not ready in time');
}
