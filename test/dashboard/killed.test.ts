/** The dashboard over a node of its own process, which dies as a crash would have it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { directory } from '../helpers/control.js';
import { TestScreen } from '../helpers/screen.js';

const program = 'build/js/src/cli/main.js';

function run(t: ExecutionContext, place: string): ChildProcess {
  const words = [program, 'run', '--config', join(place, 'phantom.yaml'), '--state', join(place, 'state')];
  const node = spawn(process.execPath, words, { stdio: 'ignore' });
  t.teardown(() => node.kill('SIGKILL'));
  return node;
}

test('a node that is killed is said to be gone, and with the next one its names are there again', async (t) => {
  const place = await directory(t);
  const socket = join(place, 'control.sock');
  // Nobody to look for, and no device on the machine's own network.
  await writeFile(
    join(place, 'phantom.yaml'),
    `network:\n  private_endpoints: true\nfirst_contact:\n  lan: false\ntun:\n  enabled: false\ncontrol:\n  socket: ${socket}\n`,
  );
  const first = run(t, place);
  const screen = new TestScreen(t, [program, 'dashboard', '--config', join(place, 'phantom.yaml')]);
  await screen.see('Not connected, for', 120_000);
  screen.type('5');
  await screen.see('No name is in the address book.');
  screen.type('anna').press('enter').type('2001:25::a').press('enter', 'enter');
  await screen.see('anna.phantom.alt is 2001:25::a from now on.');
  first.kill('SIGKILL');
  await once(first, 'exit');
  await screen.see('The node is not running; trying again every second.');
  run(t, place);
  await screen.see('(*) anna.phantom.alt 2001:25::a');
  await screen.see('Programs do not find these names');
  screen.press('tab', 'tab', 'tab', 'escape');
  await screen.see('Not connected, for');
});
