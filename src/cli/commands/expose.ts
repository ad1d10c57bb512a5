import type { ExposedFacts } from '../../control/protocol.js';
import { exposedLines } from '../../tui/facts.js';
import { type Call, type CliCommand, configOption, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: ['expose [--json]', 'expose PORT[/tcp|udp] [--address A] [--remove] [--json]'],
  about:
    'Lets everybody who knows an address of this machine reach one of its ports, through paths that hide where it is; /tcp unless told. Without it nothing that somebody else begins comes in. It is kept until it is removed. The address is the first lasting one unless another is named. Without a port it lists what is exposed.\nWhat a program says of itself (its host name, its version, addresses in its pages) is not hidden by this.',
  options: {
    ...configOption,
    ...jsonOption,
    address: {
      type: 'string',
      value: 'A',
      about: "one of this machine's own addresses",
      fallback: 'the first lasting one',
      kind: null,
    },
    remove: { type: 'boolean', about: 'close the port again' },
  },
  operands: [0, 1],
  examples: [
    { words: 'expose 80', about: 'Others reach a web server of this machine.' },
    { words: 'expose 53/udp --remove', about: 'Nobody reaches it from now on.' },
    { words: 'expose --json', about: 'What is exposed, for programs.' },
  ],
  asksNode: true,
  run(call) {
    const [port] = call.operands;
    return port === undefined ? list(call) : change(call, port);
  },
};

async function list(call: Call): Promise<number> {
  if (call.flag('remove')) throw new UsageError('Which port shall be closed?');
  const facts = (await askNode(call, 'expose.list')) as { exposed: ExposedFacts[] };
  return tell(call, facts, () => exposedLines(facts.exposed, say).join('\n'));
}

async function change(call: Call, text: string): Promise<number> {
  const [, digits, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(text) ?? [];
  const port = Number(digits);
  if (!(port >= 1 && port <= 65_535)) {
    throw new UsageError(`Expected a port from 1 to 65535, as in 80 or 53/udp, but "${text}" came.`);
  }
  const address = call.option('address');
  const method = call.flag('remove') ? 'expose.remove' : 'expose.add';
  const params = { port, protocol, ...(address === undefined ? {} : { address }) };
  const answer = (await askNode(call, method, params)) as ExposedFacts & { changed: boolean };
  const words = answer.changed
    ? say(call.flag('remove') ? 'expose.removed' : 'expose.added', {
        port: `${port}/${protocol}`,
        address: answer.address,
      })
    : say(call.flag('remove') ? 'expose.not-there' : 'expose.there', {
        port: `${port}/${protocol}`,
        address: answer.address,
      });
  return tell(call, answer, () => words);
}

export default command;
