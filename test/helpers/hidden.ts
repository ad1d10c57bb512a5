/**
 * Programs that talk over paths: a network of real nodes, one of which is reached at an AP address by programs of another.
 * Nothing is configured in the programs; they are given an IPv6 address. For the demo and for tests of the whole.
 */
import { createCipheriv, createHash } from 'node:crypto';
import type { PathsFacts } from '../../src/control/protocol.js';
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

/** A page of so many bytes, the same in every run, served on port 80 of a node's host. */
export function serve(node: RealNode, bytes: number): { program: Program; sha256: string } {
  const script = `const page = require('node:crypto').createCipheriv('aes-128-ctr', '0123456789abcdef', '0123456789abcdef').update(Buffer.alloc(${bytes}));
    require('node:http').createServer((_, answer) => answer.end(page)).listen(80, '::', () => console.log('serving'));`;
  const page = contentOf(bytes);
  const program = node.host.start(process.execPath, '--eval', script);
  return { program, sha256: createHash('sha256').update(page).digest('hex') };
}

function contentOf(bytes: number): Buffer {
  // The same words as in the script above, which runs in a process of its own.
  const [key, start] = ['0123456789abcdef', '0123456789abcdef'];
  return createCipheriv('aes-128-ctr', key, start).update(Buffer.alloc(bytes));
}

/** Fetches that page with curl; its hash, and bits per second. */
export async function fetchPage(node: RealNode, address: string): Promise<{ sha256: string; rate: number }> {
  const words = `curl -sS --max-time 100 -w '%{stderr}%{speed_download}' 'http://[${address}]/' 2>&3 | sha256sum`;
  const out = await node.host.run('sh', '-c', `{ ${words}; } 3>&1`);
  const sha256 = /([0-9a-f]{64}) {2}-/.exec(out)?.[1] ?? out;
  const rate = 8 * Number(/^(\d+)/m.exec(out.replace(/[0-9a-f]{64} {2}-/, ''))?.[1] ?? Number.NaN);
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
