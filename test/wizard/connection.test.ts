import { readFile } from 'node:fs/promises';
import test from 'ava';
import {
  type Connection,
  connectionTrouble,
  fixedTrouble,
  freshConnection,
  wifiTrouble,
} from '../../src/wizard/connection.js';
import {
  networksIn,
  provisioning,
  provisioningName,
  readObjects,
  stationIn,
} from '../../src/wizard/iwd-objects.js';
import { fixedNetwork } from '../../src/wizard/networkd.js';
import { bars, readable } from '../../src/wizard/pages/wifi.js';

const fixed = (change: Partial<Connection>): Connection => ({ ...freshConnection, kind: 'fixed', ...change });
const wifi = (change: Partial<Connection>): Connection => ({
  ...freshConnection,
  kind: 'wifi',
  ssid: 'Home',
  open: !('passphrase' in change),
  ...change,
});

test('fixed addresses that work are taken, and what is wrong with others is named with its field', (t) => {
  for (const good of [
    { address4: '192.168.1.5/24', gateway4: '192.168.1.1' },
    { address4: '10.0.0.2/31', gateway4: '10.0.0.3' },
    { address4: '192.168.1.5/24' },
    { address6: '2001:db8::5/64', gateway6: 'fe80::1' },
    { address6: '2001:DB8::5/64', gateway6: '2001:db8::1' },
    { address4: '192.168.1.5/24', address6: 'fd00::5/64' },
  ]) {
    t.is(fixedTrouble(fixed(good)), null);
  }
  for (const [bad, field, key] of [
    [{}, 'address4', 'fixed.bad.none'],
    [{ gateway4: '192.168.1.1', address6: 'fd00::5/64' }, 'address4', 'fixed.bad.only-gateway'],
    [{ address4: '192.168.1.5' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.5/' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.5/0' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.5/32' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.5/255.255.255.0' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.5/24/1' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: '192.168.1.256/24' }, 'address4', 'fixed.bad.address4'],
    [{ address4: '192.168.1.5/24\nDNS=192.0.2.1' }, 'address4', 'fixed.bad.prefix4'],
    [{ address4: 'fd00::5/64' }, 'address4', 'fixed.bad.address4'],
    [{ address4: '127.0.0.5/8' }, 'address4', 'fixed.bad.unusable'],
    [{ address4: '224.0.0.5/4' }, 'address4', 'fixed.bad.unusable'],
    [{ address4: '192.168.1.5/24', gateway4: '192.168.2.1' }, 'gateway4', 'fixed.bad.elsewhere'],
    [{ address4: '192.168.1.5/24', gateway4: '192.168.1.5' }, 'gateway4', 'fixed.bad.same'],
    [{ address4: '192.168.1.5/24', gateway4: '192.168.1.1/24' }, 'gateway4', 'fixed.bad.gateway4'],
    [{ address6: '2001:db8::5' }, 'address6', 'fixed.bad.prefix6'],
    [{ address6: 'fe80::5/64' }, 'address6', 'fixed.bad.unusable'],
    [{ address6: '2001:25:1::5/64' }, 'address6', 'fixed.bad.unusable'],
    [{ address6: 'fd00::5%eth0/64' }, 'address6', 'fixed.bad.address6'],
    [{ address6: '2001:db8::5/64', gateway6: '2001:db8:1::1' }, 'gateway6', 'fixed.bad.elsewhere'],
    [{ address6: '2001:db8::5/64', gateway6: '192.168.1.1' }, 'gateway6', 'fixed.bad.gateway6'],
  ] as const) {
    t.deepEqual(fixedTrouble(fixed(bad)), { field, key }, JSON.stringify(bad));
  }
});

test('what is typed for Wi-Fi is measured as the standard does', (t) => {
  t.is(wifiTrouble(wifi({ passphrase: '12345678', country: 'DE' })), null);
  t.is(wifiTrouble(wifi({})), null);
  t.is(wifiTrouble(wifi({ ssid: 'é'.repeat(16) })), null);
  for (const [bad, field] of [
    [{ ssid: '' }, 'ssid'],
    [{ ssid: 'é'.repeat(17) }, 'ssid'],
    [{ open: false }, 'passphrase'],
    [{ passphrase: '1234567' }, 'passphrase'],
    [{ passphrase: 'x'.repeat(64) }, 'passphrase'],
    [{ passphrase: 'größer als acht' }, 'passphrase'],
    [{ passphrase: 'line\nbreak' }, 'passphrase'],
    [{ country: 'D' }, 'country'],
    [{ country: 'de' }, 'country'],
  ] as const) {
    t.is(wifiTrouble(wifi(bad))?.field, field, JSON.stringify(bad));
  }
});

test('a connection from a file gets one sentence for what is wrong, and may be half while it is typed', (t) => {
  t.is(connectionTrouble(freshConnection, true), null);
  t.is(connectionTrouble(fixed({}), false), null);
  for (const [value, words] of [
    ['wifi', /^connection: expected "kind: wired" or the like/],
    [{ ...freshConnection, sid: 'x' }, /^connection: there is no answer "sid"\. Did you mean "ssid"\?$/],
    [
      { ...freshConnection, kind: 'lan' },
      /^connection\.kind: expected wired, wifi, fixed, none, but "lan" came\.$/,
    ],
    [{ ...freshConnection, hidden: 'yes' }, /^connection\.hidden: expected true or false, but "yes" came\.$/],
    [{ ...freshConnection, passphrase: 12345678 }, /^connection\.passphrase: expected text, in quotes/],
    [{ ...freshConnection, card: 'a\nb' }, /^connection\.card: expected the name of a network card/],
    [wifi({ passphrase: 'short' }), /^connection\.passphrase: A Wi-Fi passphrase has 8 to 63/],
    [fixed({ address4: '192.168.1.5' }), /^connection\.address4: After the address a slash/],
  ] as const) {
    t.regex(connectionTrouble(value, true) ?? '', words);
  }
});

test('a family without a fixed address comes by itself, and no name server is asked for', (t) => {
  const both = fixedNetwork(
    fixed({
      card: 'enp3s0',
      address4: '192.168.1.5/24',
      gateway4: '192.168.1.1',
      address6: 'fd00::5/64',
      gateway6: 'fe80::1',
    }),
  );
  t.regex(both, /^\[Match\]\nName=enp3s0\n$/m);
  t.regex(
    both,
    /^Address=192\.168\.1\.5\/24\nAddress=fd00::5\/64\nGateway=192\.168\.1\.1\nGateway=fe80::1\nDHCP=no\nIPv6AcceptRA=no\n/m,
  );
  t.regex(
    fixedNetwork(fixed({ address4: '192.168.1.5/24' })),
    /^Address=192.168.1.5\/24\nDHCP=ipv6\nIPv6AcceptRA=yes\n/m,
  );
  t.regex(
    fixedNetwork(fixed({ address6: 'fd00::5/64' })),
    /^Address=fd00::5\/64\nDHCP=ipv4\nIPv6AcceptRA=no\n/m,
  );
  t.notRegex(both, /DNS=(?!no)/);
});

test('iwd is read as busctl prints it', async (t) => {
  const [managed, ordered] = await Promise.all(
    ['managed', 'ordered'].map((name) => readFile(`test/fixtures/iwd/${name}.txt`, 'utf8')),
  );
  const objects = readObjects(managed!);
  const station = '/net/connman/iwd/0/3';
  const home = `${station}/486f6d65_psk`;
  t.deepEqual(stationIn(objects), { path: station, card: 'wlan0', isScanning: false, connected: home });
  const cafe = `${station}/436166c3a9204c756d69c3a87265_open`;
  t.deepEqual(networksIn(objects, ordered!), [
    { path: home, ssid: 'Home', signal: -48, security: 'psk', known: '/net/connman/iwd/486f6d65_psk' },
    { path: cafe, ssid: 'Café Lumière', signal: -71, security: 'open', known: null },
    { path: `${station}/4f6666696365_8021x`, ssid: 'Office', signal: -83, security: 'other', known: null },
  ]);
  for (const other of ['', 'null', '[]', '{"data":[]}', '{"data":[3]}', '{"data":{"x":1}}']) {
    t.is(stationIn(readObjects(other)), null);
    t.deepEqual(networksIn(objects, other), []);
  }
  t.deepEqual(networksIn(objects, '{"data":[[[1,2],["/nowhere",-50],null,["/x"]]]}'), []);
});

test('files for iwd have the names and escapes it knows', (t) => {
  t.is(provisioningName('My Home_2-4', 'psk'), 'My Home_2-4.psk');
  t.is(provisioningName('../x', 'open'), '=2e2e2f78.open');
  t.is(provisioningName('é', 'psk'), '=c3a9.psk');
  t.is(
    provisioning('  a\\b c', true),
    '[Security]\nPassphrase=\\s\\sa\\\\b c\n[Settings]\nAutoConnect=false\nHidden=true\n',
  );
  t.is(provisioning('', false), '[Settings]\nAutoConnect=false\n');
});

test('the name of a stranger’s network draws nothing but letters', (t) => {
  t.is(readable('Café \u001b[2J\u0007☃'), 'Café ?[2J??');
  t.deepEqual([-30, -60, -70, -90].map(bars), [4, 3, 2, 1]);
});
