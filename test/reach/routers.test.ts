import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Snapshot } from '../../src/control/protocol.js';
import { hasPaths, ping, reachable } from '../helpers/hidden.js';
import { eventually } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { RealNode } from '../helpers/real-nodes.js';
import { internet, type Router, type Site } from '../helpers/routers.js';

const settings = 'channel: routers\nnetwork:\n  port_mapping: false\nfirst_contact:\n  lan: false';
const open = 4;

interface Town {
  readonly sites: readonly Site[];
  readonly nodes: readonly RealNode[];
  readonly homes: readonly [RealNode, RealNode];
}

/** Nodes in the open, and two behind routers of a kind; the first invites all others, and all are connected. */
async function town(t: ExecutionContext, router: Router): Promise<Town> {
  const sites = await internet(t, [...Array.from({ length: open }, () => null), router, router]);
  const directory = await mkdtemp(join(tmpdir(), 'phantom-routers-'));
  t.teardown(() => rm(directory, { recursive: true, force: true }));
  const nodes = sites.map(({ host }, at) => new RealNode(host, join(directory, `node${at + 1}`)));
  for (const node of nodes) {
    await node.configure(settings);
    node.start();
    t.teardown(async () => void (await node.stop('SIGKILL')));
  }
  await eventually('all have started', 120_000, async () => {
    const all = await Promise.all(nodes.map((node) => node.snapshot()));
    return all.every((one) => one !== null && one.connection.state !== 'starting');
  });
  const invite = await nodes[0]!.call<Record<string, unknown>>('invite.create');
  for (const node of nodes.slice(1)) await node.call('join', invite);
  await eventually('all are connected', 120_000, async () => {
    const all = await Promise.all(nodes.map((node) => node.snapshot()));
    return all.every((one) => one?.connection.state === 'connected');
  });
  return { sites, nodes, homes: [nodes[open]!, nodes[open + 1]!] };
}

/** Whether a node is linked with what stands at an address. */
function isLinkedTo(snapshot: Snapshot | null, address: string): boolean {
  return (
    snapshot?.peers.some((peer) => peer.state === 'linked' && peer.endpoint.startsWith(`${address}:`)) ??
    false
  );
}

netTest('two nodes behind masquerading routers link by an introduction', async (t) => {
  t.timeout(400_000);
  const { sites, homes } = await town(t, 'masquerade');
  const [a, b] = [sites[open]!.address, sites[open + 1]!.address];
  await eventually('the two are linked, from router to router', 150_000, async () => {
    const [one, other] = await Promise.all(homes.map((node) => node.snapshot()));
    return isLinkedTo(one!, b) && isLinkedTo(other!, a);
  });
  const facts = (await Promise.all(homes.map((node) => node.snapshot()))).map((one) => one!.reachability);
  t.deepEqual(
    facts.map(({ natKind }) => natKind),
    ['one-port', 'one-port'],
  );
  for (const { introducers, state } of facts) t.true(introducers === 2 && state !== 'reachable');
});

netTest(
  'behind routers that take another port for each flow they do not link, and ping each other over paths',
  async (t) => {
    t.timeout(500_000);
    const { sites, homes } = await town(t, 'random');
    const [from, to] = homes;
    for (const home of homes) await hasPaths(home, 1, 150_000);
    const address = await reachable(to, ['80'], 200_000);
    const echoes = await eventually('a ping comes back', 150_000, async () => {
      const { back } = await ping(from, address, 5);
      return back > 0 ? back : null;
    });
    t.true(echoes > 0);
    const [one, other] = await Promise.all(homes.map((node) => node.snapshot()));
    t.false(isLinkedTo(one!, sites[open + 1]!.address) || isLinkedTo(other!, sites[open]!.address));
    t.deepEqual([one!.reachability.natKind, other!.reachability.natKind], ['port-per-peer', 'port-per-peer']);
  },
);
