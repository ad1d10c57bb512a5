import test from 'ava';
import {
  type AddressClass,
  addressFromBytes,
  addressToBytes,
  classOf,
  endpointFromText,
  formatEndpoint,
  prefixOf,
} from '../../src/net/address.js';
import type { Endpoint } from '../../src/net/net.js';

const at = (address: string): Endpoint => ({ family: address.includes(':') ? 6 : 4, address, port: 4000 });

test('IPv6 text is the one of RFC 5952', (t) => {
  const table: [bytes: string, text: string][] = [
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['0102030405060708090a0b0c0d0e0fab', '102:304:506:708:90a:b0c:d0e:fab'],
  ];
  for (const [hex, text] of table) {
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
    t.is(addressFromBytes(bytes), text);
    t.deepEqual(addressToBytes({ family: 6, address: text }), bytes);
  }
});

test('what an operating system says becomes one canonical endpoint', (t) => {
  const table: [text: string, wanted: string | null][] = [
    ['10.0.0.1', '10.0.0.1:7'],
    ['2001:DB8:0:0::1', '[2001:db8::1]:7'],
    ['::ffff:10.0.0.1', '10.0.0.1:7'],
    ['::ffff:a00:1', '10.0.0.1:7'],
    ['fe80::1%eth0', '[fe80::1%eth0]:7'],
    ['64:ff9b::1.2.3.4', '[64:ff9b::102:304]:7'],
    ['10.0.0', null],
    ['example.org', null],
    ['', null],
  ];
  for (const [text, wanted] of table) {
    const endpoint = endpointFromText(text, 7);
    t.is(endpoint && formatEndpoint(endpoint), wanted, text);
  }
  t.is(endpointFromText('10.0.0.1', 0), null);
  t.is(endpointFromText('10.0.0.1', 65536), null);
});

test('addresses have their class', (t) => {
  const table: [address: string, is: AddressClass][] = [
    ['8.8.8.8', 'public'],
    ['0.0.0.0', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'private'],
    ['100.128.0.1', 'public'],
    ['127.0.0.1', 'loopback'],
    ['169.254.9.9', 'link-local'],
    ['172.15.0.1', 'public'],
    ['172.31.255.255', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.0.1', 'private'],
    ['192.0.2.1', 'reserved'],
    ['198.19.0.1', 'reserved'],
    ['224.0.0.1', 'multicast'],
    ['239.255.1.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'multicast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['fe80::1%eth0', 'link-local'],
    ['fd00::1', 'private'],
    ['ff02::1', 'multicast'],
    ['2001:db8::1', 'reserved'],
    ['2001:20::1', 'reserved'],
    ['2002:a00:1::', 'reserved'],
    ['64:ff9b::808:808', 'reserved'],
    ['2a00:1450::1', 'public'],
    ['2001:4860::8888', 'public'],
  ];
  for (const [address, is] of table) t.is(classOf(at(address)), is, address);
});

test('public addresses share a prefix, those of a LAN are each their own', (t) => {
  t.is(prefixOf(at('1.2.3.4')), prefixOf(at('1.2.200.9')));
  t.not(prefixOf(at('1.2.3.4')), prefixOf(at('1.3.3.4')));
  t.is(prefixOf(at('2a00:1450:1::1')), prefixOf(at('2a00:1450:2::1')));
  t.not(prefixOf(at('2a00:1450::1')), prefixOf(at('2a00:1451::1')));
  t.not(prefixOf(at('192.168.0.1')), prefixOf(at('192.168.0.2')));
  t.not(prefixOf(at('127.0.0.1')), prefixOf({ ...at('127.0.0.1'), port: 4001 }));
});
