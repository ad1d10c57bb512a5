import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { compareDistance, idInBucket, sharedBits } from '../../src/dht/id.js';
import { prefixLimits, surplus } from '../../src/dht/surplus.js';
import { k, maxFailures, type NodeContact, Table } from '../../src/dht/table.js';
import type { Endpoint } from '../../src/net/net.js';

const ownId = new Uint8Array(32);
const random = seededRandom('table');

/** A contact in the bucket for ids that share `bits` first bits with ours. */
function contact(bits: number, address: string): NodeContact {
  const nodeId = idInBucket(ownId, bits, random);
  const endpoint: Endpoint = { family: address.includes(':') ? 6 : 4, address, port: 4000 };
  return { nodeId, identityKey: nodeId, puzzleNonce: new Uint8Array(8), endpoints: [endpoint] };
}

/** Contacts of one bucket, each in a network of its own. */
const many = (count: number, bits: number, from = 0) =>
  Array.from({ length: count }, (_, at) => contact(bits, `${20 + bits}.${from + at}.0.1`));

test('ids of a bucket share exactly its bits with ours', (t) => {
  for (let bits = 0; bits < 256; bits += 1) {
    const own = random.bytes(32);
    t.is(sharedBits(own, idInBucket(own, bits, random)), bits);
  }
  t.is(sharedBits(ownId, ownId), 256);
  t.true(compareDistance(ownId, idInBucket(ownId, 9, random), idInBucket(ownId, 8, random)) < 0);
  t.is(compareDistance(ownId, ownId, ownId), 0);
});

test('a full far bucket names its most silent contact instead of taking a newcomer', (t) => {
  const table = new Table(ownId);
  const old = many(k, 0);
  old.forEach((each, at) => void t.is(table.seen(each, at), null));
  t.is(table.seen(old[0]!, 100), null);
  // A near contact splits the first bucket: only then may the far one not grow.
  t.is(table.seen(contact(5, '60.1.0.1'), 101), null);
  const [late] = many(1, 0, 100);
  const doubtful = table.seen(late!, 102);
  t.deepEqual(doubtful?.nodeId, old[1]!.nodeId);
  t.is(table.get(late!.nodeId), null);
  t.is(table.size, k + 1);
  table.forget(doubtful!.nodeId);
  t.is(table.seen(late!, 103), null);
  t.truthy(table.get(late!.nodeId));
  t.is(table.size, k + 1);
});

test('whoever dials from a few networks all day long gets one place for each of them in a bucket', (t) => {
  const table = new Table(ownId);
  const old = many(k, 0);
  for (const each of old) table.seen(each, 0);
  table.seen(contact(5, '60.1.0.1'), 0);
  const theirs = () => table.all().filter((entry) => entry.bucket === 0 && entry.prefix.startsWith('4:99.'));
  for (const [at, gone] of old.entries()) {
    table.forget(gone.nodeId);
    for (let dial = 0; dial < 32; dial += 1) table.seen(contact(0, `99.${dial % 16}.${at}.${dial}`), at + 1);
  }
  t.is(theirs().length, k);
  const newcomers = many(k, 0, 100);
  for (const each of newcomers) table.seen(each, 100);
  t.is(theirs().length, 16);
  t.is(new Set(theirs().map((entry) => entry.prefix)).size, 16);
  t.is(newcomers.filter((each) => table.get(each.nodeId)).length, k - 16);
});

test('near buckets split, so that neighbours are known densely', (t) => {
  const table = new Table(ownId);
  for (let bits = 0; bits < 6; bits += 1) for (const each of many(k, bits)) table.seen(each, 0);
  t.is(table.size, 6 * k);
  t.is(table.buckets, 6);
  const closest = table.closest(ownId, k);
  t.true(closest.every((entry) => entry.bucket === 5));
  for (let at = 1; at < k; at += 1) {
    t.true(compareDistance(ownId, closest[at - 1]!.nodeId, closest[at]!.nodeId) < 0);
  }
});

test('in a table of more than 20, two contacts of one network per bucket and ten in all', (t) => {
  const table = new Table(ownId);
  for (const each of many(k, 0)) table.seen(each, 0);
  for (let bits = 1; bits < 10; bits += 1) {
    for (let host = 0; host < 5; host += 1) table.seen(contact(bits, `99.9.${bits}.${host}`), 1);
  }
  const hostile = table.all().filter((entry) => entry.prefix === '4:99.9');
  t.is(hostile.length, prefixLimits.table);
  for (let bits = 1; bits < 10; bits += 1) {
    t.true(hostile.filter((entry) => entry.bucket === bits).length <= prefixLimits.bucket);
  }
  t.is(table.size, k + prefixLimits.table);
});

test('a small network in one place knows itself whole, and thins out as it grows', (t) => {
  const table = new Table(ownId);
  for (let host = 0; host < 15; host += 1) table.seen(contact(host % 3, `99.9.1.${host}`), 0);
  t.is(table.size, 15);
  for (const each of many(10, 1)) table.seen(each, 1);
  t.true(table.all().filter((entry) => entry.prefix === '4:99.9').length <= prefixLimits.table);
  t.true(table.size >= 16);
});

test('everybody in a LAN is a network of one', (t) => {
  const table = new Table(ownId);
  for (let host = 0; host < 60; host += 1) table.seen(contact(host % 6, `192.168.1.${host}`), 0);
  t.is(table.size, 60);
});

test('the oldest of a network stay', (t) => {
  const at = (name: string, prefix: string) => ({ name, prefix, bucket: 0 });
  const contacts = [at('a', 'x'), at('b', 'y'), at('c', 'x'), at('d', 'x'), at('e', 'y')];
  t.deepEqual(surplus(contacts, 5), []);
  t.deepEqual(
    surplus(contacts, 4).map((each) => each.name),
    ['d'],
  );
});

test('a contact that fails is left alone for longer and longer, then forgotten', (t) => {
  const table = new Table(ownId);
  const each = contact(3, '20.1.0.1');
  table.seen(each, 0);
  table.failed(each.nodeId, 1_000);
  t.is(table.get(each.nodeId)!.tryAfter, 11_000);
  table.failed(each.nodeId, 11_000, false);
  t.is(table.get(each.nodeId)!.tryAfter, 31_000, 'still there, since it may be we who cannot be heard');
  table.seen(each, 20_000);
  t.is(table.get(each.nodeId)!.failures, 0);
  for (let tries = 0; tries < maxFailures; tries += 1) table.failed(each.nodeId, 30_000);
  t.is(table.get(each.nodeId), null);
  t.is(table.size, 0);
});

test('a contact keeps its newest endpoints, two per family', (t) => {
  const table = new Table(ownId);
  const each = contact(3, '20.1.0.1');
  const from = (address: string) => ({ ...each, endpoints: contact(3, address).endpoints });
  for (const address of ['20.1.0.1', '20.1.0.2', '2a00::1', '20.1.0.3', '20.1.0.2'])
    table.seen(from(address), 0);
  const addresses = table.get(each.nodeId)!.endpoints.map((endpoint) => endpoint.address);
  t.deepEqual(addresses, ['20.1.0.2', '20.1.0.3', '2a00::1']);
});

test('our own id is never in the table', (t) => {
  const table = new Table(ownId);
  t.is(table.seen({ ...contact(3, '20.1.0.1'), nodeId: ownId }, 0), null);
  t.is(table.size, 0);
});
