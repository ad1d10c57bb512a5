/** Machines in two networks at once: a node for each as its users run them, and programs that reach addresses in both. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passphraseChannel } from '../../src/channel/channel.js';
import { keepChannel } from '../../src/channel/kept.js';
import type { TunnelsFacts } from '../../src/control/protocol.js';
import { capture } from '../helpers/capture.js';
import { hasPaths, ping, reachable } from '../helpers/hidden.js';
import { bridge, eventually } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { allLinked, lanSettings, RealNode } from '../helpers/real-nodes.js';

const machines = 5;
const isAp = (address: string) => address.startsWith('2001:25:');

/** With what its node may ask for. */
const openTo = (elsewhere: readonly string[]) =>
  `${lanSettings}\ntun:\n  elsewhere: ${JSON.stringify(elsewhere)}`;
const closedTo = (destinations: readonly string[]) =>
  `channel: friends\nchannel_kind: passphrase\nnetwork:\n  private_endpoints: true\ntun:\n  carries: named\n  destinations: ${JSON.stringify(destinations)}`;

/** Every run of 16 bytes in what a node keeps that is not of few different bytes: keys, ids, addresses. */
async function kept(node: RealNode): Promise<Set<string>> {
  const state = join(node.directory, 'state');
  const runs = new Set<string>();
  for (const name of await readdir(state)) {
    const bytes = await readFile(join(state, name));
    for (let at = 0; at + 16 <= bytes.length; at += 1) {
      const run = bytes.subarray(at, at + 16);
      if (new Set(run).size > 8) runs.add(run.toString('latin1'));
    }
  }
  return runs;
}

/** Whether pings come back within a minute and a half, of a machine that may have much else to do. */
async function reaches(node: RealNode, address: string): Promise<boolean> {
  return await eventually(`${address} answers`, 90_000, async () => (await ping(node, address, 5)).back >= 3);
}

/** The addresses that a node has tunnels with. */
async function tunnelsOf(node: RealNode): Promise<string[]> {
  const { tunnels } = await node.call<TunnelsFacts>('tunnels');
  return [...new Set(tunnels.map(({ other }) => other))].sort();
}

netTest(
  'a machine in two networks pings an address in each, and neither network hears of the other',
  async (t) => {
    t.timeout(480_000);
    const { hosts } = await bridge(t, machines);
    const directory = await mkdtemp(join(tmpdir(), 'phantom-networks-'));
    t.teardown(() => rm(directory, { recursive: true, force: true }));
    const secret = await passphraseChannel('friends', 'correct horse battery staple');
    const open = hosts.map((host, at) => new RealNode(host, join(directory, `open${at}`)));
    const closed = hosts.map((host, at) => new RealNode(host, join(directory, `closed${at}`)));
    for (const node of closed) await keepChannel(join(node.directory, 'state'), secret);
    const start = async (node: RealNode, settings: string) => {
      await node.configure(settings);
      node.start();
    };
    for (const node of open) await start(node, openTo([]));
    for (const node of closed) await start(node, closedTo([]));
    t.teardown(async () => {
      for (const node of [...open, ...closed]) await node.stop('SIGKILL');
    });
    const snapshots = [await allLinked(open, 120_000), await allLinked(closed, 120_000)] as const;
    const ids = snapshots.map((group) => group.map(({ node }) => node.id));
    const known = snapshots.map((group) => new Set(group.flatMap(({ peers }) => peers.map(({ id }) => id))));
    t.deepEqual(
      ids[0]!.filter((id) => known[1]!.has(id)),
      [],
    );
    t.deepEqual(
      ids[1]!.filter((id) => known[0]!.has(id)),
      [],
    );
    t.is(new Set(snapshots.flat().map(({ node }) => node.id)).size, 2 * machines);
    t.is(new Set(snapshots[1].map(({ channel }) => channel.mark)).size, 1);

    // The third machine is reached at an address in either network.
    const [there, thereToo] = [open[2]!, closed[2]!];
    const [address, addressToo] = [
      await reachable(there, [], 120_000),
      await reachable(thereToo, [], 120_000),
    ];
    const [here, hereToo] = [open[0]!, closed[0]!];
    for (const node of [here, hereToo]) await node.stop();
    await start(here, openTo([addressToo]));
    await start(hereToo, closedTo([addressToo]));
    for (const group of [open, closed]) await allLinked(group, 120_000);
    for (const node of [here, hereToo]) await hasPaths(node, 1, 120_000);

    const wire = await capture(t, here.host);
    t.true(await reaches(here, address), 'by the open network');
    t.true(await reaches(here, addressToo), 'by the closed one');
    t.deepEqual(await tunnelsOf(here), [address]);
    t.deepEqual(await tunnelsOf(hereToo), [addressToo]);

    // Nothing that either node keeps or says is known to the other.
    const [own, others] = [await kept(here), await kept(hereToo)];
    for (const { size } of [own, others]) t.true(size > 50, `${size} runs of bytes`);
    t.deepEqual(
      [...own].filter((run) => others.has(run)),
      [],
    );
    for (const [node, id] of [
      [here, snapshots[1][0]!.node.id],
      [hereToo, snapshots[0][0]!.node.id],
    ] as const)
      t.false(node.output().includes(id.slice(0, 8)));

    // While its network is off, an address is asked for nowhere.
    await hereToo.stop();
    t.is((await ping(here, addressToo, 3)).back, 0);
    t.deepEqual(await tunnelsOf(here), [address]);
    const { dropped } = await here.call<TunnelsFacts>('tunnels');
    t.true(dropped['out-not-ours']! > 0);
    t.true(await reaches(here, address));
    t.deepEqual(
      (await wire.stop()).filter(({ from, to }) => isAp(from) || isAp(to)),
      [],
    );
  },
);
