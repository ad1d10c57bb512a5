import test from 'ava';
import sodium from 'sodium-native';
import { VirtualClock } from '../../src/clock/virtual.js';
import { blindedKeyOf, signBlinded } from '../../src/crypto/ap.js';
import { seededRandom } from '../../src/crypto/random.js';
import { compareDistance } from '../../src/dht/id.js';
import { k } from '../../src/dht/table.js';
import { encodeUnsignedApRecord } from '../../src/wire/ap-record.js';
import { concat } from '../../src/wire/bytes.js';
import { recordKinds } from '../../src/wire/get.js';
import { type Member, member } from '../helpers/dht-member.js';
import { FakeNetwork } from '../helpers/fake-links.js';

const channelKey = new Uint8Array(32);

function apRecord(clock: VirtualClock): Uint8Array {
  const [publicKey, secretKey] = keyPair();
  const day = Math.floor(clock.wall() / 86_400_000);
  const unsigned = encodeUnsignedApRecord({
    blindedKey: blindedKeyOf(publicKey, day, channelKey)!,
    revision: 1,
    expiry: Math.floor(clock.wall() / 1000) + 86_400,
    proof: null,
    nonce: new Uint8Array(24),
    ciphertext: new Uint8Array(100),
  });
  return concat(unsigned, signBlinded(unsigned, publicKey, secretKey, day, channelKey));
}

function keyPair(): [publicKey: Uint8Array, secretKey: Uint8Array] {
  const [publicKey, secretKey] = [new Uint8Array(32), new Uint8Array(64)];
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, new Uint8Array(32).fill(7));
  return [publicKey, secretKey];
}

test('a slot outlives those that held it, though its owner is nowhere and nobody new comes', async (t) => {
  const clock = new VirtualClock(Date.UTC(2027, 0, 1));
  const network = new FakeNetwork(clock);
  const random = seededRandom('repair');
  let nodes: Member[] = [];
  for (let at = 0; at < 70; at += 1) {
    const node = member(network, at);
    if (at > 0) void node.links.connect(nodes[Math.floor(random.next() * at)]!.address);
    nodes.push(node);
    await clock.run(500);
  }
  await clock.run(300_000);
  const slot = random.bytes(32);
  const record = apRecord(clock);
  const byDistance = () => [...nodes].sort((a, b) => compareDistance(slot, a.nodeId, b.nodeId));
  const holds = (node: Member) => node.dht.holdings.get(recordKinds.ap, slot).length === 1;
  for (const node of byDistance().slice(0, k))
    t.is(node.dht.holdings.store(recordKinds.ap, slot, record), 'stored');

  // 1 minute apart, 30 of the nearest vanish without a word, those that held it first among them.
  for (let gone = 0; gone < 30; gone += 1) {
    const victim = byDistance()[Math.floor(random.next() * 10)]!;
    victim.dht.close();
    victim.links.vanish();
    nodes = nodes.filter((node) => node !== victim);
    await clock.run(60_000);
  }
  await clock.run(600_000);
  const holders = byDistance().slice(0, k).filter(holds).length;
  t.true(holders >= 17, `${holders} of the ${k} nearest hold it`);
  t.true(nodes.filter(holds).length <= 2 * k);
});
