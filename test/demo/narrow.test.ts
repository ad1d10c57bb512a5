import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../../src/control/protocol.js';
import { bridge, eventually } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { allLinked, RealNode } from '../helpers/real-nodes.js';

netTest('nodes find and keep each other where long packets vanish without a word', async (t) => {
  t.timeout(200_000);
  const { hosts, middle } = await bridge(t, 2);
  const [a, b] = [hosts[0]!, hosts[1]!];
  // A bridge drops what is too long for the port and tells nobody: a black hole, as behind a filter of ICMP.
  execFileSync('ip', ['-n', middle, 'link', 'set', 'port2', 'mtu', '1200']);
  const send = (bytes: number) => a.run('ping', '-c', '1', '-W', '2', '-M', 'do', '-s', `${bytes}`, b.ipv4);
  await t.throwsAsync(send(1344));
  await t.notThrowsAsync(send(678));

  const directory = await mkdtemp(join(tmpdir(), 'phantom-narrow-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  const nodes = hosts.map((host, i) => new RealNode(host, join(directory, `node${i + 1}`)));
  for (const node of nodes) {
    await node.configure('channel: narrow');
    node.start();
    t.teardown(async () => void (await node.stop('SIGKILL')));
  }
  await allLinked(nodes, 120_000);
  // Requests pass both ways, too: each knows its round trip.
  const asked = await eventually('both have asked each other something', 60_000, async () => {
    const now = await Promise.all(nodes.map((node) => node.snapshot()));
    return now.every((snapshot) => snapshot?.peers.every(({ rtt }) => rtt !== null))
      ? (now as Snapshot[])
      : null;
  });
  for (const snapshot of asked) t.is(snapshot.peers.filter(({ state }) => state === 'linked').length, 1);
});
