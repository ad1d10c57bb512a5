import test from 'ava';
import { enoughLinks } from '../../src/bootstrap/candidates.js';
import { publicChannel } from '../../src/channel/channel.js';
import { seedPublicKey } from '../../src/crypto/seed.js';
import { cardSeed, hourOf, meetingHash } from '../../src/wire/meeting.js';
import { privateMainline } from '../helpers/mainline.js';
import { areMeshed, linkCounts, network } from '../helpers/network.js';

const { key } = publicChannel('test');
const minute = 60_000;

test('two nodes that know nothing but a DHT of BitTorrent find each other, over UDP', async (t) => {
  const { nodes: bittorrentNodes } = await privateMainline(t, 5);
  const { nodes, until } = await network(t, 2, {
    over: 'udp',
    invited: false,
    config: { bittorrent: true, bittorrentNodes },
  });
  await until(() => areMeshed(nodes), 'the two are linked');
  const found = nodes.map((node) => node.snapshot().sources.find(({ source }) => source === 'bittorrent')!);
  t.true(found.every(({ enabled }) => enabled));
  t.true(found.some(({ linked }) => linked === 1));
});

test('off, nobody is asked and nothing is said', async (t) => {
  const { nodes, mainline, pass } = await network(t, 2, { invited: false, strangers: () => 9 });
  await pass(120 * minute);
  t.deepEqual(linkCounts(nodes), [0, 0]);
  t.deepEqual(mainline.seen, []);
  t.is(mainline.size, 0);
});

test('only who is reached by strangers leaves word, hour by hour, and is found by newcomers', async (t) => {
  const { nodes, add, mainline, until, pass } = await network(t, 2, {
    invited: false,
    config: { bittorrent: true },
    strangers: (address) => (address === '20.0.0.1' ? 3 : 2),
  });
  await until(() => areMeshed(nodes), 'the two are linked', 20 * minute);
  await pass(150 * minute);
  const late = await add();
  await until(
    () => late.snapshot().connection.state === 'connected',
    'the newcomer is connected',
    20 * minute,
  );
  const words = mainline.seen.filter(({ what }) => what === 'announce');
  t.deepEqual([...new Set(words.map(({ who }) => who))], ['20.0.0.1']);
  const hashes = new Set(words.map(({ infoHash }) => infoHash));
  t.true(hashes.size >= 3, `${hashes.size} hours`);
  t.true(words.length <= 12, `${words.length} in two hours and a half`);
});

test('with links enough, who cannot be reached leaves that DHT, and is silent', async (t) => {
  const { nodes, mainline, until, pass } = await network(t, enoughLinks + 2, {
    config: { bittorrent: true },
  });
  await until(() => areMeshed(nodes), 'all are linked with all', 20 * minute);
  await pass(40 * minute);
  t.is(mainline.size, 0);
  const before = mainline.seen.length;
  await pass(120 * minute);
  t.is(mainline.seen.length, before);
  t.true(mainline.seen.every(({ what }) => what === 'lookup'));
});

test('a lonely node asks less and less often', async (t) => {
  const { mainline, pass } = await network(t, 1, { config: { bittorrent: true } });
  await pass(60 * minute);
  const first = mainline.seen.length;
  await pass(180 * minute);
  t.true(first > 6 && first < 40, `${first} in the first hour`);
  t.true(mainline.seen.length - first < 36, `${mainline.seen.length - first} in three more`);
});

test('lies in that DHT point at nobody, and what is no card of the channel is dropped', async (t) => {
  const { nodes, mainline, pass } = await network(t, 1, { config: { bittorrent: true } });
  const [node] = nodes;
  const hour = hourOf(Date.UTC(2027, 4, 22));
  const infoHash = meetingHash(key, hour);
  const liar = await mainline
    .host('30.0.0.1')
    .open({ port: 7000, nodes: [], dropped: {}, privateEndpoints: false });
  const forged = { value: new Uint8Array(128), sequence: 1, signature: new Uint8Array(64) };
  liar.offer([{ ...forged, publicKey: seedPublicKey(cardSeed(key, hour)) }]);
  mainline.leave(infoHash, { family: 4, address: '30.0.0.1', port: 7000 });
  for (const [address, port] of [
    ['192.168.1.1', 7000],
    ['127.0.0.1', 7000],
    ['224.0.0.1', 7000],
    ['40.0.0.1', 53],
  ] as const) {
    mainline.leave(infoHash, { family: 4, address, port });
  }
  for (let at = 0; at < 200; at += 1) {
    mainline.leave(infoHash, { family: 4, address: `50.1.${at}.1`, port: 7000 });
  }
  await pass(10 * minute);
  t.true(mainline.asked.includes('30.0.0.1:7000'));
  t.true(
    mainline.asked.every((who) => /^(30\.0\.0\.1|50\.1\.\d+\.1):7000$/.test(who)),
    [...new Set(mainline.asked)].join(),
  );
  const rounds = mainline.asked.filter((who) => who === '30.0.0.1:7000').length;
  t.is(mainline.asked.length, 2 * rounds, 'one network is asked once, however many places it has');
  t.is(node!.snapshot().dropped['foreign card'], rounds);
  t.deepEqual(linkCounts(nodes), [0]);
  await liar.close();
});
