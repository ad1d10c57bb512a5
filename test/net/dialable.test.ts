import test from 'ava';
import { mayDial, type ToldBy } from '../../src/net/dialable.js';
import type { Endpoint } from '../../src/net/net.js';

const at = (address: string, port = 4000): Endpoint => ({
  family: address.includes(':') ? 6 : 4,
  address,
  port,
});
const own = [at('8.8.4.4', 4000), at('192.168.7.7', 4000)];

/** Columns: told by a node, given by the operator, heard on the LAN, met; then the same with private_endpoints. */
const table: [endpoint: Endpoint, open: string, inside: string][] = [
  [at('8.8.8.8'), 'yes yes yes yes', 'yes yes yes yes'],
  [at('2a00::1'), 'yes yes yes yes', 'yes yes yes yes'],
  [at('8.8.8.8', 53), 'no yes no yes', 'no yes no yes'],
  [at('8.8.4.4'), 'no no no no', 'no no no no'],
  [at('8.8.4.4', 4001), 'yes yes yes yes', 'yes yes yes yes'],
  [at('192.168.7.7'), 'no no no no', 'no no no no'],
  [at('192.168.7.8'), 'no yes yes yes', 'yes yes yes yes'],
  [at('192.168.7.8', 161), 'no yes no yes', 'no yes no yes'],
  [at('fd00::1'), 'no yes yes yes', 'yes yes yes yes'],
  [at('127.0.0.1'), 'no yes no yes', 'yes yes yes yes'],
  [at('::1'), 'no yes no yes', 'yes yes yes yes'],
  [at('169.254.3.3'), 'no yes yes yes', 'yes yes yes yes'],
  [at('fe80::1'), 'no no no no', 'no no no no'],
  [at('fe80::1%eth0'), 'no yes yes yes', 'no yes yes yes'],
  [at('224.0.0.1'), 'no no no no', 'no no no no'],
  [at('255.255.255.255'), 'no no no no', 'no no no no'],
  [at('ff02::1'), 'no no no no', 'no no no no'],
  [at('0.0.0.0'), 'no no no no', 'no no no no'],
  [at('::'), 'no no no no', 'no no no no'],
  [at('192.0.2.1'), 'no no no no', 'no no no no'],
  [at('2001:20::1'), 'no no no no', 'no no no no'],
];

test('who may be dialled', (t) => {
  const tellers: ToldBy[] = ['told', 'given', 'beacon', 'met'];
  for (const [endpoint, open, inside] of table) {
    for (const [privateEndpoints, wanted] of [
      [false, open],
      [true, inside],
    ] as const) {
      const answers = tellers.map((teller) =>
        mayDial(endpoint, teller, { privateEndpoints, own }) ? 'yes' : 'no',
      );
      t.is(
        answers.join(' '),
        wanted,
        `${endpoint.address} port ${endpoint.port}, private endpoints ${privateEndpoints}`,
      );
    }
  }
});
