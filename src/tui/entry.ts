/** What lets this machine into a network: an invite with its key, the key alone, or an invite file; for commands and wizard. */
import { type ChannelKind, type ChannelSecret, decodePass } from '../wire/channel.js';
import type { Invite, InviteProblem } from '../wire/invite.js';
import type { InviteFile } from '../wire/invite-file.js';
import { isPath } from './invite.js';
import { inviteFileIn } from './invite-file.js';
import type { Style } from './rows.js';
import type { Say } from './texts/say.js';

/** Letters of the text of a key alone, of a name of one letter. */
const shortestPass = 67;

export interface Entry {
  readonly channel: { readonly name: string; readonly kind: ChannelKind };
  /** Null: the key goes apart, as a passphrase or by hand. */
  readonly secret: ChannelSecret | null;
  /** By which a key is known to be the right one; null: nothing says. */
  readonly mark: string | null;
  /** Nodes to begin with; may be none. */
  readonly nodes: readonly Invite[];
}

/** What an invite with a key holds, or a key alone. Throws a sentence when it is damaged. */
export function entryOfText(text: string, say: Say): Entry {
  const pass = decodePass(text);
  if (typeof pass === 'string') {
    throw new Error(say(`entry.${pass}`, { count: text.replace(/\s+/g, '').length }));
  }
  return { channel: pass.channel, secret: pass.channel, mark: null, nodes: pass.node ? [pass.node] : [] };
}

/** What an invite file holds. Throws a sentence when it is none, or says nothing of a network with a key of its own. */
export async function entryOfFile(path: string, say: Say): Promise<Entry> {
  const file = await inviteFileIn(path, say);
  const entry = entryIn(file);
  if (entry) return entry;
  throw new Error(say('entry.public-file', { file: path }));
}

/** Null: the file is of a public network, whose name is all that one must know. */
export function entryIn({ channel, secret, network, nodes }: InviteFile): Entry | null {
  return channel && { channel, secret, mark: network, nodes };
}

/** What a typed line is that is to let into a network, while it is being typed. */
export function keyState(
  text: string,
): { readonly state: 'empty' | 'file' | InviteProblem } | { readonly state: 'good'; readonly name: string } {
  if (text.trim() === '') return { state: 'empty' };
  if (isPath(text)) return { state: 'file' };
  const pass = decodePass(text);
  if (typeof pass !== 'string') return { state: 'good', name: pass.channel.name };
  // Who has typed "ph" is on the way; and so is who has typed less than the shortest has letters.
  const plain = text.replace(/\s+/g, '').toLowerCase();
  if (pass === 'not-an-invite' && 'phk1'.startsWith(plain)) return { state: 'truncated' };
  return { state: pass === 'mistyped' && plain.length < shortestPass ? 'truncated' : pass };
}

/** What is said under such a line while it is being typed; null: nothing. */
export function entryNote(text: string, say: Say): { readonly text: string; readonly style: Style } | null {
  const read = keyState(text);
  if (read.state === 'empty') return null;
  if (read.state === 'good') return { text: say('which.key.good', { name: read.name }), style: 'good' };
  if (read.state === 'file') return { text: say('contact.invite.file'), style: 'plain' };
  const count = text.replace(/\s+/g, '').length;
  return {
    text: say(`entry.${read.state}`, { count }),
    style: read.state === 'truncated' ? 'plain' : 'warn',
  };
}
