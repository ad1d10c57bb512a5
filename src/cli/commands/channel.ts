import { randomChannel } from '../../channel/channel.js';
import { changeSettings } from '../../config/file.js';
import { complaint } from '../../config/schema.js';
import { systemRandom } from '../../crypto/random.js';
import { foldedTable } from '../../tui/fold.js';
import { isChannelName } from '../../wire/channel.js';
import { byAction } from '../actions.js';
import { type Call, type CliCommand, configOption, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';
import { enter, entering, kindOptions, secretOf } from '../entering.js';
import { say } from '../language.js';
import { markOf, type Network, networkNamed, networksOf, removeNetwork, snapshotOf } from '../networks.js';
import { passphraseOption } from '../passphrase.js';
import { tell } from '../tell.js';

const command: CliCommand = {
  usage: [
    'channel list [--json]',
    'channel new NAME --invite | --passphrase [--main] [--json]',
    'channel join NAME --passphrase | --public [--main] [--json]',
    'channel join INVITE | KEY | FILE [--main] [--json]',
    'channel leave NAME --yes [--json]',
    'channel reach NAME ADDRESS... [--remove] [--json]',
    'channel show-key [--channel NAME] [--json]',
  ],
  about:
    "The networks (channels) that this machine is in. Each is a network of its own: its members cannot see or disturb those of another. A public one is open to whoever knows its name; one by passphrase to whoever knows that as well; one by invite has a key made by chance, which a member gives away.\nnew makes a network, join enters one. Each further network has its own node, with its own identity, addresses, port and device, so that nothing links it to the others but this machine's address on the Internet. Commands speak to it with --channel NAME. --main changes the network of the main node instead; what it was before is kept apart for when it comes back.\nreach says which addresses of others are in a further network: programs go there by it, and never ask for them in the main network, which carries all the rest. It counts from the next start of both nodes.\nshow-key prints the key, with which anybody can join and read: give it away as you would the key of your house. leave forgets a further network, with its identity and addresses, for good.",
  options: {
    ...configOption,
    ...jsonOption,
    ...passphraseOption,
    ...kindOptions,
    remove: { type: 'boolean', about: 'with reach: these are in that network no more' },
    yes: { type: 'boolean', short: 'y', about: 'with leave: yes, for good' },
  },
  examples: [
    {
      words: 'channel new friends --invite',
      about: 'Makes a network whose key is given away by its members.',
    },
    {
      words: 'channel join friends --passphrase',
      about: 'Enters one whose passphrase you know; it is asked for.',
    },
    {
      words: 'channel reach friends 2001:25:1:2:3:4:5:6',
      about: 'Programs go to that address by that network.',
    },
  ],
  asksNode: true,
  ...byAction('channel', {
    list: { operands: [0, 0], run: list },
    new: { operands: [1, 1], run: make },
    join: { operands: [1, 99], words: ['file'], run: join },
    leave: { operands: [1, 1], words: ['network'], run: leave },
    reach: { operands: [2, 99], words: ['network'], run: reach },
    'show-key': { operands: [0, 0], run: showKey },
  }),
};

async function list(call: Call): Promise<number> {
  const facts = await Promise.all((await networksOf(call)).map(factsOf));
  const lines = foldedTable(
    [
      [
        say('channel.column.name'),
        say('channel.column.kind'),
        say('channel.column.mark'),
        say('channel.column.node'),
      ],
      ...facts.map(({ name, kind, mark, isMain, state }) => [
        name,
        say(`channel.kind.${kind}`),
        mark || '-',
        `${isMain ? say('channel.main') : ''}${state === null ? say('channel.off') : say(`state.${state}`)}`,
      ]),
    ],
    [],
    0,
  );
  return tell(call, { channels: facts }, () => lines.join('\n'));
}

async function factsOf(network: Network) {
  const snapshot = await snapshotOf(network);
  const { channel: name, channel_kind: kind } = network.config;
  return {
    name,
    kind,
    mark: snapshot?.channel.mark || (await markOf(network)),
    isMain: network.instance === null,
    /** Null: no node runs. */
    state: snapshot?.connection.state ?? null,
    settings: network.paths.config,
  };
}

async function make(call: Call, [name = '']: readonly string[]): Promise<number> {
  checkName(name);
  if (call.flag('public')) throw new UsageError('A public network needs no making: join it by its name.');
  if (call.flag('invite')) return await enter(call, randomChannel(name, systemRandom), [], 'made');
  return await enter(call, await secretOf(call, name, { isNew: true }), [], 'made');
}

async function join(call: Call, words: readonly string[]): Promise<number> {
  const entry = await entering(words);
  if (entry) return await enter(call, await secretOf(call, entry), entry.nodes, 'joined');
  const name = words.join('');
  checkName(name);
  if (call.flag('invite'))
    throw new UsageError('To join by invite, give the invite, or the key, in place of NAME.');
  return await enter(call, await secretOf(call, name, { isNew: false }), [], 'joined');
}

async function leave(call: Call, [name = '']: readonly string[]): Promise<number> {
  const network = await networkNamed(call, name);
  if (network.instance === null) {
    throw new Error(
      `"${name}" is the network of this machine's main node. "phantom channel join ANOTHER --main" changes it.`,
    );
  }
  if (!call.flag('yes')) {
    throw new UsageError('Its identity and addresses cannot be made again. Add --yes if that is meant.');
  }
  if (await snapshotOf(network)) {
    throw new Error(`The node of "${name}" is running. Stop it first: ${stopWords(network)}.`);
  }
  await removeNetwork(call, network);
  return tell(call, { left: name }, () => say('channel.left', { name }));
}

function stopWords({ instance }: Network): string {
  return `"systemctl disable --now phantom-node@${instance}", or end "phantom run --channel"`;
}

async function reach(call: Call, [name = '', ...addresses]: readonly string[]): Promise<number> {
  const network = await networkNamed(call, name);
  if (network.config.tun.carries === 'all') {
    throw new Error(`"${name}" carries all addresses that no other network of this machine names.`);
  }
  const trouble = complaint('tun.destinations', addresses);
  if (trouble) throw new UsageError(trouble.replace('tun.destinations: ', ''));
  const changed = (list: readonly string[], isIn: boolean): string[] => {
    const without = list.filter((one) => !addresses.includes(one));
    return isIn ? [...without, ...addresses] : without;
  };
  const isIn = !call.flag('remove');
  // First where it must never be asked for: between the two it is then in no network, rather than in two.
  const others = (await networksOf(call)).filter(({ config }) => config.tun.carries === 'all');
  const steps = [
    ...others.map(({ paths, config }) => ({ paths, key: 'tun.elsewhere', list: config.tun.elsewhere })),
    { paths: network.paths, key: 'tun.destinations', list: network.config.tun.destinations },
  ];
  for (const { paths, key, list } of isIn ? steps : steps.reverse())
    await changeSettings(paths.config, { [key]: changed(list, isIn) });
  return tell(call, { channel: name, destinations: changed(network.config.tun.destinations, isIn) }, () =>
    say('channel.reached', { name }),
  );
}

async function showKey(call: Call): Promise<number> {
  const facts = (await askNode(call, 'channel.key')) as { key: string };
  return tell(call, { key: facts.key }, () => facts.key);
}

function checkName(name: string): void {
  if (isChannelName(name)) return;
  throw new UsageError(complaint('channel', name)!.replace(/^channel: /, 'The name of a network: '));
}

export default command;
