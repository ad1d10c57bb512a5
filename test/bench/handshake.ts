import sodium from 'sodium-native';
import { systemRandom } from '../../src/crypto/random.js';
import type { Endpoint } from '../../src/net/net.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { type Bench, median, rounded } from './figures.js';
import { type BenchRoom, Wire } from './room.js';

const handshakes = 300;
const cells = 5_000;
/** Many of what costs little: the processor's time is counted in steps of milliseconds. */
const forgeries = { cheap: 20_000, dear: 2_000 } as const;
const scalarmults = 1_000;

/**
 * What links cost one core, in one process and without a network: a handshake (both ends together, with somebody met
 * for the first time, and again), a cell (sealed at one end, opened at the other), and what a datagram costs that
 * strangers send. The baseline is libsodium's X25519, which no handshake can do without: eight of them, two more by
 * multiples of the base point.
 */
export const handshakeBench: Bench = async (rounds) => {
  const raw: number[] = [];
  const fresh: number[] = [];
  const again: number[] = [];
  const cell: number[] = [];
  const forged: Record<Kind, number[]> = {
    garbage: [],
    forged_cell: [],
    replayed_cell: [],
    replayed_first: [],
    forged_first: [],
    first_over_rate: [],
  };
  for (let round = 0; round < rounds; round += 1) {
    raw.push(scalarmult());
    const wire = new Wire();
    const target = await wire.room();
    const others: BenchRoom[] = [];
    for (let i = 0; i < handshakes; i += 1) others.push(await wire.room());
    fresh.push(await dialAll(wire, target, others));
    again.push(await dialAll(wire, target, others));
    cell.push(await exchange(wire, target, others[0]!));
    for (const kind of Object.keys(forgers) as Kind[])
      forged[kind].push(await forge(kind, wire, target, others[0]!));
    for (const { links } of [target, ...others]) links.close();
  }
  const micro = (values: readonly number[]) => rounded(median(values), 2);
  return {
    us_scalarmult: micro(raw),
    us_handshake_new: micro(fresh),
    us_handshake_known: micro(again),
    handshakes_per_second: Math.round(1e6 / median(fresh)),
    scalarmults_per_handshake: rounded(median(fresh.map((each, i) => each / raw[i]!)), 2),
    us_cell: micro(cell),
    ...Object.fromEntries(Object.entries(forged).map(([kind, values]) => [`us_${kind}`, micro(values)])),
  };
};

/** Microseconds of CPU per turn. */
async function timed(turns: number, work: () => void | Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / turns;
}

function scalarmult(): number {
  const [secret, point, out] = [systemRandom.bytes(32), new Uint8Array(32), new Uint8Array(32)];
  sodium.crypto_scalarmult_base(point, secret);
  const start = process.cpuUsage();
  for (let i = 0; i < scalarmults; i += 1) sodium.crypto_scalarmult(out, secret, point);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / scalarmults;
}

/** Everybody links with the target, one after the other, and leaves again; µs per link for both ends. */
async function dialAll(wire: Wire, target: BenchRoom, others: readonly BenchRoom[]): Promise<number> {
  return timed(others.length, async () => {
    for (const { links } of others) {
      const link = links.connect(target.address);
      wire.deliver();
      links.disconnect((await link)!);
      wire.deliver();
      // So slowly that nobody is asked for a cookie.
      wire.clock.advance(100);
    }
  });
}

/** µs per cell of a path. */
async function exchange(wire: Wire, target: BenchRoom, other: BenchRoom): Promise<number> {
  const link = other.links.connect(target.address);
  wire.deliver();
  const open = (await link)!;
  let arrived = 0;
  target.links.onCell = () => {
    arrived += 1;
  };
  const body = systemRandom.bytes(1304);
  const micro = await timed(cells, () => {
    for (let i = 0; i < cells; i += 1) {
      other.links.send(open, 7, body);
      wire.deliver();
    }
  });
  if (arrived !== cells) throw new Error(`${arrived} of ${cells} cells arrived`);
  other.links.disconnect(open);
  wire.deliver();
  return micro;
}

interface Recorded {
  /** A first message and a cell that arrived, and such that did not. */
  readonly first: Uint8Array;
  readonly lostFirst: Uint8Array;
  readonly cell: Uint8Array;
  readonly lostCell: Uint8Array;
}

/** What strangers send, made of what they recorded. `pause`: ms between two, so that rates let them all through. */
const forgers = {
  garbage: { make: () => systemRandom.bytes(datagramLength), pause: 0 },
  forged_cell: { make: ({ lostCell }: Recorded) => flipped(lostCell, datagramLength - 1), pause: 0 },
  replayed_cell: { make: ({ cell }: Recorded) => cell.slice(), pause: 0 },
  replayed_first: { make: ({ first }: Recorded) => first.slice(), pause: 0 },
  /** Wrapped rightly: only a Diffie-Hellman tells it. */
  forged_first: { make: ({ lostFirst }: Recorded) => flipped(lostFirst, 60), pause: 200 },
  first_over_rate: { make: ({ lostFirst }: Recorded) => flipped(lostFirst, 60), pause: 0 },
} as const;

type Kind = keyof typeof forgers;

function flipped(datagram: Uint8Array, at: number): Uint8Array {
  const copy = datagram.slice();
  copy[at]! ^= 1;
  return copy;
}

/** µs that the target spends on each datagram of a kind. */
async function forge(kind: Kind, wire: Wire, target: BenchRoom, other: BenchRoom): Promise<number> {
  const { make, pause } = forgers[kind];
  const count = pause > 0 ? forgeries.dear : forgeries.cheap;
  const passing = await wire.room();
  void passing.links.connect(target.address);
  const lostFirst = wire.waiting.pop()!.data;
  passing.links.close();
  const link = other.links.connect(target.address);
  const first = wire.waiting[0]!.data.slice();
  wire.deliver();
  const open = (await link)!;
  for (let i = 0; i < 2; i += 1) other.links.send(open, 7, new Uint8Array(1));
  const lostCell = wire.waiting.pop()!.data;
  const cell = wire.waiting[0]!.data.slice();
  wire.deliver();
  const lengths = [first, lostFirst, cell, lostCell].map((datagram) => datagram.length);
  if (lengths.some((length) => length !== datagramLength)) throw new Error(`recorded ${lengths} bytes`);
  const made = Array.from({ length: count }, () => make({ first, lostFirst, cell, lostCell }));
  const from: Endpoint = { family: 4, address: '10.77.0.1', port: 9 };
  const micro = await timed(count, () => {
    for (const datagram of made) {
      target.socket.onDatagram(datagram, from);
      if (pause > 0) wire.clock.advance(pause);
    }
  });
  other.links.disconnect(open);
  wire.deliver();
  wire.clock.advance(60_000);
  return micro;
}
