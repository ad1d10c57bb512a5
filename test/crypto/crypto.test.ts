import test from 'ava';
import sodium from 'sodium-native';
import { maskHeader, open, seal, streamXor } from '../../src/crypto/aead.js';
import { equal, hash, hmac } from '../../src/crypto/hash.js';
import { seededRandom, systemRandom } from '../../src/crypto/random.js';
import { x25519, x25519OfEd25519, x25519Public, x25519SecretOfEd25519 } from '../../src/crypto/x25519.js';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
const hex = (data: Uint8Array | null) => data && Buffer.from(data).toString('hex');

test('BLAKE2b: RFC 7693, appendix A', (t) => {
  t.is(
    hex(hash(64, 'abc')),
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1' +
      '7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  );
  t.deepEqual(hash(32, 'a', bytes('62'), 'c'), hash(32, 'abc'), 'parts count as joined');
});

test('X25519: RFC 7748, section 6.1', (t) => {
  const secret = bytes('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
  const other = bytes('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
  t.is(hex(x25519Public(secret)), '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
  t.is(
    hex(x25519(secret, x25519Public(other))),
    '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
  );
});

test('X25519 refuses points of low order', (t) => {
  t.is(x25519(systemRandom.bytes(32), new Uint8Array(32)), null);
  t.is(x25519OfEd25519(new Uint8Array(32)), null);
});

test('Ed25519: RFC 8032, section 7.1, test 1, and its X25519 form agree', (t) => {
  const seed = bytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
  const publicKey = new Uint8Array(32);
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, seed);
  t.is(hex(publicKey), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  t.deepEqual(x25519OfEd25519(publicKey), x25519Public(x25519SecretOfEd25519(secretKey)));
});

test('ChaCha20-Poly1305 seals, opens, and notices every flipped bit', (t) => {
  const key = systemRandom.bytes(32);
  const message = systemRandom.bytes(100);
  const sealed = new Uint8Array(116);
  seal(sealed, message, null, 2 ** 40 + 7, key);
  const out = new Uint8Array(100);
  t.true(open(out, sealed, null, 2 ** 40 + 7, key));
  t.deepEqual(out, message);
  t.false(open(out, sealed, null, 2 ** 40 + 8, key), 'another counter');
  for (let bit = 0; bit < 116 * 8; bit += 37) {
    const forged = sealed.slice();
    forged[bit >> 3]! ^= 1 << (bit & 7);
    t.false(open(out, forged, null, 2 ** 40 + 7, key));
  }
});

test('a header mask is its own inverse and depends on the sample', (t) => {
  const key = bytes('25a282b9e82f06f21f488917a4fc8f1b73573685608597d0efcb076b0ab7a7a4');
  const header = new Uint8Array(5);
  maskHeader(header, bytes('5e5cd55c41f69080575d7999c25a5bfb'), key);
  // RFC 9001, appendix A.5.
  t.is(hex(header), 'aefefe7d03');
  maskHeader(header, bytes('5e5cd55c41f69080575d7999c25a5bfb'), key);
  t.deepEqual(header, new Uint8Array(5));
});

test('streams undo themselves', (t) => {
  const key = systemRandom.bytes(32);
  const data = systemRandom.bytes(1000);
  const copy = data.slice();
  streamXor(copy, key);
  t.notDeepEqual(copy, data);
  streamXor(copy, key);
  t.deepEqual(copy, data);
});

test('HMAC is keyed and joins its parts; equal compares', (t) => {
  const key = systemRandom.bytes(64);
  t.deepEqual(hmac(key, bytes('6162'), bytes('63')), hmac(key, bytes('616263')));
  t.false(equal(hmac(key, bytes('61')), hmac(systemRandom.bytes(64), bytes('61'))));
  t.false(equal(new Uint8Array(3), new Uint8Array(4)));
});

test('randomness with a seed repeats, and differs by seed', (t) => {
  const take = (seed: number) => {
    const random = seededRandom(seed);
    return [hex(random.bytes(5000)), random.next(), hex(random.bytes(3))];
  };
  t.deepEqual(take(1), take(1));
  t.notDeepEqual(take(1), take(2));
});
