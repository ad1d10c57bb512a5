import test from 'ava';
import type { KeyPair } from '../../src/crypto/noise.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { findSlot, maskBack, receive, reply } from '../../src/path/build/hop.js';
import { type HopKeys, prologueOf } from '../../src/path/build/keys.js';
import { abandon, type Begun, begin, type Finished, finish } from '../../src/path/build/owner.js';
import { type BuildRecord, type BuildStatus, buildStatuses } from '../../src/wire/build.js';
import { bodyLength, slotLength } from '../../src/wire/sizes.js';

const prologue = prologueOf('phantom build', new Uint8Array(32).fill(1));
const nobody = { identityKey: new Uint8Array(32), endpoints: [] };

interface Story {
  readonly onionKeys: readonly KeyPair[];
  readonly records: readonly BuildRecord[];
  readonly begun: Begun;
}

/** The same seed gives the same cell. */
function story(seed: string, hops: number): Story {
  const random = seededRandom(seed);
  const onionKeys = Array.from({ length: hops }, () => keyPair(random));
  const records = onionKeys.map((_key, at) => recordOf(at, random));
  const begun = begin(
    prologue,
    onionKeys.map(({ publicKey }, at) => ({
      onionKey: publicKey,
      record: records[at]!,
      ephemeralSecret: random.bytes(32),
    })),
    [4, 0, 5, 2, 1, 3].slice(0, hops),
    random.bytes(bodyLength),
  );
  return { onionKeys, records, begun: begun! };
}

function keyPair(random: Random): KeyPair {
  const secretKey = random.bytes(32);
  return { secretKey, publicKey: x25519Public(secretKey) };
}

function recordOf(at: number, random: Random): BuildRecord {
  return {
    role: 0,
    splicing: 0,
    next: { identityKey: random.bytes(32), endpoints: [] },
    nextPathId: at + 1,
    expiry: 1000 + at,
    rate: 0,
    joinEffort: 0,
    entryId: random.bytes(16),
    splice: { ...nobody, token: new Uint8Array(16), pathId: 0 },
  };
}

interface Way {
  /** Which hop turns the cell round, with which status; else the last, well. */
  readonly turn?: { readonly at: number; readonly status: BuildStatus };
  /** Changes the cell on the link before hop `at`, on its way there or back. */
  readonly touch?: (body: Uint8Array, at: number, direction: 'forward' | 'back') => void;
}

/** Takes the cell through the hops and back; null when a hop finds nothing in it. */
function travel({ onionKeys, begun }: Story, { turn, touch = () => {} }: Way = {}) {
  const random = seededRandom('hops');
  const body = begun.cell.slice();
  const last = turn?.at ?? onionKeys.length - 1;
  const keys: HopKeys[] = [];
  const seen: Uint8Array[] = [];
  const hops = [];
  for (const [at, onionKey] of onionKeys.slice(0, last + 1).entries()) {
    touch(body, at, 'forward');
    seen.push(body.slice());
    const found = findSlot([onionKey], body);
    const received = found && receive(prologue, found, body);
    if (!received) return null;
    hops.push(received);
    const status = at === last ? (turn?.status ?? buildStatuses.ok) : buildStatuses.ok;
    keys.push(reply(received, status, body, random.bytes(32))!);
  }
  for (const [at, { masks }] of [...hops.entries()].reverse()) {
    maskBack(masks, body);
    touch(body, at, 'back');
    seen.push(body.slice());
  }
  return { body, keys, seen, records: hops.map(({ record }) => record) };
}

for (const hops of [1, 2, 3, 4, 5, 6]) {
  test(`a cell through ${hops} hops gives owner and hops the same keys`, (t) => {
    const path = story('path', hops);
    const there = travel(path)!;
    t.deepEqual(there.records, path.records);
    t.deepEqual(finish(path.begun, there.body), { keys: there.keys });
    const all = there.keys
      .flatMap((keys) => Object.values(keys))
      .map((key) => Buffer.from(key).toString('hex'));
    t.is(new Set(all).size, 4 * hops);
  });

  test(`whichever of ${hops} hops turns the cell round, its owner finds which and why`, (t) => {
    for (let at = 0; at < hops; at += 1) {
      for (const status of [1, 2, 3, 4] as const) {
        const path = story('path', hops);
        const { body } = travel(path, { turn: { at, status } })!;
        t.deepEqual(finish(path.begun, body), { at, status });
      }
    }
  });
}

test('a hop that turns the cell round and says that all is well is not believed', (t) => {
  const path = story('path', 3);
  t.is(finish(path.begun, travel(path, { turn: { at: 1, status: 0 } })!.body), null);
});

test('no two links show the same slot, on the way there or back', (t) => {
  const { seen } = travel(story('path', 4))!;
  const slots = seen.flatMap((body) =>
    Array.from({ length: 6 }, (_, slot) =>
      Buffer.from(body.subarray(slot * slotLength, (slot + 1) * slotLength)).toString('hex'),
    ),
  );
  t.is(slots.length, 48);
  t.is(new Set(slots).size, 48);
});

test("another's reply, and one that comes too early, are none", (t) => {
  const path = story('path', 3);
  t.is(finish(story('another', 3).begun, travel(path)!.body), null);
  t.is(finish(path.begun, path.begun.cell), null);
});

test('a node finds nothing in a cell that is sealed to others, and nothing in noise', (t) => {
  const stranger = keyPair(seededRandom('stranger'));
  const path = story('path', 3);
  t.is(findSlot([stranger], path.begun.cell), null);
  t.is(findSlot([stranger], seededRandom('noise').bytes(bodyLength)), null);
  t.truthy(findSlot([stranger, path.onionKeys[0]!], path.begun.cell));
  abandon(path.begun);
});

test('an owner makes no cell to a key that is none', (t) => {
  const random = seededRandom('low order');
  const hop = {
    onionKey: new Uint8Array(32),
    record: recordOf(0, random),
    ephemeralSecret: random.bytes(32),
  };
  t.is(begin(prologue, [hop], [0], random.bytes(bodyLength)), null);
});

for (const direction of ['forward', 'back'] as const) {
  for (const link of [0, 1, 2]) {
    test(`a bit changed anywhere on link ${link}, ${direction}, gives no path`, (t) => {
      const results = new Map<string, number>();
      for (let at = 0; at < bodyLength; at += 1) {
        const path = story('tampered', 3);
        const touch: Way['touch'] = (body, on, way) => {
          if (on === link && way === direction) body[at]! ^= 1 << (at % 8);
        };
        const there = travel(path, { touch });
        const result: Finished | null = there && finish(path.begun, there.body);
        if (!there) abandon(path.begun);
        const name = there === null ? 'dropped by a hop' : result === null ? 'seen by the owner' : 'built';
        results.set(name, (results.get(name) ?? 0) + 1);
      }
      t.is(results.get('built'), undefined);
      // Forward, the slots of the hops still to come die there; all else is for the owner to see.
      const dropped = direction === 'forward' ? (3 - link) * slotLength : 0;
      t.is(results.get('dropped by a hop') ?? 0, dropped);
      t.is(results.get('seen by the owner'), bodyLength - dropped);
    });
  }
}

test('without its check of what must be untouched the owner would miss such a change (anti)', (t) => {
  // The replies alone are all genuine: an unused slot was changed. What `finish` refuses is just this.
  const path = story('tampered', 3);
  const unused = 1 * slotLength;
  const there = travel(path, {
    touch: (body, at, way) => {
      if (at === 1 && way === 'back') body[unused]! ^= 1;
    },
  })!;
  const untouched = there.body.slice();
  untouched[unused]! ^= 1;
  t.is(finish(path.begun, there.body), null);
  const again = story('tampered', 3);
  t.deepEqual(finish(again.begun, untouched), { keys: there.keys });
});
