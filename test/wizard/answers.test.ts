import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadConfig } from '../../src/config/file.js';
import { encodeInvite } from '../../src/wire/invite.js';
import { answersTrouble, freshAnswers, parseAnswers } from '../../src/wizard/answers.js';
import { keyboardFile, keyboards } from '../../src/wizard/keyboards.js';
import { phantom } from '../helpers/cli.js';
import { directory } from '../helpers/control.js';

const invite = encodeInvite({
  identityKey: new Uint8Array(32).fill(7),
  endpoint: { family: 4, address: '192.0.2.9', port: 4000 },
});

test('answers come from a file, what is missing is the default', (t) => {
  t.deepEqual(
    parseAnswers('', 'f'),
    { ...freshAnswers, clock: false },
    'a file that is silent agrees to nothing',
  );
  t.deepEqual(
    parseAnswers(`keyboard: de\nlan: false\nclock: true\nrate: 2.5\ncap: '50'\ninvite: ${invite}\n`, 'f'),
    {
      language: 'en',
      keyboard: 'de',
      connection: freshAnswers.connection,
      network: 'public',
      channel: 'public',
      passphrase: '',
      key: '',
      lan: false,
      bittorrent: false,
      clock: true,
      rate: '2.5',
      cap: '50',
      invite,
    },
  );
});

test('a wrong answer is named', (t) => {
  for (const [text, words] of [
    ['keybord: de', /there is no answer "keybord". Did you mean "keyboard"\?/],
    ['keyboard: xx', /keyboard: expected one of us, gb,.* but "xx" came/],
    ['bittorrent: 7', /bittorrent: expected true or false, but 7 came/],
    ['clock: perhaps', /clock: expected true or false, but "perhaps" came/],
    ['rate: fast', /rate: expected a number from 0.1 to 10000, or 0, but "fast" came/],
    ['cap: 3', /cap: expected a number from 10 to 1000000, or 0, but "3" came/],
    ['lan: 7', /lan: expected true or false, but 7 came/],
    ['invite: ph1qqqq', /invite: this is no whole invite \(truncated\)/],
    ['network: private', /network: expected public, passphrase, invite, but "private" came/],
    ['channel: a b', /channel: "a b" is no name of a network/],
    ['network: passphrase\npassphrase: short', /passphrase: at least 14 characters were expected/],
    ['network: passphrase\npassphrase: 7', /passphrase: expected text, in quotes where it is a number/],
    ['network: invite\nkey: phk1qqqqqq', /key: this is no whole invite with a key \(truncated\)/],
    ['connection: wifi', /connection: expected "kind: wired"/],
    ['connection: {kind: wifi}', /connection\.ssid: Choose a network first/],
    [
      'connection: {kind: wifi, ssid: Home, passphrase: short}',
      /connection\.passphrase: A Wi-Fi passphrase has 8/,
    ],
    ['connection: {kind: fixed, address4: 10.0.0.2}', /connection\.address4: After the address a slash/],
    ['connection: {kind: wired, dns: 10.0.0.2}', /connection: there is no answer "dns"/],
    ['- 1', /expected answers as "key: value" lines/],
    ['a: [', /not valid YAML/],
    ['language: 1', /language: expected one of en, es, fr, pt, de, ru, but 1 came/],
  ] as const) {
    t.throws(() => parseAnswers(text, 'f'), { message: words });
  }
  t.is(answersTrouble(null), 'expected an object with answers.');
  t.is(answersTrouble(freshAnswers), null);
});

test('every keyboard has its own id, a plain name, and as many variants as layouts', (t) => {
  t.is(new Set(keyboards.map(({ id }) => id)).size, keyboards.length);
  t.is(new Set(keyboards.map(({ name }) => name)).size, keyboards.length);
  for (const keyboard of keyboards) {
    t.regex(keyboard.name, /^[A-Z][ -~]{1,59}$/);
    t.is(keyboard.layout.includes(','), keyboard.variant.includes(','), keyboard.id);
    t.regex(keyboardFile(keyboard), new RegExp(`^XKBLAYOUT="${keyboard.layout}"$`, 'm'));
  }
});

test('--dry-run prints the plan and does nothing', async (t) => {
  const place = await directory(t);
  const file = join(place, 'answers.yaml');
  await writeFile(file, `keyboard: fr\ninvite: ${invite}\n`);
  const { code, out } = await phantom(['wizard', '--dry-run', '--answers', file, '--root', place]);
  t.is(code, 0);
  t.regex(
    out,
    /^Language +English\nKeyboard +French\nNetwork +by cable\nPC's clock +left as it is\nMember of +public \(public\)\nLocal search +on\nBitTorrent +off\nGives +as much as the line has\nInvite +ph1/,
  );
  t.regex(out, /1\. write the settings to .*\/etc\/phantom\/phantom\.yaml\n {2}2\. start the node/);
  await t.throwsAsync(readFile(join(place, 'etc/phantom/phantom.yaml')), { code: 'ENOENT' });
});

test('--answers sets up without a question; below a root it is a rehearsal', async (t) => {
  const place = await directory(t);
  const file = join(place, 'answers.yaml');
  await writeFile(file, `keyboard: fr\nlan: false\ninvite: ${invite.toUpperCase()}\n`);
  const { code, out } = await phantom(['wizard', '--answers', file, '--root', place]);
  t.is(code, 0);
  t.regex(out, /not run: setupcon --force -k\nnot run: systemctl enable phantom-node\.service\n/);
  const config = await loadConfig(join(place, 'etc/phantom/phantom.yaml'));
  t.like(config.first_contact, { lan: false, cache: true, bittorrent: false, peers: [invite] });
  t.regex(await readFile(join(place, 'etc/default/keyboard'), 'utf8'), /^XKBLAYOUT="fr"$/m);
  t.is(await readFile(join(place, 'etc/phantom/setup-done'), 'utf8'), '');
  t.false(config.clock.set);
  await writeFile(file, 'clock: true\n');
  const agreed = await phantom(['wizard', '--answers', file, '--root', place]);
  t.regex(agreed.out, /not run: systemctl enable --now phantom-clock\.socket\n/);
  t.true((await loadConfig(join(place, 'etc/phantom/phantom.yaml'))).clock.set);
});

test('answers from a file enter a network with a key of its own, and a missing key is said before anything is written', async (t) => {
  const place = await directory(t);
  const file = join(place, 'answers.yaml');
  const settings = join(place, 'etc/phantom/phantom.yaml');
  const setUp = async (text: string) => {
    await writeFile(file, text);
    return await phantom(['wizard', '--answers', file, '--root', place]);
  };
  const missing = await setUp('network: passphrase\nchannel: club\n');
  t.is(missing.code, 1);
  t.regex(missing.err, /The passphrase of the network is missing/);
  await t.throwsAsync(readFile(settings), { code: 'ENOENT' });
  const words = 'correct horse battery staple';
  const dry = await phantom(['wizard', '--dry-run', '--answers', file, '--root', place]);
  t.false(dry.out.includes('horse'));
  t.is((await setUp(`network: passphrase\nchannel: club\npassphrase: ${words}\n`)).code, 0);
  t.like(await loadConfig(settings), { channel: 'club', channel_kind: 'passphrase' });
  // The key is there from now on.
  t.is((await setUp('network: passphrase\nchannel: club\n')).code, 0);
  // Another passphrase is another network of that name, which would mix the two.
  t.regex(
    (await setUp(`network: passphrase\nchannel: club\npassphrase: ${words}!\n`)).err,
    /Another key of the network "club"/,
  );
  // And back to the public one: the key stays where it is.
  t.is((await setUp('network: public\n')).code, 0);
  t.like(await loadConfig(settings), { channel: 'public', channel_kind: 'public' });
});

test('a connection from a file is made on the disc alone, and its passphrase is told to nobody', async (t) => {
  const place = await directory(t);
  const file = join(place, 'answers.yaml');
  await writeFile(
    file,
    'connection: {kind: wifi, ssid: Home, passphrase: correct horse, country: DE, hidden: true}\n',
  );
  const words = ['wizard', '--answers', file, '--root', place];
  const dry = await phantom([...words, '--dry-run']);
  t.is(dry.code, 0);
  t.regex(dry.out, /^Network +Wi-Fi Home$/m);
  t.notRegex(dry.out, /horse/);
  const elsewhere = await phantom(words);
  t.is(elsewhere.code, 1);
  t.regex(elsewhere.err, /only Phantom's disc sets up the network of its PC/);
  await t.throwsAsync(readFile(join(place, 'etc/phantom/phantom.yaml')), { code: 'ENOENT' });

  await writeFile(join(place, 'etc/phantom-disc'), '');
  const silent = await phantom(words);
  t.is(silent.code, 1);
  t.regex(silent.out, /^Connecting to Home/m);
  t.regex(silent.err, /No Wi-Fi card is ready/);
  t.notRegex(silent.out + silent.err, /horse/);

  await writeFile(file, 'connection: {kind: fixed, card: enp9s0, address4: 192.168.1.5/24}\n');
  const fixed = await phantom(words);
  t.is(fixed.code, 0);
  t.regex(fixed.out, /not run: networkctl reload\nnot run: networkctl reconfigure enp9s0\n/);
  const network = join(place, 'run/systemd/network/50-phantom-fixed.network');
  t.regex(await readFile(network, 'utf8'), /^Address=192\.168\.1\.5\/24$/m);
});

test('only root sets up, and only root has the console', async (t) => {
  for (const words of [['wizard'], ['console']]) {
    const { code, err } = await phantom(words);
    t.is(code, 1);
    t.regex(err, /Only root may set up this machine/);
  }
});
