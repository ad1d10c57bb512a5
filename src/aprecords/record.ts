/** An AP record made by its owner, and checked by who looks the address up. Pure: time, nonce and keys are handed in. */
import { apAddressOf, blindedKeyOf, signBlinded } from '../crypto/ap.js';
import { openBox, sealBox } from '../crypto/box.js';
import { equal, hash, wipe } from '../crypto/hash.js';
import { verify } from '../crypto/sign.js';
import { decodeApInside, encodeApInside } from '../wire/ap-inside.js';
import { decodeApRecord, encodeUnsignedApRecord } from '../wire/ap-record.js';
import { concat, numberToBytes } from '../wire/bytes.js';
import type { EntryPoint } from '../wire/entry-point.js';
import type { ApKey, FoundRecord } from './types.js';

/**
 * A record ends so long after it was made, in seconds, then at the next full hour: an exact time would show how much the
 * owner's clock is off, which its node shows, too.
 */
const life = 3 * 3600;
const hour = 3600;
/** A record may end at most so long after now, as storing nodes see it. */
const longestLife = 28 * hour;
/** Clocks may differ by so much before an entry point that seems to have ended is left out, in seconds. */
const tolerance = 60;

export interface Publication {
  readonly key: ApKey;
  readonly day: number;
  readonly channelKey: Uint8Array;
  readonly revision: number;
  /** Network time in seconds. */
  readonly now: number;
  /** X25519 public key of the day. */
  readonly sessionKey: Uint8Array;
  /** Bits of work that joins are to show. */
  readonly effort: number;
  /** 1 to 4. */
  readonly entries: readonly EntryPoint[];
}

/** The whole record. `nonce`: 24 fresh random bytes. `isProving`: with AP key and modifier in clear. */
export function makeApRecord(publication: Publication, nonce: Uint8Array, isProving: boolean): Uint8Array {
  const { key, day, channelKey, revision, now, sessionKey, effort, entries } = publication;
  const inside = encodeApInside({ key: key.key, modifier: key.modifier, sessionKey, effort, entries });
  const insideKey = insideKeyOf(key.address, day);
  const unsigned = encodeUnsignedApRecord({
    blindedKey: blindedKeyOf(key.key, day, channelKey)!,
    revision,
    expiry: Math.ceil((now + life) / hour) * hour,
    proof: isProving ? { key: key.key, modifier: key.modifier } : null,
    nonce,
    ciphertext: sealBox(inside, nonce, insideKey),
  });
  wipe(insideKey);
  return concat(unsigned, signBlinded(unsigned, key.key, key.secret, day, channelKey));
}

export type Flaw = 'malformed' | 'expired' | 'sealed-otherwise' | 'address' | 'blinded' | 'forged' | 'ended';

export interface CheckedRecord {
  readonly record: FoundRecord;
  readonly revision: number;
}

/** What a record says, if it is the one of that address and day, or what is wrong with it. `now` in seconds. */
export function checkApRecord(
  bytes: Uint8Array,
  address: Uint8Array,
  day: number,
  channelKey: Uint8Array,
  now: number,
): CheckedRecord | Flaw {
  const decoded = decodeApRecord(bytes);
  if (!decoded) return 'malformed';
  const { record, signed, signature } = decoded;
  if (record.expiry <= now || record.expiry > now + longestLife) return 'expired';
  const insideKey = insideKeyOf(address, day);
  const plain = openBox(record.ciphertext, record.nonce, insideKey);
  wipe(insideKey);
  // A squatter who knows the address can get up to here; the address says whose key may go on.
  if (!plain) return 'sealed-otherwise';
  const inside = decodeApInside(plain);
  if (!inside) return 'malformed';
  const proven = apAddressOf(inside.key, inside.modifier);
  if (!proven || !equal(proven, address)) return 'address';
  const blinded = blindedKeyOf(inside.key, day, channelKey);
  if (!blinded || !equal(blinded, record.blindedKey)) return 'blinded';
  if (!verify(signature, signed, record.blindedKey)) return 'forged';
  const entries = inside.entries.filter(({ expiry }) => expiry > now - tolerance);
  if (entries.length === 0) return 'ended';
  return {
    record: {
      apKey: inside.key,
      modifier: inside.modifier,
      sessionKey: inside.sessionKey,
      joinBits: inside.effort,
      entries,
    },
    revision: record.revision,
  };
}

function insideKeyOf(address: Uint8Array, day: number): Uint8Array {
  return hash(32, 'phantom ap record', address, numberToBytes(day, 4));
}
