/**
 * Programs that talk over paths: a network of real nodes, one of which is reached at an AP address by programs of another.
 * Nothing is configured in the programs; they are given an IPv6 address. For the demo and for tests of the whole.
 */
import type { PathsFacts } from '../../src/control/protocol.js';
import { contentHash } from './content.js';
import { eventually, type Program } from './namespaces.js';
import type { RealNode } from './real-nodes.js';

/** Waits until a node has the paths of as many addresses as it has: two to go out and three to be reached by, each. */
export async function hasPaths(node: RealNode, addresses: number, ms: number): Promise<PathsFacts> {
  let last: PathsFacts | null = null;
  try {
    return await eventually('paths are built', ms, async () => {
      last = await node.call<PathsFacts>('paths');
      const open = last.own.filter(({ state }) => state === 'open');
      return open.length >= 5 * addresses ? last : null;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${JSON.stringify(last)}\n${node.output()}`);
  }
}

/** Makes a lasting address on a node and opens ports of it; returns once others can find and reach it. */
export async function reachable(node: RealNode, ports: readonly string[], ms: number): Promise<string> {
  const { address } = JSON.parse(await node.ask('address', 'new', 'demo', '--json')) as { address: string };
  for (const port of ports) await node.ask('expose', port, '--address', address);
  await hasPaths(node, 2, ms);
  await eventually('the record of the address is kept by others', ms, async () => {
    const { addresses } = await node.call<{ addresses: { address: string; keptBy: number | null }[] }>(
      'address.list',
    );
    return (addresses.find((own) => own.address === address)?.keptBy ?? 0) > 0;
  });
  return address;
}

/** A page of so many bytes, the same in every run, served on port 80 of a node's host from then on. */
export async function serve(node: RealNode, bytes: number): Promise<{ program: Program; sha256: string }> {
  const script = `const page = require('node:crypto').createCipheriv('aes-128-ctr', '0123456789abcdef', '0123456789abcdef').update(Buffer.alloc(${bytes}));
    require('node:http').createServer((_, answer) => answer.end(page)).listen(80, '::', () => console.log('serving'));`;
  const program = node.host.start(process.execPath, '--eval', script);
  await eventually('the page is served', 20_000, () => program.output().includes('serving'));
  // The same words as in content.ts: what runs on a host needs nothing from outside itself.
  return { program, sha256: contentHash(bytes) };
}

/** Fetches that page with curl; its hash, and bits per second. */
export async function fetchPage(node: RealNode, address: string): Promise<{ sha256: string; rate: number }> {
  const script = `file=$(mktemp) && curl -sS --max-time 100 -o "$file" -w '%{speed_download} ' "$1" && sha256sum "$file"; rm -f "$file"`;
  const out = await node.host.run('sh', '-c', script, 'fetch', `http://[${address}]/`);
  const [speed = '', sha256 = ''] = out.split(/\s+/);
  const rate = 8 * Number(speed);
  return { sha256, rate };
}

/** Sends so many pings; how many came back, and the median round trip in ms. */
export async function ping(
  node: RealNode,
  address: string,
  count: number,
): Promise<{ back: number; median: number }> {
  const out = await node.host.run('sh', '-c', `ping -c ${count} -i 0.2 -W 5 ${address} || true`);
  const times = [...out.matchAll(/time=([\d.]+) ms/g)].map(([, ms]) => Number(ms)).sort((a, b) => a - b);
  return { back: times.length, median: times[times.length >> 1] ?? Number.NaN };
}

/** What iperf3 measures from one node to an address of another in five seconds, as the receiving end saw it. */
export async function measure(
  client: RealNode,
  server: RealNode,
  address: string,
  options: readonly string[],
): Promise<{ rate: number; lost: number }> {
  const listening = server.host.start('iperf3', '-s', '-1', '--forceflush');
  await eventually('iperf3 listens', 20_000, () => listening.output().includes('Server listening'));
  const out = await client.host.run('iperf3', '-6', '-J', '-t', '5', '-c', address, ...options);
  await listening.stop('SIGKILL');
  const { end } = JSON.parse(out) as {
    end: {
      sum_received?: { bits_per_second: number };
      sum: { bits_per_second: number; lost_percent: number };
    };
  };
  const received = end.sum_received ?? end.sum;
  return { rate: received.bits_per_second, lost: end.sum?.lost_percent ?? 0 };
}
