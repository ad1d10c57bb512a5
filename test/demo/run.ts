/**
 * `npm run demo`: a network of 8 real nodes on this machine, each in a network of its own on one Ethernet, that find
 * each other by calling on the LAN. Shows them, then opens the dashboard of the first; everything is gone when that is
 * left. `-- --check` ends instead with one line and 0 when every node was linked to every other, else with 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { shortId } from '../../src/tui/format.js';
import { keeping } from '../helpers/keeper.js';
import { unable } from '../helpers/namespaces.js';
import { allLinked, phantom, realNodes } from '../helpers/real-nodes.js';

const count = 8;
const patience = 180_000;

if (unable) {
  console.error(`The demo ${unable}.`);
  process.exit(1);
}

const check = process.argv.includes('--check');
try {
  await keeping(async (keeper, signal) => {
    const started = performance.now();
    console.log(`Starting ${count} nodes; each makes its identity first, which takes a core some seconds.`);
    const nodes = await realNodes(keeper, count);
    const snapshots = await allLinked(nodes, patience);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log('   node          endpoint             linked to');
    const ids = snapshots.map(({ node }) => node.id);
    for (const [i, { node, peers }] of snapshots.entries()) {
      const endpoint = `${nodes[i]!.host.ipv4}:${node.port}`;
      const linked = peers.filter((peer) => peer.state === 'linked').map((peer) => ids.indexOf(peer.id) + 1);
      console.log(`${i + 1}  ${shortId(node.id)}  ${endpoint.padEnd(19)}  ${linked.sort().join(' ')}`);
    }
    console.log(
      `${count} nodes found each other: every one linked to the ${count - 1} others after ${seconds} s`,
    );
    if (!check) await showDashboard(nodes[0]!.config, signal);
  });
} catch (error) {
  console.error((error as Error).message);
  // Told to end in the middle, something may still be waiting for nodes that are gone.
  process.exit(1);
}

/** Gives the terminal to the dashboard of a node until it is left. */
async function showDashboard(config: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [phantom, 'dashboard', '--config', config], { stdio: 'inherit' });
  signal.addEventListener('abort', () => child.kill());
  await once(child, 'close');
}
