/**
 * The world outside the virtual PC: a bridge in a network namespace, a DHCP server, and nodes in namespaces of their
 * own, each a real `phantom run` of the bundle in dist/.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PeerFacts } from '../../src/control/protocol.js';
import { bridge, eventually, type Host, type Keeper, type Program } from '../helpers/namespaces.js';

const execute = promisify(execFile);

export interface OutsideNode {
  readonly id: string;
  /** The peers it is linked to now. */
  linked(): Promise<PeerFacts[]>;
  /** An invite that leads to it. */
  invite(): Promise<string>;
}

export interface Outside {
  /** The namespace with the bridge `br0` and the prepared tap device `tap0`. */
  readonly namespace: string;
  readonly nodes: readonly OutsideNode[];
  /** Addresses the DHCP server gave away, as its log tells. */
  leases(): string[];
  /** TCP ports below 1025 and the usual ones above that answer at `address`. */
  openPorts(address: string): Promise<number[]>;
}

/** Starts `count` nodes and a DHCP server on one Ethernet; resolves when every node has linked to another. */
export async function startOutside(keeper: Keeper, directory: string, count: number): Promise<Outside> {
  const { hosts, middle } = await bridge(keeper, count + 1);
  await plugTap(middle);
  const dhcp = startDhcp(hosts[count]!, join(directory, 'leases'));
  const nodes = await Promise.all(
    hosts.slice(0, count).map((host, index) => startNode(host, join(directory, `node${index + 1}`))),
  );
  await eventually('the nodes outside to link to each other', 120_000, async () => {
    const linked = await Promise.all(nodes.map((node) => node.linked()));
    return linked.every((peers) => peers.length > 0);
  });
  return {
    namespace: middle,
    nodes,
    openPorts: (address) => hosts[0]!.evaluate(knock, address),
    leases: () => [...dhcp.output().matchAll(/DHCPACK\(\S+\) (\S+)/g)].map((found) => found[1]!),
  };
}

/** Runs in a process of its own on a host outside, so it brings along everything it needs. */
async function knock(address: string): Promise<number[]> {
  const { connect } = await import('node:net');
  const ports = [
    ...Array.from({ length: 1024 }, (_, index) => index + 1),
    2049,
    3306,
    5355,
    5432,
    8080,
    8443,
    9229,
  ];
  const open: number[] = [];
  const tryPort = (port: number) =>
    new Promise<void>((resolve) => {
      const socket = connect({ host: address, port, timeout: 3000 });
      const end = () => {
        socket.destroy();
        resolve();
      };
      socket.on('connect', () => {
        open.push(port);
        end();
      });
      socket.on('error', end).on('timeout', end);
    });
  while (ports.length > 0) await Promise.all(ports.splice(0, 64).map(tryPort));
  return open;
}

async function plugTap(namespace: string): Promise<void> {
  await execute('ip', ['-n', namespace, 'tuntap', 'add', 'tap0', 'mode', 'tap']);
  await execute('ip', ['-n', namespace, 'link', 'set', 'tap0', 'master', 'br0', 'up']);
}

function startDhcp(host: Host, leases: string): Program {
  // No name service and no router: the bridge leads nowhere else.
  const settings = [
    '--keep-in-foreground',
    '--conf-file=/dev/null',
    '--user=root',
    '--port=0',
    '--interface=eth0',
  ];
  const range = ['--dhcp-range=192.168.77.100,192.168.77.150,1h', '--dhcp-option=3', '--dhcp-authoritative'];
  const log = ['--log-facility=-', '--log-dhcp', `--dhcp-leasefile=${leases}`, '--pid-file'];
  return host.start('dnsmasq', ...settings, ...range, ...log);
}

async function startNode(host: Host, directory: string): Promise<OutsideNode> {
  await mkdir(directory, { recursive: true });
  const config = join(directory, 'phantom.yaml');
  const socket = join(directory, 'control.sock');
  await writeFile(config, `version: 1\nnetwork:\n  private_endpoints: true\ncontrol:\n  socket: ${socket}\n`);
  const program = host.start('dist/phantom', 'run', '--config', config, '--state', join(directory, 'state'));
  const ask = async (...words: string[]): Promise<string | null> => {
    const asked = execute('dist/phantom', [...words, '--config', config, '--json']);
    return await asked.then(
      ({ stdout }) => stdout,
      () => null,
    );
  };
  const id = await eventually('a node outside to answer on its control socket', 60_000, async () => {
    if (program.process.exitCode !== null) throw new Error(`a node outside ended: ${program.output()}`);
    const status = await ask('status');
    return status ? (JSON.parse(status).node.id as string) : null;
  });
  return {
    id,
    async linked() {
      const { peers } = JSON.parse((await ask('peers')) ?? '{"peers":[]}') as { peers: PeerFacts[] };
      return peers.filter((peer) => peer.state === 'linked');
    },
    async invite() {
      const answer = JSON.parse((await ask('invite')) ?? '{}') as { invite?: string };
      if (!answer.invite) throw new Error('a node outside gives no invite');
      return answer.invite;
    },
  };
}
