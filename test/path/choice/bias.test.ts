/** A guard behind which most second hops fail, and those who would have one suspected that does well. */
import test from 'ava';
import { seededRandom } from '../../../src/crypto/random.js';
import { Bias } from '../../../src/path/choice/bias.js';
import { noRules } from '../../../src/path/choice/draw.js';
import { type Guard, guardsInUse, newGuards, renewGuards } from '../../../src/path/choice/guards.js';
import type { Outcome } from '../../../src/path/choice/ledger.js';
import { bias as scenario } from '../../../src/simulation/scenarios/bias.js';
import { relays } from '../../helpers/relays.js';

const minute = 60;
const hour = 3600;
const silent: Outcome = { at: null, status: null };
const seconds = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Both guards with all second hops, every twenty minutes for some hours; `fails` says which pairs come to nothing. */
function tried(
  hours: number,
  fails: (guard: string, second: string) => Outcome | null,
  bias = new Bias(),
  from = 0,
): Bias {
  for (let now = from; now < from + hours * hour; now += 20 * minute)
    for (const second of seconds)
      for (const guard of ['g', 'h']) bias.note([guard, second, 'end'], fails(guard, second) ?? 'built', now);
  return bias;
}

test('a guard behind which most second hops fail, while they do well behind another, is suspected', (t) => {
  const late = 2 * hour;
  const bias = tried(2, (guard, second) =>
    guard === 'g' && second !== 'a' && second !== 'b' ? silent : null,
  );
  t.true(bias.isSuspected('g', late));
  t.false(bias.isSuspected('h', late));
  // After a day it gets another try, and then twice as long a rest.
  const again = late + 26 * hour;
  t.false(bias.isSuspected('g', again));
  tried(2, (guard) => (guard === 'g' ? silent : null), bias, again);
  t.true(bias.isSuspected('g', again + 40 * hour));
  t.false(bias.isSuspected('g', again + 52 * hour));
});

test('second hops that fail behind one guard alone do not get it suspected, unless they are more than half', (t) => {
  const hostile = (count: number) => (guard: string, second: string) =>
    guard === 'g' && seconds.indexOf(second) < count ? silent : null;
  t.false(tried(24, hostile(3)).isSuspected('g', 24 * hour));
  t.true(tried(24, hostile(4)).isSuspected('g', 24 * hour));
  const loud = tried(24, (guard) => (guard === 'g' ? { at: 1, status: 2 } : null));
  t.false(loud.isSuspected('g', 24 * hour), 'what a later hop turned round has passed the guard');
});

test('where all fail nobody is suspected, nor one that nothing can be held against', (t) => {
  const all = tried(24, () => silent);
  t.deepEqual([all.isSuspected('g', 24 * hour), all.isSuspected('h', 24 * hour)], [false, false]);
  // A bad quarter of an hour, with as many builds as you like.
  const bias = tried(2, () => null);
  for (let now = 2 * hour; now < 2.25 * hour; now += 10)
    for (const second of seconds) bias.note(['g', second, 'end'], silent, now);
  t.false(bias.isSuspected('g', 2.25 * hour));
});

test('paths that are built and then die count as builds that came to nothing', (t) => {
  const bias = new Bias();
  for (let now = 0; now < 2 * hour; now += 20 * minute)
    for (const second of seconds)
      for (const guard of ['g', 'h']) {
        bias.note([guard, second, 'end'], 'built', now);
        if (guard === 'g') bias.note([guard, second, 'end'], 'died', now + minute);
      }
  t.true(bias.isSuspected('g', 2 * hour));
  t.false(bias.isSuspected('h', 2 * hour));
});

test('who is suspected keeps its place, another takes its turn and costs a token; where all are, they serve', (t) => {
  const all = relays(100);
  const suspected = new Set<string>();
  const renewal = {
    want: 2,
    relays: all,
    weights: new Map(all.map(({ name }) => [name, 1])),
    rules: noRules,
    random: seededRandom(t.title),
    isStable: true,
    isSuspected: (name: string) => suspected.has(name),
  };
  const names = (from: readonly Guard[]) => from.map(({ relay }) => relay.name);
  let guards = renewGuards(newGuards(0), 0, renewal);
  const [first, second] = names(guards.list);
  suspected.add(first!);
  guards = renewGuards(guards, minute, renewal);
  t.is(guards.list.length, 3);
  t.true(guards.tokens < 3);
  const third = guards.list[2]!.relay.name;
  t.deepEqual(names(guardsInUse(guards, 2, minute, renewal.isSuspected)), [second, third]);
  t.is(renewGuards(guards, 2 * minute, renewal).list.length, 3, 'once');
  for (const name of [second!, third]) suspected.add(name);
  t.deepEqual(names(guardsInUse(guards, 2, minute, renewal.isSuspected)), [first, second]);
  suspected.clear();
  t.deepEqual(
    names(guardsInUse(guards, 2, minute, renewal.isSuspected)),
    [first, second],
    'and is used again',
  );
});

test('a hostile guard captures little, and hostile second hops do not get an honest one replaced', async (t) => {
  const figures = await scenario({ seed: '1', nodes: 120, hostile: 0.2, trials: 1, days: 1 }, () => {});
  t.log(JSON.stringify(figures));
  t.true(figures.older_used.honest > 0.3);
  t.true(figures.older_used.capture < 0.15, 'its turn is others’');
  t.true(figures.captured.capture < 0.1);
  t.true(figures.older_used.push > 0.3);
  t.is(figures.guards.push, 2);
});
