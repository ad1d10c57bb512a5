/**
 * The file form of an invite: up to three nodes, so that it still leads in when one of them is switched off. Text, so that
 * it can be mailed, printed and looked at; every node in it is an invite that could be typed as well:
 *
 *     phantom invite file 1
 *     network 5f0c9a1e            first 4 bytes of the channel's fingerprint: whose network it is, without its key
 *     node ph1...                 1 to 3 of them, its maker first
 *     check 8e1a60a2b3c4d5e6      first 8 bytes of BLAKE2b-256 over the lines above it
 *
 * Empty lines and lines that begin with # mean nothing; neither do blanks at the ends of lines, and how they end.
 */
import { hash, keyedHash } from '../crypto/hash.js';
import { decodeInvite, encodeInvite, type Invite, type InviteProblem } from './invite.js';

export interface InviteFile {
  /** 8 hexadecimal digits; see `networkMark`. */
  readonly network: string;
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
const version = '1';
const remark =
  '# Give this file to somebody you trust, who gives it to "phantom join". It holds where nodes are, and their keys.';

/** By which an invite file of another network is told, 8 hexadecimal digits. */
export function networkMark(channelKey: Uint8Array): string {
  return hexOf(keyedHash(16, channelKey, 'phantom invite file').subarray(0, 4));
}

export function encodeInviteFile({ network, nodes }: InviteFile): string {
  const lines = [
    `${head}${version}`,
    `network ${network}`,
    ...nodes.map((node) => `node ${encodeInvite(node)}`),
  ];
  return `${[lines[0], remark, ...lines.slice(1), `check ${checkOf(lines)}`].join('\n')}\n`;
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
  if (first.text !== `${head}${version}`) return { what: 'unknown-version' };
  const covered = [first.text];
  const nodes: Invite[] = [];
  let network = '';
  for (const [at, { text: words, line }] of others.entries()) {
    const isLast = at === others.length - 1;
    const [word, value = '', ...more] = words.split(/\s+/);
    if (word === 'check') {
      const check = checkOf(covered);
      if (isLast && check !== value && check.startsWith(value)) return { what: 'cut-off' };
      if (value !== check || more.length > 0) return { what: 'changed' };
      if (nodes.length === 0 || nodes.length > mostNodes || network === '') return { what: 'no-nodes' };
      return { network, nodes };
    }
    covered.push(words);
    if (word === 'node') {
      const invite = decodeInvite([value, ...more].join(''));
      if (isLast && (invite === 'truncated' || invite === 'not-an-invite')) return { what: 'cut-off' };
      if (typeof invite === 'string') return { what: 'bad-node', line, why: invite };
      nodes.push(invite);
    } else if (word === 'network' && /^[0-9a-f]{8}$/.test(value) && more.length === 0) network = value;
    else return isLast ? { what: 'cut-off' } : { what: 'bad-line', line };
  }
  return { what: 'cut-off' };
}

function checkOf(lines: readonly string[]): string {
  return hexOf(hash(32, lines.join('\n')).subarray(0, 8));
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
