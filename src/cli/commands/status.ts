import type { Snapshot } from '../../control/protocol.js';
import { statusLines } from '../../tui/facts.js';
import { type CliCommand, configOption, jsonOption } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['status [--json]'],
  about: 'Says whether the running node is connected, and why not; with whom, and how much was sent.',
  options: { ...configOption, ...jsonOption },
  examples: [
    { words: 'status', about: 'Says in words how the node is doing.' },
    { words: 'status --json', about: 'The same for programs, described in JSON.md.' },
  ],
  asksNode: true,
  async run(call) {
    const snapshot = (await askNode(call, 'status')) as Snapshot;
    return tell(call, snapshot, () => statusLines(snapshot, say).join('\n'));
  },
};

export default command;
