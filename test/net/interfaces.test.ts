import test from 'ava';
import { endpointsOf, type Interface, isOnLink, systemInterfaces } from '../../src/net/interfaces.js';

const eth0 = (address: string, prefix: number): Interface => ({
  name: 'eth0',
  family: address.includes(':') ? 6 : 4,
  address,
  prefix,
});

const own: readonly Interface[] = [
  eth0('192.168.7.7', 24),
  eth0('10.1.2.130', 25),
  eth0('20.30.0.1', 30),
  eth0('5.5.5.5', 32),
  eth0('6.6.6.6', 0),
  eth0('fe80::7%eth0', 64),
  eth0('2a00:1:2:3::7', 64),
];

const table: [address: string, isOn: boolean][] = [
  ['192.168.7.7', true],
  ['192.168.7.255', true],
  ['192.168.8.7', false],
  ['192.169.7.7', false],
  ['10.1.2.128', true],
  ['10.1.2.255', true],
  ['10.1.2.127', false],
  ['20.30.0.3', true],
  ['20.30.0.4', false],
  ['5.5.5.5', true],
  ['5.5.5.4', false],
  ['6.6.6.7', false],
  ['8.8.8.8', false],
  ['fe80::1%eth0', true],
  ['fe80::1%eth1', false],
  ['fe80::1', false],
  ['fe80:0:0:1::1%eth0', false],
  ['2a00:1:2:3:ffff::1', true],
  ['2a00:1:2:4::1', false],
  ['::7', false],
];

test('which addresses are on our side of the router', (t) => {
  for (const [address, isOn] of table) {
    const family = address.includes(':') ? 6 : 4;
    t.is(isOnLink({ family, address }, own), isOn, address);
    t.false(isOnLink({ family, address }, []), address);
  }
});

test('every interface of this machine has a subnet that holds it', (t) => {
  const interfaces = systemInterfaces();
  for (const entry of interfaces) {
    t.true(entry.prefix > 0 && entry.prefix <= (entry.family === 4 ? 32 : 128), JSON.stringify(entry));
    t.true(isOnLink(entry, interfaces), JSON.stringify(entry));
  }
  t.is(endpointsOf(interfaces, 7).length, interfaces.length);
});
