/**
 * The owner's side of building a path, as pure steps:
 *
 *   1. `begin` seals a record to each hop, lays each under the forward masks of all hops before it, and shuffles the slots;
 *      slots that are not used are random and remembered.
 *   2. The cell goes out; each hop puts its reply in its slot's place and masks the rest; one turns it round.
 *   3. `finish` takes the back masks off, for each hop that may have turned it, until everything that must be known is
 *      found as it must be; then it opens the replies.
 *
 * Nothing here waits, sends or draws randomness.
 */
import { equal } from '../../crypto/hash.js';
import type { NoiseHandshake } from '../../crypto/noise.js';
import {
  type BuildRecord,
  type BuildStatus,
  buildStatuses,
  decodeBuildReply,
  encodeBuildRecord,
} from '../../wire/build.js';
import { bodyLength, slotCount, slotLength } from '../../wire/sizes.js';
import {
  addMask,
  ephemeralLength,
  type HopKeys,
  hopKeysOf,
  type Masks,
  masksOf,
  ownerSide,
  tagLength,
  trialTag,
  wipeMasks,
} from './keys.js';

export const buildTag = 'phantom build tag';

/** One hop of the plan, the owner's own neighbour first. */
export interface PlannedHop {
  readonly onionKey: Uint8Array;
  readonly record: BuildRecord;
  /** 32 fresh random bytes. */
  readonly ephemeralSecret: Uint8Array;
}

interface BegunHop {
  readonly noise: NoiseHandshake;
  readonly masks: Masks;
  /** Its slot. */
  readonly slot: number;
}

/** A build cell that waits for its reply. */
export interface Begun {
  /** 1304 bytes, as they go to the first hop. */
  readonly cell: Uint8Array;
  readonly hops: readonly BegunHop[];
}

export type Finished =
  | { readonly keys: readonly HopKeys[] }
  /** Which hop turned the cell round, and why. */
  | { readonly at: number; readonly status: BuildStatus };

/**
 * @param slots a slot for each hop, all different
 * @param noise 1304 random bytes: what stands in unused slots and behind them
 * Null when an onion key is no key.
 */
export function begin(
  prologue: Uint8Array,
  plan: readonly PlannedHop[],
  slots: readonly number[],
  noise: Uint8Array,
): Begun | null {
  const cell = noise.slice();
  const hops: BegunHop[] = [];
  for (const [at, { onionKey, record, ephemeralSecret }] of plan.entries()) {
    const handshake = ownerSide(prologue, onionKey);
    const message = handshake.write(encodeBuildRecord(record), ephemeralSecret);
    if (!message) {
      handshake.end();
      end(hops);
      return null;
    }
    const slot = slots[at]!;
    const from = slot * slotLength;
    cell.set(trialTag(buildTag, onionKey, message.subarray(0, ephemeralLength)), from);
    cell.set(message, from + tagLength);
    for (const before of hops) addMask(cell, before.masks.forward, from, from + slotLength);
    hops.push({ noise: handshake, masks: masksOf(handshake), slot });
  }
  return { cell, hops };
}

/**
 * Reads the cell as it came back. Null when somebody changed it on its way, or it is another's; `begun` is used up either
 * way.
 */
export function finish(begun: Begun, body: Uint8Array): Finished | null {
  const { hops } = begun;
  const seen = body.slice();
  const expected = begun.cell.slice();
  const turned = hops.findIndex(({ masks }, at) => {
    addMask(seen, masks.back);
    addMask(expected, masks.forward);
    return isUntouched(seen, expected, hops.slice(0, at + 1));
  });
  const result = turned < 0 ? null : readReplies(hops.slice(0, turned + 1), seen, turned === hops.length - 1);
  end(hops);
  return result;
}

/** Forgets a build that nobody answered. */
export function abandon(begun: Begun): void {
  end(begun.hops);
}

function end(hops: readonly BegunHop[]): void {
  for (const { noise, masks } of hops) {
    noise.end();
    wipeMasks(masks);
  }
}

/** Whether everything but the slots of the hops that replied is what these hops must have made of it. */
function isUntouched(seen: Uint8Array, expected: Uint8Array, replied: readonly BegunHop[]): boolean {
  const used = new Set(replied.map(({ slot }) => slot));
  for (let slot = 0; slot < slotCount; slot += 1) {
    if (!used.has(slot) && !equal(slotOf(seen, slot), slotOf(expected, slot))) return false;
  }
  const from = slotCount * slotLength;
  return equal(seen.subarray(from, bodyLength), expected.subarray(from, bodyLength));
}

/** From the last reply to the first: each lies under the forward masks of the hops behind it. */
function readReplies(hops: readonly BegunHop[], seen: Uint8Array, isWhole: boolean): Finished | null {
  const last = hops.length - 1;
  let status: BuildStatus = buildStatuses.ok;
  for (let at = last; at >= 0; at -= 1) {
    const { noise, masks, slot } = hops[at]!;
    const plain = noise.read(slotOf(seen, slot));
    const reply = plain && decodeBuildReply(plain);
    if (!reply) return null;
    // Who passes a cell on says that all is well; who turns it round before the end says why.
    if (at === last) status = reply.status;
    else if (reply.status !== buildStatuses.ok) return null;
    for (const before of hops.slice(0, at)) {
      const from = before.slot * slotLength;
      addMask(seen, masks.forward, from, from + slotLength);
    }
  }
  if (status !== buildStatuses.ok) return { at: last, status };
  return isWhole ? { keys: hops.map(({ noise }) => hopKeysOf(noise)) } : null;
}

function slotOf(body: Uint8Array, slot: number): Uint8Array {
  return body.subarray(slot * slotLength, (slot + 1) * slotLength);
}
