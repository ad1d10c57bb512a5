import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { bittorrent } from '../../src/bootstrap/bittorrent.js';
import { type Mainline, type MainlineNode, signedPart } from '../../src/bootstrap/mainline.js';
import { verify } from '../../src/crypto/sign.js';
import { SharedMainline } from '../../src/simulation/mainline.js';
import { privateMainline } from '../helpers/mainline.js';

const hash = (byte: number) => new Uint8Array(20).fill(byte);
const item = (byte: number, value: string) => ({
  publicKey: new Uint8Array(32).fill(byte),
  value: new TextEncoder().encode(value),
  sequence: 1,
  signature: new Uint8Array(64),
});

/** Three members of one DHT, which ask `nodes` first. */
async function three(t: ExecutionContext, mainline: (number: number) => Mainline, nodes: readonly string[]) {
  const members: MainlineNode[] = [];
  for (const number of [1, 2, 3]) {
    const member = await mainline(number).open({ port: 0, nodes, dropped: {}, privateEndpoints: true });
    t.teardown(() => member.close());
    await member.joined;
    members.push(member);
  }
  return members as [MainlineNode, MainlineNode, MainlineNode];
}

const suite = test.macro(async (t, form: 'memory' | 'real') => {
  const shared = new SharedMainline();
  const nodes = form === 'real' ? (await privateMainline(t, 6)).nodes : [];
  const member = (number: number) => (form === 'real' ? bittorrent : shared.host(`127.0.0.${number}`));
  const [a, b, c] = await three(t, member, nodes);
  t.deepEqual(await b.lookup(hash(1)), []);
  t.true(await a.announce(hash(1)));
  t.true(await c.announce(hash(1)));
  const found = await b.lookup(hash(1));
  t.deepEqual(
    found.map(({ port }) => port).sort(),
    [a.port, c.port].sort(),
    'who has announced itself is found at its own port',
  );
  t.deepEqual(await b.lookup(hash(2)), []);

  const [who] = found.filter(({ address, port }) => port === a.port && address !== '127.0.0.3');
  t.is(await b.ask(who!, item(7, '').publicKey), null, 'nothing is offered yet');
  a.offer([item(7, 'seven'), item(8, 'eight')]);
  t.is(Buffer.from((await b.ask(who!, item(7, '').publicKey))!).toString(), 'seven');
  t.is(Buffer.from((await b.ask(who!, item(8, '').publicKey))!).toString(), 'eight');
  a.offer([item(9, 'nine')]);
  t.is(await b.ask(who!, item(7, '').publicKey), null);
  t.is(Buffer.from((await b.ask(who!, item(9, '').publicKey))!).toString(), 'nine');
  t.is(await b.ask({ family: 4, address: '127.0.0.1', port: 9 }, item(9, '').publicKey), null);
});

test('announcing, looking up and asking, in memory', suite, 'memory');
test('announcing, looking up and asking, in a private DHT of BitTorrent over UDP', suite, 'real');

/** Sends datagrams and gives what comes back within half a second. */
async function exchange(port: number, datagrams: readonly Buffer[]): Promise<string[]> {
  const socket = createSocket('udp4');
  const answers: string[] = [];
  socket.on('message', (bytes) => answers.push(bytes.toString('latin1')));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  for (const bytes of datagrams) socket.send(bytes, port, '127.0.0.1');
  await new Promise((resolve) => setTimeout(resolve, 500));
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return answers;
}

const id = 'd1:ad2:id20:aaaaaaaaaaaaaaaaaaaa';

test('an answer is an item as BEP 44 has it, once', async (t) => {
  const [a] = await three(t, () => bittorrent, []);
  a.offer([item(7, 'seven')]);
  const target = createHash('sha1').update(item(7, '').publicKey).digest();
  const question = Buffer.concat([
    Buffer.from(`${id}6:target20:`),
    target,
    Buffer.from('e1:q3:get1:t2:xx1:y1:qe'),
  ]);
  const answers = await exchange(a.port, [question]);
  t.is(answers.length, 1);
  const [before, after] = answers[0]!.split('5:token20:');
  t.true(before!.endsWith(`1:k32:${'\u0007'.repeat(32)}3:seqi1e3:sig64:${'\0'.repeat(64)}`));
  t.true(after!.slice(20).startsWith('1:v5:seven'));
  t.is(Buffer.from(signedPart(item(7, 'seven'))).toString(), '3:seqi1e1:v5:seven');
  t.false(verify(new Uint8Array(64), signedPart(item(7, 'seven')), item(7, '').publicKey));
});

test('what makes the package throw is counted, and it goes on', async (t) => {
  const dropped: Record<string, number> = {};
  const node = await bittorrent.open({ port: 0, nodes: [], dropped, privateEndpoints: true });
  t.teardown(() => node.close());
  const hash20 = '9:info_hash20:bbbbbbbbbbbbbbbbbbbb';
  const bad = [
    // A token that is a number has no "equals".
    `${id}${hash20}4:porti7e5:tokeni5ee1:q13:announce_peer1:t2:aa1:y1:qe`,
    `${id}5:tokeni5e1:v2:hie1:q3:put1:t2:aa1:y1:qe`,
    `d1:ai5e1:q4:ping1:t2:aa1:y1:qe`,
    `${id}6:targeti5ee1:q9:find_node1:t2:aa1:y1:qe`,
    'd1:rd2:idi5ee1:t2:aa1:y1:re',
    'garbage',
    'd',
    '',
  ];
  const ping = Buffer.from(`${id}e1:q4:ping1:t2:zz1:y1:qe`);
  const answers = await exchange(node.port, [...bad.map((text) => Buffer.from(text)), ping]);
  t.true(
    answers.some((answer) => answer.includes('1:t2:zz')),
    'the ping after them is answered',
  );
  t.true(dropped['malformed DHT message']! >= 2, JSON.stringify(dropped));
});

test('whoever asks without having been written to is a stranger, and only who may be dialled is written to', async (t) => {
  const dropped: Record<string, number> = {};
  const node = await bittorrent.open({ port: 0, nodes: [], dropped, privateEndpoints: false });
  t.teardown(() => node.close());
  t.is(node.strangers, 0);
  t.deepEqual(
    await exchange(node.port, [Buffer.from(`${id}e1:q4:ping1:t2:zz1:y1:qe`)]),
    [],
    'loopback is not answered',
  );
  t.is(node.strangers, 1);
  await exchange(node.port, [Buffer.from('d1:rd2:id20:aaaaaaaaaaaaaaaaaaaae1:t2:zz1:y1:re')]);
  t.is(node.strangers, 1, 'answers that nobody asked for are no questions');
});

test('closing ends what is under way', async (t) => {
  const { nodes } = await privateMainline(t, 1);
  const node = await bittorrent.open({ port: 0, nodes, dropped: {}, privateEndpoints: true });
  const asked = node.ask({ family: 4, address: '127.0.0.1', port: 9 }, new Uint8Array(32));
  const found = node.lookup(hash(1));
  await node.close();
  t.is(await asked, null);
  t.deepEqual(await found, []);
});
