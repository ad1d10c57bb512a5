/** Machines with AP addresses whose tunnels go over fake paths, in virtual time; programs are played by the test. */
import type { ExecutionContext } from 'ava';
import { every } from '../../src/clock/clock.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { dayOf } from '../../src/crypto/ap.js';
import { hash } from '../../src/crypto/hash.js';
import type { KeyPair } from '../../src/crypto/noise.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { silentLog } from '../../src/log/log.js';
import { addressFromBytes } from '../../src/net/address.js';
import type { OwnPath } from '../../src/path/types.js';
import { MemoryState } from '../../src/state/state.js';
import { MemoryTun } from '../../src/tun/memory.js';
import { createTunnels, type Tunnels } from '../../src/tunnel/tunnels.js';
import type { Addresses, EntryPoint, FoundRecord, OwnAddress, Pool } from '../../src/tunnel/types.js';
import { textOf } from '../../src/wire/bytes.js';
import { type ApKeyName, apKeyOf } from './ap-keys.js';
import { type FakePath, FakePaths } from './fake-paths.js';
import { udp } from './packets.js';

export interface FakePool extends Pool {
  exits: FakePath[];
  entries: FakePath[];
}

export interface Machine {
  readonly name: string;
  readonly own: OwnAddress;
  readonly address: Uint8Array;
  readonly tunnels: Tunnels;
  readonly tun: MemoryTun;
  readonly pool: FakePool;
  readonly addresses: Addresses & { list: OwnAddress[] };
  readonly state: MemoryState;
  /** What its programs received, as whole packets, with when. */
  readonly received: { readonly at: number; readonly packet: Uint8Array }[];
  /** The record others find; null: nobody keeps one. */
  record: () => FoundRecord | null;
}

export interface MachineOptions {
  readonly isLasting?: boolean;
  readonly exits?: number;
  readonly entries?: number;
  readonly life?: number;
  readonly isUnlisted?: boolean;
  /** Paths that were made elsewhere, instead of fake ones. */
  readonly paths?: { readonly exits: OwnPath[]; readonly entries: OwnPath[] };
}

export const channelKey = hash(32, 'test channel');

export class TunnelLab {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly paths: FakePaths;
  /** How long a lookup takes, ms. */
  lookup = 60;
  lookups = 0;
  /** What a look over that path comes to instead; undefined: what there is. */
  onLookup: (through: OwnPath) => FoundRecord | 'unanswered' | null | undefined = () => undefined;
  readonly #channelKey: Uint8Array;
  readonly #machines = new Map<string, Machine>();

  /** `on`: whose time and chance it shares. */
  constructor(t: ExecutionContext, on: { clock: VirtualClock; channelKey: Uint8Array } | null = null) {
    this.clock = on?.clock ?? new VirtualClock();
    this.#channelKey = on?.channelKey ?? channelKey;
    this.random = seededRandom(t.title);
    this.paths = new FakePaths(this.clock, this.random, this.#channelKey);
    t.teardown(async () => {
      for (const { tunnels } of this.#machines.values()) tunnels.close();
      await this.clock.run(2_000);
      if (!on && this.clock.pending() > 0) throw new Error(`${this.clock.pending()} timers are left`);
    });
  }

  seconds(): number {
    return Math.floor(this.clock.wall() / 1000);
  }

  async machine(name: ApKeyName, options: MachineOptions = {}): Promise<Machine> {
    const { isLasting = true, exits = 2, entries = 3, life, isUnlisted = false } = options;
    const ap = apKeyOf(name);
    const own: OwnAddress = {
      address: ap.address,
      key: ap.publicKey,
      secret: ap.secretKey,
      modifier: ap.modifier,
      isLasting,
    };
    const tun = new MemoryTun({ name: 'phantom0', mtu: 1280, addresses: [] });
    const made = options.paths ?? {
      exits: Array.from({ length: exits }, () => this.paths.make('exit', life)),
      entries: Array.from({ length: entries }, () => this.paths.make('entry', life)),
    };
    const pool = { ...made, onChange: () => {} } as FakePool;
    const list = [own];
    const addresses: Machine['addresses'] = {
      list,
      of: (address) => list.find((one) => textOf(one.address) === textOf(address)) ?? null,
      onChange: () => {},
    };
    const sessionKey = (day: number): KeyPair => {
      const secretKey = hash(32, 'test session key', own.secret, String(day));
      return { secretKey, publicKey: x25519Public(secretKey) };
    };
    const state = new MemoryState();
    const tunnels = await createTunnels({
      clock: this.clock,
      random: this.random,
      log: silentLog,
      state,
      tun,
      channelKey: this.#channelKey,
      networkTime: () => this.seconds(),
      addresses,
      records: { find: (address, through) => this.#find(address, through) },
      pools: { of: () => pool },
      sessionKeys: (_address, day) => sessionKey(day),
    });
    const received: Machine['received'] = [];
    tun.onPacket = (packet) => received.push({ at: this.clock.now(), packet });
    const machine: Machine = {
      name,
      own,
      address: own.address,
      tunnels,
      tun,
      pool,
      addresses,
      state,
      received,
      record: () =>
        isUnlisted
          ? null
          : {
              apKey: own.key,
              modifier: own.modifier,
              sessionKey: sessionKey(dayOf(own.address, this.seconds())).publicKey,
              joinBits: 0,
              entries: pool.entries.map((path) => this.entryPoint(path)),
            },
    };
    this.#machines.set(textOf(own.address), machine);
    return machine;
  }

  entryPoint(path: OwnPath): EntryPoint {
    const expiry = this.seconds() + Math.floor((path.expiresAt - this.clock.now()) / 1000);
    return { node: path.end, entryId: path.entryId!, expiry };
  }

  /** Lets time pass, ms. */
  async pass(ms: number): Promise<void> {
    await this.clock.run(ms);
  }

  async #find(address: Uint8Array, through: OwnPath): Promise<FoundRecord | 'unanswered' | null> {
    this.lookups += 1;
    await new Promise<void>((resolve) => this.clock.after(this.lookup, resolve));
    const instead = this.onLookup(through);
    if (instead !== undefined) return instead;
    return this.#machines.get(textOf(address))?.record() ?? null;
  }
}

/** One-way packets at `pace` per second, numbered; gives a stop. */
export function stream(
  lab: TunnelLab,
  from: Machine,
  to: Machine,
  options: { pace?: number; size?: number; ports?: readonly [number, number] } = {},
): { sent: () => number; stop: () => void } {
  const { pace = 1000, size = 100, ports = [40_000, 9] } = options;
  let sent = 0;
  const data = Buffer.alloc(size);
  const timer = every(
    lab.clock,
    1000 / pace,
    0,
    () => 0,
    () => {
      data.writeUInt32BE(sent++, 0);
      from.tun.send([udp(from.address, to.address, ports, data)]);
    },
  );
  return { sent: () => sent, stop: () => timer.cancel() };
}

/** The longest pause between two arrivals, ms, and how many numbers came. */
export function arrivals(machine: Machine, since = 0): { gap: number; count: number; distinct: number } {
  const times = machine.received.filter(({ at }) => at >= since);
  let gap = 0;
  for (let i = 1; i < times.length; i += 1) gap = Math.max(gap, times[i]!.at - times[i - 1]!.at);
  const numbers = new Set(times.map(({ packet }) => Buffer.from(packet).readUInt32BE(48)));
  return { gap, count: times.length, distinct: numbers.size };
}

/** Two machines with an open tunnel, which answer at UDP port 9; nothing received yet. */
export async function connected(lab: TunnelLab, options: MachineOptions = {}): Promise<[Machine, Machine]> {
  const [a, b] = [await lab.machine('a', options), await lab.machine('b', options)];
  await b.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  await a.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(a.address) });
  a.tun.send([udp(a.address, b.address, [40_000, 9], new Uint8Array(100))]);
  await lab.pass(1_000);
  b.received.length = 0;
  return [a, b];
}

/** The fake path of that kind over which most cells went lately. */
export function carrying(lab: TunnelLab, kind: 'exit' | 'entry'): FakePath {
  const counts = new Map<FakePath, number>();
  for (const [path, count] of lab.paths.counts) if (path.kind === kind) counts.set(path, count);
  return [...counts].sort((x, y) => y[1] - x[1])[0]![0];
}
