import test, { type ExecutionContext } from 'ava';
import { CommandError } from '../../src/control/protocol.js';
import { expose, listExposed } from '../../src/node/commands/expose.js';
import { tunnels } from '../../src/node/commands/tunnels.js';
import type { TunnelsDoor } from '../../src/node/own-tunnels.js';
import { MemoryState } from '../../src/state/state.js';
import { ExposedPorts } from '../../src/tunnel/exposed.js';

async function door(isLasting: boolean): Promise<TunnelsDoor> {
  const nothing = new Uint8Array(0);
  const address = Uint8Array.of(0x20, 1, 0, 0x25, ...new Uint8Array(11), 1);
  return {
    tunnels: { facts: () => [], exposed: await ExposedPorts.open(new MemoryState()), dropped: {} },
    addresses: { list: [{ address, key: nothing, secret: nothing, modifier: nothing, isLasting }] },
  };
}

async function code(t: ExecutionContext, promise: Promise<unknown>): Promise<string | undefined> {
  return (await t.throwsAsync<CommandError>(promise, { instanceOf: CommandError }))?.code;
}

test('ports are exposed on the lasting address unless another of ours is named', async (t) => {
  const here = await door(true);
  const facts = { port: 80, protocol: 'tcp', address: '2001:25::1' } as const;
  t.deepEqual(await expose(here, 'add', { port: 80 }), { ...facts, changed: true });
  t.deepEqual(await expose(here, 'add', { port: 80, address: '2001:25:0::0001' }), {
    ...facts,
    changed: false,
  });
  t.deepEqual(listExposed(here), { exposed: [facts] });
  t.deepEqual(tunnels(here), { tunnels: [], exposed: [facts], dropped: {} });
  t.deepEqual(await expose(here, 'remove', { port: 80 }), { ...facts, changed: true });
  t.deepEqual(listExposed(here), { exposed: [] });
});

test('a port of an address that is gone can still be removed', async (t) => {
  const here = await door(true);
  await expose(here, 'add', { port: 80 });
  const later = { ...here, addresses: { list: [] } };
  t.is(await code(t, expose(later, 'add', { port: 81, address: '2001:25::1' })), 'not-our-address');
  t.true((await expose(later, 'remove', { port: 80, address: '2001:25::1' })).changed);
});

test('ports that are exposed and closed at once do not lose each other', async (t) => {
  const state = new MemoryState();
  const exposed = await ExposedPorts.open(state);
  const facts = (port: number) => ({ port, protocol: 'tcp', address: '2001:25::1' }) as const;
  const both = [
    exposed.add(facts(80)),
    exposed.add(facts(81)),
    exposed.remove(facts(80)),
    exposed.add(facts(82)),
  ];
  t.deepEqual(await Promise.all(both), [true, true, true, true]);
  t.deepEqual(exposed.list, [facts(81), facts(82)]);
  t.deepEqual((await ExposedPorts.open(state)).list, [facts(81), facts(82)]);
});

test('what makes no sense is refused with a code', async (t) => {
  const here = await door(true);
  for (const port of [0, 65_536, 1.5, '80', null, undefined]) {
    t.is(await code(t, expose(here, 'add', { port })), 'not-a-port');
  }
  t.is(await code(t, expose(here, 'add', { port: 80, protocol: 'sctp' })), 'not-a-protocol');
  for (const address of ['2001:25::2', 'x', '', 7, '127.0.0.1']) {
    t.is(await code(t, expose(here, 'add', { port: 80, address })), 'not-our-address');
  }
  t.is(await code(t, expose(await door(false), 'add', { port: 80 })), 'no-lasting-address');
  t.is(await code(t, expose(null, 'add', { port: 80 })), 'no-tunnels');
  t.deepEqual(listExposed(null), { exposed: [] });
});
