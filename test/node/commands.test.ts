import test from 'ava';
import type {
  CommandError,
  LookupFacts,
  NetworkFacts,
  PeerFacts,
  Snapshot,
} from '../../src/control/protocol.js';
import type { NetError } from '../../src/net/net.js';
import { lookupLines } from '../../src/tui/facts.js';
import { voice } from '../../src/tui/texts/say.js';
import { areMeshed, network } from '../helpers/network.js';

const say = voice('en');

test('status and peers say the same, and all of it is JSON', async (t) => {
  const { nodes, until } = await network(t, 3);
  await until(() => areMeshed(nodes), 'all are linked with all');
  const [node] = nodes;
  const status = (await node!.command('status')) as Snapshot;
  const { peers, contacts, database, view } = (await node!.command('peers')) as NetworkFacts;
  t.like(peers, status.peers as PeerFacts[]);
  t.true(peers.every((peer) => peer.want === 'neighbour' && peer.bucket !== null && peer.heardFor !== null));
  t.deepEqual(contacts, []);
  t.is(view.nodes, Object.values(view.prefixes).length);
  t.is(database.held.nodes, database.stores.stored ?? 0);
  t.deepEqual(JSON.parse(JSON.stringify(status)), status);
  t.regex(status.node.id, /^[0-9a-f]{64}$/);
  t.deepEqual(status.connection.reason, 'ok');
  t.deepEqual(
    status.steps.map(({ step, state }) => `${step} ${state}`),
    ['identity done', 'socket done', 'contact done', 'link done', 'database done'],
  );
  t.deepEqual(status.peers.map((peer) => [peer.source, peer.direction]).sort(), [
    ['incoming', 'in'],
    ['incoming', 'in'],
  ]);
  await until(
    () => node!.snapshot().peers.every((peer) => peer.rtt !== null),
    'every round trip is known',
    10_000,
  );
  t.true(node!.snapshot().peers.every((peer) => Math.round(peer.rtt!) === 40));
  t.true(status.traffic.bytesIn > 0 && status.traffic.bytesOut > 0);
});

test('rates are those of the last ten seconds', async (t) => {
  const { nodes, until, pass } = await network(t, 2);
  await until(() => areMeshed(nodes), 'the two are linked');
  await pass(15_000);
  const { links } = nodes[0]!.rooms();
  const before = links.traffic.bytesOut;
  // Longer than the ten seconds, which begin and end with a look every two.
  for (let second = 0; second < 20; second += 1) {
    for (let cell = 0; cell < 10; cell += 1) links.send(links.list[0]!, 7, new Uint8Array(1304));
    await pass(1_000);
  }
  const sent = links.traffic.bytesOut - before;
  const { rateOut } = nodes[0]!.snapshot().traffic;
  t.true(Math.abs(rateOut - sent / 20) < 0.15 * rateOut, `${rateOut} per second after ${sent} in twenty`);
  await pass(30_000);
  t.true(nodes[0]!.snapshot().traffic.rateOut < rateOut / 10);
});

test('what is wrong with an invite is said in words', async (t) => {
  const { nodes } = await network(t, 2, { invited: false });
  const good = await nodes[1]!.invite();
  const table: [invite: unknown, code: string, words: RegExp][] = [
    ['hello', 'invite-not-an-invite', /begins with "ph1"/],
    [7, 'invite-not-an-invite', /Expected "invite"/],
    [good.slice(0, 40), 'invite-truncated', /too short/],
    [good.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')), 'invite-mistyped', /letter by letter/],
    [await nodes[0]!.invite(), 'invite-own', /own invite/],
  ];
  for (const [invite, code, words] of table) {
    const error = await t.throwsAsync<CommandError>(() => nodes[0]!.command('join', { invite }));
    t.is(error.code, code);
    t.regex(error.message, words);
  }
  t.deepEqual(await nodes[0]!.command('join', { invite: good }), {
    endpoint: `${nodes[1]!.address}:${nodes[1]!.snapshot().node.port}`,
  });
});

test('an invite file leads in although its maker is gone, and what is wrong with one is said in words', async (t) => {
  const { nodes, add, until, pass } = await network(t, 4);
  await until(() => areMeshed(nodes), 'the four are linked');
  const maker = nodes.find((node) => node.snapshot().peers.some(({ direction }) => direction === 'out'))!;
  const { file, nodes: named } = (await maker.command('invite.file')) as { file: string; nodes: number };
  t.true(named >= 2 && named <= 3);
  await maker.stop();

  const newcomer = await add();
  const { endpoints } = (await newcomer.command('join.file', { file })) as { endpoints: string[] };
  t.is(endpoints.length, named);
  await until(() => newcomer.snapshot().connection.state === 'connected', 'the newcomer is connected');
  await pass(1_000);
  t.true(newcomer.snapshot().peers.filter(({ state }) => state === 'linked').length >= 1);

  const stranger = await add({ channel: 'another' });
  const table: [file: unknown, code: string, words: RegExp][] = [
    ['hello', 'invite-file-not-an-invite-file', /begin with "phantom invite file 1"/],
    [7, 'invite-file-not-an-invite-file', /Expected "file"/],
    [file.replace('file 1', 'file 9'), 'invite-file-unknown-version', /newer Phantom/],
    [file.slice(0, -30), 'invite-file-cut-off', /"check"/],
    [file.replace(/check ./, 'check x'), 'invite-file-changed', /damaged/],
    [file.replace(/^node (.{9})./m, 'node $1b'), 'invite-file-bad-node', /Line 4 .* mistyped/],
    [file.replace(/^node/m, 'mode'), 'invite-file-bad-line', /Line 4/],
    [file, 'invite-file-other-network', /another network/],
  ];
  for (const [wrong, code, words] of table) {
    const error = await t.throwsAsync<CommandError>(async () =>
      stranger.command('join.file', { file: wrong }),
    );
    t.is(error.code, code);
    t.regex(error.message, words);
  }
});

test('the log and the settings can be asked for', async (t) => {
  const { nodes } = await network(t, 1);
  const { lines } = (await nodes[0]!.command('log.tail', { count: 5 })) as { lines: { text: string }[] };
  t.true(lines.some((line) => line.text.startsWith('listening on UDP port')));
  await t.throwsAsync(() => nodes[0]!.command('log.tail', { count: 'many' }), { message: /whole number/ });
  const { config } = (await nodes[0]!.command('config.show')) as { config: { channel: string } };
  t.is(config.channel, 'test');
});

test('a port that is in use is named in a sentence, and nothing is left open', async (t) => {
  const { add, nodes } = await network(t, 1, { over: 'udp' });
  const { port } = nodes[0]!.snapshot().node;
  const error = await t.throwsAsync<NetError>(() => add({ port }));
  t.is(error.code, 'port-in-use');
  t.regex(error.message, new RegExp(`${port}.*in use`));
  t.is(nodes[1]!.snapshot().connection.state, 'starting');
  t.deepEqual(nodes[1]!.snapshot().steps[1], { step: 'socket', state: 'failed', count: 0 });
});

test('lookup finds a node by its id or by its first digits, and says in words what is wrong with an id', async (t) => {
  const net = await network(t, 4);
  const { nodes } = net;
  await net.until(() => nodes.every((node) => node.rooms().dht.keepers >= 3), 'all records are kept');
  const [node, other] = nodes;
  const { id } = other!.snapshot().node;
  for (const text of [id, id.slice(0, 12), id.toUpperCase()]) {
    const facts = (await net.run(node!.command('lookup', { id: text }))) as LookupFacts;
    t.is(facts.id, id);
    t.true(facts.found!.endpoints[0]!.startsWith(`${other!.address}:`));
    t.true(facts.found!.hops >= 1);
    t.true(facts.asked.some((one) => one.id === facts.found!.from && one.state === 'answered'));
    t.true(facts.asked.every((one) => one.strand >= 1 && one.strand <= 3 && one.took <= facts.took));
    t.regex(lookupLines(facts, say).join('\n'), /nodes were asked, 0 of them in vain/);
  }
  const nobody = (await net.run(node!.command('lookup', { id: 'f'.repeat(64) }))) as LookupFacts;
  t.is(nobody.found, null);
  const table: [id: unknown, code: string, words: RegExp][] = [
    ['abc', 'lookup-not-an-id', /64 digits/],
    [7, 'lookup-not-an-id', /64 digits/],
    ['f'.repeat(20), 'lookup-unknown', /Enter all 64/],
    [node!.snapshot().node.id, 'lookup-own', /own id/],
  ];
  for (const [wrong, code, words] of table) {
    const error = (await t.throwsAsync(async () => node!.command('lookup', { id: wrong }))) as CommandError;
    t.is(error.code, code);
    t.regex(error.message, words);
  }
});
