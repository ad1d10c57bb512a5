import test from 'ava';
import type { BookFacts, CommandError, DayFacts } from '../../src/control/protocol.js';
import { network } from '../helpers/network.js';

test('names are given over the control socket, outlive a restart, and are told to the helper', async (t) => {
  const told: string[] = [];
  const nameDoor = {
    tell: async (text: string) => {
      told.push(text);
      return 'written';
    },
  };
  const { nodes } = await network(t, 1, { config: { nameDoor } });
  const [node] = nodes;
  const list = async () => (await node!.command('book.list')) as BookFacts;
  t.deepEqual((await list()).names, []);
  const anna = { name: 'anna.phantom.alt', address: '2001:25::a' };
  t.deepEqual(await node!.command('book.add', { name: 'Anna', address: '2001:0025::A' }), anna);
  t.deepEqual(await list(), { names: [anna], resolved: 'yes', why: '' });
  await node!.stop();
  await node!.restart();
  t.deepEqual((await list()).names, [anna]);
  t.deepEqual(await node!.command('book.remove', { name: 'anna' }), anna);
  t.deepEqual(
    [told[0], told[1], told.at(-1)],
    ['phantom names 1\n2001:25::a anna\n', 'phantom names 1\n2001:25::a anna\n', 'phantom names 1\n'],
  );
  for (const [method, params, code] of [
    ['book.add', { name: 'a b', address: '2001:25::a' }, 'not-a-name'],
    ['book.add', { name: 'a', address: '::1' }, 'not-an-address'],
    ['book.add', { name: 'a' }, 'bad-request'],
    ['book.remove', { name: 'a' }, 'name-unknown'],
  ] as const) {
    const error = (await t.throwsAsync(async () => node!.command(method, params))) as CommandError;
    t.is(error.code, code);
  }
});

test('a node without a helper keeps names all the same, and says that programs do not find them', async (t) => {
  const { nodes } = await network(t, 1);
  await nodes[0]!.command('book.add', { name: 'anna', address: '2001:25::a' });
  const { resolved, why } = (await nodes[0]!.command('book.list')) as BookFacts;
  t.deepEqual([resolved, why], ['no', 'nobody keeps the names of this node for programs']);
});

test('settings are applied where a running node can, and the others wait for its next start', async (t) => {
  const { nodes, pass } = await network(t, 1);
  const [node] = nodes;
  const apply = (changes: unknown) => node!.command('config.apply', { changes });
  t.deepEqual(await apply({ 'log.level': 'error', 'network.port_mapping': true, 'tun.enabled': true }), {
    live: ['log.level', 'network.port_mapping'],
    waiting: ['tun.enabled'],
  });
  const { config } = (await node!.command('config.show')) as {
    config: Record<string, Record<string, unknown>>;
  };
  t.is(config.log!.level, 'error');
  t.is(config.network!.port_mapping, true);
  t.is(config.tun!.enabled, false, 'what waits is not in force');
  const before = node!.log.last(9999).length;
  await node!.command('join', { invite: 'nothing' }).catch(() => {});
  await pass(60_000);
  t.true(
    node!.log
      .last(9999)
      .slice(before)
      .every(({ level }) => level === 'error'),
  );
  for (const [changes, code] of [
    [{ 'log.level': 'loud' }, 'bad-setting'],
    [{ 'log.volume': 'loud' }, 'bad-setting'],
    [null, 'bad-request'],
  ] as const) {
    const error = (await t.throwsAsync(async () => apply(changes))) as CommandError;
    t.is(error.code, code);
  }
});

test('a source of first contact is switched on and off while the node runs', async (t) => {
  const { nodes, until, pass } = await network(t, 2, { lan: true, config: { lan: false } });
  const [one, other] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
  const apply = (node: typeof one, lan: boolean) =>
    node.command('config.apply', { changes: { 'first_contact.lan': lan } });
  const isSearching = (node: typeof one) =>
    node.snapshot().sources.find(({ source }) => source === 'lan')!.enabled;
  t.false(isSearching(one));
  t.is(one.snapshot().connection.reason, 'no-source');
  await pass(60_000);
  t.is(one.snapshot().peers.length, 0, 'neither looks for the other');
  t.deepEqual(await apply(one, true), { live: ['first_contact.lan'], waiting: [] });
  await apply(one, false);
  await apply(one, true);
  await apply(other, true);
  await until(() => one.snapshot().peers.some(({ state }) => state === 'linked'), 'they found each other');
  t.true(isSearching(one) && isSearching(other));
  await apply(one, false);
  await pass(1_000);
  t.false(isSearching(one));
});

test('the traffic of a day comes in spans, and its sum is what the counters say', async (t) => {
  const { nodes, pass } = await network(t, 2);
  await pass(25 * 3_600_000);
  const day = (await nodes[0]!.command('traffic')) as DayFacts;
  t.is(day.received.length * day.span, 24 * 3_600_000);
  t.is(day.sent.length, day.received.length);
  t.true(day.received.slice(0, -1).every((bytes) => bytes > 0));
  const young = await network(t, 2);
  await young.pass(35 * 60_000);
  const { received } = (await young.nodes[0]!.command('traffic')) as DayFacts;
  t.is(received.length, 4);
  const sum = received.reduce((all, bytes) => all + bytes, 0);
  const { bytesIn } = young.nodes[0]!.snapshot().traffic;
  t.true(sum > 0 && sum <= bytesIn && sum > bytesIn * 0.9, `${sum} of ${bytesIn}`);
});
