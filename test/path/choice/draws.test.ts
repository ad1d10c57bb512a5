import test from 'ava';
import { seededRandom } from '../../../src/crypto/random.js';
import { Absences } from '../../../src/path/choice/absences.js';
import { draw, drawOne, noRules } from '../../../src/path/choice/draw.js';
import { allPresent, lives, renew, usable } from '../../../src/path/choice/kept-set.js';
import { blame, Ledger } from '../../../src/path/choice/ledger.js';
import { weigh } from '../../../src/path/choice/weights.js';
import { buildStatuses } from '../../../src/wire/build.js';
import { relay, relays } from '../../helpers/relays.js';

const day = 86_400;
const even = (all: readonly { name: string }[]) => new Map(all.map(({ name }) => [name, 1]));

test('nobody is drawn twice, and of a network only one where the rule is strict', (t) => {
  const random = seededRandom('draw');
  const all = relays(40, 5);
  for (let round = 0; round < 50; round += 1) {
    const strict = draw(all, even(all), 8, { ...noRules, isStrict: true }, random);
    t.is(strict.length, 5);
    t.is(new Set(strict.map(({ prefix }) => prefix)).size, 5);
    const loose = draw(all, even(all), 8, noRules, random);
    t.is(new Set(loose.map(({ name }) => name)).size, 8);
    t.is(new Set(loose.map(({ prefix }) => prefix)).size, 5, 'what is preferred comes first');
  }
  const barred = { names: new Set([all[0]!.name]), prefixes: new Set([all[1]!.prefix]), isStrict: true };
  t.is(draw(all, even(all), 8, barred, random).length, 4);
});

test('weights are shares of the chance to be drawn, and somebody without one never is', (t) => {
  const random = seededRandom('weights');
  const [a, b, c] = relays(3) as [
    ReturnType<typeof relay>,
    ReturnType<typeof relay>,
    ReturnType<typeof relay>,
  ];
  const weights = new Map([
    [a.name, 3],
    [b.name, 1],
  ]);
  let ofA = 0;
  for (let at = 0; at < 4000; at += 1) {
    const one = drawOne([a, b, c], weights, random);
    t.not(one, c);
    if (one === a) ofA += 1;
  }
  t.true(ofA > 2850 && ofA < 3150, `${ofA}`);
  t.is(drawOne([c], weights, random), null);
  t.is(drawOne([], weights, random), null);
});

test('a newcomer weighs little for two weeks, and a network no more than one relay does', (t) => {
  const ledger = new Ledger();
  const [old, fresh] = [relay(1), relay(2)];
  ledger.see([old.name], 0);
  ledger.see([old.name, fresh.name], 14 * day);
  const weights = weigh([old, fresh], ledger, 14 * day);
  t.is(weights.get(old.name), 1);
  t.true(weights.get(fresh.name)! < 0.07);
  t.true(weigh([old, fresh], ledger, 21 * day).get(fresh.name)! > 0.5);
  // A thousand relays in one network are together what one alone is.
  const crowd = [old, ...Array.from({ length: 99 }, (_, at) => relay(100 + at, 7))];
  const later = weigh(crowd, ledger, 14 * day);
  const sum = crowd.slice(1).reduce((total, { name }) => total + later.get(name)!, 0);
  t.true(sum <= 1);
});

test('failures lower a weight after thirty tries, against what is usual, and never below a quarter', (t) => {
  const ledger = new Ledger();
  const all = relays(12);
  const names = all.map(({ name }) => name);
  ledger.see(names, 0);
  const bad = names[0]!;
  let round = 0;
  const go = (isBad: boolean): void => {
    // Always with somebody else, as paths are.
    const others = [names[1 + (round % 11)]!, names[1 + ((round * 7 + 3) % 11)]!];
    round += 1;
    if (isBad) ledger.note([others[0]!, bad, others[1]!], { at: 1, status: 2 }, round * 10);
    else ledger.note([others[0]!, others[1]!, names[1 + ((round * 5 + 1) % 11)]!], 'built', round * 10);
  };
  for (let at = 0; at < 29; at += 1) go(true);
  const now = 14 * day;
  t.is(weigh(all, ledger, now).get(bad), 1, 'too few tries to say anything');
  for (let at = 0; at < 300; at += 1) go(at % 5 === 0);
  const weights = weigh(all, ledger, now);
  t.is(weights.get(bad), 0.25);
  t.true(names.slice(1).every((name) => weights.get(name)! > 0.9));
});

test('where our own line is bad, everybody fails, and nobody weighs less for it', (t) => {
  const ledger = new Ledger();
  const all = relays(12);
  const names = all.map(({ name }) => name);
  ledger.see(names, 0);
  for (let round = 0; round < 600; round += 1) {
    const hops = [names[round % 12]!, names[(round * 5 + 1) % 12]!, names[(round * 7 + 2) % 12]!];
    ledger.note(hops, round % 2 === 0 ? 'built' : { at: null, status: null }, round * 10);
  }
  for (const weight of weigh(all, ledger, 14 * day).values()) t.true(weight > 0.9, `${weight}`);
});

test('one hop between the same two again and again is one try an hour', (t) => {
  const ledger = new Ledger();
  const hops = relays(3).map(({ name }) => name);
  ledger.see(hops, 0);
  for (let at = 0; at < 100; at += 1) ledger.note(hops, { at: 1, status: 2 }, at);
  t.deepEqual([ledger.of(hops[1]!)!.tries, ledger.of(hops[1]!)!.failures], [1, 1]);
});

test('blame goes to whoever may have failed, and to a teller as much as to whom it tells of', (t) => {
  t.deepEqual(blame('built', 3), { reached: 3, shares: new Map() });
  t.deepEqual(blame({ at: 1, status: 1 }, 3), { reached: 2, shares: new Map([[1, 1]]) });
  t.deepEqual(
    [...blame({ at: 0, status: 3 }, 3).shares],
    [
      [0, 0.5],
      [1, 0.5],
    ],
  );
  const silent = blame({ at: null, status: null }, 3);
  t.is(silent.reached, 3);
  t.is(
    [...silent.shares.values()].reduce((a, b) => a + b, 0),
    1,
  );
  t.is(blame({ at: 9, status: 3 }, 3).shares.size, 3, 'a place that is not on the path');
});

test('the ledger is bounded: those not seen for longest go', (t) => {
  const ledger = new Ledger();
  const names = (from: number): string[] =>
    Array.from({ length: 900 }, (_, at) => (from + at).toString(16).padStart(8, '0').padEnd(64, '0'));
  for (let round = 0; round < 5; round += 1) ledger.see(names(round * 900), round * 100);
  t.is(ledger.size, 2000);
  t.is(ledger.of(names(0)[0]!), null);
  ledger.see(names(4 * 900), 31 * day);
  t.is(ledger.size, 900);
});

test('a set is drawn once and kept: members leave when their time is over, and others come for them', (t) => {
  const random = seededRandom('set');
  const all = relays(100);
  const parts = {
    want: 8,
    life: lives.ends,
    relays: all,
    weights: even(all),
    rules: noRules,
    random,
    presence: allPresent,
  };
  let members = renew([], 0, parts);
  const first = new Set(members.map(({ relay: { name } }) => name));
  t.is(first.size, 8);
  for (const { until } of members) t.true(until >= day && until <= 4 * day);
  const met = new Set(first);
  for (let now = 0; now < 30 * day; now += 3600) {
    members = renew(
      members.map((member) => ({ ...member, seen: now })),
      now,
      parts,
    );
    t.is(members.length, 8);
    for (const { relay } of members) met.add(relay.name);
  }
  // 8 places for 30 days at 2.5 days each are about 96 draws, some of the same relay again.
  t.true(met.size > 45 && met.size < 80, `${met.size}`);
});

test('members that left the view are not used, replaced by as many again at most, and welcome back', (t) => {
  const random = seededRandom('absent');
  const all = relays(100);
  const parts = {
    want: 3,
    life: lives.layer2,
    relays: all,
    weights: even(all),
    rules: noRules,
    random,
    presence: allPresent,
  };
  const before = renew([], 0, parts);
  t.is(usable(before, 3, 12 * 3600, allPresent).length, 0);
  const after = renew(before, 12 * 3600, parts);
  t.is(after.length, 6);
  t.deepEqual(
    usable(after, 3, 12 * 3600, allPresent).map(({ relay }) => relay.name),
    after.slice(3).map(({ relay }) => relay.name),
  );
  t.is(renew(after, 24 * 3600 - 1, parts).length, 6, 'two sets, not three');
  const back = after.map((member, at) => (at < 3 ? { ...member, seen: 13 * 3600 } : member));
  t.deepEqual(
    usable(back, 3, 13 * 3600, allPresent).map(({ relay }) => relay.name),
    before.map(({ relay }) => relay.name),
  );
});

test('a member is out by the word of two neighbours, after ten minutes, and until a path through it stands', (t) => {
  const minute = 60;
  const unreachable = { at: 1, status: buildStatuses.unreachable };
  const absences = new Absences();
  absences.note(['g', 'a', 'end'], unreachable, 0);
  for (let now = 0; now < 60 * minute; now += minute) absences.note(['g', 'a', 'end'], unreachable, now);
  t.false(absences.isOut('end', 60 * minute), 'one neighbour may lie');
  absences.note(['g', 'b', 'other'], { at: 1, status: buildStatuses.refused }, 60 * minute);
  absences.note(['g', 'b', 'end'], { at: null, status: null }, 60 * minute);
  absences.note(['g', 'b', 'end'], 'died', 60 * minute);
  t.false(absences.isOut('end', 60 * minute), 'nobody said that it is out of reach');
  absences.note(['g', 'b', 'end'], unreachable, 61 * minute);
  t.true(absences.isOut('end', 61 * minute));
  t.false(absences.isOut('other', 61 * minute));
  t.false(absences.isOut('a', 61 * minute), 'who says so is there');
  absences.note(['g', 'c', 'end'], 'built', 62 * minute);
  t.false(absences.isOut('end', 80 * minute));
  for (const by of ['a', 'b']) absences.note(['g', by, 'end'], unreachable, 100 * minute);
  t.false(absences.isOut('end', 109 * minute), 'it may be starting anew');
  t.true(absences.isOut('end', 110 * minute));
  t.false(absences.isLost('end', 289 * minute));
  t.true(absences.isLost('end', 290 * minute));
});

test('who is out is used only to see, and keeps its place until it is lost; nobody out is drawn', (t) => {
  const random = seededRandom('out');
  const all = relays(20);
  const parts = { want: 3, life: lives.layer2, relays: all, weights: even(all), rules: noRules, random };
  const before = renew([], 0, { ...parts, presence: allPresent });
  const namesOf = (members: typeof before) => members.map(({ relay }) => relay.name);
  const names = namesOf(before);
  const outOf = (...out: string[]) => ({ ...allPresent, isOut: (name: string) => out.includes(name) });
  const [a, b, c] = names;
  t.deepEqual(namesOf(usable(before, 3, 0, outOf(c!))), [a, b]);
  t.deepEqual(namesOf(usable(before, 3, 0, { ...outOf(b!, c!), isDue: (name) => name === c })), [a, c]);
  t.deepEqual(namesOf(usable(before, 3, 0, outOf(...names))), names, 'where all are out all are tried');
  const after = renew(before, 0, { ...parts, presence: outOf(c!) });
  t.deepEqual(namesOf(after).slice(0, 3), names);
  t.is(after.length, 4);
  t.deepEqual(namesOf(usable(after, 3, 0, allPresent)), names, 'it is welcome back');
  const six = renew(before, 0, { ...parts, presence: outOf(...names) });
  t.is(
    renew(six, 0, { ...parts, presence: outOf(...names, namesOf(six)[3]!) }).length,
    6,
    'two sets, not three',
  );
  const allOut = { ...outOf(...namesOf(six)), isLost: (name: string) => name === b };
  t.deepEqual(namesOf(renew(six, 0, { ...parts, relays: [], presence: allOut })), namesOf(six));
  const next = renew(six.slice(0, 5), 0, { ...parts, presence: allOut });
  t.deepEqual(
    namesOf(next).slice(0, 4),
    namesOf(six).filter((name, at) => name !== b && at < 5),
  );
  t.is(next.length, 6);
  for (const name of namesOf(next).slice(4)) t.false(namesOf(six).includes(name));
  const full = renew(six, 0, { ...parts, presence: outOf(...namesOf(six)) });
  t.deepEqual(namesOf(full).slice(0, 5), namesOf(six).slice(1), 'the first gives up its place');
  t.is(full.length, 6);
});
