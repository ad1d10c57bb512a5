import { once } from 'node:events';
import { link, rename, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../src/clock/machine-clock.js';
import { ControlClient, ControlError } from '../../src/control/client.js';
import { followNode, type Seen } from '../../src/control/follow.js';
import { CommandError, type CommandTable } from '../../src/control/protocol.js';
import { readAnswer } from '../../src/control/rpc.js';
import { directory, fakeNode, snapshot } from '../helpers/control.js';

async function pair(t: ExecutionContext, commands: CommandTable = {}) {
  const path = join(await directory(t), 'control.sock');
  const node = await fakeNode(t, path, commands);
  const client = await ControlClient.connect(path, systemClock);
  t.teardown(() => client.close());
  return { path, node, client };
}

test('a client calls, and gets results and sentences', async (t) => {
  const { client, path } = await pair(t, {
    add: ({ a, b }) => ({ sum: Number(a) + Number(b) }),
    join: () => {
      throw new CommandError('bad-invite', 'This is not an invite.');
    },
    crash: () => {
      throw new TypeError('x is undefined');
    },
  });
  t.is((await stat(path)).mode & 0o777, 0o660);
  t.deepEqual(await client.call('add', { a: 1, b: 2 }), { sum: 3 });
  t.deepEqual(await client.call('status'), snapshot());
  t.deepEqual(await client.call('list'), {
    methods: ['add', 'crash', 'hello', 'join', 'list', 'peers', 'status', 'stop', 'subscribe'],
  });
  const mistake = await t.throwsAsync(client.call('join'), { instanceOf: ControlError });
  t.deepEqual([mistake.code, mistake.message], ['bad-invite', 'This is not an invite.']);
  await t.throwsAsync(client.call('crash'), { message: /could not do "crash"/ });
  await t.throwsAsync(client.call('constructor'), { message: /no method "constructor"/ });
  await t.throwsAsync(client.call('subscribe', { every: 1 }), { message: /from 100 to 60000/ });
});

test('a subscription sends snapshots until the client goes', async (t) => {
  const { client } = await pair(t);
  const seen = new Promise((resolve) => {
    let count = 0;
    client.onNotification = (method, params) => {
      count += 1;
      if (count === 3) resolve([method, params]);
    };
  });
  t.deepEqual(await client.call('subscribe', { every: 100 }), { subscription: 1 });
  t.deepEqual(await seen, ['snapshot', snapshot()]);
});

test('what is malformed is answered with the error of the specification', async (t) => {
  const { path } = await pair(t);
  const socket = connect(path);
  t.teardown(() => socket.destroy());
  socket.setEncoding('utf8');
  for (const [line, code] of [
    ['{', -32700],
    ['[]', -32600],
    ['1', -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"list"}', -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"list"}', -32600],
    ['{"jsonrpc":"2.0","id":1}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"list","params":[1]}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"toString"}', -32601],
  ] as const) {
    socket.write(`${line}\n`);
    const [answer] = (await once(socket, 'data')) as [string];
    const read = readAnswer(answer.trim());
    t.is(read && 'error' in read ? read.error?.code : null, code, line);
  }
  // The server hangs up while this is still being written; that is an error to the writer, and none of the server.
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write('x'.repeat(70_000));
  const [answer] = (await once(socket, 'data')) as [string];
  t.regex(answer, /at most 65536 bytes/);
  await closed;
});

test('many requests in one piece are all answered', async (t) => {
  const { path } = await pair(t);
  const socket = connect(path);
  t.teardown(() => socket.destroy());
  const ids = new Set<unknown>();
  let rest = '';
  const all = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop()!;
      for (const line of lines) ids.add((JSON.parse(line) as { id: unknown }).id);
      if (ids.size === 200) resolve();
    });
  });
  socket.write(
    Array.from({ length: 200 }, (_, id) => `{"jsonrpc":"2.0","id":${id},"method":"hello"}\n`).join(''),
  );
  await all;
  t.is(ids.size, 200);
});

test('a client that reads nothing is cut off, others are served on', async (t) => {
  const { path, client } = await pair(t, { big: () => ({ text: 'x'.repeat(300_000) }) });
  const slow = connect(path);
  t.teardown(() => slow.destroy());
  slow.pause();
  slow.on('error', () => {});
  // A write after the server has cut the line fails, and only that destroys a socket that is not read.
  for (let id = 0; !slow.destroyed; id += 1) {
    slow.write(`{"jsonrpc":"2.0","id":${id},"method":"big"}\n`);
    await client.call('hello');
  }
  t.deepEqual(await client.call('hello'), { control: 1, version: '0.1.0' });
});

test('a stale socket file is replaced, a living node is not', async (t) => {
  const path = join(await directory(t), 'control.sock');
  const killed = createServer();
  await new Promise<void>((resolve) => killed.listen(path, resolve));
  // Closing takes the file away, as a killed process does not: keep a second name for it and put it back.
  await link(path, `${path}.kept`);
  await new Promise((resolve) => killed.close(resolve));
  await rename(`${path}.kept`, path);
  const node = await fakeNode(t, path);
  await t.throwsAsync(fakeNode(t, path), { message: /A node is running already: it answers on/ });
  const client = await ControlClient.connect(path, systemClock);
  t.deepEqual(await client.call('hello'), { control: 1, version: '0.1.0' });
  client.close();
  await node.close();
  await t.throwsAsync(stat(path), { code: 'ENOENT' });
});

test('a place that cannot hold a socket is named', async (t) => {
  const place = await directory(t);
  await writeFile(join(place, 'file'), '');
  await t.throwsAsync(fakeNode(t, join(place, 'file/x.sock')), { message: /directory is missing/ });
  await t.throwsAsync(fakeNode(t, join(place, 'file')), { message: /no socket of ours/ });
});

test('stop is answered and then done', async (t) => {
  const { client, node } = await pair(t);
  t.deepEqual(await client.call('stop'), {});
  await node.stopped;
  t.pass();
});

test('a node that is not running has its own error', async (t) => {
  const error = await t.throwsAsync(ControlClient.connect(join(await directory(t), 'none'), systemClock));
  t.is((error as ControlError).code, 'not-running');
});

test('a node of another version is named', async (t) => {
  const path = join(await directory(t), 'control.sock');
  const other = createServer((socket) => {
    socket.on('data', () =>
      socket.write('{"jsonrpc":"2.0","id":1,"result":{"control":9,"version":"9.9.9"}}\n'),
    );
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => other.listen(path, resolve));
  t.teardown(() => other.close());
  await t.throwsAsync(ControlClient.connect(path, systemClock), { message: /another version \(9\.9\.9\)/ });
});

test('a follower lives through the restart of the node', async (t) => {
  const path = join(await directory(t), 'control.sock');
  const states: Seen['state'][] = [];
  let wake = () => {};
  const follower = followNode(path, systemClock, 100, (seen) => {
    if (states.at(-1) !== seen.state) states.push(seen.state);
    wake();
  });
  t.teardown(() => follower.close());
  const until = async (count: number) => {
    while (states.length < count)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  };
  await until(1);
  await t.throwsAsync(follower.call('status'), { message: /not running/ });
  const first = await fakeNode(t, path);
  await until(2);
  t.deepEqual(await follower.call('status'), snapshot());
  await first.close();
  await until(3);
  await fakeNode(t, path);
  await until(4);
  t.deepEqual(states, ['down', 'up', 'down', 'up']);
});
