/** Two networks on one machine: by which TUN device packets go, and what is seen of them on the wire. */
import test from 'ava';
import { addressToBytes } from '../../src/net/address.js';
import { belongsHere } from '../../src/node/destinations.js';
import { capture } from '../helpers/capture.js';
import { bridge } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

const device = new URL('../../src/tun/device.js', import.meta.url).href;
const first = '2001:25::aa';
const second = '2001:25::bb';
const named = '2001:25::d1';
const other = '2001:25::d2';

netTest(
  'a named destination and answers go by the second device, all else by the first, and nothing by Ethernet',
  async (t) => {
    const { hosts } = await bridge(t, 2);
    const [host, neighbour] = [hosts[0]!, hosts[1]!];
    await host.run('ip', '-6', 'route', 'add', 'default', 'via', neighbour.ipv6);
    const wire = await capture(t, host);
    const seen = await host.evaluate(
      async ({ device, first, second, named, other }) => {
        const { createSocket } = await import('node:dgram');
        const { setTimeout: sleep } = await import('node:timers/promises');
        const { openTun } = await import(device);
        const common = { mtu: 1280, confined: '2001:25::/32' };
        const took: string[] = [];
        const open = (name: string, address: string, destinations?: string[]) => {
          const tun = openTun({ ...common, name, addresses: [], ...(destinations && { destinations }) });
          tun.addAddress(`${address}/32`);
          tun.onBatch = (count: number) => {
            for (let slot = 0; slot < count; slot += 1) {
              const packet = tun.batch.slot(slot).subarray(tun.batch.headroom);
              // UDP only: the kernel itself speaks to routers.
              if (packet[6] === 17)
                took.push(`${packet[23].toString(16)} to ${packet[39].toString(16)} by ${name}`);
            }
          };
          return tun;
        };
        const send = async (to: string, from?: string): Promise<string> => {
          const socket = createSocket('udp6');
          socket.on('error', () => {});
          await new Promise<void>((resolve, reject) => {
            socket.once('error', reject);
            socket.bind({ port: 0, ...(from ? { address: from } : {}) }, resolve);
          });
          const code = await new Promise<string>((resolve) =>
            socket.send('hello', 4242, to, (error) =>
              resolve((error as NodeJS.ErrnoException)?.code ?? 'sent'),
            ),
          );
          socket.close();
          await sleep(50);
          return took.splice(0).join() || code;
        };
        const a = open('phantom0', first);
        const b = open('phantom1', second, [named]);
        const outcome: Record<string, string> = {
          'a stranger': await send(other),
          'a named one': await send(named),
          'an answer of the first': await send(other, first),
          'an answer of the second': await send(other, second),
        };
        b.removeAddress(`${second}/32`);
        b.addAddress(`${second}/32`);
        outcome['an answer, when the address came again'] = await send(other, second);
        a.close();
        outcome['a named one, the first device gone'] = await send(named);
        b.close();
        outcome['a stranger, both gone'] = await send(other);
        outcome['a named one, both gone'] = await send(named);
        return outcome;
      },
      { device, first, second, named, other },
    );
    t.deepEqual(seen, {
      'a stranger': 'aa to d2 by phantom0',
      'a named one': 'bb to d1 by phantom1',
      'an answer of the first': 'aa to d2 by phantom0',
      'an answer of the second': 'bb to d2 by phantom1',
      'an answer, when the address came again': 'bb to d2 by phantom1',
      'a named one, the first device gone': 'bb to d1 by phantom1',
      'a stranger, both gone': 'ENETUNREACH',
      'a named one, both gone': 'ENETUNREACH',
    });
    const packets = (await wire.stop()).filter(
      ({ from, to }) => from.startsWith('2001:25:') || to.startsWith('2001:25:'),
    );
    t.deepEqual(packets, []);
  },
);

test('an address belongs to one network of the machine, whatever routes say', (t) => {
  const bytes = (address: string) => addressToBytes({ family: 6, address });
  const tun = { enabled: true, name: 'phantom%d', destinations: [named], elsewhere: [named] };
  const all = belongsHere({ ...tun, carries: 'all' });
  const few = belongsHere({ ...tun, carries: 'named' });
  for (const [address, inFirst, inSecond] of [
    [named, false, true],
    [other, true, false],
  ] as const) {
    t.is(all(bytes(address)), inFirst, address);
    t.is(few(bytes(address)), inSecond, address);
  }
});
