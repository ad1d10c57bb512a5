import test from 'ava';
import { leadingZeroBits, nodeIdOf } from '../../../src/crypto/identity.js';
import { seededRandom } from '../../../src/crypto/random.js';
import { sign, verify } from '../../../src/crypto/sign.js';
import { sharedBits } from '../../../src/dht/id.js';
import { RentedAddresses } from '../../../src/simulation/hostile/addresses.js';
import { anyIdentity, groundIdentities } from '../../../src/simulation/hostile/ids.js';

test('made identities are whole: the puzzle is solved and the key signs', (t) => {
  const identity = anyIdentity(seededRandom(t.title), 6);
  t.true(leadingZeroBits(identity.nodeId) >= 6);
  t.deepEqual(nodeIdOf(identity.publicKey, identity.puzzleNonce), identity.nodeId);
  const message = new Uint8Array(9);
  t.true(verify(sign(message, identity.secretKey), message, identity.publicKey));
});

test('ground ids stand beside their keys, all of them different', (t) => {
  const random = seededRandom(t.title);
  const keys = [anyIdentity(random, 4).nodeId, anyIdentity(random, 4).nodeId];
  const ground = groundIdentities(random, keys, 5, 10);
  keys.forEach((key, at) => {
    t.is(ground[at]!.length, 5);
    for (const { nodeId } of ground[at]!) t.true(sharedBits(key, nodeId) >= 10);
  });
  const names = ground.flat().map(({ publicKey }) => Buffer.from(publicKey).toString('hex'));
  t.is(new Set(names).size, 10);
});

test('rented addresses use all networks evenly and come again with other ports', (t) => {
  const rented = new RentedAddresses(3, 2);
  const given = Array.from({ length: 7 }, () => rented.next());
  t.deepEqual(
    given.map(({ address }) => address),
    ['185.0.0.1', '185.1.0.1', '185.2.0.1', '185.0.0.2', '185.1.0.2', '185.2.0.2', '185.0.0.1'],
  );
  t.not(given[0]!.port, given[6]!.port);
});
