import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { type Card, dhcpPatience, isUsable, isWaiting, networkState } from '../../src/wizard/network.js';
import { readCards } from '../../src/wizard/system-machine.js';
import { directory } from '../helpers/control.js';

const card = (change: Partial<Card> = {}): Card => ({
  name: 'eth0',
  wireless: false,
  carrier: false,
  addresses: [],
  ...change,
});

test('what the cards say', (t) => {
  const plugged = card({ carrier: true });
  const wifi = card({ name: 'wlan0', wireless: true });
  const addressed = card({ carrier: true, addresses: ['10.0.0.2'] });
  for (const [cards, waited, expected] of [
    [null, 0, 'reading'],
    [[], 0, 'no-card'],
    [[wifi], 0, 'only-wireless'],
    [[wifi, card()], 0, 'no-cable'],
    [[card(), plugged], 0, 'waiting'],
    [[plugged], dhcpPatience - 1, 'waiting'],
    [[plugged], dhcpPatience, 'no-answer'],
    [[wifi, addressed], dhcpPatience, 'ready'],
    [[card({ name: 'wlan0', wireless: true, addresses: ['10.0.0.3'] })], 0, 'ready'],
  ] as const) {
    t.is(networkState(cards, waited), expected);
  }
  t.true(isWaiting([plugged]));
  t.false(isWaiting([addressed]));
  t.false(isWaiting(null));
});

test('addresses that reach nobody do not count', (t) => {
  for (const address of ['127.0.0.1', '169.254.3.4', '::1', 'fe80::1', 'FEBF::2']) t.false(isUsable(address));
  for (const address of ['192.168.1.5', '10.1.2.3', '2001:db8::1', 'fd00::5', 'fec0::1'])
    t.true(isUsable(address));
});

test('cards are read from the kernel, bridges, tunnels and loopback left out', async (t) => {
  const place = await directory(t);
  const make = async (name: string, files: Record<string, string>, folders: string[] = []) => {
    for (const folder of folders) await mkdir(join(place, name, folder), { recursive: true });
    await mkdir(join(place, name), { recursive: true });
    for (const [file, text] of Object.entries(files)) await writeFile(join(place, name, file), text);
  };
  await make('lo', { type: '772\n', carrier: '1\n' });
  await make('br0', { type: '1\n' }, ['bridge']);
  await make('phantom0', { type: '65534\n', tun_flags: '0x1\n' });
  await make('tap0', { type: '1\n', tun_flags: '0x2\n' });
  await make('enp9s9', { type: '1\n', carrier: '1\n' });
  await make('enp9s8', { type: '1\n', carrier: '0\n' });
  await make('wlp9s7', { type: '1\n' }, ['wireless']);
  t.deepEqual(await readCards(place), [
    card({ name: 'enp9s8' }),
    card({ name: 'enp9s9', carrier: true }),
    card({ name: 'wlp9s7', wireless: true }),
  ]);
  t.deepEqual(await readCards(join(place, 'missing')), []);
});
