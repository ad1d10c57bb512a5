import test from 'ava';
import type { Endpoint } from '../../src/net/net.js';
import { acceptPaths } from '../../src/node/commands/paths.js';
import { anonymityFacts, type PathsDoor, pathsFacts } from '../../src/node/own-paths.js';
import { relaysIn } from '../../src/node/relays.js';
import type { StandingFacts } from '../../src/path/choice/choice.js';
import type { HeldPath } from '../../src/path/pool.js';
import { marks } from '../../src/wire/standing.js';
import { relays } from '../helpers/relays.js';

const standing: StandingFacts = {
  level: 'weak',
  best: 'fair',
  relays: 9,
  prefixes: 9,
  isLan: false,
  hops: 3,
  areGuardsFirm: true,
  waits: 'fewer',
};

function door(facts = standing, held: readonly HeldPath[] = []): PathsDoor & { readonly done: string[] } {
  const done: string[] = [];
  return {
    done,
    isRunning: true,
    choice: { facts: () => facts, accept: () => done.push('accept') },
    pools: { held, building: 1, waits: facts.waits, hurry: () => done.push('hurry') },
    relayed: () => ({ paths: 4 }),
  };
}

test('hops are those of the view that say that they relay and where', (t) => {
  const [relay] = relays(1);
  const nodeId = Uint8Array.from(Buffer.from(relay!.name, 'hex'));
  const contact = { identityKey: relay!.identityKey, puzzleNonce: new Uint8Array(8), nodeId, endpoints: [] };
  const record = {
    identityKey: relay!.identityKey,
    puzzleNonce: new Uint8Array(8),
    onionKey: relay!.onionKey,
    endpoints: relay!.endpoints,
    reachability: 0b100,
    offers: 1,
    rate: 0,
    minor: 0,
    expiry: 0,
    introducers: [],
  };
  const viewed = { contact, record, prefix: relay!.prefix, seenAt: 0 };
  const shown = { ...relay!, marks: 0b100 };
  t.deepEqual(relaysIn([viewed], false), [shown]);
  const introducers = [0, 1].map(() => ({ identityKey: new Uint8Array(32), endpoints: relay!.endpoints }));
  const hidden = { ...record, reachability: marks.hidden, introducers };
  t.like(relaysIn([{ ...viewed, record: hidden }], false)[0], { isHidden: true, introducers });
  t.deepEqual(relaysIn([{ ...viewed, record: { ...record, offers: 0 } }], false), []);
  t.deepEqual(relaysIn([{ ...viewed, record: { ...record, endpoints: [] } }], false), []);
  t.deepEqual(relaysIn([{ ...viewed, record: null }], false), []);
  const [good] = relay!.endpoints;
  const named = ['192.168.1.1', '127.0.0.1', '169.254.1.1'].map((address) => ({ ...good!, address }));
  const endpoints = [...named, { ...good!, port: 53 }];
  const saying = (...more: Endpoint[]) => ({
    ...viewed,
    record: { ...record, endpoints: [...endpoints, ...more] },
  });
  t.deepEqual(relaysIn([saying(good!)], false), [shown], 'its word does not make us dial into our LAN');
  t.deepEqual(relaysIn([saying()], false), []);
  const met = { ...contact, endpoints: named.slice(0, 1) };
  t.deepEqual(
    relaysIn([{ ...saying(), contact: met }], false)[0]!.endpoints,
    met.endpoints,
    'met in the LAN',
  );
  t.is(relaysIn([saying()], true)[0]!.endpoints.length, 3, 'a network inside one LAN');
});

test('a node without paths says what its network would be worth, and that it hides nobody', (t) => {
  t.like(
    anonymityFacts(null, () => relays(30)),
    { isRunning: false, level: 'fair', relays: 30, waits: null },
  );
  t.like(
    anonymityFacts(null, () => []),
    { isRunning: false, level: 'none', waits: 'few' },
  );
  t.like(
    pathsFacts(null, () => [], 0),
    { own: [], building: 0, waits: null, relayed: {} },
  );
});

test('the operator sees short names of hops, times and counts, and nothing that leads further', (t) => {
  const hops = relays(3);
  const path = {
    kind: 'entry',
    since: 1_000,
    expiresAt: 61_000,
    rtt: 80,
    entryId: new Uint8Array(16).fill(0xee),
  };
  const facts = pathsFacts(
    door(standing, [{ path: path as unknown as HeldPath['path'], hops, isReplaced: false }]),
    () => [],
    11_000,
  );
  t.deepEqual(facts.own, [
    {
      kind: 'entry',
      state: 'open',
      age: 10_000,
      left: 50_000,
      hops: hops.map(({ name }) => name.slice(0, 12)),
      rtt: 80,
    },
  ]);
  const text = JSON.stringify(facts);
  t.false(text.includes('eeee'));
  for (const { endpoints, name } of hops) {
    t.false(text.includes(endpoints[0]!.address));
    t.false(text.includes(name.slice(0, 13)));
  }
});

test('agreeing is for networks that shrank; then paths are made at once', (t) => {
  const shrunk = door();
  t.deepEqual(acceptPaths(shrunk), { changed: true });
  t.deepEqual(shrunk.done, ['accept', 'hurry']);
  const fine = door({ ...standing, waits: null });
  t.deepEqual(acceptPaths(fine), { changed: false });
  t.deepEqual(fine.done, []);
  t.throws(() => acceptPaths(null), { code: 'no-paths' });
});
