/** Entering a network, for `phantom channel` and `phantom join`: from what was given to its key, and on to files. */
import { access } from 'node:fs/promises';
import { passphraseChannel, passphraseChannelOf, publicChannel } from '../channel/channel.js';
import { type Entry, entryOfFile, entryOfText } from '../tui/entry.js';
import { type ChannelSecret, isPassText } from '../wire/channel.js';
import type { Invite } from '../wire/invite.js';
import { networkMark } from '../wire/invite-file.js';
import { type Call, type OptionSpec, UsageError } from './command.js';
import { say } from './language.js';
import { addNetwork, changeMain } from './networks.js';
import { readPassphrase } from './passphrase.js';
import { tell } from './tell.js';

export const kindOptions: Record<'public' | 'passphrase' | 'invite' | 'main', OptionSpec> = {
  public: { type: 'boolean', about: 'open to whoever knows the name' },
  passphrase: { type: 'boolean', about: 'open to whoever knows the passphrase' },
  invite: { type: 'boolean', about: 'with new: a key made by chance' },
  main: { type: 'boolean', about: 'change the network of the main node' },
};

/** What lets into a network, where such was given: an invite with a key, a key, or a file; null where it is a mere name. */
export async function entering(words: readonly string[]): Promise<Entry | null> {
  const text = words.join('');
  if (isPassText(text)) return entryOfText(text, say);
  const [name = '', ...more] = words;
  if (more.length > 0)
    throw new UsageError(`One name, invite or file was expected, but "${more[0]}" came after it.`);
  const isThere = await access(name).then(
    () => true,
    () => false,
  );
  return isThere || name.includes('/') ? await entryOfFile(name, say) : null;
}

/**
 * The key of what is to be entered: it is in the entry, follows from the name, or from a passphrase that is asked for.
 * @param options `isNew`: the passphrase is made up now, and asked for twice
 */
export async function secretOf(
  call: Call,
  entry: Entry | string,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<ChannelSecret> {
  if (typeof entry === 'string') {
    const isByPassphrase = call.flag('passphrase') || call.option('passphrase-file') !== undefined;
    if (isByPassphrase === call.flag('public')) {
      throw new UsageError(
        isNew ? 'Give --invite or --passphrase.' : 'Give --passphrase or --public, one of them.',
      );
    }
    if (!isByPassphrase) return publicChannel(entry);
    return await passphraseChannel(entry, await readPassphrase(call, say, isNew));
  }
  const { channel, secret, mark } = entry;
  if (secret) return secret;
  if (channel.kind === 'passphrase' && mark !== null)
    return await passphraseChannelOf(channel.name, mark, await readPassphrase(call, say, false));
  throw new Error(
    `The key of the network "${channel.name}" is not in this file: its maker gives it apart ("phantom channel show-key"). Enter the network with "phantom channel join KEY" first.`,
  );
}

/** Makes the files of a network, or changes the main one, and says what comes next. */
export async function enter(
  call: Call,
  secret: ChannelSecret,
  invites: readonly Invite[],
  how: 'made' | 'joined',
): Promise<number> {
  const isMain = call.flag('main');
  const network = await (isMain ? changeMain : addNetwork)(call, secret, invites);
  const mark = networkMark(secret.key);
  const facts = {
    channel: secret.name,
    kind: secret.kind,
    mark,
    settings: network.paths.config,
    state: network.paths.state,
    socket: network.config.control.socket,
  };
  const { instance } = network;
  const name = secret.name;
  const isSystem = call.io.uid === 0;
  const words = [
    say(`channel.${how}`, { name, kind: say(`channel.kind.${secret.kind}`), mark }),
    instance === null
      ? say(isSystem ? 'channel.restart' : 'channel.restart.user')
      : say(isSystem ? 'channel.start' : 'channel.start.user', { name, instance }),
    ...(how === 'made' && secret.kind !== 'public' ? [say(`channel.next.${secret.kind}`, { name })] : []),
    ...(instance === null ? [] : [say('channel.named', { name })]),
  ];
  return tell(call, facts, () => words.join('\n'));
}
