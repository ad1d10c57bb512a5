import { formatEndpoint } from '../net/address.js';
import { decodeInvite } from '../wire/invite.js';
import { type Row, row, type Style } from './rows.js';
import type { Say } from './texts/say.js';

/** What a typed line is, while it is being typed. */
export type Invited =
  | { readonly state: 'empty' }
  /** The path of an invite file. */
  | { readonly state: 'file' }
  | { readonly state: 'good'; readonly endpoint: string }
  | { readonly state: 'not-an-invite' | 'truncated' | 'mistyped' | 'unknown-version' | 'no-endpoint' };

export function readInvite(text: string): Invited {
  if (text.trim() === '') return { state: 'empty' };
  if (isPath(text)) return { state: 'file' };
  const invite = decodeInvite(text);
  if (typeof invite !== 'string') return { state: 'good', endpoint: formatEndpoint(invite.endpoint) };
  // Somebody who has typed "p" is on the way, not mistaken.
  const start = text.trim().toLowerCase();
  return { state: invite === 'not-an-invite' && 'ph1'.startsWith(start) ? 'truncated' : invite };
}

/** As it is kept and handed on: without blanks, in small letters. */
export function plainInvite(text: string): string {
  return isPath(text) ? text.trim() : text.replace(/\s+/g, '').toLowerCase();
}

/** No invite begins like an absolute path. */
export function isPath(text: string): boolean {
  return text.trim().startsWith('/');
}

/** What is said under the line while it is being typed. */
export function inviteNote(text: string, say: Say): { text: string; style: Style } | null {
  const read = readInvite(text);
  if (read.state === 'empty') return null;
  if (read.state === 'good')
    return { text: say('contact.invite.good', { endpoint: read.endpoint }), style: 'good' };
  if (read.state === 'file') return { text: say('contact.invite.file'), style: 'plain' };
  const count = text.replace(/\s+/g, '').length;
  return {
    text: say(`contact.invite.${read.state}`, { count }),
    style: read.state === 'truncated' ? 'plain' : 'warn',
  };
}

/** An invite in groups that a person can copy letter by letter; blanks do not matter when it is typed in. */
export function inviteRows(invite: string): Row[] {
  const groups = invite.match(/.{1,10}/g) ?? [];
  const rows: Row[] = [];
  for (let at = 0; at < groups.length; at += 5)
    rows.push(row(`  ${groups.slice(at, at + 5).join(' ')}`, 'good'));
  return rows;
}
