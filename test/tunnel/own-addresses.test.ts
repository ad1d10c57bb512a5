import test from 'ava';
import { MemoryTun } from '../../src/tun/memory.js';
import { ownAddressesOnTun } from '../../src/tunnel/own-addresses.js';
import type { OwnAddress } from '../../src/tunnel/types.js';
import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { TunnelLab } from '../helpers/tunnel-lab.js';

function own(last: number): OwnAddress {
  const address = Uint8Array.of(0x20, 1, 0, 0x25, ...new Uint8Array(11), last);
  const nothing = new Uint8Array(0);
  return { address, key: nothing, secret: nothing, modifier: nothing, isLasting: true };
}

test('the device has our addresses and no others, and programs take the first', (t) => {
  const tun = new MemoryTun({ name: 'phantom0', mtu: 1280, addresses: ['2001:25::9/32'] });
  ownAddressesOnTun(tun, [own(1), own(2)]);
  t.deepEqual(tun.addresses, ['2001:25::1/32', '2001:25::2/32']);
  t.deepEqual([...tun.deprecated], ['2001:25::2/32']);
  ownAddressesOnTun(tun, [own(3), own(1), own(2)]);
  t.deepEqual(tun.addresses, ['2001:25::1/32', '2001:25::2/32', '2001:25::3/32']);
  t.deepEqual([...tun.deprecated].sort(), ['2001:25::1/32', '2001:25::2/32']);
  ownAddressesOnTun(tun, [own(2)]);
  t.deepEqual(tun.addresses, ['2001:25::2/32']);
  t.false(tun.deprecated.has('2001:25::2/32'));
});

test('an address that the machine refuses costs nobody else anything', async (t) => {
  const lab = new TunnelLab(t);
  const a = await lab.machine('a');
  a.tun.addAddress = () => {
    throw new Error('IPv6 is switched off');
  };
  a.addresses.list.push(own(7));
  t.notThrows(() => a.addresses.onChange());
  t.is(a.tun.addresses.length, 1, 'what was there stays');
});

netTest('programs that do not choose get the preferred address, however alike another is', async (t) => {
  const host = await lonely(t);
  const chosen = await host.evaluate(
    async (module) => {
      const { openTun } = await import(module);
      const { execFileSync } = await import('node:child_process');
      const addresses = ['2001:25::1/32', '2001:25:ffff::1/32', '2001:25::2/32'];
      const tun = openTun({ name: 'phantom0', mtu: 1280, addresses });
      const seen: string[] = [];
      for (const preferred of [...addresses, addresses[0]!]) {
        for (const cidr of addresses) tun.preferAddress(cidr, cidr === preferred);
        const route = execFileSync('ip', ['-6', 'route', 'get', '2001:25:ffff::2'], { encoding: 'utf8' });
        seen.push(/src (\S+)/.exec(route)![1]!);
      }
      tun.close();
      return seen;
    },
    new URL('../../src/tun/device.js', import.meta.url).href,
  );
  t.deepEqual(chosen, ['2001:25::1', '2001:25:ffff::1', '2001:25::2', '2001:25::1']);
});
