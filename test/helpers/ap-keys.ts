/** AP keys whose work was done beforehand, and records made with them. */
import sodium from 'sodium-native';
import { apAddressOf, blindedKeyOf, dayOf, signBlinded, slotOf } from '../../src/crypto/ap.js';
import { encodeUnsignedApRecord } from '../../src/wire/ap-record.js';
import { concat, numberToBytes } from '../../src/wire/bytes.js';

/** The modifier's last four bytes, found by trying. */
const modifiers = { a: 146848, b: 499659, c: 408571 } as const;

export interface TestApKey {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
  readonly modifier: Uint8Array;
  readonly address: Uint8Array;
}

export type ApKeyName = keyof typeof modifiers;

export function apKeyOf(name: ApKeyName): TestApKey {
  const publicKey = new Uint8Array(32);
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, new Uint8Array(32).fill(name.charCodeAt(0)));
  const modifier = concat(new Uint8Array(12), numberToBytes(modifiers[name], 4));
  return { publicKey, secretKey, modifier, address: apAddressOf(publicKey, modifier)! };
}

/** A record that a storing node takes, with nothing inside, and the slot it belongs to. `now` in seconds. */
export function apRecordOf(
  key: TestApKey,
  now: number,
  channelKey: Uint8Array,
  options: { readonly index?: number; readonly revision?: number } = {},
): { slot: Uint8Array; record: Uint8Array } {
  const day = dayOf(key.address, now);
  const unsigned = encodeUnsignedApRecord({
    blindedKey: blindedKeyOf(key.publicKey, day, channelKey)!,
    revision: options.revision ?? 1,
    expiry: now + 3600,
    proof: null,
    nonce: new Uint8Array(24),
    ciphertext: new Uint8Array(100),
  });
  const record = concat(unsigned, signBlinded(unsigned, key.publicKey, key.secretKey, day, channelKey));
  return { slot: slotOf(key.address, day, channelKey, options.index ?? 0), record };
}
