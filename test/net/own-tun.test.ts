import test from 'ava';
import { isOwnTun } from '../../src/net/interfaces.js';

const noMac = '00:00:00:00:00:00';

test('the TUN device, with AP addresses or before it has any, is no place where the node is', (t) => {
  t.true(isOwnTun([{ address: 'fe80::1', mac: noMac }]));
  t.true(
    isOwnTun([
      { address: '2001:25:1::2', mac: noMac },
      { address: 'fe80::1', mac: noMac },
    ]),
  );
  t.false(
    isOwnTun([
      { address: '192.168.0.2', mac: '02:00:00:00:00:01' },
      { address: 'fe80::1', mac: '02:00:00:00:00:01' },
    ]),
  );
  t.false(isOwnTun([{ address: '198.51.100.2', mac: noMac }]), 'a modem line has no hardware address either');
  t.false(isOwnTun([{ address: 'fe80::1', mac: '02:00:00:00:00:01' }]));
});
