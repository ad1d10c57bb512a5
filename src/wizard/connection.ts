/** The answer how this PC reaches the network, and the judgement of what was typed for it. Nothing here touches the machine. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { nearest } from '../config/nearest.js';
import { type TextKey, voice } from '../tui/texts/say.js';

export const connectionKinds = ['wired', 'wifi', 'fixed', 'none'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** All that is asked for any kind, so that nothing typed is lost by looking at another one. */
export interface Connection {
  readonly kind: ConnectionKind;
  /** Of Wi-Fi: the name of the network. */
  readonly ssid: string;
  /** Of Wi-Fi: a network without a passphrase is meant. Anybody can put up an open one of the same name, so it is never taken for the other. */
  readonly open: boolean;
  /** Of Wi-Fi; empty for an open network, or for the one that is connected already. */
  readonly passphrase: string;
  /** Of Wi-Fi: the network does not tell its name. */
  readonly hidden: boolean;
  /** Of Wi-Fi: where the PC stands, as two letters; empty: what is allowed all over the world. */
  readonly country: string;
  /** Of fixed addresses: the card they are for. */
  readonly card: string;
  /** With the length of the prefix, as in `192.168.1.5/24`; empty: by itself, as is the rest of its family. */
  readonly address4: string;
  readonly gateway4: string;
  readonly address6: string;
  readonly gateway6: string;
}

export const freshConnection: Connection = {
  kind: 'wired',
  ssid: '',
  open: false,
  passphrase: '',
  hidden: false,
  country: '',
  card: '',
  address4: '',
  gateway4: '',
  address6: '',
  gateway6: '',
};

export const fixedFields = ['address4', 'gateway4', 'address6', 'gateway6'] as const;
export type FixedField = (typeof fixedFields)[number];

/** A field and the text that says what is wrong with it. */
export interface FieldTrouble<Field extends string> {
  readonly field: Field;
  readonly key: TextKey;
}

/** AP addresses belong to Phantom's own device; the rest reaches nobody, or everybody. */
const unusable = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  unusable.addSubnet(address, prefix, 'ipv4');
}
for (const [address, prefix] of [
  ['::', 96],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2001:25::', 32],
] as const) {
  unusable.addSubnet(address, prefix, 'ipv6');
}

/** The first thing wrong with fixed addresses; null when they may be used. */
export function fixedTrouble(connection: Connection): FieldTrouble<FixedField> | null {
  const { address4, gateway4, address6, gateway6 } = connection;
  if (address4 === '' && address6 === '') return { field: 'address4', key: 'fixed.bad.none' };
  return familyTrouble(4, address4, gateway4) ?? familyTrouble(6, address6, gateway6);
}

function familyTrouble(family: 4 | 6, typed: string, gateway: string): FieldTrouble<FixedField> | null {
  const [addressField, gatewayField] = [`address${family}`, `gateway${family}`] as const;
  if (typed === '') return gateway === '' ? null : { field: addressField, key: 'fixed.bad.only-gateway' };
  const isAddress = family === 4 ? isIPv4 : isIPv6;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const [address = '', length = '', ...rest] = typed.split('/');
  const bits = Number(length);
  const isPrefix =
    rest.length === 0 && /^\d{1,3}$/.test(length) && bits >= 1 && bits < (family === 4 ? 32 : 128);
  if (!isAddress(address) || address.includes('%'))
    return { field: addressField, key: `fixed.bad.address${family}` };
  if (!isPrefix) return { field: addressField, key: `fixed.bad.prefix${family}` };
  if (unusable.check(address, kind)) return { field: addressField, key: 'fixed.bad.unusable' };
  if (gateway === '') return null;
  if (!isAddress(gateway) || gateway.includes('%'))
    return { field: gatewayField, key: `fixed.bad.gateway${family}` };
  if (gateway === address) return { field: gatewayField, key: 'fixed.bad.same' };
  // Routers often go by their link-local address, which is on every link.
  if (family === 6 && /^fe[89ab]/i.test(gateway)) return null;
  const link = new BlockList();
  link.addSubnet(address, bits, kind);
  return link.check(gateway, kind) ? null : { field: gatewayField, key: 'fixed.bad.elsewhere' };
}

/** The first thing wrong with what was typed for Wi-Fi; null when it may be tried. */
export function wifiTrouble({
  ssid,
  open,
  passphrase,
  country,
}: Connection): FieldTrouble<'ssid' | 'passphrase' | 'country'> | null {
  const bytes = Buffer.byteLength(ssid);
  if (bytes === 0) return { field: 'ssid', key: 'wifi.bad.none' };
  if (bytes > 32 || ssid.includes('\0')) return { field: 'ssid', key: 'wifi.bad.ssid' };
  if (passphrase === '' && !open) return { field: 'passphrase', key: 'wifi.bad.missing' };
  // The bounds and letters of IEEE 802.11i, annex H.4.
  if (passphrase !== '' && !/^[ -~]{8,63}$/.test(passphrase))
    return { field: 'passphrase', key: 'wifi.bad.passphrase' };
  return country === '' || /^[A-Z]{2}$/.test(country) ? null : { field: 'country', key: 'wifi.bad.country' };
}

const keys = Object.keys(freshConnection) as (keyof Connection)[];

/** Fills up what a file leaves out; anything that is no object is passed on for `connectionTrouble` to name. */
export function wholeConnection(value: unknown): unknown {
  return isObject(value) ? { ...freshConnection, ...value } : value;
}

/**
 * The first thing wrong with a connection of unknown origin, as a sentence; null when it may be used.
 * @param isWhole false: it is still being given, so what is typed may be half
 */
export function connectionTrouble(value: unknown, isWhole: boolean): string | null {
  if (!isObject(value)) return `connection: expected "kind: wired" or the like (${keys.join(', ')}).`;
  for (const key of Object.keys(value)) {
    if ((keys as string[]).includes(key)) continue;
    const meant = nearest(key, keys);
    return `connection: there is no answer "${key}".${meant ? ` Did you mean "${meant}"?` : ''}`;
  }
  if (!(connectionKinds as readonly unknown[]).includes(value.kind)) {
    return `connection.kind: expected ${connectionKinds.join(', ')}, but ${JSON.stringify(value.kind)} came.`;
  }
  for (const key of keys) {
    const isFlag = typeof freshConnection[key] === 'boolean';
    if (isFlag && typeof value[key] !== 'boolean')
      return `connection.${key}: expected true or false, but ${JSON.stringify(value[key])} came.`;
    if (!isFlag && typeof value[key] !== 'string')
      return `connection.${key}: expected text, in quotes where it is a number.`;
  }
  const connection = value as unknown as Connection;
  // It ends up in a file of networkd's.
  if (!/^[\w.-]{0,15}$/.test(connection.card))
    return 'connection.card: expected the name of a network card, as in enp3s0.';
  if (!isWhole) return null;
  const { kind } = connection;
  const trouble =
    kind === 'wifi' ? wifiTrouble(connection) : kind === 'fixed' ? fixedTrouble(connection) : null;
  return trouble && `connection.${trouble.field}: ${voice('en')(trouble.key)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
