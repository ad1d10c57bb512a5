import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../../src/clock/virtual.js';
import { seededRandom } from '../../../src/crypto/random.js';
import { silentLog } from '../../../src/log/log.js';
import { type Choice, openChoice } from '../../../src/path/choice/choice.js';
import type { Relay } from '../../../src/path/choice/relay.js';
import { MemoryState, type State } from '../../../src/state/state.js';
import { relay, relays } from '../../helpers/relays.js';

const hour = 3600_000;
const day = 24 * hour;
const apKey = (at: number): Uint8Array => new Uint8Array(32).fill(at);
/** What every neighbour says over its link. */
const linkOnionKey = new Uint8Array(32).fill(0x55);
const self = relay(999_999, 5000);

/** A node's world, as far as its choice sees it. */
class World {
  view: Relay[] = [];
  isOnline = true;
  readonly unlinked = new Set<string>();
  /** Seconds by which the machine's date is ahead. */
  ahead = 1_800_000_000;
  starts = 0;
  /** Different worlds have different luck. */
  luck = 'choice';

  constructor(
    readonly state: State = new MemoryState(),
    readonly clock = new VirtualClock(),
  ) {}

  async open(t: ExecutionContext): Promise<Choice> {
    const choice = await openChoice({
      clock: this.clock,
      random: seededRandom(`${this.luck} ${this.starts++}`),
      log: silentLog,
      state: this.state,
      date: () => this.ahead + this.clock.now() / 1000,
      relays: () => this.view,
      ownName: self.name,
      own: () => self,
      linkTo: (key) =>
        this.unlinked.has(Buffer.from(key).toString('hex')) ? null : { onionKey: linkOnionKey },
      isOnline: () => this.isOnline,
    });
    t.teardown(() => choice.close());
    // Whoever is drawn by the first look is written down.
    choice.facts();
    await new Promise(setImmediate);
    return choice;
  }

  /** Another machine, or the same after a time in which it was off. */
  later(off = 0): World {
    const world = new World(this.state, new VirtualClock());
    world.view = this.view;
    world.ahead = this.ahead + (this.clock.now() + off) / 1000;
    world.starts = this.starts;
    world.luck = this.luck;
    return world;
  }
}

/** The guards that a choice begins paths with now. */
function guardsOf(choice: Choice, times = 40): string[] {
  const address = choice.of(apKey(77), false);
  const open: (readonly Relay[])[] = [];
  for (let at = 0; at < times; at += 1) {
    const hops = address.hops('exit', open.slice(-1));
    if (typeof hops !== 'string') open.push(hops);
  }
  address.close();
  return [...new Set(open.map(([guard]) => guard!.name))].sort();
}

async function settled(t: ExecutionContext, world: World): Promise<Choice> {
  const choice = await world.open(t);
  await world.clock.run(25 * hour);
  t.true(choice.facts().areGuardsFirm);
  return choice;
}

test('too few relays, then few, then enough: the facts say so and paths follow', async (t) => {
  const world = new World();
  const choice = await world.open(t);
  const address = choice.of(apKey(1), false);
  t.is(address.hops('exit', []), 'few');
  t.is(choice.facts().waits, 'few');
  const lengths: number[] = [];
  for (const count of [3, 10, 30, 100]) {
    world.view = relays(count);
    await world.clock.run(2 * 60_000);
    lengths.push((address.hops('exit', []) as Relay[]).length);
  }
  t.deepEqual(lengths, [2, 3, 3, 3]);
  t.like(choice.facts(), { level: 'full', best: 'none', relays: 100, hops: 3, waits: null });
});

test('the guards are the same after restarts, also after one in the middle of anything', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await settled(t, world);
  const guards = guardsOf(choice);
  t.is(guards.length, 2);
  // No close(): the machine is switched off.
  const next = world.later(hour);
  t.deepEqual(guardsOf(await next.open(t)), guards);
  // A clock that is years ahead ends no guard's life; a week is the most a start can count.
  const wrong = next.later(5 * 365 * day);
  t.deepEqual(guardsOf(await wrong.open(t)), guards);
});

test("a lasting address keeps its end hops over a restart, a passing one's are never written down", async (t) => {
  const world = new World();
  world.view = relays(300);
  const choice = await settled(t, world);
  const ends = async (from: Choice, key: number, lasts: boolean): Promise<string[]> => {
    const address = from.of(apKey(key), lasts);
    address.hops('entry', []);
    await new Promise(setImmediate);
    const hops = Array.from({ length: 100 }, () => address.hops('entry', []) as readonly Relay[]);
    return [...new Set(hops.map((path) => path.at(-1)!.name))].sort();
  };
  const kept = await ends(choice, 1, true);
  const passing = await ends(choice, 2, false);
  t.deepEqual([kept.length, passing.length], [8, 8]);
  t.notDeepEqual(kept, passing);
  await choice.close();
  const next = await world.later(hour).open(t);
  t.deepEqual(await ends(next, 1, true), kept);
  t.notDeepEqual(await ends(next, 2, false), passing);
  const written = Buffer.from((await world.state.read('chosen'))!);
  const isWritten = (name: string): boolean => written.includes(Buffer.from(name, 'hex'));
  t.true(kept.every(isWritten));
  t.true(
    passing.filter((name) => !kept.includes(name)).filter(isWritten).length < 4,
    'but for guards and the like',
  );
});

test('a network that is less than it was gets no new paths before the operator agrees', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await settled(t, world);
  const address = choice.of(apKey(1), false);
  t.true(Array.isArray(address.hops('exit', [])));
  world.view = relays(100).slice(0, 15);
  await world.clock.run(2 * 60_000);
  t.is(address.hops('exit', []), 'fewer');
  t.like(choice.facts(), { level: 'weak', best: 'full', waits: 'fewer', relays: 15 });
  choice.accept();
  t.like(choice.facts(), { level: 'weak', best: 'weak' });
  t.true(Array.isArray(address.hops('exit', [])));
});

test('shortly after a start paths go on over those chosen before, and nobody is drawn from the few seen yet', async (t) => {
  const world = new World();
  world.view = relays(100);
  const before = await settled(t, world);
  const kept = before.of(apKey(1), true);
  kept.hops('entry', []);
  const guards = guardsOf(before);
  await before.close();
  const next = world.later(hour);
  // An attacker is all that is seen.
  const hostile = Array.from({ length: 10 }, (_, at) => relay(10_000 + at));
  next.view = hostile;
  const after = await next.open(t);
  for (let at = 0; at < 50; at += 1) {
    const hops = after.of(apKey(1), true).hops('entry', []) as readonly Relay[];
    t.true(guards.includes(hops[0]!.name));
    t.false(hops.some((hop) => hostile.includes(hop)));
  }
  t.is(after.of(apKey(2), false).hops('entry', []), 'hops', 'a new address needs new end hops');
  await next.clock.run(2.5 * hour);
  t.is(after.of(apKey(1), true).hops('entry', []), 'fewer', 'and later it is no longer an excuse');
});

test('a path that shares hops with all others is to be made anew, if that leaves two apart', async (t) => {
  const world = new World();
  world.view = relays(40);
  const choice = await settled(t, world);
  const address = choice.of(apKey(1), false);
  const first = address.hops('exit', []) as readonly Relay[];
  const apart = address.hops('exit', [first]) as readonly Relay[];
  t.is(address.outgrown('exit', [first, apart]), null);
  const over = [apart[0]!, first[1]!, apart[2]!];
  for (let at = 0; at < 20; at += 1) {
    const outgrown = address.outgrown('exit', [first, over]);
    t.true(outgrown === first || outgrown === over);
    const other = outgrown === first ? over : first;
    const next = address.hops('exit', [other]) as readonly Relay[];
    t.false(next.some(({ name }) => other.some((hop) => hop.name === name)));
  }
  t.is(address.outgrown('exit', [first]), null, 'one alone');
});

test('where nobody else is to be had a path that shares hops stays', async (t) => {
  const world = new World();
  world.view = relays(3);
  const choice = await world.open(t);
  await world.clock.run(25 * hour);
  const address = choice.of(apKey(1), false);
  const open = [address.hops('entry', []), address.hops('entry', [])] as (readonly Relay[])[];
  t.is(open[0]![0]!.name, open[1]![0]!.name, 'one guard');
  t.is(address.outgrown('entry', open), null);
});

test('guards that cannot be linked are evidence; without our own connection nothing is', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await settled(t, world);
  const address = choice.of(apKey(1), false);
  const guards = guardsOf(choice);
  for (const { name, identityKey } of world.view) {
    if (guards.includes(name)) world.unlinked.add(Buffer.from(identityKey).toString('hex'));
  }
  const fail = (): void => {
    const hops = address.hops('exit', []);
    if (typeof hops !== 'string') choice.report(hops, { at: null, status: null });
  };
  world.isOnline = false;
  for (let at = 0; at < 100; at += 1) fail();
  t.deepEqual(guardsOf(choice), guards);
  world.isOnline = true;
  for (let at = 0; at < 6; at += 1) fail();
  await new Promise(setImmediate);
  const now = guardsOf(choice);
  t.is(now.length, 1, 'one substitute, at once');
  t.false(guards.includes(now[0]!));
  // They answer again.
  world.unlinked.clear();
  await world.clock.run(60_000);
  for (let at = 0; at < 20; at += 1) {
    const hops = address.hops('exit', []);
    if (typeof hops !== 'string') choice.report(hops, 'built');
  }
  t.deepEqual(guardsOf(choice), guards);
});

test('when paths through one guard die together, the next ones go through the other', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await world.open(t);
  const address = choice.of(apKey(1), false);
  const open: (readonly Relay[])[] = [];
  for (let at = 0; at < 6; at += 1) open.push(address.hops('entry', open) as readonly Relay[]);
  const [guard] = open[0]!;
  const [lost, left] = [true, false].map((is) =>
    open.filter(([first]) => (first!.name === guard!.name) === is),
  );
  t.is(left!.length, 3);
  for (const hops of lost!) choice.report(hops, 'died');
  for (let at = 0; at < 10; at += 1) {
    t.not((address.hops('entry', left!) as readonly Relay[])[0]!.name, guard!.name);
  }
  await world.clock.run(31_000);
  t.is((address.hops('entry', left!) as readonly Relay[])[0]!.name, guard!.name);
});

test("a guard's onion key is what it says over its link, a stranger's what its record says", async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await world.open(t);
  const hops = choice.of(apKey(1), false).hops('exit', []) as readonly Relay[];
  t.deepEqual(hops[0]!.onionKey, linkOnionKey);
  t.deepEqual(
    hops[1],
    world.view.find(({ name }) => name === hops[1]!.name),
  );
});

test('a middle that swallows builds makes nobody a guard', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await settled(t, world);
  const guards = guardsOf(choice);
  const address = choice.of(apKey(1), false);
  for (let at = 0; at < 2000; at += 1) {
    const hops = address.hops('exit', []);
    if (typeof hops !== 'string') {
      t.true(guards.includes(hops[0]!.name));
      choice.report(hops, { at: null, status: null });
    }
    await world.clock.run(10_000);
  }
});

test('guards go with an address to another machine, for what is left of their lives', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await settled(t, world);
  const guards = guardsOf(choice);
  const backup = choice.exportGuards();
  const other = new World();
  other.luck = 'other';
  other.view = relays(100);
  const restored = await settled(t, other);
  t.notDeepEqual(guardsOf(restored), guards);
  t.true(await restored.importGuards(backup));
  t.deepEqual(guardsOf(await other.later().open(t)), guards, 'written by then');
  t.deepEqual(guardsOf(restored), guards);
  await restored.close();
  t.deepEqual(guardsOf(await other.later().open(t)), guards);
  t.false(await restored.importGuards(Uint8Array.of(1, 9)));
  t.true(
    await restored.importGuards((await new World().open(t)).exportGuards()),
    'a node without guards gives none',
  );
});

test('a damaged state is no reason not to start', async (t) => {
  const world = new World();
  await world.state.write('chosen', Uint8Array.of(1, 2, 3));
  world.view = relays(100);
  const choice = await world.open(t);
  t.is(guardsOf(choice).length, 2);
});

test('guards and second layer are of different networks, and not of ours', async (t) => {
  for (const luck of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const world = new World();
    world.luck = luck;
    const inOurs = Array.from({ length: 50 }, (_, at) => relay(at, 5000));
    world.view = [...inOurs, ...Array.from({ length: 60 }, (_, at) => relay(1000 + at, at % 20))];
    const address = (await world.open(t)).of(apKey(1), false);
    const paths = Array.from({ length: 100 }, () => address.hops('exit', []) as readonly Relay[]);
    const inner = new Map(paths.flatMap((hops) => hops.slice(0, 2)).map((hop) => [hop.name, hop.prefix]));
    t.is(inner.size, 8);
    t.is(new Set(inner.values()).size, 8);
    t.false([...inner.values()].includes(self.prefix));
  }
});

test('of many addresses some end at ourselves, as often as at anybody', async (t) => {
  const world = new World();
  world.view = relays(79);
  const choice = await world.open(t);
  let ours = 0;
  for (let key = 1; key <= 200; key += 1) {
    const address = choice.of(apKey(key), false);
    const ends = Array.from({ length: 60 }, () => (address.hops('exit', []) as readonly Relay[])[2]!.name);
    if (ends.includes(self.name)) ours += 1;
    address.close();
  }
  // 8 of 80 in each of 200 sets.
  t.true(ours > 8 && ours < 35, `${ours}`);
});

test('who is drawn is written down at once: a crash is no other throw of the dice', async (t) => {
  const world = new World();
  world.view = relays(100);
  const choice = await world.open(t);
  const guards = guardsOf(choice);
  await new Promise(setImmediate);
  t.deepEqual(guardsOf(await world.later().open(t)), guards);
});

test('nobody is used before he is written down', async (t) => {
  const world = new World();
  world.view = relays(100);
  const { state } = world;
  const write = state.write.bind(state);
  let go = (): void => {};
  state.write = async (name, bytes) => {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    await write(name, bytes);
  };
  const choice = await world.open(t);
  let kept = 0;
  choice.onKept = () => {
    kept += 1;
  };
  const written = async (): Promise<void> => {
    go();
    await new Promise(setImmediate);
  };
  const [lasting, passing] = [choice.of(apKey(1), true), choice.of(apKey(2), false)];
  t.deepEqual([lasting.hops('exit', []), passing.hops('exit', []), kept], ['unkept', 'unkept', 0]);
  await written();
  t.is(kept, 1);
  t.true(Array.isArray(passing.hops('exit', [])), 'its end hops need not be, guards and second layer are');
  t.is(lasting.hops('entry', []), 'unkept', 'those for the other kind have yet to be');
  await written();
  t.true(Array.isArray(lasting.hops('exit', [])));
  await written();
  const hops = lasting.hops('entry', []) as readonly Relay[];
  // The machine is switched off in that instant.
  const next = await world.later().open(t);
  t.true(guardsOf(next).includes(hops[0]!.name));
  const ends = Array.from(
    { length: 60 },
    () => next.of(apKey(1), true).hops('entry', []) as readonly Relay[],
  );
  t.true(ends.some((path) => path.at(-1)!.name === hops.at(-1)!.name));
  state.write = write;
  go();
});

test('while nothing can be written those from before are used, nobody new is, and the operator hears why', async (t) => {
  const world = new World();
  world.view = relays(100);
  const before = await settled(t, world);
  const guards = guardsOf(before);
  const { state } = world;
  const write = state.write.bind(state);
  state.write = () => Promise.reject(new Error('no space left'));
  const next = world.later();
  const choice = await next.open(t);
  t.deepEqual(guardsOf(choice), guards);
  t.is(choice.facts().waits, null);
  for (const { name, identityKey } of world.view)
    if (guards.includes(name)) next.unlinked.add(Buffer.from(identityKey).toString('hex'));
  const address = choice.of(apKey(1), false);
  for (let at = 0; at < 6; at += 1) {
    const hops = address.hops('exit', []);
    if (typeof hops !== 'string') choice.report(hops, { at: null, status: null });
  }
  await new Promise(setImmediate);
  t.is(address.hops('exit', []), 'unkept');
  t.is(choice.facts().waits, 'unkept');
  state.write = write;
  await next.clock.run(25_000);
  t.true(Array.isArray(address.hops('exit', [])), 'and it is tried again');
});

test('who could not be written down is written down at the next look', async (t) => {
  const world = new World();
  world.view = relays(100);
  const { write } = world.state;
  world.state.write = () => Promise.reject(new Error('no space left'));
  const choice = await world.open(t);
  t.deepEqual(guardsOf(choice), []);
  await t.throwsAsync(choice.importGuards(choice.exportGuards()), { message: 'no space left' });
  await new Promise(setImmediate);
  world.state.write = write;
  await world.clock.run(70_000);
  const guards = guardsOf(choice);
  t.is(guards.length, 2);
  t.deepEqual(guardsOf(await world.later().open(t)), guards);
});
