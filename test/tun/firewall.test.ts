/** What the rules of routing cannot hold back (test/tun/confined) and the firewall of the package does; and what is seen without it. */
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { capture } from '../helpers/capture.js';
import { bridge } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

const [device, net] = ['../../src/tun/device.js', '../../src/net/udp.js'].map(
  (path) => new URL(path, import.meta.url).href,
);
/** By its path: npm puts another program of that name in front. */
const nft = '/usr/sbin/nft';
const own = '2001:25::aa';

/**
 * A machine whose Ethernet has a default route and no IPv6 address but the link's: what was seen on its wire of AP addresses,
 * and what came in for its own.
 */
async function seen(t: ExecutionContext, isLoaded: boolean): Promise<string[]> {
  const { hosts } = await bridge(t, 2);
  const [host, neighbour] = [hosts[0]!, hosts[1]!];
  const linkOf = async (one: typeof host) =>
    /fe80:[0-9a-f:]+/.exec(await one.run('ip', '-6', 'address', 'show', 'dev', 'eth0'))![0];
  if (isLoaded) {
    // Twice, as after an upgrade.
    const file = join(process.cwd(), 'packages/phantom-node/confine.nft');
    await host.run(nft, '-f', file);
    await host.run(nft, '-f', file);
  }
  await host.run('ip', '-6', 'address', 'delete', `${host.ipv6}/64`, 'dev', 'eth0');
  await host.run('ip', '-6', 'route', 'add', 'default', 'via', await linkOf(neighbour), 'dev', 'eth0');
  await neighbour.run('ip', '-6', 'route', 'add', `${own}/128`, 'via', await linkOf(host), 'dev', 'eth0');
  await neighbour.run('ip', '-6', 'route', 'add', '2001:25::/32', 'via', await linkOf(host), 'dev', 'eth0');
  const wire = await capture(t, host);
  const stranger = neighbour.start(process.execPath, '-e', sendsEvery('hello', own));
  const came = await host.evaluate(
    async ({ device, net, own }) => {
      const { createSocket } = await import('node:dgram');
      const { setTimeout: sleep } = await import('node:timers/promises');
      const { openTun } = await import(device);
      const { udp } = await import(net);
      const tun = openTun({
        name: 'phantom%d',
        mtu: 1280,
        addresses: [`${own}/32`],
        confined: '2001:25::/32',
      });
      const bound = createSocket('udp6');
      const came = new Set<string>();
      bound.on('message', (data) => came.add(`in: ${data}`));
      await new Promise<void>((resolve) => bound.bind(4243, own, resolve));
      bound.setMulticastInterface('::%eth0');
      bound.send('to a group', 4242, 'ff02::fb%eth0', () => {});
      const free = createSocket('udp6');
      free.send('by a program that does not choose', 4242, '2001:db8::1', () => {});
      const socket = await udp.open(0);
      socket.send(new TextEncoder().encode('by the node'), { family: 6, address: '2001:db8::2', port: 4242 });
      await sleep(2_000);
      free.close();
      bound.close();
      await socket.close();
      tun.close();
      return [...came];
    },
    { device: device!, net: net!, own },
  );
  await stranger.stop('SIGKILL');
  const packets = (await wire.stop()).filter(({ from }) => from === own);
  const texts = packets.map(({ protocol, payload }) =>
    protocol === 17 ? new TextDecoder().decode(payload) : `protocol ${protocol}`,
  );
  return [...new Set([...came, ...texts])].sort();
}

/** A program that sends a word again and again. */
function sendsEvery(word: string, to: string): string {
  return `const socket = require('node:dgram').createSocket('udp6');
    setInterval(() => socket.send(${JSON.stringify(word)}, 4243, ${JSON.stringify(to)}), 100);`;
}

netTest(
  'with the firewall nothing leaves from an AP address, nor comes in for one, by Ethernet',
  async (t) => {
    t.deepEqual(await seen(t, true), []);
  },
);

netTest('anti: without it a machine with no other IPv6 address shows its AP address', async (t) => {
  t.deepEqual(await seen(t, false), [
    'by a program that does not choose',
    'by the node',
    'in: hello',
    'to a group',
  ]);
});
