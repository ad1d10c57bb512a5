import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { released } from '../../src/clock/plausible.js';
import { clockDoor, monotonic } from '../../src/pc-clock/door.js';
import { type HelperParts, setClock } from '../../src/pc-clock/helper.js';
import { Recorder } from '../../src/system/recorder.js';
import { directory } from '../helpers/control.js';

const now = released + 86_400_000;

/** A helper on a machine whose clock says 2009; programs are noted, not run. */
function helper(change: Partial<HelperParts> = {}, answers: ConstructorParameters<typeof Recorder>[0] = {}) {
  const runner = new Recorder(answers);
  const parts: HelperParts = {
    runner,
    monotonic: () => 1_000,
    wall: () => Date.UTC(2009, 0, 1),
    isAgreed: true,
    read: async () => null,
    exists: async (file) => file === '/dev/rtc0',
    ...change,
  };
  return { calls: runner.calls, set: (text: string) => setClock(parts, text) };
}

test('both clocks are set, the one with the battery in the zone it keeps', async (t) => {
  const { calls, set } = helper();
  t.regex(await set(`${now - 1_000}\n`), /^set forward by 56\d{7} s; the one with the battery, too$/);
  t.deepEqual(calls, [`date --utc --set @${now / 1000}.000`, 'hwclock --systohc --noadjfile --utc']);
  const windows = helper({ read: async (file) => (file === '/etc/adjtime' ? '0.0 0 0\n0\nLOCAL\n' : null) });
  await windows.set(`${now - 1_000}`);
  t.is(windows.calls[1], 'hwclock --systohc --noadjfile --localtime');
});

test('what cannot be done is said', async (t) => {
  const rightless = helper(
    {},
    { date: { code: 1, stderr: 'date: cannot set date: Operation not permitted\n' } },
  );
  t.is(await rightless.set(`${now}`), 'not set: date: cannot set date: Operation not permitted');
  t.is(rightless.calls.length, 1);
  const bare = helper({ exists: async () => false });
  t.regex(await bare.set(`${now}`), /it has none that runs while it is off$/);
  t.deepEqual(bare.calls.length, 1);
  const old = helper({}, { hwclock: { code: 127 } });
  t.regex(await old.set(`${now}`), /the one with the battery could not be set$/);
});

test('what is refused runs nothing', async (t) => {
  for (const change of [{ isAgreed: false }, { exists: async (file: string) => file.includes('timesync') }]) {
    const { calls, set } = helper(change);
    t.regex(await set(`${now}`), /^left alone/);
    t.deepEqual(calls, []);
  }
});

/** Who is started for each knock on the door, as systemd does it; answers what `set` answers. */
async function door(t: ExecutionContext, set: (text: string) => Promise<string>): Promise<string> {
  const path = join(await directory(t), 'clock.sock');
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('end', () => void set(text).then((words) => socket.end(`${words}\n`)));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return path;
}

test('through the door goes one number, and a sentence comes back; a helper that starts late sets what it is then', async (t) => {
  const slow = helper({ monotonic, exists: async () => false });
  const path = await door(t, async (text) => {
    t.regex(text, /^\d+\n$/);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return await slow.set(text);
  });
  const said = performance.now();
  t.regex(await clockDoor(path).set(now), /^set forward/);
  const set = Number(slow.calls[0]!.split('@')[1]) * 1000 - now;
  const passed = performance.now() - said;
  t.true(set >= 299 && set <= passed + 1, `${set} of ${passed} ms`);
});

test('a door with nobody behind it is named', async (t) => {
  const path = join(await directory(t), 'none.sock');
  await t.throwsAsync(clockDoor(path).set(now), { message: /cannot be reached at .*none\.sock: .*ENOENT/ });
});

test('the command looks for consent itself', async (t) => {
  const config = join(await directory(t), 'phantom.yaml');
  await writeFile(config, 'version: 1\n');
  const out = await new Promise<string>((resolve) => {
    const words = ['build/js/src/cli/main.js', 'set-clock', '--config', config];
    const child = execFile(process.execPath, words, (_, stdout) => resolve(stdout));
    child.stdin?.end(`${Math.round(Date.now() - monotonic())}\n`);
  });
  t.is(out, 'left alone: the settings do not agree to it (clock.set)\n');
});
