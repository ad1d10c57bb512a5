import test from 'ava';
import fc from 'fast-check';
import sodium from 'sodium-native';
import { apAddressOf, blindedKeyOf, dayOf, signBlinded, slotOf } from '../../src/crypto/ap.js';
import { type Identity, openIdentity } from '../../src/crypto/identity.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { sign, verify } from '../../src/crypto/sign.js';
import { checkNodeRecord, NodeRecords } from '../../src/nodedb/node-records.js';
import { maxKeys, Slots } from '../../src/nodedb/slots.js';
import { MemoryState } from '../../src/state/state.js';
import { encodeUnsignedApRecord } from '../../src/wire/ap-record.js';
import { concat, numberToBytes } from '../../src/wire/bytes.js';
import { decodeNodeRecord, encodeUnsignedNodeRecord, type NodeRecord } from '../../src/wire/node-record.js';

const bits = 2;
const now = 1_790_000_000;
const channelKey = new Uint8Array(32).fill(9);

async function identity(random: Random): Promise<Identity> {
  return openIdentity(new MemoryState(), random, bits);
}

function recordOf(own: Identity, change: Partial<NodeRecord> = {}): Uint8Array {
  const unsigned = encodeUnsignedNodeRecord({
    identityKey: own.publicKey,
    puzzleNonce: own.puzzleNonce,
    onionKey: new Uint8Array(32).fill(3),
    endpoints: [{ family: 4, address: '8.8.4.4', port: 4000 }],
    reachability: 0b101,
    offers: 1,
    rate: 20,
    minor: 0,
    expiry: now + 3 * 3600,
    introducers: [],
    ...change,
  });
  return concat(unsigned, sign(unsigned, own.secretKey));
}

/* Keys whose work was done beforehand: the modifier is this number. */
function apKey(name: 'a' | 'b') {
  const publicKey = new Uint8Array(32);
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, new Uint8Array(32).fill(name.charCodeAt(0)));
  const modifier = concat(new Uint8Array(12), numberToBytes(name === 'a' ? 146848 : 499659, 4));
  return { publicKey, secretKey, modifier, address: apAddressOf(publicKey, modifier)! };
}

type ApKey = ReturnType<typeof apKey>;

function apRecord(
  key: ApKey,
  day: number,
  options: { revision?: number; proof?: boolean; expiry?: number } = {},
): Uint8Array {
  const unsigned = encodeUnsignedApRecord({
    blindedKey: blindedKeyOf(key.publicKey, day, channelKey)!,
    revision: options.revision ?? 1,
    expiry: options.expiry ?? now + 86_400,
    proof: options.proof ? { key: key.publicKey, modifier: key.modifier } : null,
    nonce: new Uint8Array(24),
    ciphertext: new Uint8Array(100),
  });
  return concat(unsigned, signBlinded(unsigned, key.publicKey, key.secretKey, day, channelKey));
}

test('node records have the sizes of the design and say what they were made of', async (t) => {
  const random = seededRandom(t.title);
  const own = await identity(random);
  const plain = recordOf(own);
  t.is(plain.length, 169);
  const introducer = {
    identityKey: random.bytes(32),
    endpoints: [{ family: 6, address: '2a00::1', port: 9 }] as const,
  };
  const long = recordOf(own, { introducers: [introducer, introducer], endpoints: [] });
  t.is(long.length, 281);
  t.deepEqual(decodeNodeRecord(long)!.record.introducers, [introducer, introducer]);
  const checked = checkNodeRecord(plain, now, bits);
  t.true(typeof checked === 'object');
  if (typeof checked === 'object') t.deepEqual(checked.nodeId, own.nodeId);
});

test('a node record that lies in any way is refused with its reason', async (t) => {
  const random = seededRandom(t.title);
  const own = await identity(random);
  const verdict = (bytes: Uint8Array) => {
    const checked = checkNodeRecord(bytes, now, bits);
    return typeof checked === 'string' ? checked : 'good';
  };
  t.is(verdict(recordOf(own)), 'good');
  t.is(checkNodeRecord(recordOf(own), now + 3 * 3600, bits), 'expired', 'although it was good before');
  t.is(checkNodeRecord(recordOf(own), now, 256), 'puzzle', 'likewise');
  t.is(verdict(recordOf(own, { expiry: now })), 'expired');
  t.is(verdict(recordOf(own, { expiry: now + 5 * 3600 })), 'expired');
  t.is(verdict(recordOf(own).subarray(1)), 'malformed');
  const other = await identity(random);
  t.is(verdict(recordOf({ ...own, secretKey: other.secretKey })), 'forged');
  const bytes = recordOf(own);
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = bytes.slice();
    changed[at]! ^= 1;
    t.not(verdict(changed), 'good', `byte ${at}`);
  }
  let lazy = random.bytes(8);
  while ((checkNodeRecord(recordOf({ ...own, puzzleNonce: lazy }), now, bits) as unknown) !== 'puzzle')
    lazy = random.bytes(8);
  t.pass();
});

test('the store keeps the newest record of a node, forgets at its end, and stays within its bounds', async (t) => {
  const random = seededRandom(t.title);
  const own = await identity(random);
  const store = new NodeRecords(own.nodeId, bits, 20);
  const other = await identity(random);
  t.is(store.store(recordOf(other), now), 'stored');
  t.is(store.store(recordOf(other), now), 'stale');
  t.is(store.store(recordOf(other, { expiry: now + 3 * 3600 + 60 }), now), 'stored');
  t.is(store.size, 1);
  t.truthy(store.get(other.nodeId, now));
  t.is(store.get(other.nodeId, now + 4 * 3600), null);

  const distance = (id: Uint8Array) =>
    Buffer.from(id.map((byte, at) => byte ^ own.nodeId[at]!)).toString('hex');
  const all = [other];
  for (let i = 0; i < 60; i += 1) {
    const one = await identity(random);
    all.push(one);
    store.store(recordOf(one, { endpoints: [{ family: 4, address: `${20 + i}.1.1.1`, port: 1 }] }), now);
    t.true(store.size <= 20);
  }
  const nearest = all
    .map((one) => distance(one.nodeId))
    .sort()
    .slice(0, 20);
  const held = [...store.live(now)].map(({ nodeId }) => distance(nodeId)).sort();
  t.deepEqual(held, nearest, 'the nearest twenty stay');
  store.expire(now + 5 * 3600);
  t.is(store.size, 0);
});

test('one network cannot fill the store', async (t) => {
  const random = seededRandom(t.title);
  const store = new NodeRecords(random.bytes(32), bits);
  let full = 0;
  for (let i = 0; i < 100; i += 1) {
    const record = recordOf(await identity(random), {
      endpoints: [{ family: 4, address: `9.9.${i}.1`, port: 1 }],
    });
    if (store.store(record, now) === 'full') full += 1;
  }
  t.is(full, 36);
});

test('AP addresses are ORCHIDs with 96 bits of hash, and only with the work done', (t) => {
  const { publicKey, modifier, address } = apKey('a');
  t.is(Buffer.from(address.subarray(0, 4)).toString('hex'), '20010025');
  t.notDeepEqual(apKey('b').address, address);
  let refused = 0;
  for (let i = 0; i < 1000; i += 1) {
    if (!apAddressOf(publicKey, concat(new Uint8Array(12), numberToBytes(i, 4)))) refused += 1;
  }
  t.is(refused, 1000);
  t.truthy(apAddressOf(publicKey, modifier));
});

test('blinded keys sign, verify, and differ from day to day and channel to channel', (t) => {
  const { publicKey, secretKey } = apKey('a');
  const message = new TextEncoder().encode('hello');
  const today = blindedKeyOf(publicKey, 100, channelKey)!;
  const signature = signBlinded(message, publicKey, secretKey, 100, channelKey);
  t.true(verify(signature, message, today));
  t.false(verify(signature, message, blindedKeyOf(publicKey, 101, channelKey)!));
  t.notDeepEqual(blindedKeyOf(publicKey, 100, new Uint8Array(32)), today);
  t.is(blindedKeyOf(new Uint8Array(32).fill(255), 1, channelKey), null);
});

test('days turn at different hours for different addresses, once in 24 hours', (t) => {
  const [a, b] = [apKey('a').address, apKey('b').address];
  const turn = (address: Uint8Array) => {
    let at = now;
    while (dayOf(address, at) === dayOf(address, now)) at += 60;
    return at;
  };
  t.not(turn(a), turn(b));
  t.is(dayOf(a, now + 86_400), dayOf(a, now) + 1);
});

test('a squatter cannot take an owner’s slot: proof ranks first, whatever came before', (t) => {
  const owner = apKey('a');
  const day = dayOf(owner.address, now);
  const slot = slotOf(owner.address, day, channelKey, 1);
  const slots = new Slots(channelKey);
  const random = seededRandom(t.title);
  for (let i = 0; i < maxKeys; i += 1) {
    const publicKey = new Uint8Array(32);
    const secretKey = new Uint8Array(64);
    sodium.crypto_sign_seed_keypair(publicKey, secretKey, random.bytes(32));
    t.is(slots.store(slot, apRecord({ ...owner, publicKey, secretKey }, day), now), 'stored');
  }
  t.is(slots.store(slot, apRecord(owner, day), now), 'full', 'the squatters were first');
  const proven = apRecord(owner, day, { proof: true, revision: 2 });
  t.is(slots.store(slot, proven, now), 'stored');
  t.deepEqual(slots.get(slot, now)[0], proven);
  t.is(slots.get(slot, now).length, maxKeys);
  // A later revision without the proof keeps the rank.
  const later = apRecord(owner, day, { revision: 3 });
  t.is(slots.store(slot, later, now), 'stored');
  t.deepEqual(slots.get(slot, now)[0], later);
  t.is(slots.store(slot, apRecord(owner, day, { revision: 2 }), now), 'stale');
});

test('who fills all slots with records of nobody does not keep out who can prove an address', (t) => {
  const owner = apKey('a');
  const day = dayOf(owner.address, now);
  const slots = new Slots(channelKey, 5);
  const random = seededRandom(t.title);
  const junk = Array.from({ length: 5 }, () => random.bytes(32));
  for (const slot of junk) t.is(slots.store(slot, apRecord(owner, day), now), 'stored');
  const slot = slotOf(owner.address, day, channelKey, 0);
  t.is(slots.store(slot, apRecord(owner, day), now), 'full');
  t.is(slots.store(slot, apRecord(owner, day, { proof: true }), now), 'stored');
  t.is(slots.size, 5);
  t.deepEqual(
    junk.map((one) => slots.get(one, now).length),
    [1, 1, 1, 1, 0],
    'the newest went',
  );
  for (let index = 1; index < 3; index += 1)
    t.is(
      slots.store(slotOf(owner.address, day, channelKey, index), apRecord(owner, day, { proof: true }), now),
      'stored',
    );
  t.is(slots.get(slot, now).length, 1, 'proven ones stay');
});

test('a network that fills all slots gives way to others, as far as they have fewer', (t) => {
  const owner = apKey('a');
  const day = dayOf(owner.address, now);
  const slots = new Slots(channelKey, 6);
  const random = seededRandom(t.title);
  const bring = (bringer: string) => slots.store(random.bytes(32), apRecord(owner, day), now, bringer);
  for (let count = 0; count < 6; count += 1) t.is(bring('flooder'), 'stored');
  t.is(bring('flooder'), 'full');
  const others = Array.from({ length: 4 }, () => bring('another'));
  // Three each: neither has more to give.
  t.deepEqual(others, ['stored', 'stored', 'stored', 'full']);
  t.is(bring('third'), 'stored');
  t.is(slots.size, 6);
});

test('a proof for another slot, day, channel or key proves nothing', (t) => {
  const owner = apKey('a');
  const day = dayOf(owner.address, now);
  const verdict = (slot: Uint8Array, bytes: Uint8Array) => new Slots(channelKey).store(slot, bytes, now);
  const good = slotOf(owner.address, day, channelKey, 0);
  t.is(verdict(good, apRecord(owner, day, { proof: true })), 'stored');
  t.is(verdict(slotOf(owner.address, day, channelKey, 3), apRecord(owner, day, { proof: true })), 'unproven');
  t.is(
    verdict(slotOf(owner.address, day + 2, channelKey, 0), apRecord(owner, day + 2, { proof: true })),
    'unproven',
  );
  t.is(
    verdict(slotOf(apKey('b').address, day, channelKey, 0), apRecord(owner, day, { proof: true })),
    'unproven',
  );
  t.is(new Slots(new Uint8Array(32)).store(good, apRecord(owner, day, { proof: true }), now), 'unproven');
  t.is(verdict(good, apRecord(owner, day, { expiry: now })), 'expired');
  t.is(verdict(good, apRecord(owner, day, { expiry: now + 40 * 3600 })), 'expired');
  const bytes = apRecord(owner, day);
  for (let at = 0; at < bytes.length; at += 3) {
    const changed = bytes.slice();
    changed[at]! ^= 4;
    t.not(verdict(good, changed), 'stored', `byte ${at}`);
  }
});

test('whatever is stored in whatever order, a slot holds at most its keys, each once, none expired', (t) => {
  const owner = apKey('a');
  const day = dayOf(owner.address, now);
  const slot = slotOf(owner.address, day, channelKey, 0);
  const keys = Array.from({ length: 24 }, (_, i) => {
    const publicKey = new Uint8Array(32);
    const secretKey = new Uint8Array(64);
    sodium.crypto_sign_seed_keypair(publicKey, secretKey, new Uint8Array(32).fill(i));
    return { ...owner, publicKey, secretKey };
  });
  const step = fc.record({ key: fc.nat(23), revision: fc.nat(3), later: fc.nat(100_000) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const slots = new Slots(channelKey);
      let time = now;
      for (const { key, revision, later } of steps) {
        time += Math.floor(later / 10);
        slots.store(slot, apRecord(keys[key]!, day, { revision, expiry: time + later }), time);
        const held = slots.get(slot, time);
        const blinded = new Set(held.map((bytes) => Buffer.from(bytes.subarray(1, 33)).toString('hex')));
        if (held.length > maxKeys || blinded.size !== held.length) return false;
      }
      slots.expire(time + 200_000);
      return slots.size === 0;
    }),
    { numRuns: 60 },
  );
  t.pass();
});

test('what was taken in when network time was years ahead ends when it is set back, and is in nobody’s way', async (t) => {
  const random = seededRandom('set back');
  const far = now + 9 * 365 * 86_400;
  const own = await identity(random);
  const records = new NodeRecords(random.bytes(32), bits);
  t.is(records.store(recordOf(own, { expiry: far + 3600 }), far), 'stored');
  t.is(records.get(own.nodeId, now), null);
  t.deepEqual([...records.live(now)], []);
  t.is(records.store(recordOf(own), now), 'stored', 'an earlier end than the one held');
  t.truthy(records.get(own.nodeId, now));
  records.expire(now);
  t.is(records.size, 1);

  const slots = new Slots(channelKey);
  const key = apKey('a');
  const slot = slotOf(key.address, dayOf(key.address, now), channelKey, 0);
  t.is(
    slots.store(slot, apRecord(key, dayOf(key.address, now), { expiry: far + 3600, revision: 9 }), far),
    'stored',
  );
  t.deepEqual(slots.get(slot, now), []);
  t.deepEqual([...slots.live(now)], []);
  t.is(slots.store(slot, apRecord(key, dayOf(key.address, now)), now), 'stored');
  t.is(slots.get(slot, now).length, 1);
  const other = slotOf(key.address, dayOf(key.address, now), channelKey, 1);
  t.is(slots.store(other, apRecord(key, dayOf(key.address, now), { expiry: far + 3600 }), far), 'stored');
  slots.expire(now);
  t.is(slots.size, 1);
});
