/**
 * A network of processes, each in a network namespace of its own on one Ethernet, and a place for a newcomer that knows it by one
 * source only. Beside it stands a DHT of BitTorrent's own, cut off from the world, in which the first two of the nodes meet others.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot, SourceName } from '../../src/control/protocol.js';
import { bridge, eventually, type Host, type Keeper } from '../helpers/namespaces.js';
import { RealNode } from '../helpers/real-nodes.js';

/** Long and of no other meaning, so that it can be looked for in captures. */
export const channelName = 'contact-story-network';

const dhtProgram = new URL('../fixtures/mainline.js', import.meta.url).pathname;
const dhtPort = 7001;
const dhtNodes = 5;

/** How long the network may take to come up, and a newcomer to join it, ms. */
const patience = { network: 600_000, join: 120_000 } as const;

export interface Place {
  readonly nodes: readonly RealNode[];
  /** Where newcomers stand, one after the other. */
  readonly newcomer: Host;
  /** Where the DHT of BitTorrent is. */
  readonly dht: Host;
  /** Settings of somebody who looks by one source only, besides what that source needs. */
  settings(source: SourceName | 'none', peers?: readonly string[]): string;
  /** A directory of its own for one more newcomer. */
  newDirectory(): string;
}

export async function place(keeper: Keeper, count: number, tell: (text: string) => void): Promise<Place> {
  const { hosts } = await bridge(keeper, count + 2);
  const [newcomer, dht] = hosts.slice(count) as [Host, Host];
  const directory = await mkdtemp(join(tmpdir(), 'phantom-contact-'));
  keeper.teardown(() => rm(directory, { recursive: true, force: true }));
  const server = dht.start(process.execPath, dhtProgram, dht.ipv4, String(dhtNodes), String(dhtPort));
  await eventually('the DHT of BitTorrent stands', 60_000, () => server.output().includes('ready'));

  const settings: Place['settings'] = (source, peers = []) =>
    [
      `channel: ${channelName}`,
      'network:\n  private_endpoints: true',
      'tun:\n  enabled: false',
      'first_contact:',
      `  lan: ${source === 'lan'}`,
      // A first life must be remembered for the one that is looked at.
      '  cache: true',
      `  bittorrent: ${source === 'bittorrent'}`,
      `  bittorrent_nodes: ["${dht.ipv4}:${dhtPort}"]`,
      `  peers: [${peers.map((peer) => `"${peer}"`).join(', ')}]`,
    ].join('\n');

  const nodes = hosts.slice(0, count).map((host, at) => new RealNode(host, join(directory, `node${at + 1}`)));
  for (const [at, node] of nodes.entries()) {
    const meets = settings('lan').replace('bittorrent: false', `bittorrent: ${at < 2}`);
    await node.configure(meets);
    node.start();
    keeper.teardown(async () => void (await node.stop('SIGKILL')));
  }
  await connected(nodes);
  tell(`a network of ${count} stands`);
  let made = 0;
  return {
    nodes,
    newcomer,
    dht,
    settings,
    newDirectory() {
      made += 1;
      return join(directory, `newcomer${made}`);
    },
  };
}

/** Waits until all are part of one network, as far as each can tell. */
async function connected(nodes: readonly RealNode[]): Promise<void> {
  const least = Math.min(8, nodes.length - 1);
  await eventually('all are connected', patience.network, async () => {
    for (const node of nodes) {
      const snapshot = await node.snapshot();
      const linked = snapshot?.peers.filter(({ state }) => state === 'linked').length ?? 0;
      if (snapshot?.connection.state !== 'connected' || linked < least) return false;
    }
    return true;
  });
}

export interface Joined {
  readonly node: RealNode;
  readonly snapshot: Snapshot;
  /** From the start of its program until it is connected. */
  readonly seconds: number;
}

/**
 * A newcomer that already has its identity, and knows the network by that source only, joins it.
 * @param ready called when it is about to start
 */
export async function joinBy(
  keeper: Keeper,
  where: Place,
  source: SourceName,
  ready: () => Promise<void> = async () => {},
): Promise<Joined> {
  const node = new RealNode(where.newcomer, where.newDirectory());
  keeper.teardown(async () => void (await node.stop('SIGKILL').catch(() => {})));
  const known = where.nodes[where.nodes.length - 1]!;
  const { invite } = await known.call<{ invite: string }>('invite.create');
  await firstLife(node, where, source === 'cache' ? [invite] : []);
  await node.configure(where.settings(source, source === 'list' ? [invite] : []));
  await ready();
  const begun = performance.now();
  node.start();
  if (source === 'invite') await eventually('it takes an invite', patience.join, () => takes(node, invite));
  const snapshot = await eventually(`${source} leads to the network`, patience.join, async () => {
    const now = await node.snapshot();
    return now?.connection.state === 'connected' ? now : null;
  }).catch((error: Error) => {
    throw new Error(`${error.message}; it says:\n${node.output()}`);
  });
  const seconds = (performance.now() - begun) / 1000;
  // On a LAN the others may have heard it first, and come by themselves.
  const other = snapshot.sources.find((facts) => facts.source !== source && facts.linked > 0);
  if (other) throw new Error(`it was ${other.source} that led to the network, not ${source}`);
  return { node, snapshot, seconds };
}

/** Makes the identity, and remembers those whom it links with; then it is off. */
async function firstLife(node: RealNode, where: Place, peers: readonly string[]): Promise<void> {
  await node.configure(where.settings('none', peers));
  node.start();
  await eventually('it has an identity', patience.join, async () => {
    const snapshot = await node.snapshot();
    if (!snapshot?.node.id) return false;
    return peers.length === 0 || snapshot.connection.state === 'connected';
  });
  await node.stop();
}

async function takes(node: RealNode, invite: string): Promise<boolean> {
  return await node.call('join', { invite }).then(
    () => true,
    () => false,
  );
}
