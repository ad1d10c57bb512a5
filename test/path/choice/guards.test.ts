import test from 'ava';
import { seededRandom } from '../../../src/crypto/random.js';
import { noRules } from '../../../src/path/choice/draw.js';
import {
  type Guards,
  guardsInUse,
  mostGuards,
  newGuards,
  renewGuards,
  told,
} from '../../../src/path/choice/guards.js';
import { hasTwoApart, pickHops } from '../../../src/path/choice/hops.js';
import { planOf } from '../../../src/path/choice/level.js';
import type { Relay } from '../../../src/path/choice/relay.js';
import { Rests } from '../../../src/path/choice/rests.js';
import { relays } from '../../helpers/relays.js';

const minute = 60;
const hour = 3600;
const day = 86_400;
const all = relays(200);
const weights = new Map(all.map(({ name }) => [name, 1]));

/** Guards as they go on in time. */
class Story {
  now = 0;
  guards: Guards = newGuards(0);
  readonly ever = new Set<string>();
  readonly #random = seededRandom('guards');

  constructor(public isStable = true) {
    this.look();
  }

  look(): void {
    const { isStable, now } = this;
    const rules = { ...noRules, isStrict: true };
    const renewal = { want: 2, relays: all, weights, rules, random: this.#random, isStable };
    this.guards = renewGuards(this.guards, now, renewal);
    for (const { relay } of this.guards.list) this.ever.add(relay.name);
  }

  get used(): string[] {
    return guardsInUse(this.guards, 2, this.now).map(({ relay }) => relay.name);
  }

  /** Every minute each guard in use is tried: those that `isDown` answer nothing. */
  pass(seconds: number, isDown: (name: string) => boolean, step = minute): void {
    for (const end = this.now + seconds; this.now < end; this.now += step) {
      for (const name of this.used) {
        this.guards = told(this.guards, name, isDown(name) ? 'unreachable' : 'answered', this.now);
      }
      this.look();
    }
  }
}

test('two guards of two networks, the same ones for two to four months', (t) => {
  const story = new Story();
  const first = story.used;
  t.is(new Set(first).size, 2);
  story.pass(59 * day, () => false, hour);
  t.deepEqual(story.used, first);
  t.is(story.ever.size, 2);
  story.pass(62 * day, () => false, hour);
  t.is(story.ever.size, 4);
  t.true(story.used.every((name) => !first.includes(name)));
});

test('a guard that is away for a while is used again as soon as it answers', (t) => {
  const story = new Story();
  const [away, other] = story.used;
  story.pass(20 * minute, (name) => name === away);
  t.deepEqual(
    story.used.filter((name) => name !== away),
    [other],
  );
  t.is(story.ever.size, 2, 'nobody in its place so soon');
  story.pass(20 * minute, (name) => name === away);
  t.is(story.ever.size, 3, 'after half an hour somebody is');
  story.pass(12 * hour, (name) => name === away);
  t.is(story.ever.size, 3);
  story.pass(2 * hour, () => false);
  t.deepEqual(story.used, [away, other]);
});

test('whoever makes every guard of ours fail soon finds that no other is taken', (t) => {
  const story = new Story();
  story.pass(6 * day, () => true);
  t.is(story.ever.size, mostGuards);
  // Burning each of them for months gains one guard in ten days.
  story.pass(94 * day, () => true);
  t.true(story.ever.size <= 5 + 100 / 10, `${story.ever.size} guards in 100 days`);
  t.true(story.ever.size >= 10);
});

test('without its tokens the same attack tries guard after guard', (t) => {
  const story = new Story();
  for (let at = 0; at < 100; at += 1) {
    story.guards = { ...story.guards, tokens: 5 };
    story.pass(8 * day, () => true, hour);
  }
  t.true(story.ever.size > 100);
});

test('silence behind a linked guard costs it its turn, never its place', (t) => {
  const story = new Story();
  const [guard] = story.used;
  for (let at = 0; at < 10_000; at += 1) {
    story.guards = told(story.guards, guard!, 'silent', story.now);
    story.now += 30;
    story.look();
  }
  t.is(story.ever.size, 2);
});

test('while no path is wanted a guard that was away is not given up', (t) => {
  const story = new Story();
  const [away] = story.used;
  story.pass(5 * minute, (name) => name === away);
  story.now += 10 * day;
  story.look();
  t.true(story.used.includes(away!));
  t.is(story.ever.size, 2);
});

test('guards of the first hours are provisional: replaced freely, and drawn anew once the view is good', (t) => {
  const story = new Story(false);
  story.pass(10 * hour, () => true);
  t.true(story.ever.size > 5);
  t.true(story.guards.list.length <= mostGuards);
  t.false(story.guards.isFirm);
  const before = story.used;
  story.isStable = true;
  story.look();
  t.true(story.guards.isFirm);
  t.notDeepEqual(story.used, before);
  t.is(story.guards.tokens, 3);
});

test('where most nodes are gone provisional guards follow one another until one is there; firm ones wait', (t) => {
  const living = new Set(all.filter((_relay, at) => at % 10 === 0).map(({ name }) => name));
  const isDown = (name: string) => !living.has(name);
  const story = new Story(false);
  story.pass(40 * minute, isDown);
  t.true(story.used.some((name) => living.has(name)));
  t.true(story.ever.size > mostGuards);
  t.true(story.guards.list.length <= mostGuards);
  const firm = new Story();
  firm.pass(40 * minute, isDown);
  t.is(firm.ever.size, mostGuards);
});

const own = all[150]!;
const pick = (change: Partial<Parameters<typeof pickHops>[0]> = {}): Relay[] | null =>
  pickHops({
    plan: planOf('full'),
    guards: all.slice(0, 2),
    layer2: all.slice(10, 16),
    ends: [...all.slice(20, 26), all[0]!, own],
    relays: all,
    weights,
    ownName: own.name,
    own: null,
    rests: () => false,
    open: [],
    isPair: false,
    random: seededRandom('pick'),
    ...change,
  });

test('paths begin with a guard, go on through the second layer, and end anywhere, even at ourselves or our guard', (t) => {
  const random = seededRandom('hops');
  const ends = new Set<Relay>();
  for (let at = 0; at < 500; at += 1) {
    const hops = pick({ random })!;
    t.is(hops.length, 3);
    t.true(all.slice(0, 2).includes(hops[0]!));
    t.true(all.slice(10, 16).includes(hops[1]!));
    ends.add(hops[2]!);
  }
  t.is(ends.size, 8);
  t.true(ends.has(own) && ends.has(all[0]!));
});

test('no hop is its own neighbour', (t) => {
  const random = seededRandom('neighbours');
  for (let at = 0; at < 300; at += 1) {
    const hops = pick({ random, layer2: all.slice(0, 3), ends: all.slice(0, 3) })!;
    t.not(hops[0], hops[1]);
    t.not(hops[1], hops[2]);
  }
  t.is(pick({ random, layer2: [all[0]!, all[1]!], ends: all.slice(0, 2), guards: [all[0]!] })?.[2], all[0]);
});

test('hops that sit out are not taken as long as there are others', (t) => {
  const random = seededRandom('rests');
  const tired = new Set([...all.slice(10, 15), ...all.slice(20, 26), own]);
  for (let at = 0; at < 50; at += 1) {
    const hops = pick({ random, rests: (relay) => tired.has(relay) })!;
    t.deepEqual(hops.slice(1), [all[15]!, all[0]!]);
    t.is(pick({ random, rests: () => true })!.length, 3, 'all are tired: all are tried');
  }
});

test('who fails sits out, ever longer, both who may have; who is on a path that stands does not', (t) => {
  const rests = new Rests();
  const hops = ['x1', 'x2', 'x3'];
  const resting = (now: number): string[] => hops.filter((name) => rests.has(name, now));
  rests.note(hops, { at: 1, status: 3 }, 0);
  t.deepEqual(resting(59), ['x2', 'x3'], 'the teller, and of whom it tells');
  t.deepEqual(resting(61), []);
  rests.note(hops, { at: null, status: null }, 100);
  t.deepEqual(resting(100 + 119), ['x2', 'x3'], 'guards have rules of their own');
  rests.note(hops, 'died', 300);
  rests.note(['x1', 'x4', 'x3'], 'built', 301);
  t.deepEqual(resting(302), ['x2']);
  for (let at = 0; at < 20; at += 1) rests.note(hops, { at: 2, status: 1 }, 1000);
  t.deepEqual(resting(1000 + 3599), ['x3']);
  t.deepEqual(resting(1000 + 3600), []);
});

test("a pool's paths spread over the guards and over the end hops", (t) => {
  const random = seededRandom('spread');
  const open: Relay[][] = [];
  for (let at = 0; at < 8; at += 1) open.push(pick({ random, open })!);
  t.is(open.filter(([guard]) => guard === all[0]).length, 4);
  t.is(new Set(open.map((hops) => hops[2])).size, 8);
});

test('no relay stands on all paths of a kind while others can be had, and none is missing because of it', (t) => {
  const random = seededRandom('apart');
  const few = all.slice(0, 12);
  const small = {
    random,
    plan: planOf('weak'),
    layer2: [],
    relays: few,
    ends: few,
    ownName: own.name,
    own: null,
  };
  const inner = new Set<Relay>();
  for (let round = 0; round < 300; round += 1) {
    for (const isPair of [true, false]) {
      const open: Relay[][] = [];
      for (let at = 0; at < (isPair ? 2 : 3); at += 1) open.push(pick({ ...small, isPair, open })!);
      const onAll = few.filter((relay) => open.every((hops) => hops.includes(relay)));
      t.deepEqual(onAll, []);
      if (!isPair) for (const hops of open) for (const hop of hops.slice(1)) inner.add(hop);
    }
  }
  t.is(inner.size, few.length, 'guards, too, are middles and ends of entry paths');
});

test('in a small network two hops are never the guard twice or ourselves, and three rarely end at their guard', (t) => {
  const random = seededRandom('small');
  const few = [...all.slice(0, 4), own];
  const small = { random, layer2: [], relays: few.slice(0, 4), ends: few, ownName: own.name, own: null };
  for (let at = 0; at < 200; at += 1) {
    const two = pick({ ...small, plan: planOf('practice'), guards: [all[0]!] })!;
    t.is(two.length, 2);
    t.false(two[1] === own || two[1] === two[0]);
    const three = pick({ ...small, plan: planOf('weak') })!;
    t.not(three[2], three[0]);
    t.not(three[1], own);
  }
  t.is(pick({ ...small, plan: planOf('none') }), null);
  t.is(pick({ guards: [] }), null);
  t.is(pick({ ends: [] }), null);
  t.is(pick({ layer2: [] }), null);
});

test('of three paths two share no hop, whatever the two are like that are there', (t) => {
  const random = seededRandom('apart');
  const few = { random, plan: planOf('fair'), layer2: all.slice(10, 13), ends: all.slice(20, 23) };
  for (let at = 0; at < 300; at += 1) {
    const open: Relay[][] = [];
    // Two such as failures leave behind: anything goes there.
    for (const _ of [0, 1]) open.push(pick(few)!);
    open.push(pick({ ...few, open })!);
    t.true(hasTwoApart(open), open.map((hops) => hops.map((hop) => all.indexOf(hop))).join(' | '));
  }
});
