/** docs/JSON.md is held against what the commands print: here with made-up nodes that use every field, below with a real one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { namedCommands } from '../../src/cli/table.js';
import { settingPaths } from '../../src/config/schema.js';
import type * as facts from '../../src/control/protocol.js';
import { checkNames, type Verdict } from '../../src/doctor/judge.js';
import { levels } from '../../src/log/log.js';
import { channelKinds, encodePass } from '../../src/wire/channel.js';
import { answeringMachine, friends, node } from '../helpers/answering.js';
import { phantom } from '../helpers/cli.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';
import { differences, readJsonPage, shownFields } from '../helpers/json-page.js';
import { network } from '../helpers/network.js';

/** That machine, asked for JSON. */
async function machine(t: ExecutionContext) {
  const { home, ask } = await answeringMachine(t);
  return { home, ask: (...words: string[]) => ask(...words, '--json') };
}

test('every command prints the fields that are described, all of them and no others', async (t) => {
  const { home, ask } = await machine(t);
  const page = await readJsonPage();
  const at = (name: string) => join(home, name);
  const secret = ['--passphrase-file', at('words')];
  const calls: [heading: string, ...words: string[]][] = [
    ['phantom status', 'status'],
    ['phantom doctor', 'doctor'],
    ['phantom peers', 'peers'],
    ['phantom paths', 'paths'],
    ['phantom paths accept', 'paths', 'accept'],
    ['phantom tunnels', 'tunnels'],
    ['phantom expose', 'expose'],
    ['phantom expose PORT', 'expose', '80'],
    ['phantom expose PORT', 'expose', '80', '--remove'],
    ['phantom lookup', 'lookup', 'fedcba987654'],
    ['phantom address list', 'address', 'list'],
    ['phantom address new', 'address', 'new'],
    ['phantom address default', 'address', 'default', 'fresh'],
    ['phantom address default', 'address', 'default', 'shop'],
    ['phantom address remove', 'address', 'remove', 'shop', '--yes'],
    ['phantom address backup', 'address', 'backup', at('backup'), ...secret],
    ['phantom address restore', 'address', 'restore', at('backup'), ...secret],
    ['phantom invite', 'invite'],
    ['phantom invite --file', 'invite', '--file', at('new-file')],
    ['phantom join', 'join', 'ph1qqq'],
    ['phantom join FILE', 'join', at('invites')],
    ['phantom channel new', 'channel', 'new', 'one', '--invite'],
    ['phantom channel new', 'channel', 'join', 'two', ...secret],
    ['phantom channel new', 'join', encodePass({ channel: friends, node })],
    ['phantom channel list', 'channel', 'list'],
    ['phantom channel reach', 'channel', 'reach', 'one', '2001:25::1'],
    ['phantom channel leave', 'channel', 'leave', 'two', '--yes'],
    ['phantom channel show-key', 'channel', 'show-key'],
    ['phantom log', 'log'],
    ['phantom config show', 'config', 'show'],
    ['phantom config show', 'config', 'default'],
    ['phantom config get', 'config', 'get', 'network.port'],
    ['phantom config set', 'config', 'set', 'log.level', 'debug'],
    ['phantom config check', 'config', 'check'],
    ['phantom version', 'version'],
  ];
  for (const [heading, ...words] of calls) {
    const { out, err } = await ask(...words);
    t.false(out.includes('\n'), `${words.join(' ')}: one line`);
    const fields = page.get(heading);
    if (!fields || out === '') {
      t.fail(`${heading}: ${err}`);
      continue;
    }
    const value: unknown = JSON.parse(out);
    t.deepEqual(differences(value, fields), [], words.join(' '));
    const shown = shownFields(value, fields);
    const unseen = fields.filter(({ path }) => !shown.includes(path)).map(({ path }) => path);
    t.deepEqual(unseen, [], `${words.join(' ')}: shown`);
  }
  t.deepEqual([...page.keys()].sort(), [...new Set(calls.map(([heading]) => heading))].sort());
  const described = new Set(calls.map(([, name]) => name));
  for (const { name, command } of await namedCommands())
    t.is(described.has(name), command.options?.json !== undefined, name);
});

test('words that may stand in a field are those of its type', async (t) => {
  const page = await readJsonPage();
  const words = (heading: string, path: string) => {
    const types = page.get(heading)?.find((field) => field.path === path)?.types ?? [];
    return types.filter((type) => type.startsWith('"')).map((type) => type.slice(1, -1));
  };
  // Each is checked by the compiler to name all words of its type, and no others.
  const connection: Names<facts.ConnectionState> = { starting: 0, alone: 0, joining: 0, connected: 0 };
  const reason: Names<facts.ConnectionReason> = {
    starting: 0,
    'no-network': 0,
    'no-source': 0,
    'nobody-found': 0,
    'nobody-answers': 0,
    'finding-neighbours': 0,
    ok: 0,
  };
  const isolation: Names<facts.Isolation> = {
    'remembered-gone': 0,
    'lan-only': 0,
    'one-network': 0,
    few: 0,
    'one-entrance': 0,
  };
  const source: Names<facts.SourceName> = { cache: 0, list: 0, invite: 0, lan: 0, bittorrent: 0 };
  const peerSource: Names<facts.PeerFacts['source']> = { ...source, peer: 0, incoming: 0 };
  const level: Names<facts.AnonymityFacts['level']> = { none: 0, practice: 0, weak: 0, fair: 0, full: 0 };
  const waits: Names<NonNullable<facts.AnonymityFacts['waits']>> = { few: 0, fewer: 0, guards: 0, unkept: 0 };
  const reach: Names<facts.ReachabilityFacts['state']> = { unknown: 0, reachable: 0, unreachable: 0 };
  const mapping: Names<facts.ReachabilityFacts['mapping']> = {
    off: 0,
    none: 0,
    pcp: 0,
    'nat-pmp': 0,
    upnp: 0,
  };
  const nat: Names<facts.ReachabilityFacts['natKind']> = {
    unknown: 0,
    none: 0,
    'one-port': 0,
    'port-per-peer': 0,
  };
  const pause: Names<NonNullable<facts.ShareFacts['pause']>> = { used: 0, ahead: 0 };
  const step: Names<facts.StepName> = { identity: 0, socket: 0, contact: 0, link: 0, database: 0 };
  const stepState: Names<facts.JoinStep['state']> = { waiting: 0, working: 0, done: 0, failed: 0 };
  const want: Names<facts.LinkWant> = { neighbour: 0, other: 0, passing: 0 };
  const pathWaits: Names<NonNullable<facts.PathsFacts['waits']>> = { ...waits, hops: 0 };
  const tunnel: Names<facts.TunnelFacts['state']> = {
    looking: 0,
    opening: 0,
    open: 0,
    unreachable: 0,
    idle: 0,
  };
  const role: Names<NonNullable<facts.TunnelFacts['role']>> = { opener: 0, answerer: 0 };
  const joinState: Names<facts.TunnelFacts['joins'][number]['state']> = { beginning: 0, fit: 0, silent: 0 };
  const asked: Names<facts.AskedFacts['state']> = { answered: 0, silent: 0, waiting: 0 };
  const verdict: Names<Verdict> = { fine: 0, unknown: 0, warn: 0, bad: 0 };
  const table: [heading: string, path: string, names: Names<string> | readonly string[]][] = [
    ['status', 'connection.state', connection],
    ['status', 'connection.reason', reason],
    ['status', 'isolation', isolation],
    ['status', 'channel.kind', channelKinds],
    ['status', 'reachability.state', reach],
    ['status', 'reachability.mapping', mapping],
    ['status', 'reachability.natKind', nat],
    ['status', 'anonymity.level', level],
    ['status', 'anonymity.best', level],
    ['status', 'anonymity.waits', waits],
    ['status', 'share.pause', pause],
    ['status', 'steps[].step', step],
    ['status', 'steps[].state', stepState],
    ['status', 'sources[].source', source],
    ['status', 'peers[].source', peerSource],
    ['peers', 'peers[].source', peerSource],
    ['peers', 'peers[].want', want],
    ['paths', 'anonymity.level', level],
    ['paths', 'anonymity.waits', waits],
    ['paths', 'waits', pathWaits],
    ['tunnels', 'tunnels[].state', tunnel],
    ['tunnels', 'tunnels[].role', role],
    ['tunnels', 'tunnels[].joins[].state', joinState],
    ['lookup', 'asked[].state', asked],
    ['doctor', 'checks[].check', checkNames],
    ['doctor', 'checks[].verdict', verdict],
    ['channel new', 'kind', channelKinds],
    ['channel list', 'channels[].kind', channelKinds],
    ['channel list', 'channels[].state', connection],
    ['log', 'lines[].level', levels],
  ];
  for (const [heading, path, names] of table) {
    const expected = Array.isArray(names) ? names : Object.keys(names);
    t.deepEqual(words(`phantom ${heading}`, path).sort(), [...expected].sort(), `${heading}: ${path}`);
  }
});

type Names<T extends string> = Readonly<Record<T, 0>>;

test('the settings as JSON are those of phantom.yaml', async (t) => {
  const { ask } = await machine(t);
  const leaves = (value: unknown, path: string): string[] =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).flatMap(([name, inner]) =>
          leaves(inner, path === '' ? name : `${path}.${name}`),
        )
      : [path];
  for (const word of ['show', 'default'])
    t.deepEqual(leaves(JSON.parse((await ask('config', word)).out), '').sort(), [...settingPaths].sort());
});

test('what real nodes say of themselves is described, too', async (t) => {
  const { nodes, add, pass, run, until } = await network(t, 9);
  const [a, b] = [await add({ tun: true }), await add({ tun: true })];
  for (const one of [a, b]) await one.join(nodes[0]!);
  const place = await directory(t);
  const socket = join(place, 'control.sock');
  const config = join(place, 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  await run(b.command('address.new', { label: 'door' }));
  const isPublished = () => {
    const own = b.rooms().addresses.list.find((one) => one.isLasting);
    return own !== undefined && (b.rooms().anonymity!.published(own.address)?.kept ?? 0) > 0;
  };
  await until(isPublished, 'the record is published', 300_000);
  await pass(30_000);
  const methods = ['peers', 'paths', 'paths.accept', 'tunnels', 'expose.list', 'expose.add', 'expose.remove'];
  const more = [
    'lookup',
    'address.list',
    'address.default',
    'address.remove',
    'invite.create',
    'invite.file',
    'join',
  ];
  const commands = [...methods, ...more].map((method) => [
    method,
    (params: Record<string, unknown>) => run(b.command(method, params)),
  ]);
  await fakeNode(t, socket, Object.fromEntries(commands), () => b.snapshot());
  const page = await readJsonPage();
  const file = join(place, 'file');
  const calls: [heading: string, ...words: string[]][] = [
    ['phantom status', 'status'],
    ['phantom doctor', 'doctor'],
    ['phantom peers', 'peers'],
    ['phantom paths', 'paths'],
    ['phantom paths accept', 'paths', 'accept'],
    ['phantom expose PORT', 'expose', '80'],
    ['phantom expose', 'expose'],
    ['phantom tunnels', 'tunnels'],
    ['phantom expose PORT', 'expose', '80', '--remove'],
    ['phantom lookup', 'lookup', nodes[1]!.snapshot().node.id],
    ['phantom address list', 'address', 'list'],
    ['phantom address default', 'address', 'default', 'door'],
    ['phantom invite', 'invite'],
    ['phantom invite --file', 'invite', '--file', file],
    ['phantom join', 'join', await nodes[2]!.invite()],
    ['phantom address remove', 'address', 'remove', 'door', '--yes'],
  ];
  for (const [heading, ...words] of calls) {
    const { out, err } = await phantom([...words, '--json', '--config', config]);
    t.not(out, '', `${words.join(' ')}: ${err}`);
    t.deepEqual(differences(JSON.parse(out), page.get(heading)!), [], `${words.join(' ')}: ${out}`);
  }
  t.regex(await readFile(file, 'utf8'), /./);
});

test('a page that does not tell the truth is found out', async (t) => {
  const fields = (await readJsonPage()).get('phantom status')!;
  const value = snapshot();
  t.deepEqual(differences(value, fields), []);
  t.deepEqual(differences({ ...value, uptime: undefined }, fields).length, 1);
  const { uptime, ...less } = value;
  t.deepEqual(differences(less, fields), ['uptime is missing']);
  t.deepEqual(differences({ ...value, more: uptime }, fields), ['more is not described']);
  t.regex(
    differences({ ...value, uptime: null }, fields).join(),
    /^uptime is null, but number was expected$/,
  );
  t.regex(differences({ ...value, isolation: 'fog' }, fields).join(), /^isolation is "fog"/);
  t.deepEqual(differences({ ...value, peers: {} }, fields).length > 0, true);
  t.deepEqual(differences({ ...value, table: [] }, fields), ['table is a list']);
  t.deepEqual(differences({ ...value, time: null, dropped: { any: 1 } }, fields), []);
});
