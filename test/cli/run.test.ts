import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../src/clock/machine-clock.js';
import { followNode } from '../../src/control/follow.js';
import type { Snapshot } from '../../src/control/protocol.js';
import { phantom } from '../helpers/cli.js';
import { directory } from '../helpers/control.js';
import { differences, readJsonPage } from '../helpers/json-page.js';

/** `phantom run` in a process of its own, on loopback addresses only as far as others are concerned. */
class Daemon {
  readonly config: string;
  readonly socket: string;
  readonly ended: Promise<{ code: number | null; err: string }>;
  readonly process: ChildProcess;

  private constructor(
    readonly t: ExecutionContext,
    readonly place: string,
  ) {
    this.config = join(place, 'phantom.yaml');
    this.socket = join(place, 'control.sock');
    this.process = spawn(
      process.execPath,
      ['build/js/src/cli/main.js', 'run', '--config', this.config, '--state', join(place, 'state')],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let err = '';
    this.process.stderr!.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    this.ended = once(this.process, 'close').then(([code]) => ({ code: code as number | null, err }));
    t.teardown(() => this.process.kill('SIGKILL'));
  }

  static async start(t: ExecutionContext, place: string, extra = ''): Promise<Daemon> {
    await mkdir(place, { recursive: true });
    const lines = [
      'network:',
      '  private_endpoints: true',
      ...(extra ? [`  ${extra}`] : []),
      'first_contact:',
      '  lan: false',
      'control:',
      `  socket: ${join(place, 'control.sock')}`,
      // No device on the machine's own network.
      'tun:',
      '  enabled: false',
    ];
    await writeFile(join(place, 'phantom.yaml'), `${lines.join('\n')}\n`);
    return new Daemon(t, place);
  }

  /** Waits until the node says so of itself. */
  async until(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    let follower: ReturnType<typeof followNode> | undefined;
    try {
      return await new Promise<Snapshot>((resolve, reject) => {
        follower = followNode(this.socket, systemClock, 200, (seen) => {
          if (seen.state === 'up' && holds(seen.snapshot)) resolve(seen.snapshot);
        });
        void this.ended.then(({ err }) => reject(new Error(`the node has ended: ${err}`)));
      });
    } finally {
      follower?.close();
    }
  }

  ask(...words: string[]) {
    return phantom([...words, '--config', this.config]);
  }
}

const running = (snapshot: Snapshot) => snapshot.node.port > 0;

test('two nodes run side by side, join by an invite, and end cleanly', async (t) => {
  const place = await directory(t);
  const [a, b] = await Promise.all([Daemon.start(t, join(place, 'a')), Daemon.start(t, join(place, 'b'))]);
  const [first] = await Promise.all([a.until(running), b.until(running)]);
  const { out: invite, err } = await a.ask('invite');
  t.regex(invite, /^ph1[a-z0-9]+$/, err);
  t.is((await b.ask('join', ...invite.match(/.{1,10}/g)!)).code, 0);
  const joined = await b.until(({ connection }) => connection.state === 'connected');
  t.is(joined.peers[0]?.id, first.node.id);
  t.regex((await b.ask('status')).out, /^Connected, for \d+ s\n/);
  t.regex((await b.ask('log')).out, /listening on UDP port \d+/);
  t.deepEqual(JSON.parse((await a.ask('peers', '--json')).out).peers[0].id, joined.node.id);
  const page = await readJsonPage();
  for (const words of [
    ['status'],
    ['peers'],
    ['paths'],
    ['tunnels'],
    ['address', 'list'],
    ['expose'],
    ['log'],
  ]) {
    const { out } = await a.ask(...words, '--json');
    t.deepEqual(differences(JSON.parse(out), page.get(`phantom ${words.join(' ')}`)!), [], out);
  }

  const second = await Daemon.start(t, join(place, 'a'));
  const refused = await second.ended;
  t.is(refused.code, 1);
  t.regex(refused.err, /A node is running already/);

  const taken = await Daemon.start(t, join(place, 'c'), `port: ${first.node.port}`);
  const used = await taken.ended;
  t.is(used.code, 1);
  t.regex(used.err, new RegExp(`UDP port ${first.node.port} is in use`));

  a.process.kill('SIGTERM');
  t.is((await a.ended).code, 0);
  await t.throwsAsync(access(a.socket), { code: 'ENOENT' });
  t.is((await a.ask('status')).code, 3);
  b.process.kill('SIGINT');
  t.is((await b.ended).code, 0);

  const again = await Daemon.start(t, join(place, 'a'));
  t.is((await again.until(running)).node.id, first.node.id);
  again.process.kill('SIGKILL');
  await again.ended;
  const after = await Daemon.start(t, join(place, 'a'));
  t.is((await after.until(running)).node.id, first.node.id);
  after.process.kill('SIGTERM');
  t.is((await after.ended).code, 0);
});

test('what the operator did wrong is one sentence', async (t) => {
  const place = await directory(t);
  const bad = await (await Daemon.start(t, place, 'port: many')).ended;
  t.is(bad.code, 1);
  t.regex(
    bad.err,
    /phantom\.yaml:3:9: network\.port: expected a whole number from 0 to 65535, but "many" came/,
  );
  await writeFile(join(place, 'state'), 'a file where a directory should be');
  const state = await (await Daemon.start(t, place)).ended;
  t.is(state.code, 1);
  t.regex(state.err, /cannot be used to keep the node's state/);
});
