/**
 * The file form of an invite: up to three nodes, so that it still leads in when one of them is switched off. Text, so that
 * it can be mailed, printed and looked at; every node in it is an invite that could be typed as well:
 *
 *     phantom invite file 1
 *     network 5f0c9a1e            first 4 bytes of the channel's fingerprint: whose network it is, without its key
 *     channel passphrase NAME     of channels that are not public, whose files are of version 2
 *     key phk1...                 there, if its maker wants: the channel's key, which makes the file a secret
 *     node ph1...                 1 to 3 of them, its maker first
 *     check 8e1a60a2b3c4d5e6      first 8 bytes of BLAKE2b-256 over the lines above it
 *
 * Empty lines and lines that begin with # mean nothing; neither do blanks at the ends of lines, and how they end.
 */
import { hash, keyedHash } from '../crypto/hash.js';
import {
  type ChannelKind,
  type ChannelSecret,
  decodePass,
  encodePass,
  isChannelKind,
  isChannelName,
} from './channel.js';
import { decodeInvite, encodeInvite, type Invite, type InviteProblem } from './invite.js';

export interface InviteFile {
  /** 8 hexadecimal digits; see `networkMark`. */
  readonly network: string;
  /** Null: the file does not say, since its network is a public one. */
  readonly channel: { readonly name: string; readonly kind: ChannelKind } | null;
  /** Null: whoever joins has the key already, or gets it apart. */
  readonly secret: ChannelSecret | null;
  /** 1 to `mostNodes`. */
  readonly nodes: readonly Invite[];
}

/** What is wrong with a text that should be an invite file; `line` counts from 1. */
export type InviteFileProblem =
  | { readonly what: 'not-an-invite-file' | 'unknown-version' | 'cut-off' | 'changed' | 'no-nodes' }
  | { readonly what: 'bad-line'; readonly line: number }
  | { readonly what: 'bad-node'; readonly line: number; readonly why: InviteProblem };

export const mostNodes = 3;

/** A longer text is none; in letters. */
export const longestInviteFile = 4096;

const head = 'phantom invite file ';
const versions = { public: '1', others: '2' } as const;
const remark =
  '# Give this file to somebody you trust, who gives it to "phantom join". It holds where nodes are, and their keys.';

const secretRemark =
  '# It holds the key of the network as well: whoever reads it can read and join that network.';

/** By which an invite file of another network is told, 8 hexadecimal digits. */
export function networkMark(channelKey: Uint8Array): string {
  return hexOf(keyedHash(16, channelKey, 'phantom invite file').subarray(0, 4));
}

export function encodeInviteFile({ network, channel, secret, nodes }: InviteFile): string {
  const lines = [
    `${head}${channel ? versions.others : versions.public}`,
    `network ${network}`,
    ...(channel ? [`channel ${channel.kind} ${channel.name}`] : []),
    ...(secret ? [`key ${encodePass({ channel: secret, node: null })}`] : []),
    ...nodes.map((node) => `node ${encodeInvite(node)}`),
  ];
  const remarks = secret ? [remark, secretRemark] : [remark];
  return `${[lines[0], ...remarks, ...lines.slice(1), `check ${checkOf(lines)}`].join('\n')}\n`;
}

/** The invites in a file's text, or what is wrong with it: first with a line of its own, then with the whole. */
export function decodeInviteFile(text: string): InviteFile | InviteFileProblem {
  if (text.length > longestInviteFile) return { what: 'not-an-invite-file' };
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ text: line.trim(), line: at + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  const [first, ...others] = lines;
  if (!first?.text.startsWith(head)) return { what: 'not-an-invite-file' };
  const isPublic = first.text === `${head}${versions.public}`;
  if (!isPublic && first.text !== `${head}${versions.others}`) return { what: 'unknown-version' };
  const covered = [first.text];
  const read: Partially = { network: '', channel: null, secret: null, nodes: [] };
  for (const [at, { text: words, line }] of others.entries()) {
    const isLast = at === others.length - 1;
    const [word = '', value = '', ...more] = words.split(/\s+/);
    if (word === 'check') {
      const check = checkOf(covered);
      if (isLast && check !== value && check.startsWith(value)) return { what: 'cut-off' };
      if (value !== check || more.length > 0) return { what: 'changed' };
      const { network, nodes, channel } = read;
      if (nodes.length === 0 || nodes.length > mostNodes || network === '') return { what: 'no-nodes' };
      return isPublic === (channel === null) ? { ...read } : { what: 'bad-line', line };
    }
    covered.push(words);
    if (word === 'node') {
      const invite = decodeInvite([value, ...more].join(''));
      if (isLast && (invite === 'truncated' || invite === 'not-an-invite')) return { what: 'cut-off' };
      if (typeof invite === 'string') return { what: 'bad-node', line, why: invite };
      read.nodes.push(invite);
    } else if (!takeNetwork(read, word, value, more, isPublic)) {
      return isLast ? { what: 'cut-off' } : { what: 'bad-line', line };
    }
  }
  return { what: 'cut-off' };
}

/** An invite file as far as it was read. */
type Partially = { -readonly [K in keyof InviteFile]: InviteFile[K] } & { nodes: Invite[] };

/** Takes in what a line says of the network; false when it says nothing of the kind. */
function takeNetwork(
  read: Partially,
  word: string,
  value: string,
  more: readonly string[],
  isPublic: boolean,
): boolean {
  const [name, ...rest] = more;
  if (word === 'network' && /^[0-9a-f]{8}$/.test(value) && name === undefined) {
    read.network = value;
    return true;
  }
  if (isPublic) return false;
  if (word === 'channel' && isChannelKind(value) && isChannelName(name) && rest.length === 0) {
    read.channel = { kind: value, name };
    return true;
  }
  const pass = word === 'key' && name === undefined ? decodePass(value) : 'not-an-invite';
  if (typeof pass === 'string') return false;
  read.secret = pass.channel;
  return pass.channel.name === read.channel?.name && pass.channel.kind === read.channel.kind;
}

function checkOf(lines: readonly string[]): string {
  return hexOf(hash(32, lines.join('\n')).subarray(0, 8));
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
