import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { eventually } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { TestScreen } from '../helpers/screen.js';

const demo = 'build/js/test/demo/run.js';

/** Namespaces that a process made and has not taken down. */
function namespacesOf(pid: number | undefined): string[] {
  if (!existsSync('/run/netns')) return [];
  return readdirSync('/run/netns').filter((name) => name.startsWith(`phantom-test-${pid}-`));
}

netTest(
  'the demo says that 12 nodes found each other, lets programs through, and leaves nothing behind',
  async (t) => {
    t.timeout(300_000);
    const running = promisify(execFile)(process.execPath, [demo, '--check']);
    const { stdout } = await running;
    const rows = stdout.split('\n').flatMap((line) => {
      const match = /^ ?(\d+) {2}([0-9a-f]{12}) {2}192\.168\.77\.(\d+):(\d+) +([\d ]+)$/.exec(line);
      return match ? [match.slice(1)] : [];
    });
    const numbers = Array.from({ length: 12 }, (_, i) => `${i + 1}`);
    t.is(new Set(rows.map(([, id]) => id)).size, 12);
    t.deepEqual(
      rows.map(([number, , host, , linked]) => [number, host, linked]),
      numbers.map((number) => [number, number, numbers.filter((other) => other !== number).join(' ')]),
    );
    t.regex(stdout, /^12 nodes found each other: every one linked to the 11 others after \d+\.\d s$/m);
    t.regex(stdout, /^Node 2 is reached at 2001:25:[0-9a-f:]+ after/m);
    t.regex(stdout, /^ping: 10 of 10 came back/m);
    t.regex(stdout, /^curl: 20 MB, the same bytes, \d+\.\d Mbit/m);
    t.regex(stdout, /^iperf3 TCP: \d+\.\d Mbit/m);
    t.regex(stdout, /^iperf3 UDP: \d+\.\d Mbit\/s of 1, \d+\.\d % lost$/m);
    t.deepEqual(namespacesOf(running.child.pid), []);
  },
);

netTest('the demo opens the dashboard of a connected node, and ends when that is left', async (t) => {
  t.timeout(300_000);
  const screen = new TestScreen(t, [demo], { columns: 100, rows: 30 });
  await screen.see(/Connected.*11 nodes linked/, 200_000);
  screen.type('\u0003');
  t.is(await screen.ended, 0);
});

netTest('the demo, told to end while it starts, takes everything down', async (t) => {
  const child = spawn(process.execPath, [demo, '--check'], { stdio: 'ignore' });
  await eventually('some namespaces are there', 20_000, () => namespacesOf(child.pid).length > 2);
  child.kill();
  const [code] = await once(child, 'close');
  t.is(code, 1);
  t.deepEqual(namespacesOf(child.pid), []);
});
