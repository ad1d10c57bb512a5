import { access } from 'node:fs/promises';
import { inviteFileText } from '../../tui/invite-file.js';
import { voice } from '../../tui/texts/say.js';
import { type Call, type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';

const say = voice('en');

const command: CliCommand = {
  usage: ['join INVITE [--json]', 'join FILE [--json]'],
  about:
    'Makes the running node link to the node that an invite names, or to those in an invite file. To try it at every start, put the invite under first_contact.peers in the settings. What begins with ph1 is taken for an invite: write ./ before the name of a file that does.',
  options: { ...configOption, ...jsonOption },
  // Screens show an invite in groups of letters; copied as it stands, it comes as several words.
  operands: [1, 99],
  async run(call) {
    const file = await fileText(call.operands);
    if (file !== null) return await joinByFile(call, file);
    const joined = (await askNode(call, 'join', { invite: call.operands.join('') })) as {
      endpoint: string;
    };
    const { endpoint } = joined;
    call.io.out(call.flag('json') ? JSON.stringify(joined) : say('join.started', { endpoint }));
    return exitCode.ok;
  },
};

async function joinByFile(call: Call, file: string): Promise<number> {
  const joined = (await askNode(call, 'join.file', { file })) as { endpoints: string[] };
  const words = joined.endpoints.map((endpoint) => say('join.started', { endpoint }));
  call.io.out(call.flag('json') ? JSON.stringify(joined) : words.join('\n'));
  return exitCode.ok;
}

/** What is in the file of that name; null when an invite stands there, or what is no file. Throws a sentence. */
async function fileText([name, ...more]: readonly string[]): Promise<string | null> {
  if (name === undefined || more.length > 0 || /^ph1/i.test(name)) return null;
  const isThere = await access(name).then(
    () => true,
    () => false,
  );
  return isThere || /[./]/.test(name) ? await inviteFileText(name, say) : null;
}

export default command;
