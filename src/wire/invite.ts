/**
 * An invite: one node, as text to type, say or scan. Bech32m with prefix `ph`; its checksum finds every mistake of
 * up to four characters as long as the whole has at most 90, which an IPv6 invite uses to the last one:
 *
 *     ph1, 1 word (version 4 bits, family 1 bit), 80 words of identity pk 32 + address 16 + port 2, 6 of checksum
 *
 * and 71 with an IPv4 address. The key of a channel that is not public is not in it: it goes apart, or in the longer
 * form of channel.ts.
 */
import { bech32m } from '@scure/base';
import type { Endpoint } from '../net/net.js';
import { concat } from './bytes.js';
import { decodeEndpoint, encodeEndpoint, endpointLength } from './endpoint.js';

export interface Invite {
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  readonly endpoint: Endpoint;
}

/** What is wrong with a text that should be an invite. */
export type InviteProblem = 'not-an-invite' | 'truncated' | 'mistyped' | 'unknown-version' | 'no-endpoint';

const prefix = 'ph';
const version = 0;
const checksumLength = 6;
const alphabet = /^[02-9ac-hj-np-z]+$/;

/** At most 90 characters, lower case. */
export function encodeInvite(invite: Invite): string {
  const first = (version << 1) | (invite.endpoint.family === 6 ? 1 : 0);
  const body = concat(invite.identityKey, encodeEndpoint(invite.endpoint));
  return bech32m.encode(prefix, [first, ...bech32m.toWords(body)]);
}

/** The invite in `text`, or what is wrong with it. Case, and white space anywhere, do not matter. */
export function decodeInvite(text: string): Invite | InviteProblem {
  const plain = text.replace(/\s+/g, '').toLowerCase();
  if (!plain.startsWith(`${prefix}1`)) return 'not-an-invite';
  const data = plain.slice(prefix.length + 1);
  if (data === '') return 'truncated';
  if (!alphabet.test(data)) return 'mistyped';
  const first = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.indexOf(data[0]!);
  const family = first & 1 ? 6 : 4;
  const known = first >> 1 === version;
  const length = 1 + Math.ceil(((32 + endpointLength[family]) * 8) / 5) + checksumLength;
  if (known && data.length < length) return 'truncated';
  const decoded = bech32m.decodeUnsafe(plain);
  if (!decoded) return 'mistyped';
  if (!known) return 'unknown-version';
  const body = bech32m.fromWordsUnsafe(decoded.words.slice(1));
  if (!body || body.length !== 32 + endpointLength[family]) return 'mistyped';
  const endpoint = decodeEndpoint(body.subarray(32));
  return endpoint ? { identityKey: body.slice(0, 32), endpoint } : 'no-endpoint';
}
