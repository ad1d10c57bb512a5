/**
 * `npm run demo`: a network of 8 real nodes on this machine, each in a network of its own on one Ethernet, that find
 * each other by calling on the LAN. Shows them, then opens the dashboard of the first; everything is gone when that is
 * left. `-- --check` ends instead with one line and 0 when every node was linked to every other, else with 1.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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
    console.log('   node      endpoint               linked to');
    for (const [i, { node, peers }] of snapshots.entries()) {
      const endpoint = `${nodes[i]!.host.ipv4}:${node.port}`;
      const others = peers.filter((peer) => peer.state === 'linked').map((peer) => peer.id.slice(0, 8));
      console.log(`${i + 1}  ${node.id.slice(0, 8)}  ${endpoint.padEnd(21)}  ${others.join(' ')}`);
    }
    console.log(
      `${count} nodes found each other: every one linked to the ${count - 1} others after ${seconds} s`,
    );
    if (!check) await showDashboard(nodes[0]!.config, signal);
  });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Gives the terminal to the dashboard of a node until it is left. */
async function showDashboard(config: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [phantom, 'dashboard', '--config', config], { stdio: 'inherit' });
  signal.addEventListener('abort', () => child.kill());
  await once(child, 'close');
}
