/** Real programs through real TUN devices in two namespaces; only the paths between the tunnels' ends are made up. */
import { existsSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { bridge, eventually, type Host, type Program } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

const program = new URL('./real-end.js', import.meta.url).pathname;

interface End {
  readonly host: Host;
  readonly node: Program;
  readonly address: string;
}

async function ends(t: ExecutionContext): Promise<[End, End]> {
  const { hosts } = await bridge(t, 2);
  const start = (host: Host, name: string, other: string, peer: Host) =>
    host.start(process.execPath, program, name, other, host.ipv4, peer.ipv4);
  const nodes = [start(hosts[0]!, 'a', 'b', hosts[1]!), start(hosts[1]!, 'b', 'a', hosts[0]!)];
  const made = await Promise.all(
    nodes.map(async (node, at) => {
      const said = await eventually(`end ${at} is ready`, 20_000, () => /ready (\S+)/.exec(node.output()));
      return { host: hosts[at]!, node, address: said[1]! };
    }),
  );
  return [made[0]!, made[1]!];
}

netTest('ping, a download, a big upload and a name nobody has, between two machines', async (t) => {
  const [a, b] = await ends(t);

  const ping = await a.host.run('ping', '-6', '-c', '5', '-i', '0.2', b.address);
  t.regex(ping, /5 packets transmitted, 5 received, 0% packet loss/);

  // Six megabytes there and back, compared by hash.
  const server = b.host.start(
    process.execPath,
    '-e',
    `const { createHash } = require('node:crypto');
     require('node:http').createServer(async (request, response) => {
       const parts = [];
       for await (const part of request) parts.push(part);
       const body = Buffer.concat(parts);
       response.setHeader('x-hash', createHash('sha256').update(body).digest('hex'));
       response.end(body);
     }).listen(8080, '::', () => console.log('listening'));`,
  );
  await eventually('the server listens', 10_000, () => server.output().includes('listening'));
  const transfer = await a.host.evaluate(async (address) => {
    const { createHash, randomBytes } = await import('node:crypto');
    const body = randomBytes(6_000_000);
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    const began = Date.now();
    const answer = await fetch(`http://[${address}]:8080/`, { method: 'POST', body });
    const back = new Uint8Array(await answer.arrayBuffer());
    const same = answer.headers.get('x-hash') === hash(body) && hash(back) === hash(body);
    return { same, length: back.length, ms: Date.now() - began };
  }, b.address);
  t.log(`6 MB there and back in ${transfer.ms} ms`);
  t.like(transfer, { same: true, length: 6_000_000 });

  // B has nothing at port 8081, and would not say so: it is not exposed. Nobody has the second address at all.
  const failures = await a.host.evaluate(
    async ([closed, nobody]) => {
      const { connect } = await import('node:net');
      const attempt = (address: string, port: number) =>
        new Promise<string>((resolve) => {
          const began = Date.now();
          const socket = connect(port, address, () => resolve('connected'));
          socket.setTimeout(1500, () => {
            socket.destroy();
            resolve('silence');
          });
          socket.on('error', (error: NodeJS.ErrnoException) =>
            resolve(`${error.code} ${Date.now() - began < 1000 ? 'at once' : 'late'}`),
          );
        });
      return [await attempt(closed!, 8081), await attempt(nobody!, 80)];
    },
    [b.address, '2001:25::dead'],
  );
  t.deepEqual(failures, ['silence', 'ENETUNREACH at once']);

  if (existsSync('/usr/bin/iperf3')) {
    const iperf = b.host.start('iperf3', '-s', '-1', '-6', '--forceflush');
    await eventually('iperf3 listens', 10_000, () => iperf.output().includes('listening'));
    const result = JSON.parse(await a.host.run('iperf3', '-6', '-c', b.address, '-t', '2', '-J'));
    const rate = result.end.sum_received.bits_per_second as number;
    t.log(`iperf3: ${Math.round(rate / 1e6)} Mbit/s`);
    t.true(rate > 1e6);
  }

  await b.node.stop();
  await a.node.stop();
  const { dropped } = JSON.parse(a.node.output().trimEnd().split('\n').at(-1)!);
  t.is(dropped['cell-forged'] ?? 0, 0);
  t.log(JSON.stringify(dropped));
});
