/**
 * The lasting AP addresses of a machine, as kept in its state and inside a backup. Secret.
 *
 *     version 1, count 1, then each: seed 32, modifier 16, flags 1 (bit 0: default), label length 1, label
 */
import { concat, Reader } from './bytes.js';

const version = 1;
/** Lasting addresses of one machine. */
export const maxAddresses = 64;
/** Bytes of a label in UTF-8. */
export const maxLabel = 64;

export interface KeptAddress {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
  /** Programs go out with it, instead of a fresh one. */
  readonly isDefault: boolean;
  /** For the operator's eyes; may be empty. */
  readonly label: string;
}

export function encodeAddressBook(addresses: readonly KeptAddress[]): Uint8Array {
  const encoder = new TextEncoder();
  return concat(
    Uint8Array.of(version, addresses.length),
    ...addresses.flatMap(({ seed, modifier, isDefault, label }) => {
      const text = encoder.encode(label);
      return [seed, modifier, Uint8Array.of(isDefault ? 1 : 0, text.length), text];
    }),
  );
}

export function decodeAddressBook(bytes: Uint8Array): KeptAddress[] | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== version) return null;
  const count = reader.number(1);
  if (count > maxAddresses) return null;
  const addresses: KeptAddress[] = [];
  for (let left = count; left > 0; left -= 1) {
    const [seed, modifier, flags] = [reader.take(32), reader.take(16), reader.number(1)];
    const length = reader.number(1);
    const label = length <= maxLabel ? textFrom(reader.take(length)) : null;
    if (label === null || flags > 1) return null;
    addresses.push({ seed, modifier, isDefault: flags === 1, label });
  }
  return reader.done ? addresses : null;
}

/** Null when it is no label: too long, or with characters that no line should have. */
export function checkedLabel(text: string): string | null {
  const isPlain = !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
  return isPlain && new TextEncoder().encode(text).length <= maxLabel ? text : null;
}

function textFrom(bytes: Uint8Array): string | null {
  try {
    return checkedLabel(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}
