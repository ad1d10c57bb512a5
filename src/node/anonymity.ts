/**
 * What hides this machine's programs, joined: made when a TUN device is there, closed before the rooms below.
 *
 *     view -> choice -> pools -> records of our addresses, and of others' -> tunnels -> TUN
 *
 * No logic of its own; it hands each room what the others know.
 */
import { ApOwner, type PublishedFacts } from '../aprecords/owner.js';
import { ApReader } from '../aprecords/reader.js';
import { Revisions } from '../aprecords/revisions.js';
import type { RecordParts } from '../aprecords/types.js';
import type { NetworkTime } from '../clock/network-time.js';
import type { Identity } from '../crypto/identity.js';
import type { Dht } from '../dht/dht.js';
import { hex } from '../dht/id.js';
import type { Links } from '../link/types.js';
import { addressFromBytes, prefixOf } from '../net/address.js';
import { introducedBy } from '../nodedb/introduced.js';
import { type Choice, openChoice } from '../path/choice/choice.js';
import type { Relay } from '../path/choice/relay.js';
import type { Paths } from '../path/paths.js';
import { createPools, type Pool, type Pools } from '../path/pool.js';
import type { OwnPath } from '../path/types.js';
import type { TunDevice } from '../tun/tun.js';
import { createTunnels, type Tunnels } from '../tunnel/tunnels.js';
import type { Addresses, OwnAddress, Pool as TunnelPool } from '../tunnel/types.js';
import { textOf } from '../wire/bytes.js';
import type { Introducer } from '../wire/node-record.js';
import type { Standing } from '../wire/standing.js';
import type { NodeParts } from './parts.js';

/** How many nodes the view is to hold for choosing hops: twice what the best level asks for. */
const viewWanted = 120;
/** Nobody heard for so long: it may be our own connection that is gone, ms. */
const deafAfter = 40_000;

export interface AnonymityParts extends Pick<NodeParts, 'clock' | 'random' | 'log' | 'state' | 'puzzleBits'> {
  readonly identity: Identity;
  /** What others are told, X25519, 32 bytes. */
  readonly onionKey: () => Uint8Array;
  readonly channelKey: Uint8Array;
  readonly links: Links;
  readonly dht: Dht;
  readonly paths: Paths;
  readonly time: NetworkTime;
  readonly relays: () => Relay[];
  /** How others reach us; without endpoints while nobody sees us. */
  readonly standing: () => Standing;
  readonly introducers: () => readonly Introducer[];
  readonly tun: TunDevice;
  /** Whether that address is asked for in this network at all. */
  readonly mayBegin: (other: Uint8Array) => boolean;
  /** `all`: also while none may go out yet. */
  readonly addresses: Addresses & { readonly all: readonly OwnAddress[] };
}

export interface Anonymity {
  readonly choice: Choice;
  readonly pools: Pools;
  readonly tunnels: Tunnels;
  /** How an address's record is kept by others; null: it has none. */
  published(address: Uint8Array): PublishedFacts | null;
  /** See `NetworkTime.onStep`. */
  timeStepped(by: number, isShared: boolean): void;
  dropped(): Record<string, number>;
  close(): Promise<void>;
}

/** Rejects when the state cannot be read. */
export async function openAnonymity(parts: AnonymityParts): Promise<Anonymity> {
  const { clock, random, state, links, dht, identity, channelKey, time, addresses } = parts;
  const seconds = () => time.seconds();
  const choice = await openChoice({
    clock,
    random,
    log: parts.log.for('choice'),
    state,
    date: () => time.date(),
    relays: parts.relays,
    ownName: hex(identity.nodeId),
    own: () => ownRelay(parts),
    linkTo: (identityKey) => links.find(identityKey),
    isOnline: () => links.list.some((link) => clock.now() - link.heardAt < deafAfter),
  });
  dht.viewWanted = viewWanted;
  const pools = createPools({ clock, random, builder: parts.paths.builder, choice });
  const recordParts: RecordParts = {
    clock,
    random,
    log: parts.log.for('records'),
    channelKey,
    puzzleBits: parts.puzzleBits,
    seconds,
    nearest: (slot, count) => dht.storing(slot, count),
  };
  const revisions = await Revisions.open(state);
  const reaches = new Reaches(recordParts, pools, revisions);
  const reader = new ApReader({ ...recordParts, keyOf: (path) => reaches.nameOf(path) });
  const known = new KnownAddresses(addresses, (list) => reaches.keep(list));
  const tunnels = await createTunnels({
    clock,
    random,
    log: parts.log.for('tunnel'),
    state,
    tun: parts.tun,
    channelKey,
    networkTime: seconds,
    addresses: known,
    mayBegin: parts.mayBegin,
    records: reader,
    pools: { of: (address) => reaches.of(known.of(address)!) },
    sessionKeys: (address, day) => reaches.owner(address)?.sessionKey(day) ?? null,
  });
  const warn = (error: Error) =>
    recordParts.log.warn(`a removed address is still written down: ${error.message}`);
  known.last = () => {
    const lasting = addresses.all.filter(({ isLasting }) => isLasting);
    choice.keep(lasting.map(({ key }) => key));
    revisions.keep(lasting.map(({ address }) => address)).catch(warn);
    tunnels.exposed.keep(addresses.all.map(({ address }) => addressFromBytes(address))).catch(warn);
  };
  known.last();

  return {
    choice,
    pools,
    tunnels,
    published: (address) => reaches.owner(address)?.facts ?? null,
    timeStepped: (by, isShared) => reaches.timeStepped(by, isShared),
    dropped: () => ({ ...tunnels.dropped, ...reader.dropped }),
    async close() {
      known.close();
      tunnels.close();
      reaches.keep([]);
      pools.close();
      await choice.close();
    },
  };
}

/** Our addresses for tunnels, after the rooms between have heard of a change. */
class KnownAddresses implements Addresses {
  onChange = (): void => {};
  /** After everybody has heard. */
  last = (): void => {};

  constructor(
    private readonly addresses: Addresses,
    private readonly first: (list: readonly OwnAddress[]) => void,
  ) {
    addresses.onChange = () => {
      this.first(addresses.list);
      this.onChange();
      this.last();
    };
  }

  get list(): readonly OwnAddress[] {
    return this.addresses.list;
  }

  of(address: Uint8Array): OwnAddress | null {
    return this.addresses.of(address);
  }

  close(): void {
    this.addresses.onChange = () => {};
  }
}

/** What one of our addresses reaches others by, and is reached by. */
interface Reach {
  readonly pool: Pool;
  /** Null: it is only for going out, and nobody is told of it. */
  readonly owner: ApOwner | null;
  readonly paths: TunnelPool;
}

/** Paths and record of each of our addresses. */
class Reaches {
  readonly #all = new Map<string, Reach>();

  constructor(
    private readonly parts: RecordParts,
    private readonly pools: Pools,
    private readonly revisions: Revisions,
  ) {}

  of(own: OwnAddress): TunnelPool {
    const name = textOf(own.address);
    const known = this.#all.get(name) ?? this.#open(own);
    this.#all.set(name, known);
    return known.paths;
  }

  owner(address: Uint8Array): ApOwner | null {
    return this.#all.get(textOf(address))?.owner ?? null;
  }

  timeStepped(by: number, isShared: boolean): void {
    for (const { owner } of this.#all.values()) owner?.timeStepped(by, isShared);
  }

  /** The address that a path belongs to, as a name. */
  nameOf(path: OwnPath): string {
    for (const [name, { pool }] of this.#all) if (pool.exits.includes(path)) return name;
    return '';
  }

  /** Addresses that are ours no more lose their paths. */
  keep(list: readonly OwnAddress[]): void {
    const names = new Set(list.map(({ address }) => textOf(address)));
    for (const [name, { owner, pool }] of this.#all) {
      if (names.has(name)) continue;
      this.#all.delete(name);
      owner?.close();
      pool.close();
    }
  }

  #open(own: OwnAddress): Reach {
    const pool = this.pools.of(own.key, own.isLasting);
    const [exits, entries] = [() => pool.exits, () => pool.entries];
    const owner = own.isLasting
      ? new ApOwner({ ...this.parts, key: own, revisions: this.revisions, exits, entries })
      : null;
    const paths: TunnelPool = {
      get exits() {
        return pool.exits;
      },
      get entries() {
        return pool.entries;
      },
      onChange: () => {},
    };
    pool.onChange = () => {
      owner?.changed();
      paths.onChange();
    };
    return { pool, owner, paths };
  }
}

/** Ourselves as a hop that others may choose; null while nobody sees us. */
function ownRelay({ identity, onionKey, standing, introducers }: AnonymityParts): Relay | null {
  const { marks: reachability, endpoints } = standing();
  const [best] = endpoints;
  if (!best) return null;
  const { publicKey: identityKey, nodeId } = identity;
  return {
    name: hex(nodeId),
    identityKey,
    onionKey: onionKey(),
    endpoints,
    prefix: prefixOf(best),
    marks: reachability,
    ...introducedBy({ reachability, introducers: introducers() }),
  };
}
