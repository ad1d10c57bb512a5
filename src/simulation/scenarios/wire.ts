/**
 * What somebody on the way sees of links, and hears when they ask. Ends of links as nodes have them make handshakes and
 * exchange cells, some over ways where only halves pass; every byte of every datagram is counted. Then a target is
 * probed with what was recorded and with noise, before and after restarts; whatever it sends because of that counts.
 */
import { VirtualClock } from '../../clock/virtual.js';
import { hash } from '../../crypto/hash.js';
import { type Random, seededRandom } from '../../crypto/random.js';
import { type Channel, requestKinds } from '../../link/types.js';
import type { Endpoint } from '../../net/net.js';
import { datagramLength, halfLength } from '../../wire/sizes.js';
import { ByteShape } from '../byte-shape.js';
import { type LinkEnd, openLinkEnd, settled } from '../link-ends.js';
import { probeKinds } from '../probes.js';
import { recordings } from '../recordings.js';
import { smallestCorrected } from '../statistics.js';
import { Switchboard } from '../switchboard.js';

export interface WireSize {
  readonly seed: string;
  readonly handshakes: number;
  /** Datagrams of sessions, at least. */
  readonly datagrams: number;
  readonly probes: number;
}

export interface WireFigures {
  /** Looked at, those of handshakes included. */
  readonly datagrams: number;
  readonly handshakes: number;
  /** Distinct sizes of datagrams, in bytes. */
  readonly sizes: readonly number[];
  /** Smallest p-value of all tests, times their number, at most 1. */
  readonly p_min: number;
  readonly tests: number;
  readonly probes: number;
  /** Bytes that the target sent because of probes. */
  readonly bytes_back: number;
  /** Kinds of probes that got an answer. */
  readonly answered: readonly string[];
}

/** Bytes of IP packets that pass where only halves do. */
const narrow = 1200;
const ends = 32;
/** Every fourth end stands behind a narrow way. */
const isNarrow = (at: number) => at % 4 === 3;
/** A test of 256 values needs some of each. */
const leastPerTest = 256 * 5;
const channel: Channel = { name: 'wire', kind: 'public', key: hash(32, 'simulation channel', 'wire') };

export async function wire({ seed, ...size }: WireSize): Promise<WireFigures> {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const board = new Switchboard(clock, random);
  const world = { clock, random, board };
  const shapes = new Shapes();
  const all: LinkEnd[] = [];
  for (let at = 0; at < ends; at += 1) {
    const v4 = `20.${at}.0.1`;
    if (isNarrow(at)) board.setMtu(v4, narrow);
    all.push(await openLinkEnd(world, { v4, channel }));
  }
  await handshakes(size.handshakes, all, world, shapes);
  await sessions(size.datagrams, all, world, shapes);
  for (const end of all) await end.stop();
  await clock.run(1_000);
  board.onSent = () => {};
  const values = shapes.pValues();
  const { bytes_back, answered } = await probe(size.probes, world);
  return {
    datagrams: shapes.count,
    handshakes: size.handshakes,
    sizes: shapes.sizes,
    p_min: smallestCorrected(values),
    tests: values.length,
    probes: size.probes,
    bytes_back,
    answered,
  };
}

interface World {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly board: Switchboard;
}

/** Everything by size; first messages and answers once more by themselves. */
class Shapes {
  readonly #bySize = new Map<number, ByteShape>();
  readonly #byKind = new Map<string, ByteShape>();

  add(datagram: Uint8Array, kind: string | null): void {
    shapeIn(this.#bySize, datagram.length, datagram).add(datagram);
    if (kind !== null) shapeIn(this.#byKind, `${kind} ${datagram.length}`, datagram).add(datagram);
  }

  get count(): number {
    return [...this.#bySize.values()].reduce((sum, shape) => sum + shape.count, 0);
  }

  get sizes(): number[] {
    return [...this.#bySize.keys()].sort((a, b) => a - b);
  }

  pValues(): number[] {
    return [...this.#bySize.values(), ...this.#byKind.values()]
      .filter((shape) => shape.count >= leastPerTest)
      .flatMap((shape) => shape.pValues());
  }
}

function shapeIn<K>(shapes: Map<K, ByteShape>, key: K, datagram: Uint8Array): ByteShape {
  const shape = shapes.get(key) ?? new ByteShape(datagram.length);
  shapes.set(key, shape);
  return shape;
}

/** One handshake after the other between any two ends; each ends with a goodbye. */
async function handshakes(
  count: number,
  all: readonly LinkEnd[],
  world: World,
  shapes: Shapes,
): Promise<void> {
  const { clock, random, board } = world;
  for (let done = 0; done < count; done += 1) {
    const dialler = all[Math.floor(random.next() * ends)]!;
    const other = all[(all.indexOf(dialler) + 1 + Math.floor(random.next() * (ends - 1))) % ends]!;
    let answered = 0;
    board.onSent = (datagram, from) => {
      const whole = datagram.length / datagramLength;
      let kind: string | null = null;
      if (from.address === dialler.endpoint.address) kind = answered === 0 ? 'first' : null;
      else if (answered < 1) {
        kind = 'answer';
        answered += datagram.length === halfLength ? 0.5 : whole;
      }
      shapes.add(datagram, kind);
    };
    const link = await settled(clock, dialler.links.connect(other.address));
    if (!link) throw new Error(`handshake ${done} came to nothing`);
    await clock.run(60);
    dialler.links.disconnect(link);
    await clock.run(40);
  }
}

/** Links in a ring, over which cells of zeros and requests pass for as long as it takes. */
async function sessions(count: number, all: readonly LinkEnd[], world: World, shapes: Shapes): Promise<void> {
  const { clock, board } = world;
  const until = shapes.count + count;
  board.onSent = (datagram) => shapes.add(datagram, null);
  for (let at = 0; at < ends; at += 1) {
    const next = all[(at + 1) % ends]!;
    await settled(clock, all[at]!.links.connect(next.address));
  }
  const zeros = new Uint8Array(1304);
  while (shapes.count < until) {
    for (const { links } of all) {
      for (const link of links.list) {
        for (let cell = 0; cell < 4; cell += 1) links.send(link, 1, zeros);
        void links.request(link, requestKinds.ping, zeros.subarray(0, 8));
      }
    }
    await clock.run(1_000);
  }
}

/** Sends probes to a target and counts what they make it send. */
async function probe(count: number, world: World): Promise<{ bytes_back: number; answered: string[] }> {
  const { clock, random, board } = world;
  const kinds = Object.entries(probeKinds);
  const answered = new Set<string>();
  let bytes = 0;
  /** The kind that the target deals with at this instant; what it sends meanwhile, it sends because of it. */
  let during: string | null = null;
  let last = '';
  const strangers = new Set<string>();
  const rooms = recordings(world, channel);
  const target = rooms.target;
  board.onSent = (datagram, from, to) => {
    rooms.record(datagram, from, to);
    if (from.address !== rooms.address || (during === null && !strangers.has(to.address))) return;
    bytes += datagram.length;
    answered.add(during ?? last);
  };
  for (let sent = 0; sent < count; sent += 1) {
    if (sent % probesPerRound === 0) await rooms.renew();
    // Half-way the target is started anew: it knows what its state says, and no session.
    if (sent % probesPerRound === probesPerRound / 2) await rooms.restart();
    const [kind, make] = kinds[sent % kinds.length]!;
    const elsewhere: Endpoint = { family: 4, address: `30.${sent & 255}.${(sent >> 8) & 255}.9`, port: 999 };
    const from = Math.floor(sent / kinds.length) % 2 === 0 ? elsewhere : rooms.anyPeer(random);
    if (from === elsewhere) strangers.add(from.address);
    for (const datagram of make(rooms.recording, random)) {
      during = kind;
      last = kind;
      target().socket.onDatagram(datagram.slice(), from);
      during = null;
    }
    await clock.run(100);
  }
  await clock.run(30_000);
  await rooms.stop();
  return { bytes_back: bytes, answered: [...answered] };
}

const probesPerRound = 1_000;
