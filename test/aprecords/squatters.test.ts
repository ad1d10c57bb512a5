import test from 'ava';
import sodium from 'sodium-native';
import { makeApRecord } from '../../src/aprecords/record.js';
import { dayOf, slotOf } from '../../src/crypto/ap.js';
import { maxKeys } from '../../src/nodedb/slots.js';
import { decodeApRecord } from '../../src/wire/ap-record.js';
import { recordKinds } from '../../src/wire/get.js';
import { apKeyOf, type TestApKey } from '../helpers/ap-keys.js';
import { type LabNode, nearestOf, RecordLab } from '../helpers/record-lab.js';

const key = apKeyOf('a');

/** Somebody who knows the address, and so can seal under it, but not its key. */
function squatter(lab: RecordLab): TestApKey {
  const publicKey = new Uint8Array(32);
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, lab.random.bytes(32));
  return { ...key, publicKey, secretKey };
}

/** Leaves `count` squatters' records under each slot of today with the first `nodes` nodes nearest to it. */
function squat(lab: RecordLab, count: number, nodes: number): void {
  const now = lab.seconds();
  const day = dayOf(key.address, now);
  for (let index = 0; index < 3; index += 1) {
    const slot = slotOf(key.address, day, lab.channelKey, index);
    for (const node of nearestOf(slot, lab.nodes).slice(0, nodes))
      for (let each = 0; each < count; each += 1) {
        const { publicKey, secretKey, modifier, address } = squatter(lab);
        const record = makeApRecord(
          {
            key: { key: publicKey, secret: secretKey, modifier, address },
            day,
            channelKey: lab.channelKey,
            revision: 2 ** 40,
            now,
            sessionKey: lab.random.bytes(32),
            effort: 0,
            entries: [{ node: lab.nodes[0]!, entryId: lab.random.bytes(16), expiry: now + 3000 }],
          },
          lab.random.bytes(24),
          false,
        );
        if (node.holdings.store(recordKinds.ap, slot, record) !== 'stored') throw new Error('not stored');
      }
  }
}

/** Records with a proof that any node holds. */
function proofs(lab: RecordLab): LabNode[] {
  return lab.nodes.filter(({ holdings }) =>
    [...holdings.live()].some(({ record }) => decodeApRecord(record)!.record.proof !== null),
  );
}

for (const count of [1, 5, maxKeys]) {
  test(`${count} squatters on every slot of an address do not hide its owner`, async (t) => {
    const lab = new RecordLab(t.title, 16);
    squat(lab, count, 6);
    const alone = lab.reader();
    t.is(
      await lab.settled(alone.find(key.address, lab.path('exit', 5))),
      null,
      'squatters are believed by nobody',
    );
    t.true(alone.dropped['ap-record-address']! > 0);
    const owner = await lab.owner(key);
    await lab.clock.run(10_000);
    t.deepEqual(owner.facts, { kept: 12, contested: true, at: owner.facts.at });
    const through = lab.path('exit', 5);
    t.truthy(await lab.settled(lab.reader().find(key.address, through)));
    t.is(through.asked.length, 3, 'the owner’s comes first: one question each');
    owner.close();
  });
}

test('stores that are full of other slots get no proof to see', async (t) => {
  const lab = new RecordLab(t.title, 16);
  for (const { holdings } of lab.nodes) holdings.store = () => 'full';
  const owner = await lab.owner(key);
  await lab.clock.run(10_000);
  t.deepEqual(owner.facts, { kept: 0, contested: false, at: owner.facts.at });
  t.deepEqual(proofs(lab), []);
  owner.close();
});

test('squatters who come later stay behind, and the next publication does not show the proof again', async (t) => {
  const lab = new RecordLab(t.title, 16);
  const entries = [lab.path('entry', 2)];
  const owner = await lab.owner(key, { entries });
  await lab.clock.run(5_000);
  squat(lab, 5, 6);
  entries.push(lab.path('entry', 3));
  owner.changed();
  await lab.clock.run(5_000);
  t.deepEqual(owner.facts, { kept: 12, contested: false, at: owner.facts.at });
  t.deepEqual(proofs(lab), []);
  const found = await lab.settled(lab.reader().find(key.address, lab.path('exit', 5)));
  t.is(found!.entries.length, 2);
  owner.close();
});

test('one node alone that says a slot is taken does not get to see whose it is', async (t) => {
  const lab = new RecordLab(t.title, 16);
  squat(lab, 3, 1);
  const owner = await lab.owner(key);
  await lab.clock.run(5_000);
  t.false(owner.facts.contested);
  t.deepEqual(proofs(lab), []);
  t.truthy(await lab.settled(lab.reader().find(key.address, lab.path('exit', 5))));
  owner.close();
});

test('only nodes where the slot is contested see the proof', async (t) => {
  const lab = new RecordLab(t.title, 40);
  squat(lab, 1, 2);
  const owner = await lab.owner(key);
  await lab.clock.run(5_000);
  t.true(owner.facts.contested);
  const day = dayOf(key.address, lab.seconds());
  const squatted = [0, 1, 2].flatMap((index) =>
    nearestOf(slotOf(key.address, day, lab.channelKey, index), lab.nodes).slice(0, 2),
  );
  t.deepEqual(
    proofs(lab),
    lab.nodes.filter((node) => squatted.includes(node)),
  );
  owner.close();
});
