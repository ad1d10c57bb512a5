import { readFile } from 'node:fs/promises';
import test from 'ava';
import { available, cipher, DECIPHER, ENCIPHER, forget } from 'layer-cipher';
import sodium from 'sodium-native';
import { hash } from '../../src/crypto/hash.js';
import { createLayer, type Layer, layerKeys, NativeLayer } from '../../src/crypto/layer.js';
import { SodiumLayer } from '../../src/crypto/layer-sodium.js';
import { seededRandom } from '../../src/crypto/random.js';
import { bodyLength } from '../../src/wire/sizes.js';
import {
  type BookKeys,
  chachaBlock,
  decipherByTheBook,
  encipherByTheBook,
  hchacha,
  poly1305,
} from '../helpers/layer-by-the-book.js';
import { bareStream, threeQuestions, threeRounds } from '../helpers/rival-ciphers.js';

const random = seededRandom('layer');
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

/** Both forms; the addon must be there where tests run. */
const forms: Record<string, (key: Uint8Array) => Layer> = {
  'in the addon': (key) => new NativeLayer(layerKeys(key)),
  'in libsodium': (key) => new SodiumLayer(layerKeys(key)),
};
const directions = ['encipher', 'decipher'] as const;

function bookKeys(key: Uint8Array): BookKeys {
  const hashes = hash(32, 'phantom layer hashes', key);
  const streams = hash(64, 'phantom layer streams', key);
  return {
    r1: hashes.subarray(0, 16),
    r2: hashes.subarray(16),
    kF: streams.subarray(0, 32),
    kS: streams.subarray(32),
  };
}
const bits = 8 * bodyLength;

function differingBits(a: Uint8Array, b: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < a.length; at += 1) {
    for (let rest = a[at]! ^ b[at]!; rest > 0; rest &= rest - 1) count += 1;
  }
  return count;
}

function flipped(body: Uint8Array, bit: number): Uint8Array {
  const copy = body.slice();
  copy[bit >> 3]! ^= 1 << (bit & 7);
  return copy;
}

test('the addon is here, and layers are made with it', (t) => {
  t.true(available);
  t.true(createLayer(random.bytes(32)) instanceof NativeLayer);
});

test('the parts, by the book and in libsodium: RFC 8439, sections 2.3.2 and 2.5.2, and HChaCha20', (t) => {
  const key = Uint8Array.from({ length: 32 }, (_, index) => index);
  const block =
    '10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4ed2826446079faa0914c2d705d98b02a2' +
    'b5129cd1de164eb9cbd083e8a2503c4e';
  const nonce = bytes('000000090000004a00000000');
  t.is(hex(chachaBlock(key, Uint8Array.of(1, 0, 0, 0, ...nonce))), block);
  const zeros = new Uint8Array(64);
  sodium.crypto_stream_chacha20_ietf_xor_ic(zeros, zeros, nonce, 1, key);
  t.is(hex(zeros), block);

  const polyKey = bytes('85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b');
  const message = new TextEncoder().encode('Cryptographic Forum Research Group');
  const tag = 'a8061dc1305136c6c22b8baf0c0127a9';
  t.is(hex(bytes(poly1305(polyKey, message).toString(16)).reverse()), tag);
  const out = new Uint8Array(16);
  sodium.crypto_onetimeauth(out, message, polyKey);
  t.is(hex(out), tag);

  t.is(
    hex(hchacha(key, bytes('000000090000004a0000000031415927'))),
    '82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc',
  );
});

interface Vector {
  readonly name: string;
  readonly key: string;
  readonly body: string;
  readonly enciphered: string;
}

test('the recorded vectors, by the book and in both forms, both ways', async (t) => {
  const vectors: Vector[] = JSON.parse(await readFile('test/fixtures/layer-cipher.json', 'utf8'));
  t.true(vectors.length >= 3);
  for (const { name, key, body, enciphered } of vectors) {
    t.is(hex(encipherByTheBook(bookKeys(bytes(key)), bytes(body))), enciphered, name);
    t.is(hex(decipherByTheBook(bookKeys(bytes(key)), bytes(enciphered))), body, name);
    for (const [form, make] of Object.entries(forms)) {
      const cell = bytes(body);
      make(bytes(key)).encipher(cell);
      t.is(hex(cell), enciphered, `${name}, ${form}`);
      make(bytes(key)).decipher(cell);
      t.is(hex(cell), body, `${name}, ${form}`);
    }
  }
});

test('the vector in docs/protocol.md is the recorded one', async (t) => {
  const vectors: Vector[] = JSON.parse(await readFile('test/fixtures/layer-cipher.json', 'utf8'));
  const { key, body, enciphered } = vectors.find(({ name }) => name.startsWith('bytes that count'))!;
  t.is(key, hex(Uint8Array.from({ length: 32 }, (_, at) => at)));
  t.is(body, hex(Uint8Array.from({ length: bodyLength }, (_, at) => at % 256)));
  const text = await readFile('docs/protocol.md', 'utf8');
  t.true(text.includes(`${enciphered.slice(0, 32)} ${enciphered.slice(32, 64)}`));
  t.true(text.includes(hex(hash(32, bytes(enciphered)))));
});

test('the addon, libsodium and the book agree on random bodies, both ways', (t) => {
  for (let round = 0; round < 300; round += 1) {
    const key = random.bytes(32);
    const body = random.bytes(bodyLength);
    for (const direction of directions) {
      const [native, inSodium] = Object.values(forms).map((make) => {
        const cell = body.slice();
        make(key)[direction](cell);
        return hex(cell);
      });
      t.is(native, inSodium);
      if (round >= 20) continue;
      const byTheBook = direction === 'encipher' ? encipherByTheBook : decipherByTheBook;
      t.is(native, hex(byTheBook(bookKeys(key), body)));
    }
  }
});

for (const [form, make] of Object.entries(forms)) {
  test(`${form}: encipher and decipher undo each other, whichever comes first`, (t) => {
    for (let round = 0; round < 200; round += 1) {
      const layer = make(random.bytes(32));
      const plain = [new Uint8Array(bodyLength), new Uint8Array(bodyLength).fill(255)][round];
      const body = (plain ?? random.bytes(bodyLength)).slice();
      const before = hex(body);
      layer.encipher(body);
      t.not(hex(body), before);
      layer.decipher(body);
      t.is(hex(body), before);
      layer.decipher(body);
      t.not(hex(body), before);
      layer.encipher(body);
      t.is(hex(body), before);
    }
  });

  test(`${form}: the layers of several hops come off in the order of the hops only`, (t) => {
    const hops = [1, 2, 3].map(() => make(random.bytes(32)));
    const plain = random.bytes(bodyLength);
    const body = plain.slice();
    for (const hop of hops.toReversed()) hop.encipher(body);
    const other = body.slice();
    for (const hop of hops) hop.decipher(body);
    t.is(hex(body), hex(plain));
    for (const hop of hops.toReversed()) hop.decipher(other);
    t.not(hex(other), hex(plain));
  });

  for (const direction of directions) {
    test(`${form}: ${direction}: every flipped bit changes about half of every part of the body`, (t) => {
      const layer = make(random.bytes(32));
      const body = random.bytes(bodyLength);
      const before = body.slice();
      layer[direction](before);
      const parts = { 'first word': [0, 16], 'second word': [16, 32], rest: [32, bodyLength] } as const;
      const changed = new Map<string, number>();
      for (let bit = 0; bit < bits; bit += 1) {
        const after = flipped(body, bit);
        layer[direction](after);
        let all = 0;
        for (const [name, [from, to]] of Object.entries(parts)) {
          const count = differingBits(before.subarray(from, to), after.subarray(from, to));
          changed.set(name, (changed.get(name) ?? 0) + count);
          all += count;
        }
        // 10432 fair coins: half of them, give or take seven times the standard deviation of 51.
        t.true(Math.abs(all - bits / 2) < 7 * 51, `bit ${bit} changes ${all}`);
      }
      for (const [name, [from, to]] of Object.entries(parts)) {
        const share = changed.get(name)! / (8 * (to - from) * bits);
        t.true(Math.abs(share - 0.5) < 0.005, `${name}: ${share}`);
      }
    });
  }

  test(`${form}: the three questions that give away a cipher of three rounds give nothing away here`, (t) => {
    for (let round = 0; round < 20; round += 1)
      t.false(threeQuestions(make(random.bytes(32)), random.bytes(bodyLength), random.bytes(32)));
  });

  test(`${form}: keys that differ in one bit have nothing in common, and neither have the four derived`, (t) => {
    const key = random.bytes(32);
    const body = random.bytes(bodyLength);
    const before = body.slice();
    make(key).encipher(before);
    for (let bit = 0; bit < 256; bit += 1) {
      const after = body.slice();
      make(flipped(key, bit)).encipher(after);
      t.true(Math.abs(differingBits(before, after) - bits / 2) < 7 * 51);
    }
    const { r1, r2, kF, kS } = bookKeys(key);
    const derived = [r1, r2, kF.subarray(0, 16), kF.subarray(16), kS.subarray(0, 16), kS.subarray(16)];
    t.is(new Set([key.subarray(0, 16), key.subarray(16), ...derived].map(hex)).size, 8);
    t.is(
      hex(layerKeys(key)),
      hex(Buffer.concat([r1, new Uint8Array(16), r2, new Uint8Array(16), kF, kS])),
      'all of them are used',
    );
  });

  test(`${form}: each of the four keys matters, in each of its bytes that Poly1305 does not clamp away`, (t) => {
    const key = random.bytes(32);
    const body = random.bytes(bodyLength);
    const cipher = (keys: Uint8Array) => {
      const layer = form === 'in the addon' ? new NativeLayer(keys) : new SodiumLayer(keys);
      const cell = body.slice();
      layer.encipher(cell);
      return cell;
    };
    const before = cipher(layerKeys(key));
    for (const at of [...range(0, 16), ...range(32, 48), ...range(64, 128)]) {
      const changed = layerKeys(key);
      changed[at]! ^= 0x04;
      // The second hash comes last and reaches the first word only.
      const [from, to] = at >= 32 && at < 48 ? [0, 16] : [0, bodyLength];
      const share =
        differingBits(before.subarray(from, to), cipher(changed).subarray(from, to)) / (8 * (to - from));
      t.true(share > 0.25 && share < 0.75, `byte ${at}: ${share}`);
    }
  });

  test(`${form}: a layer keeps its key when the caller wipes its own, and others do not disturb it`, (t) => {
    const [keyA, keyB] = [random.bytes(32), random.bytes(32)];
    const [a, b, again] = [make(keyA), make(keyB), make(keyA)];
    keyA.fill(0);
    const body = random.bytes(bodyLength);
    const [one, two] = [body.slice(), body.slice()];
    a.encipher(one);
    b.encipher(new Uint8Array(bodyLength));
    again.encipher(two);
    t.is(hex(one), hex(two));
    b.encipher(body);
    t.not(hex(body), hex(one));
  });

  test(`${form}: a wiped layer has forgotten its key`, (t) => {
    const [key, body] = [random.bytes(32), random.bytes(bodyLength)];
    const [layer, wiped, other] = [make(key), make(key), make(key)];
    wiped.wipe();
    const [a, b, c] = [body.slice(), body.slice(), body.slice()];
    layer.encipher(a);
    wiped.encipher(b);
    other.encipher(c);
    t.not(hex(a), hex(b));
    t.is(hex(a), hex(c));
  });

  test(`${form}: a layer ciphers the bytes it is given and none beside them`, (t) => {
    const arena = random.bytes(bodyLength + 64);
    const before = arena.slice();
    make(random.bytes(32)).encipher(arena.subarray(32, 32 + bodyLength));
    t.is(hex(arena.subarray(0, 32)), hex(before.subarray(0, 32)));
    t.is(hex(arena.subarray(32 + bodyLength)), hex(before.subarray(32 + bodyLength)));
  });
}

test('anti: a cipher of three rounds is given away by three questions', (t) => {
  t.true(threeQuestions(threeRounds(random.bytes(128)), random.bytes(bodyLength), random.bytes(32)));
});

test('anti: through a bare stream a flipped bit comes out as one flipped bit', (t) => {
  const [stream, body] = [bareStream(random.bytes(128)), random.bytes(bodyLength)];
  const marked = flipped(body, 5000);
  stream.decipher(body);
  stream.decipher(marked);
  t.is(hex(marked), hex(flipped(body, 5000)));
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

test('the addon forgets its last key, and ciphers on as before', (t) => {
  if (!available) return void t.pass('no addon here');
  const [body, keys] = [random.bytes(bodyLength), layerKeys(random.bytes(32))];
  const [before, after] = [body.slice(), body.slice()];
  cipher(before, keys, ENCIPHER);
  forget();
  cipher(after, keys, ENCIPHER);
  t.deepEqual(after, before);
  forget();
  cipher(after, keys, DECIPHER);
  t.deepEqual(after, body);
});
