/** What leaves a machine beside its TUN device, as seen on the wire: nothing; and without the rules of routing, everything. */
import type { ExecutionContext } from 'ava';
import { capture } from '../helpers/capture.js';
import { bridge } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

const device = new URL('../../src/tun/device.js', import.meta.url).href;
const own = '2001:25::aa';
const isAp = (address: string) => address.startsWith('2001:25:');

/**
 * A machine with a default route by Ethernet has a TUN device with an AP address, then none any more; what its programs try
 * meanwhile, and what a neighbour does that sends to the AP address by Ethernet. Gives what was seen on the wire of it.
 */
async function seen(t: ExecutionContext, confined: string | undefined): Promise<string[]> {
  const { hosts } = await bridge(t, 2);
  const [host, neighbour] = [hosts[0]!, hosts[1]!];
  await host.run('ip', '-6', 'route', 'add', 'default', 'via', neighbour.ipv6);
  await neighbour.run('ip', '-6', 'route', 'add', `${own}/128`, 'via', host.ipv6);
  const addresses = await neighbour.run('ip', '-6', 'address', 'show', 'dev', 'eth0');
  const [linkLocal] = /fe80:[0-9a-f:]+/.exec(addresses)!;
  const wire = await capture(t, host);
  const program = host.evaluate(
    async ({ device, own, confined, peer }) => {
      const { createSocket } = await import('node:dgram');
      const { connect } = await import('node:net');
      const { execFileSync } = await import('node:child_process');
      const { setTimeout: sleep } = await import('node:timers/promises');
      const { openTun } = await import(device);
      const udp = async (text: string, to: string, from?: string): Promise<void> => {
        const socket = createSocket('udp6');
        socket.on('error', () => {});
        await new Promise<void>((resolve) =>
          socket.bind({ port: 0, ...(from ? { address: from } : {}) }, resolve),
        );
        await new Promise<void>((resolve) => socket.send(text, 4242, to, () => resolve()));
        socket.close();
      };
      const tun = openTun({
        name: 'phantom0',
        mtu: 1280,
        addresses: [`${own}/32`],
        ...(confined ? { confined } : {}),
      });
      await udp('to a stranger', '2001:db8::1', own);
      await udp('to a neighbour', 'fd77::2', own);
      await udp('by the link', peer, own);
      execFileSync('ip', ['-6', 'route', 'add', '2001:25:0:1::/64', 'via', 'fd77::2']);
      await udp('by an announced route', '2001:25:0:1::1');
      const tcp = connect({ host: '2001:25::bb', port: 80, localAddress: own, family: 6 });
      tcp.on('error', () => {});
      await sleep(2_500);
      tun.close();
      await udp('when it is gone', '2001:25::cc');
      // A TCP segment that is not answered comes again after a second.
      await sleep(4_000);
      tcp.destroy();
    },
    { device, own, confined, peer: `${linkLocal}%eth0` },
  );
  const ping = neighbour.start('ping', '-c', '6', '-i', '0.3', '-W', '1', own);
  await Promise.all([program, ping.ended]);
  const packets = (await wire.stop()).filter(
    ({ from, to }) => isAp(from) || (isAp(to) && from !== neighbour.ipv6),
  );
  const texts = packets.map(({ protocol, payload }) =>
    protocol === 17 ? new TextDecoder().decode(payload) : protocol === 6 ? 'TCP' : 'an echo',
  );
  return [...new Set(texts)].sort();
}

netTest('nothing of AP addresses leaves by Ethernet, with the TUN device and without it', async (t) => {
  t.deepEqual(await seen(t, '2001:25::/32'), []);
});

netTest('anti: without the rules of routing each of these leaks', async (t) => {
  t.deepEqual(await seen(t, undefined), [
    'TCP',
    'an echo',
    'by an announced route',
    'by the link',
    'to a neighbour',
    'to a stranger',
    'when it is gone',
  ]);
});

netTest(
  'what is sent to AP addresses goes to the TUN device, and says at once when there is none',
  async (t) => {
    const { hosts } = await bridge(t, 1);
    const outcome = await hosts[0]!.evaluate(
      async ({ device, own }) => {
        const { createSocket } = await import('node:dgram');
        const { setTimeout: sleep } = await import('node:timers/promises');
        const { execFileSync } = await import('node:child_process');
        const { openTun } = await import(device);
        const socket = createSocket('udp6');
        const send = () =>
          new Promise<string>((resolve) =>
            socket.send('hello', 4242, '2001:25::bb', (error) =>
              resolve((error as NodeJS.ErrnoException)?.code ?? ''),
            ),
          );
        const outcome: unknown[] = [];
        // A second time, as after a restart: the rules are there already.
        for (let life = 0; life < 2; life += 1) {
          const tun = openTun({
            name: 'phantom0',
            mtu: 1280,
            addresses: [`${own}/32`],
            confined: '2001:25::/32',
          });
          let count = 0;
          tun.onBatch = (more: number) => {
            for (let slot = 0; slot < more; slot += 1) if (tun.batch.slot(slot).includes(0xbb)) count += 1;
          };
          outcome.push(await send());
          while (count === 0) await sleep(5);
          tun.close();
          outcome.push(await send());
        }
        socket.close();
        return [
          ...outcome,
          execFileSync('ip', ['-6', 'rule'], { encoding: 'utf8' }).split('2001:25::/32').length - 1,
        ];
      },
      { device, own },
    );
    t.deepEqual(outcome, ['', 'ENETUNREACH', '', 'ENETUNREACH', 4]);
  },
);
