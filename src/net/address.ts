/**
 * Internet addresses as text, as bytes and as classes. Text is always canonical (dotted quad, RFC 5952), so that
 * two endpoints are the same exactly when their texts are.
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { Endpoint } from './net.js';

/** What an address is for, by the registries of RFC 6890 and its heirs. */
export type AddressClass =
  | 'public'
  | 'private' // RFC 1918, shared (RFC 6598) and unique local addresses
  | 'link-local'
  | 'loopback'
  | 'multicast' // and broadcast
  | 'unspecified' // "this network"
  | 'reserved'; // documentation, benchmarks, translation, overlays: nothing that answers

/** `address:port` or `[address]:port`. */
export function formatEndpoint(endpoint: Endpoint): string {
  return endpoint.family === 4
    ? `${endpoint.address}:${endpoint.port}`
    : `[${endpoint.address}]:${endpoint.port}`;
}

/** The 4 or 16 bytes of a canonical address; a zone is left out. */
export function addressToBytes(endpoint: Pick<Endpoint, 'family' | 'address'>): Uint8Array {
  if (endpoint.family === 4) return Uint8Array.from(endpoint.address.split('.'), Number);
  const [plain = ''] = endpoint.address.split('%');
  const [head = '', tail] = plain.split('::');
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const bytes = new Uint8Array(16);
  before.forEach((group, at) => {
    put16(bytes, at, group);
  });
  after.forEach((group, at) => {
    put16(bytes, 8 - after.length + at, group);
  });
  return bytes;
}

/** Canonical text of 4 or 16 bytes. */
export function addressFromBytes(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, at) => (bytes[2 * at]! << 8) | bytes[2 * at + 1]!);
  const { start, length } = longestZeroRun(words);
  const text = (part: number[]) => part.map((word) => word.toString(16)).join(':');
  return length < 2 ? text(words) : `${text(words.slice(0, start))}::${text(words.slice(start + length))}`;
}

/** The endpoint that an operating system names by text: canonical, IPv4-mapped IPv6 as IPv4; null when it is none. */
export function endpointFromText(address: string, port: number): Endpoint | null {
  if (!Number.isInteger(port) || port < 1 || port > 65535) return null;
  if (isIPv4(address)) return { family: 4, address, port };
  if (!isIPv6(address)) return null;
  const [plain = '', zone] = address.split('%');
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const hex = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : plain;
  const bytes = addressToBytes({ family: 6, address: hex });
  if (isMapped(bytes)) return { family: 4, address: addressFromBytes(bytes.subarray(12)), port };
  const text = addressFromBytes(bytes);
  return { family: 6, address: zone === undefined ? text : `${text}%${zone}`, port };
}

/** ::ffff:0:0/96, the form in which some sockets show IPv4. */
export function isMapped(bytes: Uint8Array): boolean {
  return (
    bytes.length === 16 &&
    bytes.subarray(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 0xff &&
    bytes[11] === 0xff
  );
}

const knownClasses = new WeakMap<object, AddressClass>();

/** The class of an address; see `AddressClass`. */
export function classOf(endpoint: Pick<Endpoint, 'family' | 'address'>): AddressClass {
  const known = knownClasses.get(endpoint);
  if (known) return known;
  const is = lookUpClass(endpoint);
  knownClasses.set(endpoint, is);
  return is;
}

function lookUpClass(endpoint: Pick<Endpoint, 'family' | 'address'>): AddressClass {
  const bytes = addressToBytes(endpoint);
  const table = endpoint.family === 4 ? classes4 : classes6;
  return table.find(([prefix, bits]) => startsWith(bytes, prefix, bits))?.[2] ?? 'public';
}

/** Prefixes looked up before, as long as their endpoints live: they are asked for again and again. */
const prefixes = new WeakMap<Endpoint, string>();

/**
 * The network that an endpoint's owner can be supposed to hold as a whole: the /16 of an IPv4, the /32 of an IPv6
 * address. Where everybody is at home on one LAN or machine, every endpoint is its own.
 */
export function prefixOf(endpoint: Endpoint): string {
  const known = prefixes.get(endpoint);
  if (known !== undefined) return known;
  const prefix = classOf(endpoint) === 'public' ? publicPrefix(endpoint) : formatEndpoint(endpoint);
  prefixes.set(endpoint, prefix);
  return prefix;
}

function publicPrefix(endpoint: Endpoint): string {
  const bytes = addressToBytes(endpoint);
  return `${endpoint.family}:${bytes.subarray(0, endpoint.family === 4 ? 2 : 4).join('.')}`;
}

export function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.port === b.port && a.address === b.address;
}

type Row = readonly [prefix: readonly number[], bits: number, is: AddressClass];

// The first row that fits counts.
const classes4: readonly Row[] = [
  [[0], 8, 'unspecified'],
  [[10], 8, 'private'],
  [[100, 64], 10, 'private'],
  [[127], 8, 'loopback'],
  [[169, 254], 16, 'link-local'],
  [[172, 16], 12, 'private'],
  [[192, 0, 0], 24, 'reserved'],
  [[192, 0, 2], 24, 'reserved'],
  [[192, 88, 99], 24, 'reserved'],
  [[192, 168], 16, 'private'],
  [[198, 18], 15, 'reserved'],
  [[198, 51, 100], 24, 'reserved'],
  [[203, 0, 113], 24, 'reserved'],
  [[224], 4, 'multicast'],
  [[255, 255, 255, 255], 32, 'multicast'],
  [[240], 4, 'reserved'],
];

const classes6: readonly Row[] = [
  [new Array(16).fill(0), 128, 'unspecified'],
  [[...new Array(15).fill(0), 1], 128, 'loopback'],
  [[0xfe, 0x80], 10, 'link-local'],
  [[0xfc], 7, 'private'],
  [[0xff], 8, 'multicast'],
  [[0x20, 0x01, 0x0d, 0xb8], 32, 'reserved'],
  [[0x3f, 0xff, 0x00], 20, 'reserved'],
  [[0x20, 0x01, 0x00], 23, 'reserved'],
  [[0x20, 0x02], 16, 'reserved'],
  [[0x20], 3, 'public'],
  [[], 0, 'reserved'],
];

function startsWith(bytes: Uint8Array, prefix: readonly number[], bits: number): boolean {
  for (let bit = 0; bit < bits; bit += 8) {
    const at = bit >> 3;
    const mask = bits - bit >= 8 ? 0xff : (0xff << (8 - (bits - bit))) & 0xff;
    if ((bytes[at]! & mask) !== ((prefix[at] ?? 0) & mask)) return false;
  }
  return true;
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function put16(bytes: Uint8Array, word: number, value: number): void {
  bytes[2 * word] = value >> 8;
  bytes[2 * word + 1] = value & 0xff;
}

function longestZeroRun(words: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start += 1) {
    let length = 0;
    while (words[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}
