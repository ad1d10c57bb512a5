import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { allLinked, phantom, RealNode, realNodes } from '../helpers/real-nodes.js';

netTest('a node that was killed comes back as itself and is linked again', async (t) => {
  t.timeout(200_000);
  const nodes = await realNodes(t, 3);
  const before = await allLinked(nodes, 120_000);
  t.is(await nodes[1]!.stop('SIGKILL'), 'SIGKILL');
  nodes[1]!.start();
  await eventually('the killed node is linked to both others', 90_000, async () => {
    const snapshot = await nodes[1]!.snapshot();
    return snapshot?.peers.filter((peer) => peer.state === 'linked').length === 2;
  });
  const after = await allLinked(nodes, 90_000);
  t.deepEqual(
    after.map(({ node }) => node),
    before.map(({ node }) => node),
  );
  // The program's own words for the same facts.
  const status = JSON.parse(await nodes[1]!.ask('status', '--json'));
  t.is(status.node.id, before[1]!.node.id);
  const { peers } = JSON.parse(await nodes[1]!.ask('peers', '--json'));
  t.deepEqual(
    peers.map((peer: { id: string }) => peer.id).sort(),
    [before[0]!.node.id, before[2]!.node.id].sort(),
  );
  t.is(await nodes[1]!.stop('SIGTERM'), 0);
});

netTest('nodes whose clocks are off by years link, take the time of the others, and say so', async (t) => {
  t.timeout(300_000);
  const nodes = await realNodes(t, 5);
  const days = [9 * 365, -20 * 365];
  for (const [at, off] of days.entries()) {
    await nodes[at]!.stop('SIGKILL');
    nodes[at]!.start(off);
  }
  await allLinked(nodes, 150_000);
  const all = await eventually('all have one time', 60_000, async () => {
    const snapshots = await Promise.all(nodes.map((node) => node.snapshot()));
    const isTrue = snapshots.every((one) => one?.time && Math.abs(one.time.now - Date.now()) < 5_000);
    return isTrue ? snapshots : null;
  });
  for (const [at, off] of days.entries()) {
    t.true(
      Math.abs(all[at]!.wall - Date.now() - off * 86_400_000) < 60_000,
      'its own clock is as wrong as before',
    );
    t.regex(await nodes[at]!.ask('status'), /This PC's own clock\s+is \d+ d \d+ h\s+(ahead|behind)/);
  }
});

netTest('a node whose port is taken says which, and what to do', async (t) => {
  t.timeout(60_000);
  const host = await lonely(t);
  const directory = await mkdtemp(join(tmpdir(), 'phantom-port-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  const code = `require('node:dgram').createSocket('udp4').bind(4567, () => console.log('bound'))`;
  const other = host.start(process.execPath, '--eval', code);
  await eventually('another program has the port', 20_000, () => other.output().includes('bound'));
  const node = new RealNode(host, directory);
  await node.configure('network:\n  port: 4567');
  const program = node.start();
  t.is(await program.ended, 1);
  t.regex(
    program.output(),
    /UDP port 4567 is in use by another program\. Stop that program, or choose another port at network\.port/,
  );
});

netTest('settings that cannot be are refused with file, line and what was expected', async (t) => {
  const host = await lonely(t);
  const directory = await mkdtemp(join(tmpdir(), 'phantom-settings-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  const node = new RealNode(host, directory);
  await node.configure('network:\n  port: many');
  const error = await t.throwsAsync(host.run(process.execPath, phantom, 'run', '--config', node.config));
  t.regex(error!.message, /phantom\.yaml.*3.*a whole number from 0 to 65535/s);
});
