import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import type { Want } from '../../src/path/choice/choice.js';
import type { Outcome } from '../../src/path/choice/ledger.js';
import type { Relay } from '../../src/path/choice/relay.js';
import { createPools, type Pool, type Pools } from '../../src/path/pool.js';
import type { BuildFailure, HopNode, OwnPath, PathBuilder, PathKind } from '../../src/path/types.js';
import { relays } from '../helpers/relays.js';

const hour = 3600_000;
const apKey = (at: number): Uint8Array => new Uint8Array(32).fill(at);

/** A path that does nothing but end: when its time is over, when it is closed, or when a hop of it dies. */
class FakePath {
  open = true;
  onClose = (_reason: string): void => {};
  onCell = (): void => {};
  onIncoming = (): void => {};
  onJoinFailed = (): void => {};
  readonly rtt = null;
  readonly end: HopNode;
  readonly entryId: Uint8Array | null;

  constructor(
    readonly kind: PathKind,
    readonly hops: readonly HopNode[],
    readonly since: number,
    readonly expiresAt: number,
    random: Random,
    readonly clock: VirtualClock,
  ) {
    this.end = hops.at(-1)!;
    this.entryId = kind === 'entry' ? random.bytes(16) : null;
  }

  finish(reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.onClose(reason);
  }
  endWithin(ms: number): void {
    this.clock.after(ms, () => this.finish('expired'));
  }

  close(): void {
    this.finish('closed');
  }
}

/** Builds in 0.3 s; whatever holds a dead hop ends in silence after 10 s. */
class FakeBuilder implements PathBuilder {
  readonly paths = new Set<FakePath>();
  readonly dead = new Set<Uint8Array>();
  builds = 0;
  mostAtOnce = 0;
  isBroken = false;
  #now = 0;

  constructor(
    readonly clock: VirtualClock,
    readonly random: Random,
  ) {}

  async build(
    hops: readonly HopNode[],
    kind: PathKind,
    options: { lifeMs?: number } = {},
  ): Promise<OwnPath | BuildFailure> {
    this.builds += 1;
    this.#now += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#now);
    const isGood = !this.isBroken && hops.every(({ identityKey }) => !this.dead.has(identityKey));
    await new Promise<void>((resolve) => this.clock.after(isGood ? 300 : 10_000, resolve));
    this.#now -= 1;
    if (!isGood) return { at: null, status: null };
    const now = this.clock.now();
    const path = new FakePath(kind, hops, now, now + options.lifeMs!, this.random, this.clock);
    this.paths.add(path);
    this.clock.after(options.lifeMs!, () => this.#finish(path, 'expired'));
    return path as unknown as OwnPath;
  }

  kill(key: Uint8Array): void {
    this.dead.add(key);
    for (const path of this.paths) {
      if (path.hops.some(({ identityKey }) => identityKey === key)) this.#finish(path, 'silent');
    }
  }

  revive(key: Uint8Array): void {
    this.dead.delete(key);
  }

  #finish(path: FakePath, reason: string): void {
    this.paths.delete(path);
    path.finish(reason);
  }
}

/** Three relays at random; hears what became of them. */
class FakeChoice {
  readonly all = relays(40);
  readonly outcomes: Outcome[] = [];
  onKept = (): void => {};
  closed = 0;
  answer: Want | null = null;
  hops = 3;
  asked = 0;

  constructor(readonly random: Random) {}

  of() {
    return {
      hops: (): readonly Relay[] | Want => {
        this.asked += 1;
        if (this.answer) return this.answer;
        return Array.from(
          { length: this.hops },
          () => this.all[Math.floor(this.random.next() * this.all.length)]!,
        );
      },
      outgrown: (_kind: PathKind, open: readonly (readonly Relay[])[]) =>
        open.find(({ length }) => length < this.hops) ?? null,
      close: () => {
        this.closed += 1;
      },
    };
  }

  report(_hops: readonly Relay[], outcome: Outcome): void {
    this.outcomes.push(outcome);
  }
}

interface World {
  readonly clock: VirtualClock;
  readonly builder: FakeBuilder;
  readonly choice: FakeChoice;
  readonly pools: Pools;
}

function world(t: ExecutionContext, seed = 'pools'): World {
  const clock = new VirtualClock();
  const random = seededRandom(seed);
  const builder = new FakeBuilder(clock, random);
  const choice = new FakeChoice(random);
  const pools = createPools({ clock, random, builder, choice });
  t.teardown(() => pools.close());
  return { clock, builder, choice, pools };
}

const counts = (pool: Pool): number[] => [pool.exits.length, pool.entries.length];

test('where those who were drawn are not written down yet it goes on the moment they are', async (t) => {
  const { clock, choice, pools, builder } = world(t);
  choice.answer = 'unkept';
  const pool = pools.of(apKey(1));
  await clock.run(10);
  t.deepEqual([builder.builds, pools.waits], [0, 'unkept']);
  choice.answer = null;
  choice.onKept();
  t.is(builder.builds, 5);
  await clock.run(350);
  t.deepEqual(counts(pool), [2, 3]);
});

test('a key in use has two exit and three entry paths within a second, and each entry its own id', async (t) => {
  const { clock, pools } = world(t);
  const pool = pools.of(apKey(1));
  let changes = 0;
  pool.onChange = () => {
    changes += 1;
  };
  await clock.run(1_000);
  t.deepEqual(counts(pool), [2, 3]);
  t.is(changes, 5);
  t.is(new Set(pool.entries.map(({ entryId }) => Buffer.from(entryId!).toString('hex'))).size, 3);
  t.is(pools.of(apKey(1)), pool);
  t.is(pools.held.length, 5);
});

test('planned rotation never leaves fewer than wanted, and each path lives 45 to 75 minutes', async (t) => {
  const { clock, builder, pools } = world(t);
  const pool = pools.of(apKey(1));
  await clock.run(1_000);
  let least = [2, 3];
  let heldMost = 0;
  const seen = new Set<OwnPath>();
  pool.onChange = () => {
    least = counts(pool).map((count, at) => Math.min(count, least[at]!));
    heldMost = Math.max(heldMost, pools.held.length);
    for (const path of [...pool.exits, ...pool.entries]) {
      t.true(path.open);
      seen.add(path);
    }
  };
  await clock.run(24 * hour);
  t.deepEqual(least, [2, 3]);
  t.deepEqual(counts(pool), [2, 3]);
  for (const { since, expiresAt } of seen) {
    t.true(expiresAt - since >= 45 * 60_000 && expiresAt - since <= 75 * 60_000);
  }
  // An old path lives on beside its successor, for minutes.
  t.true(heldMost > 5 && heldMost <= 10, `${heldMost}`);
  t.true(builder.builds < 5 * 24 * 1.35, `${builder.builds}`);
});

test('24 hours with hops that die and come back: replaced at once, and nothing piles up', async (t) => {
  const { clock, builder, choice, pools } = world(t, 'churn');
  const pool = pools.of(apKey(1));
  await clock.run(1_000);
  let empty = 0;
  const { all } = choice;
  const die = (): void => {
    const one = all[Math.floor(builder.random.next() * all.length)]!;
    builder.kill(one.identityKey);
    clock.after(10 * 60_000, () => builder.revive(one.identityKey));
    clock.after(8 * 60_000, die);
  };
  die();
  const look = (): void => {
    if (pool.exits.length === 0 || pool.entries.length === 0) empty += 1;
    clock.after(1_000, look);
  };
  look();
  for (let at = 0; at < 24; at += 1) {
    await clock.run(hour);
    t.true(pools.held.length <= 10);
    t.is(builder.paths.size, pools.held.length);
    // A timer for each path and build, the tick, and the test's own few.
    t.true(clock.pending() < 80, `${clock.pending()} timers`);
  }
  t.true(choice.outcomes.filter((outcome) => outcome === 'died').length > 20);
  t.true(empty < 60, `${empty} s without a path of a kind`);
});

test('paths of two hops are replaced soon after the network has grown, and are left two minutes after', async (t) => {
  const { clock, choice, pools } = world(t);
  choice.hops = 2;
  const pool = pools.of(apKey(1));
  await clock.run(5_000);
  const old = [...pool.exits, ...pool.entries];
  t.true(old.every(({ hops }) => hops.length === 2));
  choice.hops = 3;
  let least = counts(pool);
  pool.onChange = () => {
    least = counts(pool).map((count, at) => Math.min(count, least[at]!));
  };
  await clock.run(60_000);
  const now = [...pool.exits, ...pool.entries];
  t.deepEqual(counts(pool), [2, 3]);
  t.true(now.every(({ hops }) => hops.length === 3));
  t.deepEqual(least, [2, 3], 'each had its successor first');
  t.true(old.every(({ open }) => open));
  await clock.run(2 * 60_000);
  t.false(old.some(({ open }) => open));
});

test('a build that takes long gets company, and nothing too many is kept', async (t) => {
  const { clock, builder, choice, pools } = world(t);
  for (const { identityKey } of choice.all.slice(0, 10)) builder.dead.add(identityKey);
  const pool = pools.of(apKey(1));
  await clock.run(8_000);
  t.true(counts(pool)[0]! + counts(pool)[1]! >= 4, `${counts(pool)}`);
  await clock.run(60_000);
  t.deepEqual(counts(pool), [2, 3]);
  t.is(builder.paths.size, 5);
});

test('who has no path at all does not wait for builds that take long, though others failed', async (t) => {
  const { clock, builder, pools } = world(t);
  builder.isBroken = true;
  const pool = pools.of(apKey(1));
  await clock.run(11_000);
  t.deepEqual(counts(pool), [0, 0]);
  // Those that were begun after the first failure end in silence 10 s later; nobody waits for that.
  builder.isBroken = false;
  await clock.run(5_000);
  t.true(
    counts(pool).every((count) => count > 0),
    `${counts(pool)}`,
  );
});

test('while every build fails it is tried again and again, ever more rarely', async (t) => {
  const { clock, builder, pools } = world(t);
  builder.isBroken = true;
  const pool = pools.of(apKey(1));
  await clock.run(10 * 60_000);
  t.true(builder.builds < 110, `${builder.builds} builds in ten minutes`);
  builder.isBroken = false;
  pools.hurry();
  await clock.run(12_000);
  t.deepEqual(counts(pool), [2, 3]);
});

test('paths that die as soon as they are built are no reason for haste', async (t) => {
  const { clock, builder, pools } = world(t);
  pools.of(apKey(1));
  const cut = (): void => {
    for (const path of builder.paths) {
      builder.paths.delete(path);
      path.finish('cut');
    }
    clock.after(50, cut);
  };
  cut();
  await clock.run(10 * 60_000);
  t.true(builder.builds < 120, `${builder.builds} builds in ten minutes`);
});

test('where there is nobody to choose, it says so, asks every few seconds, and builds nothing', async (t) => {
  const { clock, builder, choice, pools } = world(t);
  choice.answer = 'few';
  const pool = pools.of(apKey(1));
  await clock.run(10 * 60_000);
  t.is(builder.builds, 0);
  t.is(pools.waits, 'few');
  t.true(choice.asked < 2 * 10 * 60, `asked ${choice.asked} times`);
  choice.answer = null;
  await clock.run(10_000);
  t.deepEqual(counts(pool), [2, 3]);
  t.is(pools.waits, null);
});

test('many keys at once do not flood the guards with builds', async (t) => {
  const { clock, builder, pools } = world(t);
  const all = Array.from({ length: 20 }, (_, at) => pools.of(apKey(at)));
  await clock.run(30_000);
  t.true(builder.mostAtOnce <= 8, `${builder.mostAtOnce} at once`);
  for (const pool of all) t.deepEqual(counts(pool), [2, 3]);
});

test('a closed pool closes its paths, also those still being built, and leaves no timer', async (t) => {
  const { clock, builder, choice, pools } = world(t);
  const early = pools.of(apKey(1));
  early.close();
  const pool = pools.of(apKey(2));
  await clock.run(1_000);
  const paths = [...pool.exits, ...pool.entries];
  pool.close();
  await clock.run(1_000);
  t.true(paths.every(({ open }) => !open));
  t.is([...builder.paths].filter(({ open }) => open).length, 0);
  t.is(choice.closed, 2);
  t.is(pools.held.length, 0);
  // What is left are the fake paths' own ends.
  await clock.run(2 * hour);
  t.is(clock.pending(), 0);
});
