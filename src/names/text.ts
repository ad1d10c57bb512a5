/**
 * Names of AP addresses as text, in which they are kept and told to the helper:
 *
 *     phantom names 1
 *     2001:25:...:1 anna
 *
 * Programs are told `anna.phantom.alt`. Nothing under .alt is ever delegated in DNS (RFC 9476 keeps it for names that are none of
 * DNS's), so no name of ours can stand before somebody's site; and the second word keeps apart from others who do the same.
 */
import { isIPv6 } from 'node:net';
import { endpointFromText } from '../net/address.js';

export interface NamedAddress {
  /** Without the suffix, in small letters. */
  readonly name: string;
  /** IPv6, as RFC 5952 writes it. */
  readonly address: string;
}

export const suffix = '.phantom.alt';
/** Names of one machine. */
export const mostNames = 1_000;
const head = 'phantom names 1';

/** A name as it is kept, given with or without the suffix; null: programs could not look it up. */
export function nameFrom(text: string): string | null {
  const small = text.trim().toLowerCase();
  const name = small.endsWith(suffix) ? small.slice(0, -suffix.length) : small;
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) ? name : null;
}

/** An AP address in its one form; null: it is none. */
export function apFrom(text: string): string | null {
  const address = isIPv6(text.trim()) ? endpointFromText(text.trim(), 1)?.address : undefined;
  return address?.startsWith('2001:25:') && !address.includes('%') ? address : null;
}

export function namesToText(names: readonly NamedAddress[]): string {
  return `${[head, ...names.map(({ name, address }) => `${address} ${name}`)].join('\n')}\n`;
}

/** Null when it is no such text, or any line of it is not as it should be: who reads it as root believes nothing. */
export function namesFromText(text: string): NamedAddress[] | null {
  const [first, ...lines] = text.split('\n');
  if (first !== head || lines.pop() !== '' || lines.length > mostNames) return null;
  const names: NamedAddress[] = [];
  for (const line of lines) {
    const [address = '', name = '', ...rest] = line.split(' ');
    if (rest.length > 0 || apFrom(address) !== address || nameFrom(name) !== name) return null;
    names.push({ name, address });
  }
  return new Set(names.map(({ name }) => name)).size === names.length ? names : null;
}
