import { access } from 'node:fs/promises';
import { type Entry, entryIn, entryOfText } from '../../tui/entry.js';
import { inviteFileText } from '../../tui/invite-file.js';

import { isPassText } from '../../wire/channel.js';
import { decodeInviteFile } from '../../wire/invite-file.js';
import { type Call, type CliCommand, configOption, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { enter, kindOptions, secretOf } from '../entering.js';
import { say } from '../language.js';
import { findNetwork, type Network } from '../networks.js';
import { passphraseOption } from '../passphrase.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: [
    'join INVITE [--channel NAME] [--json]',
    'join FILE [--channel NAME] [--json]',
    'join INVITE|FILE --passphrase-file FILE [--json]',
    'join INVITE|FILE --main [--json]',
  ],
  about:
    'Makes the running node link to the node that an invite names, or to those in an invite file. To try it at every start, put the invite under first_contact.peers in the settings. What begins with ph1 or phk1 is taken for an invite: write ./ before the name of a file that does.\nAn invite that begins with phk1 holds the key of a network as well: its node is told, and if this machine is not in that network yet, it is entered first, beside the others. A short invite does not say for which network it is.',
  options: { ...configOption, ...jsonOption, ...passphraseOption, main: kindOptions.main },
  // Screens show an invite in groups of letters; copied as it stands, it comes as several words.
  operands: [1, 99],
  words: ['file'],
  examples: [
    { words: 'join ph1qq...', about: 'Links to the node that the invite names.' },
    {
      words: 'join ./for-anna --channel friends',
      about: 'Links to the nodes that an invite file names, in a further network.',
    },
  ],
  asksNode: true,
  async run(call) {
    const entry = await entryGiven(call);
    const network = entry && (await findNetwork(call, entry.channel));
    if (entry && !network) return await enter(call, await secretOf(call, entry), entry.nodes, 'joined');
    const asked = network ? within(call, network) : call;
    const file = await fileText(call.operands);
    if (file !== null) return await joinByFile(asked, file);
    return await joinBy(asked, call.operands.join(''));
  },
};

/** What lets into a network with a key of its own; null for an invite or a file that says of none. */
async function entryGiven(call: Call): Promise<Entry | null> {
  const text = call.operands.join('');
  if (isPassText(text)) return entryOfText(text, say);
  const file = await fileText(call.operands);
  if (file === null) return null;
  const read = decodeInviteFile(file);
  return 'what' in read ? null : entryIn(read);
}

/** The same call, of the network that is meant by what was given. */
function within(call: Call, { instance, config }: Network): Call {
  if (call.option('channel') !== undefined) return call;
  const channel = instance === null ? undefined : config.channel;
  return { ...call, option: (name) => (name === 'channel' ? channel : call.option(name)) };
}

async function joinBy(call: Call, invite: string): Promise<number> {
  const joined = (await askNode(call, 'join', { invite })) as { endpoint: string };
  const { endpoint } = joined;
  return tell(call, joined, () => say('join.started', { endpoint }));
}

async function joinByFile(call: Call, file: string): Promise<number> {
  const joined = (await askNode(call, 'join.file', { file })) as { endpoints: string[] };
  const words = joined.endpoints.map((endpoint) => say('join.started', { endpoint }));
  return tell(call, joined, () => words.join('\n'));
}

/** What is in the file of that name; null when an invite stands there, or what is no file. Throws a sentence. */
async function fileText([name, ...more]: readonly string[]): Promise<string | null> {
  if (name === undefined || more.length > 0 || /^phk?1/i.test(name)) return null;
  const isThere = await access(name).then(
    () => true,
    () => false,
  );
  return isThere || /[./]/.test(name) ? await inviteFileText(name, say) : null;
}

export default command;
