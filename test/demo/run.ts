/**
 * `npm run demo`: a network of 12 real nodes on this machine, each in a network of its own on one Ethernet. They find each
 * other by calling on the LAN and build paths; the second can be reached at an AP address. Then the dashboard of the first
 * opens; everything is gone when that is left. `-- --check` lets programs of the first reach that address instead (ping, curl
 * and iperf3), and ends with 0 when all of it worked, else with 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PathsFacts, Snapshot } from '../../src/control/protocol.js';
import { shortId } from '../../src/tui/format.js';
import { fetchPage, hasPaths, measure, ping, reachable, serve } from '../helpers/hidden.js';
import { keeping } from '../helpers/keeper.js';
import { unable } from '../helpers/namespaces.js';
import { allLinked, lanSettings, phantom, type RealNode, realNodes } from '../helpers/real-nodes.js';

const count = 12;
const patience = 180_000;
const pageBytes = 20_000_000;
const pings = 10;
/** Percent: twelve nodes on a busy machine lose some, a way that is broken loses all. */
const mostLost = 50;

if (unable) {
  console.error(`The demo ${unable}.`);
  process.exit(1);
}

const check = process.argv.includes('--check');
try {
  await keeping(async (keeper, signal) => {
    const started = performance.now();
    const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
    console.log(`Starting ${count} nodes; each makes its identity first, which takes a core some seconds.`);
    const nodes = await realNodes(keeper, count, lanSettings);
    show(nodes, await allLinked(nodes, patience));
    console.log(
      `${count} nodes found each other: every one linked to the ${count - 1} others after ${seconds()} s`,
    );
    const address = await introduce(nodes[0]!, nodes[1]!, seconds);
    if (check) await talk(nodes[0]!, nodes[1]!, address);
    else await showDashboard(nodes[0]!.config, signal);
  });
} catch (error) {
  console.error((error as Error).message);
  // Told to end in the middle, something may still be waiting for nodes that are gone.
  process.exit(1);
}

function show(nodes: readonly RealNode[], snapshots: readonly Snapshot[]): void {
  console.log('    node          endpoint              linked to');
  const ids = snapshots.map(({ node }) => node.id);
  for (const [i, { node, peers }] of snapshots.entries()) {
    const endpoint = `${nodes[i]!.host.ipv4}:${node.port}`;
    const linked = peers.filter((peer) => peer.state === 'linked').map((peer) => ids.indexOf(peer.id) + 1);
    const numbers = linked.sort((a, b) => a - b).join(' ');
    console.log(`${String(i + 1).padStart(2)}  ${shortId(node.id)}  ${endpoint.padEnd(20)}  ${numbers}`);
  }
}

/** The first node goes out over paths, the second one can be reached at an address that does not say where it is. */
async function introduce(client: RealNode, server: RealNode, seconds: () => string): Promise<string> {
  await hasPaths(client, 1, patience);
  const address = await reachable(server, ['80', '5201', '5201/udp'], patience);
  const { own, anonymity } = await client.call<PathsFacts>('paths');
  console.log(`Node 2 is reached at ${address} after ${seconds()} s; node 1 goes out over these paths:`);
  for (const path of own.filter(({ kind }) => kind === 'exit')) console.log(`    ${path.hops.join(' > ')}`);
  console.log(`    (${anonymity.relays} relays: ${anonymity.level})`);
  return address;
}

/** Programs of the first node reach the address. Throws when they do not. */
async function talk(client: RealNode, server: RealNode, address: string): Promise<void> {
  const { back, median } = await ping(client, address, pings);
  console.log(`ping: ${back} of ${pings} came back, ${median} ms`);
  const page = await serve(server, pageBytes);
  const fetched = await fetchPage(client, address);
  const isSame = fetched.sha256 === page.sha256;
  console.log(
    `curl: ${pageBytes / 1e6} MB, ${isSame ? 'the same bytes' : 'OTHER BYTES'}, ${mbit(fetched.rate)}`,
  );
  const tcp = await measure(client, server, address, []);
  console.log(`iperf3 TCP: ${mbit(tcp.rate)}`);
  const udp = await measure(client, server, address, ['-u', '-b', '1M', '-l', '1200']);
  console.log(`iperf3 UDP: ${mbit(udp.rate)} of 1, ${udp.lost.toFixed(1)} % lost`);
  if (back < pings || !isSame || !(tcp.rate > 0) || !(udp.lost < mostLost))
    throw new Error('Programs did not get through as they should.');
}

function mbit(rate: number): string {
  return `${(rate / 1e6).toFixed(1)} Mbit/s`;
}

/** Gives the terminal to the dashboard of a node until it is left. */
async function showDashboard(config: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [phantom, 'dashboard', '--config', config], { stdio: 'inherit' });
  signal.addEventListener('abort', () => child.kill());
  await once(child, 'close');
}
