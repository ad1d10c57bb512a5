/** Checks what callers write by hand (names, addresses, hardware addresses) before the kernel sees it. */
import { isIP } from 'node:net';
import { TuntapError } from './errors.js';

/** Throws unless the kernel would take `name`; an empty one lets the kernel choose. */
export function checkName(name) {
  const fine =
    typeof name === 'string' &&
    /^[\x21-\x7e]{0,15}$/.test(name) &&
    !/[/:]/.test(name) &&
    name !== '.' &&
    name !== '..' &&
    !/%(?!d)/.test(name) &&
    name.split('%').length <= 2;
  if (!fine) {
    throw new TuntapError(
      'ERR_TUNTAP_NAME',
      `a network interface's name has at most 15 visible ASCII characters and no "/" or ":", got ${JSON.stringify(name)}`,
    );
  }
}

/** Splits `address/prefix` of that IP version; a missing prefix means the address alone. */
export function parseCidr(version, text) {
  const example = version === 4 ? '10.0.0.1/24' : 'fd00::1/64';
  const match = typeof text === 'string' ? /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) : null;
  const bits = version === 4 ? 32 : 128;
  const prefix = match?.[2] === undefined ? bits : Number(match[2]);
  if (!match || isIP(match[1]) !== version || prefix > bits) {
    throw new TuntapError(
      'ERR_TUNTAP_ADDRESS',
      `an IPv${version} address with its prefix length such as ${example} was expected, got ${JSON.stringify(text)}`,
    );
  }
  return { address: match[1], prefix };
}

/** Six bytes of `00:11:22:33:44:55`. */
export function parseMac(text) {
  if (typeof text !== 'string' || !/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(text)) {
    throw new TuntapError(
      'ERR_TUNTAP_MAC',
      `a hardware address such as 00:11:22:33:44:55 was expected, got ${JSON.stringify(text)}`,
    );
  }
  return Uint8Array.from(text.split(':'), (byte) => Number.parseInt(byte, 16));
}

/** Whether an IPv6 address is link-local: the kernel gives such ones to interfaces by itself. */
export function isLinkLocal(address) {
  return /^fe[89ab]/i.test(address);
}
