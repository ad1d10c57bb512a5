/**
 * The layer cipher written from the RFCs and docs/protocol.md, one number after the other and without any library: slow,
 * and shares nothing with the forms that nodes use. It made the vectors in test/fixtures/layer-cipher.json.
 */

const word = (bytes: Uint8Array, at: number) =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
const words = (bytes: Uint8Array) =>
  Array.from({ length: bytes.length / 4 }, (_, index) => word(bytes, 4 * index));
const fromWords = (numbers: readonly number[]) =>
  Uint8Array.from(numbers.flatMap((each) => [each, each >>> 8, each >>> 16, each >>> 24]));
const toNumber = (bytes: Uint8Array) => bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
const fromNumber = (number: bigint) =>
  Uint8Array.from({ length: 16 }, (_, index) => Number((number >> BigInt(8 * index)) & 255n));
const xor = (a: Uint8Array, b: Uint8Array) => a.map((byte, index) => byte ^ b[index]!);
const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));

/** RFC 8439, sections 2.1 and 2.3: the state before and after ten double rounds. `where`: counter 4 and nonce 12. */
function rounds(key: Uint8Array, where: Uint8Array): { before: number[]; after: number[] } {
  const before = [...words(new TextEncoder().encode('expand 32-byte k')), ...words(key), ...words(where)];
  const s = [...before];
  const rotate = (value: number, by: number) => ((value << by) | (value >>> (32 - by))) >>> 0;
  const quarter = (a: number, b: number, c: number, d: number) => {
    for (const [x, y, z, by] of [
      [a, b, d, 16],
      [c, d, b, 12],
      [a, b, d, 8],
      [c, d, b, 7],
    ] as const) {
      s[x] = (s[x]! + s[y]!) >>> 0;
      s[z] = rotate(s[z]! ^ s[x]!, by);
    }
  };
  for (let round = 0; round < 10; round += 1) {
    for (let i = 0; i < 4; i += 1) quarter(i, 4 + i, 8 + i, 12 + i);
    for (let i = 0; i < 4; i += 1) quarter(i, 4 + ((i + 1) % 4), 8 + ((i + 2) % 4), 12 + ((i + 3) % 4));
  }
  return { before, after: s };
}

export function chachaBlock(key: Uint8Array, where: Uint8Array): Uint8Array {
  const { before, after } = rounds(key, where);
  return fromWords(after.map((each, index) => (each + before[index]!) >>> 0));
}

/** draft-irtf-cfrg-xchacha, section 2.2. */
export function hchacha(key: Uint8Array, nonce: Uint8Array): Uint8Array {
  const { after } = rounds(key, nonce);
  return fromWords([...after.slice(0, 4), ...after.slice(12)]);
}

/** XChaCha20's stream under a nonce of `first` and 8 zeros. */
function stream(key: Uint8Array, first: Uint8Array, length: number): Uint8Array {
  const subkey = hchacha(key, first);
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, count) =>
    chachaBlock(subkey, join(fromWords([count]), new Uint8Array(12))),
  );
  return join(...blocks).subarray(0, length);
}

/** RFC 8439, section 2.5, as a number below 2^128; the second half of the key is what is added at the end. */
export function poly1305(key: Uint8Array, message: Uint8Array): bigint {
  const r = toNumber(key.subarray(0, 16)) & 0x0ffffffc0ffffffc0ffffffc0fffffffn;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16)
    sum = ((sum + toNumber(join(message.subarray(at, at + 16), Uint8Array.of(1)))) * r) % (2n ** 130n - 5n);
  return (sum + toNumber(key.subarray(16))) % 2n ** 128n;
}

/** Keys as in docs/protocol.md: r1 16, r2 16, kF 32, kS 32. */
export interface BookKeys {
  readonly r1: Uint8Array;
  readonly r2: Uint8Array;
  readonly kF: Uint8Array;
  readonly kS: Uint8Array;
}

const noSum = new Uint8Array(16);

export function encipherByTheBook({ r1, r2, kF, kS }: BookKeys, body: Uint8Array): Uint8Array {
  const [X, Y, R] = [body.subarray(0, 16), body.subarray(16, 32), body.subarray(32)];
  const x = fromNumber(toNumber(X) + poly1305(join(r1, noSum), join(Y, R)));
  const y = xor(Y, chachaBlock(kF, x));
  const rest = xor(join(x, R), stream(kS, y, 16 + R.length));
  return join(fromNumber(toNumber(y) + poly1305(join(r2, noSum), rest)), rest);
}

export function decipherByTheBook({ r1, r2, kF, kS }: BookKeys, body: Uint8Array): Uint8Array {
  const rest = body.subarray(16);
  const y = fromNumber(2n ** 128n + toNumber(body.subarray(0, 16)) - poly1305(join(r2, noSum), rest));
  const opened = xor(rest, stream(kS, y, rest.length));
  const [x, R] = [opened.subarray(0, 16), opened.subarray(16)];
  const Y = xor(y, chachaBlock(kF, x));
  return join(fromNumber(2n ** 128n + toNumber(x) - poly1305(join(r1, noSum), join(Y, R))), Y, R);
}
