import test from 'ava';
import { daysToPublish, daysToRead, nextChange } from '../../src/aprecords/days.js';
import { Revisions } from '../../src/aprecords/revisions.js';
import { SessionKeys } from '../../src/aprecords/session-keys.js';
import { settle } from '../../src/aprecords/settle.js';
import { Survey } from '../../src/aprecords/survey.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { dayOf, dayStart } from '../../src/crypto/ap.js';
import { seededRandom } from '../../src/crypto/random.js';
import { MemoryState } from '../../src/state/state.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { nearestOf, RecordLab } from '../helpers/record-lab.js';

const { address } = apKeyOf('a');
const now = 1_790_000_000;

test('near the turn of an address’s day both days count, for two hours before and after', (t) => {
  const day = dayOf(address, now) + 1;
  const turn = dayStart(address, day);
  t.is(dayOf(address, turn), day);
  t.is(dayOf(address, turn - 1), day - 1);
  const days = (offset: number) => daysToPublish(address, turn + offset).map((one) => one - day);
  t.deepEqual(days(-7201), [-1]);
  t.deepEqual(days(-7200), [-1, 0]);
  t.deepEqual(days(7199), [-1, 0]);
  t.deepEqual(days(7200), [0]);
  t.is(nextChange(address, turn - 7201), turn - 7200);
  t.is(nextChange(address, turn - 7200), turn + 7200);
  t.is(nextChange(address, turn + 7200), turn + 86_400 - 7200);
  t.deepEqual(daysToRead(address, turn - 60), [day - 1, day], 'its own day first');
  t.deepEqual(daysToRead(address, turn + 60), [day, day - 1]);
  t.deepEqual(daysToRead(address, turn + 40_000), [day]);
});

test('revisions only grow, also after a restart, and each address has its own', async (t) => {
  const state = new MemoryState();
  const other = apKeyOf('b').address;
  const before = await Revisions.open(state);
  const first = await before.next(address, now);
  t.is(await before.next(address, now), first + 1);
  t.is(await before.next(other, now), first, 'the same hour');
  const after = await Revisions.open(state);
  t.is(await after.next(address, now - 86_400), first + 2, 'a clock that went back changes nothing');
  after.seen(address, first + 100);
  t.is(await after.next(address, now), first + 101);
  await after.keep([other]);
  after.seen(address, first + 200);
  await after.next(other, now);
  t.is(await (await Revisions.open(state)).next(address, now), first, 'nothing of it is kept');
  t.is(await (await Revisions.open(state)).next(other, now), first + 2, 'the other stays');
});

test('revisions whose state is lost or damaged go on above those of an hour before', async (t) => {
  const state = new MemoryState();
  const last = await (await Revisions.open(state)).next(address, now - 3600);
  await state.write('ap-revisions', new Uint8Array(5));
  t.true((await (await Revisions.open(state)).next(address, now)) > last);
});

test('a session key is kept for its day, and wiped with it', (t) => {
  const keys = new SessionKeys(seededRandom(t.title));
  keys.keep([4]);
  const four = keys.get(4)!;
  keys.keep([4, 5]);
  t.is(keys.get(4), four);
  t.notDeepEqual(keys.get(5)!.publicKey, four.publicKey);
  t.true(four.secretKey.some((byte) => byte !== 0));
  keys.keep([5]);
  t.is(keys.get(4), null);
  t.true(four.secretKey.every((byte) => byte === 0));
});

test('a slot’s nodes are the nearest, one of each network before any network’s second', (t) => {
  const lab = new RecordLab(t.title, 12);
  const slot = lab.random.bytes(32);
  const sorted = nearestOf(slot, lab.nodes);
  const crowd = sorted.map((node, at) =>
    at < 6 ? { ...node, endpoints: [{ family: 4, address: `9.9.${at}.1`, port: 1 } as const] } : node,
  );
  const ids = (survey: Survey, count: number) =>
    survey.best(count).map((one) => sorted.findIndex((node) => node.nodeId === one.nodeId));
  t.deepEqual(ids(new Survey(slot, sorted, 0), 4), [0, 1, 2, 3]);
  t.deepEqual(ids(new Survey(slot, crowd, 0), 4), [0, 6, 7, 8]);
  t.deepEqual(
    ids(new Survey(slot, crowd.slice(0, 6), 0), 4),
    [0, 1, 2, 3],
    'where there is one network only',
  );
  const survey = new Survey(slot, sorted.slice(2), 0);
  survey.best(1)[0]!.state = 'failed';
  t.deepEqual(ids(survey, 2), [3, 4], 'who failed is none of them');
  survey.heard(sorted.slice(0, 1));
  t.is(survey.toAsk(1)[0]!.onionKey, null, 'who was only named has no key yet');
});

test('names of nodes without the work are not noted, and of others a bounded number', (t) => {
  const lab = new RecordLab(t.title, 100);
  const lazy = new Survey(new Uint8Array(32), [], 30);
  lazy.heard(lab.nodes);
  t.is(lazy.best(100).length, 0);
  const survey = new Survey(new Uint8Array(32), [], 0);
  survey.heard(lab.nodes);
  t.is(survey.best(100).length, 64);
});

test('who waits for several gets a quarter of the time more after the first good one', async (t) => {
  const clock = new VirtualClock();
  const job = (ms: number, isGood: boolean) =>
    new Promise<boolean>((resolve) => clock.after(ms, () => resolve(isGood)));
  let isLast = true;
  const took = async (...jobs: Promise<boolean>[]) => {
    const begun = clock.now();
    let end = 0;
    const settled = settle(clock, jobs, isLast).then(() => {
      end = clock.now() - begun;
    });
    await clock.run(10_000);
    await settled;
    return end;
  };
  t.is(await took(job(100, true), job(5000, true)), 125);
  t.is(await took(job(100, false), job(5000, true)), 5000);
  t.is(await took(job(100, false), job(300, false)), 300);
  t.is(await took(), 0);
  isLast = false;
  t.is(await took(job(100, false), job(5000, true)), 550, 'others can be asked meanwhile');
  t.is(await took(job(100, false), job(400, true), job(5000, true)), 500);
  t.is(clock.pending(), 0);
});
