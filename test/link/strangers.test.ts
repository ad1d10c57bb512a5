import test from 'ava';
import { hash } from '../../src/crypto/hash.js';
import { requestKinds } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { concat } from '../../src/wire/bytes.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { channelNamed, LinkLab } from '../helpers/links.js';

/* Who does not know the keys gets no answer, changes nothing, and is counted. */

interface Sent {
  readonly data: Uint8Array;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

function recorder(lab: LinkLab): Sent[] {
  const sent: Sent[] = [];
  lab.board.onSent = (data, from, to) => sent.push({ data: data.slice(), from, to });
  return sent;
}

const elsewhere: Endpoint = { family: 4, address: '203.0.114.7', port: 999 };

test('garbage of every size is met with silence', async (t) => {
  const lab = new LinkLab(t);
  const end = await lab.end();
  const sent = recorder(lab);
  for (let i = 0; i < 3000; i += 1) {
    const length = i % 3 === 0 ? i % 2000 : datagramLength;
    lab.board.send(lab.random.bytes(length), elsewhere, end.endpoint);
  }
  await lab.clock.run(10_000);
  t.is(sent.filter(({ from }) => from.address === end.endpoint.address).length, 0);
  const { size = 0, unknown = 0, ...others } = end.links.dropped;
  t.is(size + unknown, 3000);
  t.deepEqual(others, {});
  t.is(end.links.list.length, 0);
});

test('replays of whole conversations, from there and from elsewhere, now and after a restart: silence', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  b.links.handle(requestKinds.ping, (body) => body);
  const sent = recorder(lab);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  for (let i = 0; i < 20; i += 1)
    await lab.settled(a.links.request(link, requestKinds.ping, Buffer.from([i])));
  const conversation = sent.filter(({ to }) => to.address === b.endpoint.address);
  t.true(conversation.length >= 22);
  await lab.clock.run(1000);

  const replay = async (from: Endpoint) => {
    const before = sent.length;
    for (const { data } of conversation) lab.board.send(data, from, b.endpoint);
    await lab.clock.run(5000);
    return sent.slice(before).filter((one) => one.from.address === b.endpoint.address).length;
  };
  t.is(await replay(a.endpoint), 0);
  t.is(await replay(elsewhere), 0);
  t.true(b.links.dropped['cell-replay']! >= 40);
  t.is(b.links.dropped['first-replay'], 2);
  t.deepEqual(b.links.list[0]!.endpoint, a.endpoint, 'a replay does not move the link');

  await b.stop();
  await lab.clock.run(1000);
  const again = await lab.end({ of: b });
  t.is(await replay(a.endpoint), 0, 'after a restart');
  t.is(again.links.dropped['first-time'], 1, 'of a time in which it answered');

  await again.stop();
  await lab.clock.run(1000);
  const behind = await lab.end({ of: again, wallError: -120_000 });
  t.is(await replay(elsewhere), 0, 'after a restart with a clock that is behind');
  t.is(behind.links.dropped['first-time'], 1);
});

test('a first message without a time is remembered across restarts', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end({ noTime: true }), await lab.end()];
  const sent = recorder(lab);
  await lab.settled(a.links.connect(b.address));
  const first = sent.find(({ to }) => to.address === b.endpoint.address)!;
  await b.stop();
  const again = await lab.end({ of: b });
  lab.board.send(first.data, elsewhere, b.endpoint);
  await lab.clock.run(1000);
  t.is(again.links.traffic.bytesOut, 0);
  t.is(again.links.dropped['first-replay'], 1);
});

test('flipped bits anywhere in a cell or a first message: dropped, link unharmed', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const sent = recorder(lab);
  lab.board.weather.loss = 1;
  void a.links.connect(b.address);
  await lab.clock.run(100);
  const first = sent[0]!;
  lab.board.weather.loss = 0;
  for (let at = 0; at < datagramLength; at += 50) {
    const forged = first.data.slice();
    forged[at]! ^= 0x80;
    lab.board.send(forged, { ...elsewhere, address: `203.${at % 100}.113.7` }, b.endpoint);
  }
  await lab.clock.run(200);
  t.is(b.links.traffic.bytesOut, 0);
  await lab.clock.run(10_000);
  const link = a.links.list[0]!;
  t.truthy(link);

  a.links.send(link, 5, Buffer.from('cell'));
  const cell = sent.at(-1)!;
  let cells = 0;
  b.links.onCell = () => {
    cells += 1;
  };
  for (let at = 0; at < datagramLength; at += 7) {
    const forged = cell.data.slice();
    forged[at]! ^= 1;
    lab.board.send(forged, a.endpoint, b.endpoint);
  }
  await lab.clock.run(100);
  t.is(cells, 1, 'only the true one');
  a.links.send(link, 5, Buffer.from('more'));
  await lab.clock.run(100);
  t.is(cells, 2);
});

test('forged answers, by one who sees first messages and knows the channel, keep no link from coming', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const forge = (salt: Uint8Array): Uint8Array =>
    concat(
      hash(16, 'phantom token', channelNamed('test').key, b.address.identityKey, salt),
      lab.random.bytes(datagramLength - 16),
    );
  let forged = 0;
  lab.board.onSent = (data, _from, to) => {
    if (to.address !== b.endpoint.address || forged >= 5) return;
    forged += 1;
    lab.board.send(forge(data.slice(0, 16)), b.endpoint, a.endpoint);
  };
  const before = lab.clock.now();
  const first = a.links.connect(b.address);
  t.truthy(await lab.settled(first));
  t.true(lab.clock.now() - before < 300);
  t.true(a.links.dropped['answer-forged']! > 0);
});

test('forged answers beyond a few to one first message are not looked at; the next one is answered', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  let isFirst = true;
  lab.board.onSent = (data, _from, to) => {
    if (to.address !== b.endpoint.address || !isFirst) return;
    isFirst = false;
    const token = hash(
      16,
      'phantom token',
      channelNamed('test').key,
      b.address.identityKey,
      data.slice(0, 16),
    );
    for (let at = 0; at < 30; at += 1) {
      const forged = concat(token, lab.random.bytes(datagramLength - 16));
      lab.board.send(forged, b.endpoint, a.endpoint);
    }
  };
  const before = lab.clock.now();
  t.truthy(await lab.settled(a.links.connect(b.address)));
  const took = lab.clock.now() - before;
  t.true(took >= 450 && took < 1000, `${took} ms`);
  t.is(a.links.dropped['answer-forged'], 31);
});

test('a flood of true first messages from one place is bounded and leaves nothing behind', async (t) => {
  const lab = new LinkLab(t);
  const target = await lab.end();
  const sent = recorder(lab);
  lab.board.weather.loss = 1;
  const flooders = [await lab.end(), await lab.end(), await lab.end()];
  for (let round = 0; round < 60; round += 1) {
    for (const flooder of flooders) void flooder.links.connect(target.address);
    await lab.clock.run(6000);
  }
  const firsts = sent.map(({ data }) => data).filter((data) => data.length === datagramLength);
  t.true(firsts.length > 300);
  lab.board.weather.loss = 0;
  const newest = firsts.slice(-300);
  for (const data of newest) lab.board.send(data, elsewhere, target.endpoint);
  await lab.clock.run(100);
  const answered = target.links.traffic.bytesOut / datagramLength;
  // A burst of Diffie-Hellmans for the prefix, and one of cookies, which cost a hash.
  t.true(answered > 0 && answered <= 30 + 20 + 4, `${answered} answers`);
  t.true(target.links.dropped['first-rate']! > 200);
  await lab.clock.run(20_000);
  t.is(target.links.list.length, 0, 'nobody confirmed');
});

test('another major version is told apart from noise', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  const sent = recorder(lab);
  lab.board.weather.loss = 1;
  void a.links.connect(b.address);
  await lab.clock.run(10);
  lab.board.weather.loss = 0;
  // The wrap is a stream: flipping bits of the wrapped version changes just the version, from 1 to 3.
  const other = sent[0]!.data.slice();
  other[16]! ^= 2;
  lab.board.send(other, elsewhere, b.endpoint);
  await lab.clock.run(100);
  t.is(b.links.dropped['first-version'], 1);
  t.is(b.links.traffic.bytesOut, 0);
});

test('every byte of what is sent looks random', async (t) => {
  const lab = new LinkLab(t);
  const sent = recorder(lab);
  for (let i = 0; i < 40; i += 1) {
    const [a, b] = [await lab.end(), await lab.end()];
    b.links.handle(requestKinds.ping, (body) => body);
    const link = (await lab.settled(a.links.connect(b.address)))!;
    for (let k = 0; k < 20; k += 1)
      await lab.settled(a.links.request(link, requestKinds.ping, Buffer.from('same')));
  }
  const count = sent.length;
  t.true(count > 1600);
  // Each bit of the first 64 bytes is set in half of the datagrams: 6 standard deviations over 512 bits.
  for (let bit = 0; bit < 512; bit += 1) {
    const ones = sent.reduce((sum, { data }) => sum + ((data[bit >> 3]! >> (bit & 7)) & 1), 0);
    t.true(Math.abs(ones - count / 2) < 3 * Math.sqrt(count), `bit ${bit}: ${ones} of ${count}`);
  }
});
