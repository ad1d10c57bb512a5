import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { createLog, LogTail, silentLog } from '../../src/log/log.js';
import { NetError } from '../../src/net/net.js';
import { createNode } from '../../src/node/node.js';
import type { NodeParts } from '../../src/node/parts.js';
import { openKeptPort } from '../../src/node/port.js';
import { Lan } from '../../src/simulation/lan.js';
import { Switchboard } from '../../src/simulation/switchboard.js';
import { MemoryState } from '../../src/state/state.js';
import { configOf } from '../helpers/test-node.js';

function setUp(puzzleBits: number) {
  const clock = new VirtualClock();
  const random = seededRandom('node');
  const net = new Switchboard(clock, random).host({ v4: '20.0.0.1' });
  const parts: NodeParts = {
    clock,
    random,
    net,
    gateway: null,
    mainline: null,
    beacons: new Lan(clock).host('20.0.0.1'),
    state: new MemoryState(),
    log: silentLog,
    logTail: new LogTail(),
    interfaces: () => [],
    openTun: null,
    clockSetter: null,
    puzzleBits,
  };
  return { clock, random, net, parts };
}

test('before and while it starts a node answers, and says how far it is', async (t) => {
  const { parts } = setUp(18);
  const node = await createNode(parts, configOf({ lan: true }));
  t.deepEqual(node.snapshot().node, { id: '', port: 0 });
  await t.throwsAsync(async () => node.commands['invite.create']!({}), { message: /still starting/ });
  const started = node.start();
  let most = 0;
  for (let isStarted = false; !isStarted; ) {
    await Promise.race([
      started.then(() => {
        isStarted = true;
      }),
      new Promise((resolve) => setImmediate(resolve)),
    ]);
    const [identity] = node.snapshot().steps;
    if (identity!.state === 'working') most = Math.max(most, identity!.count);
  }
  t.true(most >= 20_000, `at most ${most} tries were shown`);
  const { connection, node: own } = node.snapshot();
  t.deepEqual([connection.state, connection.reason], ['alone', 'no-network']);
  t.regex(own.id, /^0000/);
  await node.stop();
  t.is(parts.clock instanceof VirtualClock && parts.clock.pending(), 0);
});

test('a node that is stopped while it starts leaves no timer and no socket', async (t) => {
  const { clock, net, parts } = setUp(8);
  const node = await createNode(parts, configOf({ port: 4000, lan: true }));
  let stops = 0;
  node.onStop = () => {
    stops += 1;
  };
  const started = node.start();
  await Promise.all([node.stop(), node.stop(), started]);
  t.is(stops, 1);
  t.is(clock.pending(), 0);
  await (await net.open(4000)).close();
  t.throws(() => void node.start(), { message: /starts once/ });
});

test('with every source switched off it says that there is nobody to ask', async (t) => {
  const { parts } = setUp(4);
  const interfaces = () => [{ name: 'eth0', family: 4 as const, address: '20.0.0.1', prefix: 24 }];
  const node = await createNode({ ...parts, interfaces }, configOf({ cache: false }));
  await node.start();
  t.is(node.snapshot().connection.reason, 'no-source');
  await node.stop();
});

test('the port is random once and then kept; a configured one is taken as it is', async (t) => {
  const { random, net, parts } = setUp(4);
  const log = new LogTail();
  const open = (configured: number) =>
    openKeptPort(
      net,
      parts.state,
      random,
      configured,
      createLog('warn', () => 0, [log.sink]),
    );
  const first = await open(0);
  const { port } = first.local[0]!;
  t.true(port >= 10_000 && port < 32_000);
  await first.close();
  const again = await open(0);
  t.is(again.local[0]!.port, port);
  const configured = await open(4711);
  t.is(configured.local[0]!.port, 4711);
  const inUse = await t.throwsAsync<NetError>(() => open(4711));
  t.is(inUse.code, 'port-in-use');
  t.deepEqual(log.last(9), []);
  await Promise.all([again.close(), configured.close()]);
});

test('a kept port that somebody else has is replaced for good, with a warning', async (t) => {
  const { random, net, parts } = setUp(4);
  const log = new LogTail();
  const open = () =>
    openKeptPort(
      net,
      parts.state,
      random,
      0,
      createLog('warn', () => 0, [log.sink]),
    );
  const first = await open();
  const taken = first.local[0]!.port;
  const second = await open();
  const { port } = second.local[0]!;
  t.not(port, taken);
  const [warning, ...more] = log.last(9);
  t.is(more.length, 0);
  t.regex(warning!.text, new RegExp(`${taken}.* in use .*${port}.*Invites`));
  await Promise.all([first.close(), second.close()]);
  const third = await open();
  t.is(third.local[0]!.port, port);
  t.is(log.last(9).length, 1);
  await third.close();
});

test('a port that cannot be kept is given back', async (t) => {
  const { random, parts } = setUp(4);
  const state = new MemoryState();
  state.write = async () => {
    throw new Error('no space left');
  };
  const closed: number[] = [];
  const net = {
    open: async (port: number) => {
      const socket = await parts.net.open(port);
      return {
        ...socket,
        close: async () => {
          closed.push(port);
          await socket.close();
        },
      };
    },
  };
  await t.throwsAsync(() => openKeptPort(net, state, random, 0, silentLog), { message: /no space left/ });
  t.is(closed.length, 1);
});

test('random ports that are taken are tried again, but not forever', async (t) => {
  const { random } = setUp(4);
  let tries = 0;
  const net = {
    open: async (port: number) => {
      tries += 1;
      throw new NetError('port-in-use', `UDP port ${port} is in use.`);
    },
  };
  const error = await t.throwsAsync(() => openKeptPort(net, new MemoryState(), random, 0, silentLog), {
    instanceOf: NetError,
  });
  t.regex(error.message, /20 times and found none/);
  t.is(tries, 20);
});
