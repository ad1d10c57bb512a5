/**
 * A hop's side of building a path, as pure steps:
 *
 *   1. `receive` finds the slot that is sealed to us and opens it. Costs one hash per slot when there is none.
 *   2. The caller decides what becomes of it: whether the next hop can be reached, whether there is room.
 *   3. `reply` puts our answer in the slot's place and masks the rest. The cell then goes on, or is turned round.
 *   4. On its way back `maskBack` changes every byte once more, so that no two links show the same.
 */
import type { KeyPair, NoiseHandshake } from '../../crypto/noise.js';
import { type BuildRecord, type BuildStatus, decodeBuildRecord, encodeBuildReply } from '../../wire/build.js';
import { slotCount, slotLength } from '../../wire/sizes.js';
import {
  addMask,
  ephemeralLength,
  type HopKeys,
  hopKeysOf,
  hopSide,
  type Masks,
  masksOf,
  TagTester,
  tagLength,
  wipeMasks,
} from './keys.js';
import { buildTag } from './owner.js';

/** A record that proved to be for us. */
export interface Received {
  readonly record: BuildRecord;
  /** By which a repeated record is known. */
  readonly ephemeral: Uint8Array;
  readonly slot: number;
  readonly noise: NoiseHandshake;
  readonly masks: Masks;
}

/** Where a slot is sealed to one of our onion keys; null: nowhere. */
export interface Found {
  readonly slot: number;
  readonly onionKey: KeyPair;
  readonly ephemeral: Uint8Array;
}

const testers = new WeakMap<KeyPair, TagTester>();

export function findSlot(onionKeys: readonly KeyPair[], body: Uint8Array): Found | null {
  for (const onionKey of onionKeys) {
    const tester = testers.get(onionKey) ?? new TagTester(buildTag, onionKey.publicKey);
    testers.set(onionKey, tester);
    for (let slot = 0; slot < slotCount; slot += 1) {
      const from = slot * slotLength;
      if (!tester.matches(body, from)) continue;
      const ephemeral = body.slice(from + tagLength, from + tagLength + ephemeralLength);
      return { slot, onionKey, ephemeral };
    }
  }
  return null;
}

/** Opens the slot that was found: one Diffie-Hellman. Null when it is not genuine. */
export function receive(
  prologue: Uint8Array,
  { slot, onionKey, ephemeral }: Found,
  body: Uint8Array,
): Received | null {
  const from = slot * slotLength;
  const noise = hopSide(prologue, onionKey);
  const plain = noise.read(body.subarray(from + tagLength, from + slotLength));
  const record = plain && decodeBuildRecord(plain);
  if (!record) {
    noise.end();
    return null;
  }
  return { record, ephemeral, slot, noise, masks: masksOf(noise) };
}

/**
 * Puts our reply into the cell, in place, and gives the keys of the path. @param ephemeralSecret 32 fresh random bytes
 * Null when the owner's key was no good.
 */
export function reply(
  received: Received,
  status: BuildStatus,
  body: Uint8Array,
  ephemeralSecret: Uint8Array,
): HopKeys | null {
  const { noise, slot, masks } = received;
  const message = noise.write(encodeBuildReply({ status }), ephemeralSecret);
  if (!message) return null;
  const from = slot * slotLength;
  addMask(body, masks.forward, 0, from);
  body.set(message, from);
  addMask(body, masks.forward, from + slotLength);
  return hopKeysOf(noise);
}

/** The last that happens to the cell here, in place; the masks are used up. */
export function maskBack(masks: Masks, body: Uint8Array): void {
  addMask(body, masks.back);
  wipeMasks(masks);
}

/** Forgets a record that comes to nothing. */
export function forget({ noise, masks }: Received): void {
  noise.end();
  wipeMasks(masks);
}
