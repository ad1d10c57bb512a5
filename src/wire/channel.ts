/**
 * A channel's key as it is kept and given away:
 *
 *     kept    version 1, kind 1 (0 public, 1 passphrase, 2 invite), key 32, name in UTF-8 to the end
 *     text    phk1, 1 word (version), words of kind 1, key 32, name length 1, name, and with a node identity key 32 and
 *             endpoint 6 or 18, 6 words of checksum (bech32m, for which that is longer than its checksum is best for)
 *
 * Whoever has the text can read and join the channel: it is a secret, and an invite as well when a node is in it.
 */
import { bech32m } from '@scure/base';
import { concat } from './bytes.js';
import { decodeEndpoint, encodeEndpoint, endpointLength } from './endpoint.js';
import type { Invite, InviteProblem } from './invite.js';

/** How a channel's key is come by: from its name, from a passphrase, or from a member, since it was made by chance. */
export const channelKinds = ['public', 'passphrase', 'invite'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** A channel with its key, 32 bytes. */
export interface ChannelSecret {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly key: Uint8Array;
}

/** What somebody gets who is let into a channel. */
export interface ChannelPass {
  readonly channel: ChannelSecret;
  /** A node to begin with; null: it is given apart. */
  readonly node: Invite | null;
}

const version = 1;
const textVersion = 0;
const prefix = 'phk';
const keyLength = 32;
const checksumLength = 6;
/** The longest text, letters: a name of 64 letters may take 256 bytes. */
export const longestPass = 600;
const decoder = new TextDecoder('utf-8', { fatal: true });

export function isChannelKind(value: unknown): value is ChannelKind {
  return (channelKinds as readonly unknown[]).includes(value);
}

/** 1 to 64 letters, digits, dots, hyphens and underscores. */
export function isChannelName(value: unknown): value is string {
  return typeof value === 'string' && /^[\p{L}\p{N}._-]{1,64}$/u.test(value);
}

export function encodeKeptChannel({ name, kind, key }: ChannelSecret): Uint8Array {
  const head = Uint8Array.of(version, channelKinds.indexOf(kind));
  return concat(head, key, new TextEncoder().encode(name));
}

/** Null for what is no kept channel. */
export function decodeKeptChannel(bytes: Uint8Array): ChannelSecret | null {
  const kind = channelKinds[bytes[1] ?? -1];
  if (bytes[0] !== version || !kind || bytes.length <= 2 + keyLength) return null;
  const name = nameIn(bytes.subarray(2 + keyLength));
  return name === null ? null : { name, kind, key: bytes.slice(2, 2 + keyLength) };
}

/** Lower case; see the top of this file. */
export function encodePass({ channel, node }: ChannelPass): string {
  const name = new TextEncoder().encode(channel.name);
  const body = concat(
    Uint8Array.of(channelKinds.indexOf(channel.kind)),
    channel.key,
    Uint8Array.of(name.length),
    name,
    ...(node ? [node.identityKey, encodeEndpoint(node.endpoint)] : []),
  );
  return bech32m.encode(prefix, [textVersion, ...bech32m.toWords(body)], false);
}

/** Whether a text means to be one; case and white space do not matter. */
export function isPassText(text: string): boolean {
  return plain(text).startsWith(`${prefix}1`);
}

/** What is in `text`, or what is wrong with it. */
export function decodePass(text: string): ChannelPass | InviteProblem {
  const letters = plain(text);
  if (!isPassText(letters) || letters.length > longestPass) return 'not-an-invite';
  const data = letters.slice(prefix.length + 1);
  if (data.length < 1 + checksumLength) return 'truncated';
  const decoded = bech32m.decodeUnsafe(letters as `${string}1${string}`, false);
  if (!decoded) return 'mistyped';
  if (decoded.words[0] !== textVersion) return 'unknown-version';
  const body = bech32m.fromWordsUnsafe(decoded.words.slice(1));
  return (body && passIn(body)) ?? 'mistyped';
}

function passIn(body: Uint8Array): ChannelPass | InviteProblem | null {
  const kind = channelKinds[body[0] ?? -1];
  const nameEnd = 2 + keyLength + (body[1 + keyLength] ?? 0);
  const name = body.length < nameEnd ? null : nameIn(body.subarray(2 + keyLength, nameEnd));
  if (!kind || kind === 'public' || name === null) return null;
  const channel = { name, kind, key: body.slice(1, 1 + keyLength) };
  const rest = body.subarray(nameEnd);
  if (rest.length === 0) return { channel, node: null };
  const isNode = Object.values(endpointLength).some((length) => rest.length === 32 + length);
  if (!isNode) return null;
  const endpoint = decodeEndpoint(rest.subarray(32));
  return endpoint ? { channel, node: { identityKey: rest.slice(0, 32), endpoint } } : 'no-endpoint';
}

function nameIn(bytes: Uint8Array): string | null {
  try {
    const name = decoder.decode(bytes);
    return isChannelName(name) ? name : null;
  } catch {
    return null;
  }
}

const plain = (text: string): string => text.replace(/\s+/g, '').toLowerCase();
