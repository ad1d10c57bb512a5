import test from 'ava';
import type { Found } from '../../src/bootstrap/candidates.js';
import { CacheSource } from '../../src/bootstrap/sources/cache.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import type { Link } from '../../src/link/types.js';
import { createLog, LogTail } from '../../src/log/log.js';
import { MemoryState } from '../../src/state/state.js';
import { decodePeerCache } from '../../src/wire/peer-cache.js';

/** State that remembers when the peers were written, and how many. */
class WatchedState extends MemoryState {
  readonly writes: { at: number; peers: number }[] = [];
  fails = false;

  constructor(private readonly clock: VirtualClock) {
    super();
  }

  override async write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.fails) throw new Error('no space left');
    this.writes.push({ at: this.clock.now(), peers: decodePeerCache(bytes)!.length });
    await super.write(name, bytes);
  }
}

/** Each in a network of its own. */
const link = (number: number, address = `20.${number & 255}.${number >> 8}.1`): Link => {
  const id = Uint8Array.from({ length: 32 }, (_, at) => (at < 2 ? (number >> (8 * at)) & 255 : 1));
  return {
    identityKey: id,
    puzzleNonce: new Uint8Array(8),
    onionKey: new Uint8Array(32),
    nodeId: id,
    isUnlisted: false,
    direction: 'out',
    isUnasked: false,
    endpoint: { family: 4, address, port: 4000 },
    since: 0,
    heardAt: 0,
    bytesIn: 0,
    bytesOut: 0,
    rtt: null,
    open: true,
  };
};

function setUp(clock = new VirtualClock(), state = new WatchedState(clock)) {
  const tail = new LogTail();
  const log = createLog('debug', clock.wall.bind(clock), [tail.sink]);
  return {
    clock,
    state,
    tail,
    cache: new CacheSource(true, { clock, random: seededRandom('cache'), log, state }),
  };
}

async function found(cache: CacheSource): Promise<Found[]> {
  const all: Found[] = [];
  await cache.start((who) => all.push(who));
  return all;
}

test('written a second after the first change, then at most every five minutes, and at the stop', async (t) => {
  const { clock, state, cache } = setUp();
  t.deepEqual(await found(cache), []);
  cache.linkOpened(link(1));
  cache.linkOpened(link(2));
  for (let number = 3; number < 100; number += 1) {
    await clock.run(5_000);
    cache.linkOpened(link(number));
  }
  t.deepEqual(
    state.writes.map((write) => write.at),
    [1_000, 301_000],
  );
  t.is(state.writes[0]!.peers, 2);
  await cache.stop();
  t.is(state.writes.at(-1)!.peers, 99);
  t.is(clock.pending(), 0);
});

test('a second life tries those seen last, and each network before any has its second turn', async (t) => {
  const { clock, state, cache } = setUp();
  await found(cache);
  for (let number = 0; number < 300; number += 1) cache.linkOpened({ ...link(number), open: false });
  for (const number of [1, 2, 3]) cache.linkOpened(link(number, `30.0.0.${number}`));
  await cache.stop();
  t.is(state.writes.at(-1)!.peers, 200);
  const tried = await found(setUp(clock, state).cache);
  t.is(tried.length, 64);
  t.true(tried.every((who) => who.toldBy === 'met'));
  const networks = tried.map((who) => who.peer.endpoints[0]!.address.split('.').slice(0, 2).join('.'));
  t.is(new Set(networks).size, 64);
});

test('a damaged cache costs a warning, not the start', async (t) => {
  const { state, tail, cache } = setUp();
  await MemoryState.prototype.write.call(state, 'peers', Uint8Array.of(1, 0, 9, 9));
  t.deepEqual(await found(cache), []);
  t.is(tail.last(1)[0]!.level, 'warn');
});

test('a full disk costs a warning, not the node', async (t) => {
  const { clock, state, tail, cache } = setUp();
  await found(cache);
  state.fails = true;
  cache.linkOpened(link(1));
  await clock.run(2_000);
  t.regex(tail.last(1)[0]!.text, /no space left/);
  state.fails = false;
  cache.linkOpened(link(2));
  await clock.run(300_000);
  t.is(state.writes.at(-1)!.peers, 2);
  await cache.stop();
});
