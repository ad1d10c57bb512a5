/** From the answers to a network's key: what is typed, kept already, or in a file. */
import { passphraseChannel } from '../channel/channel.js';
import { keptChannel } from '../channel/kept.js';
import { entryOfFile, entryOfText } from '../tui/entry.js';
import { isPath } from '../tui/invite.js';
import { voice } from '../tui/texts/say.js';
import type { ChannelSecret } from '../wire/channel.js';
import { encodeInvite } from '../wire/invite.js';
import type { Answers } from './answers.js';

export interface Entered {
  readonly channel: Pick<ChannelSecret, 'name' | 'kind'>;
  /** Null: the key follows from the name, or is kept already. */
  readonly secret: ChannelSecret | null;
  /** Invites to begin with, as lines. */
  readonly invites: readonly string[];
}

/**
 * The network that is meant. Takes seconds for a passphrase. Throws a sentence when something is missing.
 * @param state the node's state directory; @param at where a file is that the operator names
 */
export async function enteredBy(
  { network: kind, channel: name, passphrase, key, language }: Answers,
  state: string,
  at: (path: string) => string,
): Promise<Entered> {
  if (kind === 'public') return { channel: { name, kind }, secret: null, invites: [] };
  const kept = await keptChannel(state, { channel: name, channel_kind: kind });
  if ((kind === 'invite' ? key : passphrase).trim() === '') {
    if (kept) return { channel: kept, secret: null, invites: [] };
    throw new Error(voice(language)(`which.missing.${kind}`));
  }
  if (kind === 'passphrase') {
    const secret = await passphraseChannel(name, passphrase);
    return { channel: secret, secret, invites: [] };
  }
  return await enteredByKey(key, at, language);
}

/** The same by an invite with a key, or the file that is named. Throws a sentence, also when the key is not in there. */
export async function enteredByKey(
  text: string,
  at: (path: string) => string,
  language: string,
): Promise<Entered> {
  const say = voice(language);
  const { channel, secret, nodes } = isPath(text)
    ? await entryOfFile(at(text.trim()), say)
    : entryOfText(text, say);
  if (!secret) throw new Error(say('which.key.apart', { name: channel.name }));
  return { channel, secret, invites: nodes.map(encodeInvite) };
}
