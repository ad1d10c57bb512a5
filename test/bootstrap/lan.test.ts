import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import type { Snapshot } from '../../src/control/protocol.js';
import { bridge, eventually, type Host, type Program } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

const program = fileURLToPath(new URL('../helpers/node-program.js', import.meta.url));

async function directory(t: ExecutionContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'phantom-lan-'));
  t.teardown(() => rm(path, { recursive: true, force: true }));
  return path;
}

function start(host: Host, state: string): Program {
  return host.start(process.execPath, program, state);
}

/** The last snapshot that a node printed. */
function last(node: Program): Snapshot | null {
  const line = node.output().trimEnd().split('\n').at(-2);
  return line?.startsWith('{') ? (JSON.parse(line) as Snapshot) : null;
}

function isLinkedWith(node: Program, count: number): boolean {
  const snapshot = last(node);
  const linked = snapshot?.peers.filter((peer) => peer.state === 'linked').length;
  return snapshot?.connection.state === 'connected' && linked === count;
}

async function areMeshed(nodes: Program[], what: string): Promise<void> {
  const meshed = () => nodes.every((node) => isLinkedWith(node, nodes.length - 1));
  try {
    await eventually(what, 45_000, meshed);
  } catch (error) {
    throw new Error(
      `${(error as Error).message}\n${nodes.map((node) => node.output().slice(-1500)).join('\n')}`,
    );
  }
}

netTest(
  'nodes on one Ethernet find each other by multicast; kill -9 costs neither id nor port',
  async (t) => {
    const { hosts } = await bridge(t, 3);
    const states = await Promise.all(hosts.map(() => directory(t)));
    const nodes = hosts.map((host, at) => start(host, states[at]!));
    await areMeshed(nodes, 'three nodes are linked');
    const before = last(nodes[0]!)!.node;
    await nodes[0]!.stop('SIGKILL');
    nodes[0] = start(hosts[0]!, states[0]!);
    await areMeshed(nodes, 'all are linked again');
    t.deepEqual(last(nodes[0]!)!.node, before);
    for (const node of nodes) t.is(await node.stop('SIGTERM'), 0);
  },
);

netTest('a beacon sent to one machine alone is not heard', async (t) => {
  const { hosts } = await bridge(t, 2);
  const [near, caller] = [hosts[0]!, hosts[1]!];
  const node = start(near, await directory(t));
  await eventually('it calls', 20_000, () => last(node)?.connection.state === 'alone');
  await caller.evaluate(
    async ({ ipv4, ipv6, own }) => {
      const { createSocket } = await import('node:dgram');
      const noise = new Uint8Array(128);
      for (const [type, to] of [
        ['udp4', ipv4],
        ['udp6', ipv6],
        ['udp4', '239.255.112.104'],
      ] as const) {
        const socket = createSocket(type);
        await new Promise<void>((done) => socket.bind(0, done));
        if (type === 'udp4') socket.setMulticastInterface(own);
        await new Promise((done) => socket.send(noise, 28776, to, done));
        socket.close();
      }
    },
    { ipv4: near.ipv4, ipv6: near.ipv6, own: caller.ipv4 },
  );
  await eventually('the one to all is heard', 20_000, () => last(node)?.dropped['foreign beacon'] ?? null);
  t.deepEqual(last(node)!.dropped, { 'foreign beacon': 1, 'beacon from afar': 1 });
});

netTest('a node that has link-local IPv6 only finds the others', async (t) => {
  const { hosts } = await bridge(t, 2);
  for (const host of hosts) {
    await host.run('ip', 'address', 'flush', 'dev', 'eth0', 'scope', 'global');
  }
  const nodes: Program[] = [];
  for (const host of hosts) nodes.push(start(host, await directory(t)));
  await areMeshed(nodes, 'both are linked');
  t.regex(last(nodes[0]!)!.peers[0]!.endpoint, /^\[fe80::.*%eth0\]:/);
});

netTest(
  'a cable that is plugged in after the start, and an address that comes later still, are noticed',
  async (t) => {
    const { hosts } = await bridge(t, 2);
    const late = hosts[1]!;
    await late.run('ip', 'link', 'set', 'eth0', 'down');
    await late.run('ip', 'address', 'flush', 'dev', 'eth0');
    const nodes: Program[] = [];
    for (const host of hosts) nodes.push(start(host, await directory(t)));
    await eventually('the late one says why it is alone', 20_000, () => {
      const connection = last(nodes[1]!)?.connection;
      return connection?.state === 'alone' && connection.reason === 'no-network';
    });
    await late.run('sysctl', '-qw', 'net.ipv6.conf.eth0.disable_ipv6=1');
    await late.run('ip', 'link', 'set', 'eth0', 'up');
    await late.run('ip', 'address', 'add', '192.168.77.2/24', 'dev', 'eth0');
    await areMeshed(nodes, 'both are linked');
    t.regex(last(nodes[0]!)!.peers[0]!.endpoint, /^192\.168\.77\.2:/);
  },
);
