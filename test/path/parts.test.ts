import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import type { Link } from '../../src/link/types.js';
import { Cap } from '../../src/path/cap.js';
import { ControlChannel } from '../../src/path/control.js';
import type { PathEnd } from '../../src/path/ends/end.js';
import { Entries } from '../../src/path/ends/entry.js';
import { JoinCounts } from '../../src/path/ends/join-counts.js';
import { Failures } from '../../src/path/failures.js';
import { choosePathId, idOf, mayChoose, phaseOf, withPhase } from '../../src/path/ids.js';
import { sealJoin } from '../../src/path/join-blob.js';
import type { Inside } from '../../src/path/parts.js';
import { SeenKeys } from '../../src/path/seen.js';
import { judge, mayLead, rememberedUntil } from '../../src/path/transit/judge.js';
import { type BuildRecord, buildStatuses, hopRoles, spliceFlags } from '../../src/wire/build.js';
import { workedKey } from '../helpers/worked-key.js';

const random = seededRandom('parts of paths');

test('path ids that both ends of a link choose never meet, and carry their phase', (t) => {
  const [a, b] = [random.bytes(32), random.bytes(32)];
  for (let times = 0; times < 200; times += 1) {
    const [ofA, ofB] = [choosePathId(a, b, random), choosePathId(b, a, random)];
    t.true(mayChoose(a, b, ofA) && !mayChoose(b, a, ofA));
    t.true(mayChoose(b, a, ofB) && !mayChoose(a, b, ofB));
    for (const phase of [0, 1] as const) {
      const pathId = withPhase(ofA, phase);
      t.deepEqual([idOf(pathId), phaseOf(pathId)], [ofA, phase]);
      t.true(pathId > 0 && pathId <= 0xffffffff);
    }
  }
  t.false(mayChoose(a, b, 0) || mayChoose(a, b, 0x40000000), 'all zero but for the bit');
});

test('what becomes of a build follows from the facts of the instant', (t) => {
  const none = { identityKey: new Uint8Array(32), endpoints: [] };
  const record: BuildRecord = {
    role: hopRoles.pass,
    splicing: spliceFlags.none,
    next: none,
    nextPathId: 1,
    expiry: 5000,
    rate: 0,
    joinEffort: 0,
    entryId: new Uint8Array(16),
    splice: { ...none, token: new Uint8Array(16), pathId: 0 },
  };
  const facts = { time: 1000, paths: 0, onLink: 0, isLeaving: false, reaching: 0, isTaken: () => false };
  const { ok, busy, expired, refused } = buildStatuses;
  t.is(judge(record, facts), ok);
  t.is(judge(record, { ...facts, time: 5000 }), expired);
  t.is(judge({ ...record, expiry: 1001 + 3 * 3600 }, facts), refused);
  t.is(judge(record, { ...facts, paths: 4096 }), busy);
  t.is(judge(record, { ...facts, onLink: 512 }), busy);
  // Nobody holds more than is left for others.
  t.is(judge(record, { ...facts, paths: 3800, onLink: 295 }), ok);
  t.is(judge(record, { ...facts, paths: 3800, onLink: 296 }), busy);
  t.is(judge(record, { ...facts, paths: 4095, onLink: 0 }), ok);
  t.is(judge(record, { ...facts, reaching: 50 }), busy);
  t.is(judge(record, { ...facts, isLeaving: true }), busy);
  t.is(judge(record, { ...facts, paths: 3584, onLink: 511 }), ok);
  t.is(judge({ ...record, role: hopRoles.entry }, { ...facts, isTaken: () => true }), refused);
  t.is(judge({ ...record, role: hopRoles.exit }, { ...facts, isTaken: () => true }), ok);
  t.is(judge({ ...record, role: hopRoles.exit, splicing: spliceFlags.dial }, facts), refused);
});

test('one neighbour leads only so many paths over us to one other, and leaves room for the others', (t) => {
  t.deepEqual(
    [
      mayLead(127, 127),
      mayLead(128, 128),
      mayLead(383, 127),
      mayLead(384, 16),
      mayLead(511, 15),
      mayLead(512, 0),
    ],
    [true, false, true, false, true, false],
  );
});

test('keys that were seen are remembered as long as they count, and one neighbour fills its own share only', (t) => {
  const seen = new SeenKeys(10, 4);
  const keys = Array.from({ length: 12 }, () => random.bytes(32));
  for (const key of keys.slice(0, 4)) t.true(seen.add(key, 'greedy', 100, 0));
  t.false(seen.add(keys[4]!, 'greedy', 100, 1));
  t.true(seen.add(keys[5]!, 'other', 200, 1));
  t.deepEqual([seen.has(keys[0]!), seen.has(keys[4]!), seen.has(keys[5]!)], [true, false, true]);
  t.true(seen.add(keys[6]!, 'greedy', 300, 150), 'what has expired gives way');
  t.deepEqual([seen.has(keys[0]!), seen.has(keys[5]!), seen.size], [false, true, 2]);
});

test('the last quarter of the memory of keys is shared out', (t) => {
  const seen = new SeenKeys(64, 16);
  const fill = (by: string) => {
    let count = 0;
    while (seen.add(random.bytes(32), by, 100, 0)) count += 1;
    return count;
  };
  t.deepEqual(['a', 'b', 'c', 'd', 'e', 'f'].map(fill), [16, 16, 16, 2, 2, 2]);
});

test('a build is remembered until it ends, and never longer than one may last', (t) => {
  const until = (expiry: number) => rememberedUntil({ expiry } as BuildRecord, 10_000);
  t.deepEqual(
    [9_000, 12_000, 20_800, 20_801, 0xffffffff].map(until),
    [10_000, 12_000, 20_800, 20_800, 20_800],
  );
});

test('a join that comes to nothing takes no room in the memory of joins', (t) => {
  const [secretKey, channelKey, entryId] = [random.bytes(32), random.bytes(32), random.bytes(16)];
  const onionKey = { secretKey, publicKey: x25519Public(secretKey) };
  const dropped: string[] = [];
  const entries = new Entries({
    clock: new VirtualClock(),
    random,
    channelKey,
    onionKeys: () => [onionKey],
    networkTime: () => 1000,
    drop: (reason: string) => dropped.push(reason),
  } as unknown as Inside);
  let hasRoom = false;
  const end = {
    joins: new Map(),
    join: () => (hasRoom ? {} : null),
    tell: () => {},
  } as unknown as PathEnd;
  entries.add(entryId, 0, end);
  const payload = { entryId, time: 1000, message: random.bytes(100) };
  const body = sealJoin(onionKey.publicKey, channelKey, payload, workedKey())!;
  const link = { identityKey: random.bytes(32), open: true } as unknown as Link;
  const take = () => entries.take(link, 1, body);
  t.deepEqual([take(), dropped], [true, ['join-full']]);
  hasRoom = true;
  t.deepEqual([take(), dropped.length], [true, 1], 'so it may come again');
  t.deepEqual([take(), dropped[1]], [true, 'join-repeated']);
});

test('paths from one neighbour have so many joins, and leave room for those from others', (t) => {
  const joins = new JoinCounts();
  const fill = (neighbour: string) => {
    let count = 0;
    for (; joins.hasRoom(neighbour); count += 1) joins.add(neighbour);
    return count;
  };
  t.deepEqual(['a', 'b', 'c', 'd', 'e'].map(fill), [4096, 4096, 4096, 256, 256]);
  for (let at = 0; at < 4096; at += 1) joins.remove('a');
  t.is(joins.count, 8704);
  t.is(fill('f'), 3584);
});

test('a cap lets a second’s worth go at once, and then so many a second', (t) => {
  const cap = new Cap(100, 0);
  const taken = (now: number) => Array.from({ length: 1000 }, () => cap.take(now)).filter(Boolean).length;
  t.deepEqual([taken(0), taken(0), taken(500), taken(10_000)], [100, 0, 50, 100]);
});

test('32 forged cells of 1000 end a path, after a while; 31 do not', async (t) => {
  const clock = new VirtualClock();
  let ended = 0;
  const failures = (): Failures =>
    new Failures({ clock, random, drop: () => {} }, () => {
      ended += 1;
    });
  const few = failures();
  for (let times = 0; times < 20; times += 1) {
    for (let bad = 0; bad < 15; bad += 1) few.bad('forged');
    for (let good = 0; good < 485; good += 1) few.good();
  }
  await clock.run(60_000);
  t.is(ended, 0);
  const many = failures();
  for (let bad = 0; bad < 40; bad += 1) many.bad('forged');
  await clock.run(900);
  t.is(ended, 0);
  await clock.run(30_000);
  t.is(ended, 1);
  const closed = failures();
  for (let bad = 0; bad < 40; bad += 1) closed.bad('forged');
  closed.end();
  t.is(clock.pending(), 0);
});

test('control cells are read once, by the other end only, and unchanged', (t) => {
  const [there, back] = [random.bytes(32), random.bytes(32)];
  const owner = new ControlChannel(there.slice(), back.slice());
  const end = new ControlChannel(back.slice(), there.slice());
  const first = owner.seal({ type: 'ping', id: 1 });
  const second = owner.seal({ type: 'ping', id: 2 });
  t.deepEqual(end.open(second), { type: 'ping', id: 2 });
  t.deepEqual(end.open(first), { type: 'ping', id: 1 });
  t.is(end.open(first), null, 'a second time');
  t.is(owner.open(owner.seal({ type: 'ping', id: 3 })), null, 'one’s own');
  const third = owner.seal({ type: 'ping', id: 4 });
  for (let at = 0; at < third.length; at += 1) {
    const changed = third.slice();
    changed[at]! ^= 1;
    t.is(end.open(changed), null);
  }
  t.deepEqual(end.open(third), { type: 'ping', id: 4 });
});
