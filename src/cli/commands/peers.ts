import type { PeerFacts } from '../../control/protocol.js';
import { peerLines } from '../../tui/facts.js';
import { voice } from '../../tui/texts/say.js';
import { type CliCommand, configOption, exitCode, jsonOption } from '../command.js';
import { askNode } from '../connect.js';

const command: CliCommand = {
  usage: ['peers [--json]'],
  about: 'Lists the nodes that the running node is linked to, or is linking to.',
  options: { ...configOption, ...jsonOption },
  async run(call) {
    const { peers } = (await askNode(call, 'peers')) as { peers: PeerFacts[] };
    call.io.out(call.flag('json') ? JSON.stringify({ peers }) : peerLines(peers, voice('en')).join('\n'));
    return exitCode.ok;
  },
};

export default command;
