import test from 'ava';
import { Candidates, enoughLinks, enoughNetworks } from '../../src/bootstrap/candidates.js';
import type { SourceName } from '../../src/control/protocol.js';
import type { Endpoint } from '../../src/net/net.js';

const at = (port: number): Endpoint => ({ family: 4, address: '20.0.0.1', port });
const key = (number: number) => new Uint8Array(32).fill(number);
const who = (number: number, port = 1) => ({
  peer: { identityKey: key(number), endpoints: [at(port)] },
  toldBy: 'given' as const,
});
const nobody = () => false;
const none = () => 0;

test('who is named is due at once, then after growing pauses up to the longest', (t) => {
  const book = new Candidates();
  book.add('invite', who(1), 0);
  const pauses: number[] = [];
  let now = 0;
  for (let tries = 0; tries < 8; tries += 1) {
    const [due] = book.due(now, 0, none, nobody);
    book.failed(due!, now, 0.5);
    const after = due!.tryAfter;
    t.deepEqual(book.due(after - 1, 0, none, nobody), []);
    pauses.push(after - now);
    now = after;
  }
  t.deepEqual(pauses, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test('a new address of a known node is tried at once', (t) => {
  const book = new Candidates();
  book.add('lan', who(1, 1), 0);
  const [first] = book.due(0, 0, none, nobody);
  for (let tries = 0; tries < 5; tries += 1) book.failed(first!, 0, 0.5);
  book.add('lan', who(1, 1), 10);
  t.deepEqual(book.due(10, 0, none, nobody), []);
  book.add('lan', who(1, 2), 20);
  const [again] = book.due(20, 0, none, nobody);
  t.deepEqual(again!.peer.endpoints, [at(2), at(1)]);
  t.is(book.size, 1);
});

test('with enough links remembered nodes can wait, those of the LAN, of invites and of the settings cannot', (t) => {
  const book = new Candidates();
  const sources: SourceName[] = ['cache', 'list', 'invite', 'lan'];
  sources.forEach((source, number) => void book.add(source, who(number), 0));
  const due = (links: number) =>
    book
      .due(0, links, () => enoughNetworks, nobody)
      .map((candidate) => candidate.source)
      .sort();
  t.deepEqual(due(enoughLinks - 1), ['cache', 'invite', 'lan', 'list']);
  t.deepEqual(due(enoughLinks), ['invite', 'lan', 'list']);
  book.linked(key(sources.indexOf('invite')), 0);
  t.deepEqual(due(enoughLinks), ['lan', 'list'], 'linked once is enough');
  t.deepEqual(due(enoughLinks - 1), ['cache', 'invite', 'lan', 'list']);
});

test('remembered nodes are tried once each, with links enough, until those dialled are in many networks', (t) => {
  const book = new Candidates();
  for (const number of [1, 2, 3]) book.add('cache', who(number), 0);
  const due = (networks: number) => book.due(0, enoughLinks, () => networks, nobody);
  t.is(due(enoughNetworks).length, 0);
  const [first, second] = due(enoughNetworks - 1);
  book.failed(first!, -100_000, 0.5);
  book.linked(second!.peer.identityKey, 0);
  t.deepEqual(
    due(0).map((candidate) => candidate.name.slice(0, 2)),
    ['03'],
  );
  t.is(book.due(0, 0, none, nobody).length, 3);
});

test('with links enough, whoever was never linked is tried after ten minutes, and then less and less often', (t) => {
  const minute = 60_000;
  for (const [source, first] of [
    ['cache', [10, 20, 40, 80, 160]],
    ['bittorrent', [0, 10, 20, 40, 80]],
  ] as const) {
    const book = new Candidates();
    book.add(source, who(1), 0);
    const tries: number[] = [];
    for (let now = 0; tries.length < 16; now += minute) {
      const [due] = book.due(now, enoughLinks, () => enoughNetworks, nobody);
      if (!due) continue;
      book.failed(due, now, 0.5);
      tries.push(now / minute);
    }
    t.deepEqual(tries.slice(0, 5), first);
    t.is(tries[15]! - tries[14]!, 1440, 'once a day in the end');
  }
});

test('who is linked or being tried is not due, whatever source names it', (t) => {
  const book = new Candidates();
  book.add('cache', who(1), 0);
  book.add('lan', who(1), 0);
  book.add('lan', who(2), 0);
  t.is(book.due(0, 0, none, nobody).length, 3);
  t.deepEqual(
    book.due(0, 0, none, (identityKey) => identityKey[0] === 1).map((each) => each.name.slice(0, 2)),
    ['02'],
  );
  book
    .due(0, 0, none, nobody)
    .find((candidate) => candidate.source === 'lan' && candidate.name.startsWith('01'))!.isTrying = true;
  t.deepEqual(
    book.due(0, 0, none, nobody).map((each) => each.name.slice(0, 2)),
    ['02'],
  );
  t.is(book.trying().length, 1);
});

test('the LAN’s silent nodes are forgotten, and a flood of them fills no memory', (t) => {
  const book = new Candidates();
  for (let number = 0; number < 1_000; number += 1) {
    const identityKey = Uint8Array.from({ length: 32 }, (_, at) => (at < 2 ? (number >> (8 * at)) & 255 : 0));
    book.add('lan', { peer: { identityKey, endpoints: [at(1)] }, toldBy: 'beacon' }, 0);
  }
  t.is(book.size, 256);
  const off = { cache: false, list: false, invite: false, lan: true, bittorrent: false };
  t.deepEqual(book.facts(off)[3], { source: 'lan', enabled: true, found: 1_000, linked: 0 });
  t.deepEqual(book.due(700_000, 0, none, nobody), []);
  t.is(book.size, 0);
});

test('facts count who was found and who of them linked', (t) => {
  const book = new Candidates();
  book.add('invite', who(1), 0);
  book.add('cache', who(1), 0);
  book.add('cache', who(2), 0);
  book.linked(key(1), 5);
  book.linked(key(1), 6);
  book.linked(key(7), 6);
  const on = { cache: true, list: false, invite: true, lan: false, bittorrent: false };
  t.deepEqual(book.facts(on), [
    { source: 'cache', enabled: true, found: 2, linked: 1 },
    { source: 'list', enabled: false, found: 0, linked: 0 },
    { source: 'invite', enabled: true, found: 1, linked: 1 },
    { source: 'lan', enabled: false, found: 0, linked: 0 },
    { source: 'bittorrent', enabled: false, found: 0, linked: 0 },
  ]);
  t.is(book.sourceOf(key(1)), 'invite');
  t.is(book.sourceOf(key(2)), 'cache');
  t.is(book.sourceOf(key(7)), null);
});
