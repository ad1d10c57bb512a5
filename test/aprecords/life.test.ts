import test from 'ava';
import { Revisions } from '../../src/aprecords/revisions.js';
import { blindedKeyOf, dayOf, dayStart, slotOf } from '../../src/crypto/ap.js';
import { MemoryState } from '../../src/state/state.js';
import { decodeApRecord } from '../../src/wire/ap-record.js';
import { recordKinds } from '../../src/wire/get.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { type LabPath, latency, nearestOf, RecordLab } from '../helpers/record-lab.js';

const key = apKeyOf('a');
const hour = 3_600_000;

const slotsOf = (lab: RecordLab, day: number) =>
  [0, 1, 2].map((index) => slotOf(key.address, day, lab.channelKey, index));

/** What the four nodes nearest to each slot hold of ours, by rank. */
function ranks(lab: RecordLab, day: number): (number | null)[][] {
  const blinded = Buffer.from(blindedKeyOf(key.publicKey, day, lab.channelKey)!);
  return slotsOf(lab, day).map((slot) =>
    nearestOf(slot, lab.nodes)
      .slice(0, 4)
      .map(({ holdings }) => {
        const all = holdings.get(recordKinds.ap, slot);
        const at = all.findIndex((bytes) => blinded.equals(decodeApRecord(bytes)!.record.blindedKey));
        return at < 0 ? null : at;
      }),
  );
}

test('a record lies with four nodes under each of three slots, and is found in one round trip', async (t) => {
  const lab = new RecordLab(t.title, 30);
  const owner = await lab.owner(key);
  await lab.clock.run(10_000);
  t.deepEqual(ranks(lab, dayOf(key.address, lab.seconds())).flat(), Array(12).fill(0));
  t.is(owner.facts.kept, 12);
  t.is(lab.nodes.filter(({ holdings }) => holdings.size.slots > 0).length <= 12, true);
  const through = lab.path('exit', 5);
  const begun = lab.clock.now();
  const found = await lab.settled(lab.reader().find(key.address, through));
  t.is(lab.clock.now() - begun, 2 * latency);
  t.is(through.asked.length, 3);
  const today = dayOf(key.address, lab.seconds());
  t.deepEqual(found!.sessionKey, owner.sessionKey(today)!.publicKey);
  t.deepEqual(
    found!.entries.map(({ node }) => node.identityKey),
    [2, 3].map((at) => lab.nodes[at]!.identityKey),
  );
  owner.close();
  t.is(owner.sessionKey(today), null);
  t.is(lab.clock.pending(), 0);
});

test('new entry points are published a second later, ended ones are not, and the revision grows', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const entries = [lab.path('entry', 2)];
  const owner = await lab.owner(key, { entries });
  await lab.clock.run(5_000);
  const reader = lab.reader();
  const ends = lab.nodes.map(({ identityKey }) => Buffer.from(identityKey).toString('hex'));
  const entryNodes = async () => {
    const found = await lab.settled(reader.find(key.address, lab.path('exit', 5)));
    return found!.entries.map(({ node }) => ends.indexOf(Buffer.from(node.identityKey).toString('hex')));
  };
  t.deepEqual(await entryNodes(), [2]);
  entries.push(lab.path('entry', 3, 2 * hour), lab.path('entry', 4, hour / 2));
  owner.changed();
  t.deepEqual(await entryNodes(), [2], 'what was just found holds for some seconds');
  await lab.clock.run(11_000);
  t.deepEqual(await entryNodes(), [3, 2, 4], 'what lasts longest comes first');
  entries[1]!.close();
  owner.changed();
  await lab.clock.run(11_000);
  t.deepEqual(await entryNodes(), [2, 4]);
  owner.close();
});

test('an owner without entry points or ways out says nothing; with them it speaks at once', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const entries = [lab.path('entry', 2)];
  const exits = [lab.path('exit', 0)];
  exits[0]!.close();
  const owner = await lab.owner(key, { entries, exits });
  await lab.clock.run(60_000);
  t.is(owner.facts.at, null);
  exits[0] = lab.path('exit', 1);
  owner.changed();
  await lab.clock.run(3_000);
  t.is(owner.facts.kept, 12);
  owner.close();
});

test('when nobody keeps it, it is tried again with growing pauses, until somebody does', async (t) => {
  const lab = new RecordLab(t.title, 12);
  for (const node of lab.nodes) node.isGone = true;
  const exits = [lab.path('exit', 0)];
  const owner = await lab.owner(key, { exits });
  await lab.clock.run(600_000);
  t.is(owner.facts.kept, 0);
  const tries = exits[0]!.asked.length;
  t.true(tries > 0 && tries < 300, `${tries} questions in ten minutes`);
  for (const node of lab.nodes) node.isGone = false;
  await lab.clock.run(400_000);
  t.is(owner.facts.kept, 12);
  owner.close();
});

test('nodes that are silent hold up no publication: farther ones keep it in their place, two seconds later', async (t) => {
  const lab = new RecordLab(t.title, 20);
  const slots = slotsOf(lab, dayOf(key.address, lab.seconds()));
  for (const slot of slots) for (const node of nearestOf(slot, lab.nodes).slice(0, 2)) node.isGone = true;
  const exits = [lab.nodes.findIndex(({ isGone }) => !isGone)].map((at) => lab.path('exit', at));
  const owner = await lab.owner(key, { exits });
  await lab.clock.run(5_000);
  t.is(owner.facts.kept, 12);
  owner.close();
});

test('records outlive hours and the nodes that keep them; a gone owner’s record ends', async (t) => {
  const lab = new RecordLab(t.title, 20);
  const owner = await lab.owner(key, { entries: [lab.path('entry', 2, 100 * hour)] });
  await lab.clock.run(5 * hour);
  const find = (at: number) => lab.settled(lab.reader().find(key.address, lab.path('exit', at)));
  t.truthy(await find(5));
  // Those that keep it are gone: the next renewal finds others.
  for (const node of lab.nodes.slice(6)) if (node.holdings.size.slots > 0) node.isGone = true;
  await lab.clock.run(1.5 * hour);
  t.truthy(await find(5));
  owner.close();
  await lab.clock.run(5 * hour);
  t.is(await find(4), null);
});

test('a reader sees no older record than before, whoever shows it', async (t) => {
  const lab = new RecordLab(t.title, 8);
  const state = new MemoryState();
  const owner = await lab.owner(key, { state });
  await lab.clock.run(5_000);
  const day = dayOf(key.address, lab.seconds());
  const shown = slotsOf(lab, day).map((slot) => lab.nodes.map(({ holdings }) => holdings.get(2, slot)));
  owner.close();
  const next = await lab.owner(key, { state, entries: [lab.path('entry', 4)] });
  await lab.clock.run(5_000);
  const reader = lab.reader();
  t.is((await lab.settled(reader.find(key.address, lab.path('exit', 5))))!.entries.length, 1);
  next.close();
  // All nodes are hostile now and show the record of before, which is genuine.
  for (const [at, { holdings }] of lab.nodes.entries())
    holdings.get = (_kind, slot) => {
      const which = slotsOf(lab, day).findIndex((one) => Buffer.compare(one, slot) === 0);
      return shown[which]?.[at] ?? [];
    };
  await lab.clock.run(11_000);
  t.is(
    (await lab.settled(reader.find(key.address, lab.path('exit', 5))))!.entries.length,
    1,
    'what it knows holds',
  );
  t.true(reader.dropped['ap-record-older']! > 0);
  t.truthy(await lab.settled(lab.reader().find(key.address, lab.path('exit', 5))), 'a newcomer cannot know');
  await lab.clock.run(75 * 60_000);
  t.is(await lab.settled(reader.find(key.address, lab.path('exit', 5))), null, 'as long as its entry points');
});

test('a record whose keepers under two slots are gone is found by the next look', async (t) => {
  const lab = new RecordLab(t.title, 60);
  const owner = await lab.owner(key, { entries: [lab.path('entry', 2, 100 * hour)] });
  await lab.clock.run(5_000);
  const slots = slotsOf(lab, dayOf(key.address, lab.seconds()));
  for (const kept of [0, 1, 2]) {
    for (const node of lab.nodes) {
      const others = slots.filter((_slot, at) => at !== kept);
      const isKeeper = (slot: Uint8Array) => node.holdings.get(recordKinds.ap, slot).length > 0;
      node.isGone = others.some(isKeeper) && !isKeeper(slots[kept]!);
    }
    // Other luck each time: some look first where nothing is left.
    for (let times = 0; times < 4; times += 1) {
      const reader = lab.reader();
      const through = lab.path('exit', 5);
      const first = await lab.settled(reader.find(key.address, through));
      const found = first ?? (await lab.settled(reader.find(key.address, through, true)));
      t.truthy(found, `slot ${kept}`);
    }
  }
  owner.close();
});

test('that nobody answered is not taken for an address that nobody has', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const owner = await lab.owner(key);
  await lab.clock.run(5_000);
  const reader = lab.reader();
  for (const node of lab.nodes) node.isGone = true;
  t.is(await lab.settled(reader.lookup(key.address, lab.path('exit', 5))), 'unanswered');
  for (const node of lab.nodes) node.isGone = false;
  t.truthy(await lab.settled(reader.lookup(key.address, lab.path('exit', 5))), 'and is asked again at once');
  owner.close();
});

test('a slot that nobody took the record for is tried again, though the others were taken', async (t) => {
  const lab = new RecordLab(t.title, 60);
  const [slot] = slotsOf(lab, dayOf(key.address, lab.seconds()));
  const near = nearestOf(slot!, lab.nodes).slice(0, 12);
  for (const node of near) node.isGone = true;
  const owner = await lab.owner(key);
  await lab.clock.run(20_000);
  t.true(owner.facts.kept > 0);
  for (const node of near) node.isGone = false;
  await lab.clock.run(300_000);
  t.deepEqual(ranks(lab, dayOf(key.address, lab.seconds()))[0], [0, 0, 0, 0]);
  owner.close();
});

test('what was not found is not asked for again at once, and two who wait share one look', async (t) => {
  const lab = new RecordLab(t.title, 8);
  const reader = lab.reader();
  const through = lab.path('exit', 5);
  const both = Promise.all([reader.find(key.address, through), reader.find(key.address, through)]);
  t.deepEqual(await lab.settled(both), [null, null]);
  const asked = through.asked.length;
  t.is(new Set(through.asked).size <= 8, true);
  t.is(await lab.settled(reader.find(key.address, through)), null);
  t.is(through.asked.length, asked);
  await lab.clock.run(5_001);
  await lab.settled(reader.find(key.address, through));
  t.true(through.asked.length > asked);
});

test('what one AP key has found is not used for another, nor what was found over a path of nobody', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const owner = await lab.owner(key);
  await lab.clock.run(5_000);
  const paths = [5, 6, 7, 8, 9].map((end) => lab.path('exit', end));
  const [a, b, sameAsB, stray, other] = paths as [LabPath, LabPath, LabPath, LabPath, LabPath];
  const names = new Map([
    [a, 'a'],
    [b, 'b'],
    [sameAsB, 'b'],
  ]);
  const reader = lab.reader({ keyOf: (path) => names.get(path as LabPath) ?? '' });
  for (const path of [a, b, sameAsB, stray, other]) await lab.settled(reader.find(key.address, path));
  t.deepEqual(
    paths.map(({ asked }) => asked.length > 0),
    [true, true, false, true, true],
  );
  // A path that leaves its pool is still the same key's.
  names.delete(b);
  const before = b.asked.length;
  await lab.settled(reader.find(key.address, b));
  t.is(b.asked.length, before);
  owner.close();
});

test('through the turn of a day the record is found all the time, under a new session key, and old ones are wiped', async (t) => {
  const lab = new RecordLab(t.title, 20);
  const day = dayOf(key.address, lab.seconds());
  const turn = dayStart(key.address, day + 1) - lab.seconds();
  await lab.clock.run(turn * 1000 - 4 * hour);
  const owner = await lab.owner(key, { entries: [lab.path('entry', 2, 100 * hour)] });
  await lab.clock.run(10_000);
  const first = owner.sessionKey(day)!;
  t.is(owner.sessionKey(day + 1), null);
  const seen = new Set<string>();
  // Readers whose clocks differ from the owner's by up to an hour, every five minutes for eight hours.
  for (let at = 0; at < 96; at += 1) {
    await lab.clock.run(300_000 - 1_000);
    const skew = Math.floor(3600 * Math.sin(at));
    const reader = lab.reader({ skew });
    const found = await lab.settled(reader.find(key.address, lab.path('exit', 5)));
    if (!found) return t.fail(`not found at ${at}`);
    seen.add(Buffer.from(found.sessionKey).toString('hex'));
    const known = [day, day + 1].map((one) => owner.sessionKey(one)?.publicKey);
    t.true(
      known.some((one) => one && Buffer.compare(one, found.sessionKey) === 0),
      'a key the owner still has',
    );
  }
  t.is(seen.size, 2);
  t.is(owner.sessionKey(day), null);
  t.true(first.secretKey.every((byte) => byte === 0));
  t.truthy(owner.sessionKey(day + 1));
  owner.close();
});

test('an owner whose state was lost goes on above what it published before', async (t) => {
  const lab = new RecordLab(t.title, 8);
  const far = new MemoryState();
  // A revision beyond what the hour gives, as after thousands of changes.
  const revisions = await Revisions.open(far);
  revisions.seen(key.address, 2 ** 40);
  await revisions.next(key.address, lab.seconds());
  const before = await lab.owner(key, { state: far });
  await lab.clock.run(5_000);
  before.close();
  const after = await lab.owner(key, { entries: [lab.path('entry', 4)] });
  await lab.clock.run(10_000);
  const found = await lab.settled(lab.reader().find(key.address, lab.path('exit', 5)));
  t.is(found!.entries.length, 1);
  t.deepEqual(found!.sessionKey, after.sessionKey(dayOf(key.address, lab.seconds()))!.publicKey);
  after.close();
});

test('when network time is set anew the record is found under the old time, too, for three hours', async (t) => {
  const lab = new RecordLab(t.title, 30);
  const behind = -400 * 86_400;
  // Two groups have met: half of the nodes have learned the other one's time.
  for (const [at, node] of lab.nodes.entries()) if (at % 2 === 0) node.ahead = behind;
  let ahead = behind;
  const entries = [lab.path('entry', 2, 100 * hour)];
  const owner = await lab.owner(key, { entries, ahead: () => ahead });
  await lab.clock.run(10_000);
  const finds = async (skew: number): Promise<boolean> => {
    await lab.clock.run(11_000);
    return (await lab.settled(lab.reader({ skew }).find(key.address, lab.path('exit', 5)))) !== null;
  };
  t.deepEqual([await finds(behind), await finds(0)], [true, false]);
  ahead = 0;
  owner.timeStepped(-behind * 1000, true);
  await lab.clock.run(5_000);
  const days = [0, behind].map((skew) => dayOf(key.address, lab.seconds() + skew));
  for (const day of days) t.truthy(owner.sessionKey(day));
  await lab.clock.run(2 * hour);
  t.deepEqual([await finds(behind), await finds(0)], [true, true]);
  await lab.clock.run(6 * hour);
  t.deepEqual([await finds(behind), await finds(0)], [false, true]);
  t.is(owner.sessionKey(days[1]!), null);
  owner.close();
});

test('under a time that nobody shares nothing is published', async (t) => {
  const lab = new RecordLab(t.title, 12);
  let ahead = 400 * 86_400;
  const exits = [lab.path('exit', 0)];
  const owner = await lab.owner(key, { exits, ahead: () => ahead });
  await lab.clock.run(10_000);
  t.is(owner.facts.kept, 0);
  ahead = 0;
  owner.timeStepped(-400 * 86_400_000, false);
  await lab.clock.run(10_000);
  t.is(owner.facts.kept, 12);
  t.is(owner.sessionKey(dayOf(key.address, lab.seconds() + 400 * 86_400)), null);
  owner.close();
});
