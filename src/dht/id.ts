/** Node ids as points: how far apart, how many first bits shared. Ids are 32 bytes. */
import type { Random } from '../crypto/random.js';

export { nameOf } from '../crypto/identities.js';

/** 64 hex digits; for keys of maps and for screens. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Below 0 when `a` is nearer to `target` than `b` by XOR, above 0 when it is farther. */
export function compareDistance(target: Uint8Array, a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < target.length; at += 1) {
    const order = (a[at]! ^ target[at]!) - (b[at]! ^ target[at]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** The first 53 bits of an id: beyond every puzzle's zeros enough to tell nodes apart, and quick to reckon with. */
export interface Point {
  readonly high: number;
  readonly low: number;
}

/** How many values a `gap` can have. */
export const gaps = 2 ** 53;

export function pointOf(id: Uint8Array): Point {
  return {
    high: (id[0]! << 24) | (id[1]! << 16) | (id[2]! << 8) | id[3]!,
    low: (id[4]! << 13) | (id[5]! << 5) | (id[6]! >> 3),
  };
}

/** The XOR distance of two points, 0 to 2^53 - 1. */
export function gap(a: Point, b: Point): number {
  return ((a.high ^ b.high) >>> 0) * 2_097_152 + (a.low ^ b.low);
}

/** How many first bits two ids share, 256 when they are the same: the number of the bucket that one is in for the other. */
export function sharedBits(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = a[at]! ^ b[at]!;
    if (difference !== 0) return 8 * at + Math.clz32(difference) - 24;
  }
  return 8 * a.length;
}

/** A random id that shares exactly `bits` first bits with `own`. */
export function idInBucket(own: Uint8Array, bits: number, random: Random): Uint8Array {
  const id = random.bytes(own.length);
  const whole = bits >> 3;
  id.set(own.subarray(0, whole));
  const keep = (0xff00 >> (bits & 7)) & 0xff;
  const flip = 0x80 >> (bits & 7);
  id[whole] = (own[whole]! & keep) | (~own[whole]! & flip) | (id[whole]! & (flip - 1));
  return id;
}
