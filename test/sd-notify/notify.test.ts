import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { notify, watchdogInterval } from 'sd-notify';

let directory = '';

test.before('compile what stands where systemd would', async () => {
  directory = await mkdtemp(join(tmpdir(), 'phantom-notify-'));
  await promisify(execFile)('cc', [
    '-D_GNU_SOURCE',
    '-o',
    join(directory, 'receiver'),
    'test/sd-notify/receiver.c',
  ]);
});

test.after.always('remove it', () => rm(directory, { recursive: true, force: true }));

/** A listener on that socket; its function gives the next datagram's text. */
async function listen(t: ExecutionContext, socket: string): Promise<() => Promise<string>> {
  const child = spawn(join(directory, 'receiver'), [socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => {
    child.kill();
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  t.is((await lines.next()).value, 'ready');
  return async () => Buffer.from((await lines.next()).value ?? '', 'hex').toString();
}

test('the very bytes arrive at a socket with a path', async (t) => {
  const socket = join(directory, 'path.sock');
  const next = await listen(t, socket);
  t.true(notify('READY=1\nSTATUS=Knoten läuft ✓', socket));
  t.is(await next(), 'READY=1\nSTATUS=Knoten läuft ✓');
  t.true(notify('WATCHDOG=1', socket));
  t.is(await next(), 'WATCHDOG=1');
  const long = `STATUS=${'x'.repeat(4000)}`;
  t.true(notify(long, socket));
  t.is(await next(), long);
});

test('the very bytes arrive at an abstract socket', async (t) => {
  const socket = `@phantom-notify-${process.pid}`;
  const next = await listen(t, socket);
  t.true(notify('STOPPING=1', socket));
  t.is(await next(), 'STOPPING=1');
});

test.serial('the socket comes from the environment', async (t) => {
  const socket = join(directory, 'environment.sock');
  const next = await listen(t, socket);
  const kept = process.env.NOTIFY_SOCKET;
  process.env.NOTIFY_SOCKET = socket;
  t.teardown(() => {
    if (kept === undefined) delete process.env.NOTIFY_SOCKET;
    else process.env.NOTIFY_SOCKET = kept;
  });
  t.true(notify('READY=1'));
  t.is(await next(), 'READY=1');
  delete process.env.NOTIFY_SOCKET;
  t.false(notify('READY=1'));
});

test('without a listener, or with a name that is none, nothing is thrown', (t) => {
  t.false(notify('READY=1', join(directory, 'nobody.sock')));
  t.false(notify('READY=1', '@phantom-nobody'));
  t.false(notify('READY=1', 'relative.sock'));
  t.false(notify('READY=1', `/${'x'.repeat(200)}`));
  t.false(notify('READY=1', ''));
  t.false(notify('', join(directory, 'nobody.sock')));
});

test('the watchdog wants a sign of life at half its limit, and only from the process it watches', (t) => {
  t.is(watchdogInterval({ WATCHDOG_USEC: '30000000' }, 7), 15_000);
  t.is(watchdogInterval({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '7' }, 7), 15_000);
  t.is(watchdogInterval({ WATCHDOG_USEC: '30000000', WATCHDOG_PID: '8' }, 7), null);
  t.is(watchdogInterval({ WATCHDOG_USEC: 'soon' }, 7), null);
  t.is(watchdogInterval({ WATCHDOG_USEC: '0' }, 7), null);
  t.is(watchdogInterval({}, 7), null);
});
