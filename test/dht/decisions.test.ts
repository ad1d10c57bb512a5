import test from 'ava';
import fc from 'fast-check';
import { seededRandom } from '../../src/crypto/random.js';
import { anchorLimits, anchors, contactToAnchor } from '../../src/dht/anchors.js';
import { Density } from '../../src/dht/density.js';
import { compareDistance, hex, pointOf, gaps as space } from '../../src/dht/id.js';
import { contactsToLink, linkLimits, linksToClose, wants } from '../../src/dht/keep.js';
import { Lifetimes } from '../../src/dht/lifetimes.js';
import { disjoint, Lookup } from '../../src/dht/lookup.js';
import { onePerFamily, SeenAt } from '../../src/dht/seen.js';
import { maxAsked, Strand } from '../../src/dht/strand.js';
import { k, type NodeContact } from '../../src/dht/table.js';
import { bytes } from '../wire/arbitraries.js';

const ownId = new Uint8Array(32);

/** Node 1 is nearest to our id, node 200 farthest. */
const node = (number: number): NodeContact => ({
  nodeId: Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? number : 0)),
  identityKey: new Uint8Array(32),
  puzzleNonce: new Uint8Array(8),
  endpoints: [],
});
const numbers = (contacts: { nodeId: Uint8Array }[]) => contacts.map((contact) => contact.nodeId[0]);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => node(from + at));

const begin = (target: Uint8Array, own: Uint8Array, known: NodeContact[], density = new Density(0)) =>
  new Lookup({ target, ownId: own, known, density });

test('a lookup asks the nearest first, three at a time, and nearer ones as soon as it hears of them', (t) => {
  const lookup = begin(ownId, node(99).nodeId, [node(50), node(40), node(60), node(70)]);
  const first = lookup.next();
  t.deepEqual(numbers(first.map((each) => each.contact)), [40, 50, 60]);
  t.deepEqual(lookup.next(), []);
  lookup.answered(first[0]!, [node(10), node(50), node(99)]);
  const second = lookup.next();
  t.deepEqual(numbers(second.map((each) => each.contact)), [10]);
  t.deepEqual(second[0]!.tellers, [hex(node(40).nodeId)]);
  lookup.failed(first[1]!);
  t.deepEqual(lookup.next(), [], '70 belongs to the strand of 40, which is busy');
  lookup.answered(second[0]!, []);
  t.deepEqual(numbers(lookup.next().map((each) => each.contact)), [70]);
  t.false(lookup.done);
});

test('a lookup ends when the 20 nearest have answered, and gives them in order', (t) => {
  const lookup = begin(ownId, node(200).nodeId, [node(90)]);
  const asked: number[] = [];
  for (let batch = lookup.next(); batch.length > 0; batch = lookup.next()) {
    for (const each of batch) {
      asked.push(each.contact.nodeId[0]!);
      lookup.answered(each, range(1, 60));
    }
  }
  t.true(lookup.done);
  t.deepEqual(numbers(lookup.result()), numbers(range(1, k)));
  const sorted = asked.sort((a, b) => a - b);
  t.deepEqual(sorted.slice(0, k), numbers(range(1, k)));
  t.true(sorted.length <= k + disjoint + 1, `${sorted.length} asked`);
});

test('a liar on one strand leads the others nowhere', (t) => {
  const target = new Uint8Array(32);
  // Whoever lies names only its friends, all nearer to the target than anybody true, and they do the same.
  const friends = range(1, 15);
  const honest = range(40, 70);
  const lookup = begin(target, node(255).nodeId, [node(30), node(31), node(32)]);
  const liars = new Set([30, ...numbers(friends)]);
  for (let batch = lookup.next(); batch.length > 0; batch = lookup.next()) {
    for (const each of batch) {
      const number = each.contact.nodeId[0]!;
      lookup.answered(each, liars.has(number) ? friends : honest);
    }
  }
  const found = numbers(lookup.result());
  t.true(found.includes(40) && found.includes(41), 'the honest are asked and heard');
});

test('whatever it is told, a lookup asks a bounded number of nodes, each once', (t) => {
  const answers = fc.infiniteStream(fc.tuple(fc.boolean(), fc.array(bytes(32), { maxLength: 20 })));
  fc.assert(
    fc.property(answers, (answers) => {
      const lookup = begin(ownId, node(255).nodeId, [node(90)]);
      const asked = new Set<string>();
      let count = 0;
      for (let batch = lookup.next(); batch.length > 0; batch = lookup.next()) {
        t.true(batch.length <= disjoint);
        for (const each of batch) {
          asked.add(hex(each.contact.nodeId));
          count += 1;
          const [isAnswered, ids]: [boolean, Uint8Array[]] = answers.next().value;
          if (isAnswered)
            lookup.answered(
              each,
              ids.map((nodeId) => ({ ...node(1), nodeId })),
            );
          else lookup.failed(each);
        }
      }
      t.true(lookup.done);
      t.is(asked.size, count);
      t.true(count <= maxAsked * disjoint);
    }),
  );
});

test('a lookup without anybody to ask is done at once', (t) => {
  const lookup = begin(ownId, ownId, []);
  t.deepEqual(lookup.next(), []);
  t.true(lookup.done);
  t.deepEqual(lookup.result(), []);
});

/** A link that opened at `since`, to the node `number`, asked last at `usedAt`. */
const link = (number: number, since: number, direction: 'out' | 'in' = 'in', usedAt = since) => ({
  gap: number,
  since,
  direction,
  usedAt,
  prefix: `4:20.${number}`,
});
const gaps = (links: { gap: number }[]) => links.map((each) => each.gap);

test('too many links: the youngest go, neighbours and those in use stay', (t) => {
  const links = Array.from({ length: linkLimits.most + 5 }, (_, at) => link(at + 1, at * 1_000));
  const late = 1_000_000;
  t.deepEqual(linksToClose(links.slice(0, linkLimits.most), late), []);
  t.deepEqual(gaps(linksToClose(links, late)), [69, 68, 67, 66, 65]);
  t.deepEqual(gaps(linksToClose(links, 68_000 + linkLimits.grace - 2_500)), [66, 65]);
  const young = links.map((each, at) => ({ ...each, since: at < 5 ? late : 0 }));
  t.false(gaps(linksToClose(young, late + linkLimits.grace)).some((number) => number <= 5));
});

test('far too many links: those above the hard limit go at once', (t) => {
  const links = Array.from({ length: linkLimits.hard + 3 }, (_, at) => link(at + 1, at));
  t.deepEqual(gaps(linksToClose(links, 1_000)), [131, 130, 129]);
});

test('a link that only served a question is closed by who made it, once it is idle', (t) => {
  const near = Array.from({ length: linkLimits.neighbours }, (_, at) => link(at + 1, 0));
  const lasting = Array.from({ length: linkLimits.kept - linkLimits.neighbours - 2 }, (_, at) =>
    link(50 + at, 0),
  );
  const old = 105_000 - anchorLimits.life - 1;
  const out = [90, 91, 92, 93].map((number) => link(number, old, 'out', 105_000));
  const links = [...near, ...lasting, ...out, link(99, 100_000, 'in')];
  const idleAt = 105_000 + linkLimits.served;
  t.deepEqual(linksToClose(links, idleAt - 1), [], 'in use a moment ago');
  t.deepEqual(gaps(linksToClose(links, idleAt)), [92, 93], 'two find room, the guest is not ours to close');
  t.deepEqual(
    [...wants(links, idleAt)].filter(([, want]) => want === 'passing').map(([each]) => each.gap),
    [92, 93, 99],
  );
  t.deepEqual(linksToClose(links.slice(0, linkLimits.kept), idleAt), [], 'a small network stays whole');
});

test('whoever dials us from a few networks takes neither our anchors nor the last places', (t) => {
  const now = 1_000_000;
  const near = Array.from({ length: linkLimits.neighbours }, (_, at) => link(at + 1, 0));
  const guests = Array.from({ length: 100 }, (_, at) => ({
    ...link(100 + at, 1),
    prefix: `4:185.${at % 4}`,
  }));
  const own = Array.from({ length: 8 }, (_, at) => ({ ...link(50 + at, 2, 'out', 0), prefix: `4:30.${at}` }));
  const honest = Array.from({ length: 9 }, (_, at) => link(300 + at, 900_000));
  const closed = linksToClose([...near, ...guests, ...own, ...honest], now);
  t.deepEqual(
    closed.filter((each) => own.slice(0, anchorLimits.most).includes(each)),
    [],
  );
  t.deepEqual(
    closed.filter((each) => honest.includes(each)),
    [],
  );
  t.is(near.length + guests.length + own.length + honest.length - closed.length, linkLimits.most);
});

test('anchors are our own, one per network, and not for ever; missing ones go where there is none', (t) => {
  const now = anchorLimits.life + 10;
  const links = [
    link(1, 9, 'out'),
    link(2, 10, 'out'),
    link(2, 11, 'out'),
    link(3, 12, 'in'),
    link(4, 13, 'out'),
  ];
  const kept = anchors(links, now);
  t.deepEqual(kept, [links[1]!, links[4]!]);
  const contacts = [1, 2, 3, 4].map((number) => ({ tryAfter: 0, prefix: `4:20.${number}` }));
  const chosen = (linked: number) =>
    contactToAnchor(
      links,
      () => contacts,
      (each) => each === contacts[linked],
      now,
      () => 0.99,
    );
  t.is(chosen(0), contacts[2]!);
  t.is(chosen(2), contacts[0]!);
  const many = Array.from({ length: anchorLimits.most }, (_, at) => link(50 + at, now, 'out'));
  t.is(
    contactToAnchor(
      many,
      () => contacts,
      () => false,
      now,
      () => 0.5,
    ),
    null,
  );
});

test('wanted: the nearest always, others until there are enough links', (t) => {
  const now = 1_000_000;
  const contacts = range(1, 60).map((each) => ({ ...each, tryAfter: 0, seenAt: now }));
  const oldestFirst = [...contacts].reverse();
  const none = () => false;
  const wanted = (all: typeof contacts, links: number, linked: (contact: NodeContact) => boolean, at = now) =>
    numbers(contactsToLink([...all].reverse(), () => all, links, { isLinked: linked, isLively }, at));
  const isLively = (contact: { seenAt: number }) => contact.seenAt > 0;
  const { neighbours } = linkLimits;
  const nearest = numbers(range(1, neighbours));
  t.deepEqual(wanted(oldestFirst, 0, none), [...nearest, ...numbers(range(53, 60)).reverse()]);
  t.deepEqual(wanted(oldestFirst, linkLimits.wanted, none), nearest);
  const linked = (contact: NodeContact) => contact.nodeId[0]! <= neighbours;
  t.deepEqual(wanted(oldestFirst, linkLimits.wanted, linked), []);
  const silent = oldestFirst.map((each) => (each.nodeId[0]! > 40 ? { ...each, seenAt: 0 } : each));
  t.deepEqual(wanted(silent, 14, linked), [40, 39], 'those heard of lately before the longest known');
  const resting = contacts.map((contact) => ({ ...contact, tryAfter: now }));
  t.deepEqual(wanted(resting, 0, none, now - 1), []);
});

test('where we are seen is what most peers say, each with one voice', (t) => {
  const seen = new SeenAt();
  const at = (address: string) => ({ family: 4 as const, address, port: 1 });
  t.deepEqual(seen.endpoints(), []);
  seen.vote('liar', at('6.6.6.6'));
  t.deepEqual(seen.endpoints(), [at('6.6.6.6')]);
  seen.vote('a', at('1.1.1.1'));
  seen.vote('b', at('1.1.1.1'));
  seen.vote('liar', at('6.6.6.6'));
  t.deepEqual(seen.endpoints(), [at('1.1.1.1')]);
  seen.vote('b', { family: 6, address: '2a00::1', port: 1 });
  seen.forget('a');
  seen.forget('liar');
  t.deepEqual(seen.endpoints(), [at('1.1.1.1'), { family: 6, address: '2a00::1', port: 1 }]);
  for (const peer of ['c', 'd', 'e']) seen.vote(peer, at('192.168.1.7'));
  t.deepEqual(
    seen.endpoints().map((endpoint) => endpoint.address),
    ['1.1.1.1', '2a00::1', '192.168.1.7'],
  );
  t.deepEqual(
    onePerFamily(seen.endpoints()).map((endpoint) => endpoint.address),
    ['1.1.1.1', '2a00::1'],
  );
  for (const peer of ['b', 'c', 'd', 'e']) seen.forget(peer);
  t.deepEqual(seen.endpoints(), []);
});

/** Points at these parts of the id space from an id of zeros. */
const at = (...parts: number[]) => parts.map((part) => ({ gap: Math.floor(part * space) }));

test('how many nodes there are is judged over many lookups, and one place that is too dense does not count', (t) => {
  const density = new Density(0);
  const random = seededRandom('density');
  const nodes = Array.from({ length: 2_000 }, () => ({ nodeId: random.bytes(32) }));
  const nearest = (target: Uint8Array, count: number) =>
    [...nodes].sort((a, b) => compareDistance(target, a.nodeId, b.nodeId)).slice(0, count);
  t.is(density.nodes, 0);
  for (let round = 0; round < 9; round += 1) {
    const target = random.bytes(32);
    density.note(target, nearest(target, k));
  }
  t.true(density.nodes > 1_500 && density.nodes < 3_000, `${density.nodes}`);
  const before = density.nodes;
  const ground = Array.from({ length: k }, () => ({
    nodeId: Uint8Array.from([0, 0, 0, ...random.bytes(29)]),
  }));
  density.note(ownId, ground);
  t.true(density.nodes < 1.5 * before, 'a crowd beside one key is one voice');
});

test('of a crowd beside a key only the nearest few count, of an even network all', (t) => {
  const density = new Density(0);
  const random = seededRandom('crowd');
  for (let round = 0; round < 9; round += 1) {
    const target = random.bytes(32);
    const nodes = Array.from({ length: 1_000 }, () => ({ nodeId: random.bytes(32) }));
    density.note(target, nodes.sort((a, b) => compareDistance(target, a.nodeId, b.nodeId)).slice(0, k));
  }
  const even = at(...Array.from({ length: 40 }, (_, place) => (place + 1) / 1_000));
  t.deepEqual(density.thin(even), even);
  const crowd = at(...Array.from({ length: 64 }, (_, place) => place / 1e6));
  const thinned = density.thin([...crowd, ...even]);
  t.true(thinned.length < even.length + 8);
  t.deepEqual(thinned.slice(-even.length), even);
});

test('a teller of ghosts is heard last: those whom others named are asked before', (t) => {
  const strand = new Strand(0, pointOf(ownId), new Map(), new Density(0), k, 1, () => true);
  const next = () => {
    const [candidate] = strand.next();
    return {
      number: candidate!.contact.nodeId[0]!,
      is: (state: 'answered' | 'failed') => (candidate!.state = state),
    };
  };
  strand.learn([node(100), node(101)], null, 1);
  next().is('answered');
  strand.learn(range(1, 20), 'liar', 2);
  for (const ghost of [1, 2, 3]) {
    const asked = next();
    t.is(asked.number, ghost);
    asked.is('failed');
  }
  const known = next();
  t.is(known.number, 101);
  known.is('answered');
  strand.learn(range(40, 41), 'other', 2);
  const rest = [1, 2, 3].map(() => {
    const asked = next();
    asked.is('answered');
    return asked.number;
  });
  t.deepEqual(rest, [40, 41, 4], 'at last hearsay, too');
});

test('a strand that a crowd beside the key answers goes on to those beyond it', (t) => {
  const density = new Density(0);
  const random = seededRandom('beyond');
  const nodes = Array.from({ length: 1_000 }, () => ({ ...node(1), nodeId: random.bytes(32) }));
  const nearest = (target: Uint8Array, from: NodeContact[]) =>
    [...from].sort((a, b) => compareDistance(target, a.nodeId, b.nodeId)).slice(0, k);
  for (let round = 0; round < 9; round += 1) {
    const target = random.bytes(32);
    density.note(target, nearest(target, nodes));
  }
  const key = random.bytes(32);
  const ground = Array.from({ length: 64 }, (_, number) => ({
    ...node(1),
    nodeId: Uint8Array.from([...key.subarray(0, 30), number, 0]),
  }));
  const honest = nearest(key, nodes);
  const lookup = begin(
    key,
    random.bytes(32),
    [...ground.slice(0, 10), ...nearest(random.bytes(32), nodes)],
    density,
  );
  for (let batch = lookup.next(); batch.length > 0; batch = lookup.next()) {
    for (const each of batch) {
      const isHostile = ground.some((one) => one.nodeId === each.contact.nodeId);
      const told = isHostile
        ? ground.slice(0, k)
        : [...ground.slice(0, 6), ...nearest(key, nodes).slice(0, 14)];
      lookup.answered(each, told);
    }
  }
  const found = new Set(numbersOf(lookup.result()));
  t.true(
    honest.slice(0, 10).every((one) => found.has(hex(one.nodeId))),
    'the honest nearest are found',
  );
});

function numbersOf(contacts: readonly { nodeId: Uint8Array }[]): string[] {
  return contacts.map((contact) => hex(contact.nodeId));
}

test('who is slow no longer keeps the strand waiting, and may still answer', (t) => {
  const lookup = begin(ownId, node(200).nodeId, [node(10), node(20), node(30), node(40)]);
  const first = lookup.next();
  t.deepEqual(lookup.next(), []);
  lookup.slow(first[0]!);
  t.deepEqual(numbers(lookup.next().map((each) => each.contact)), [40], 'its strand asks the next');
  lookup.answered(first[0]!, [node(5)]);
  lookup.failed(first[1]!);
  lookup.failed(first[2]!);
  t.false(lookup.done);
});

test('how long a word is worth something follows from how long links live', (t) => {
  const quiet = new Lifetimes();
  const busy = new Lifetimes();
  for (let minute = 0; minute < 30; minute += 1) {
    quiet.stood(20, 60_000);
    busy.stood(20, 60_000);
    busy.died();
  }
  t.true(busy.tellFor < 8 * 60_000 && busy.tellFor > 4 * 60_000, `${busy.tellFor}`);
  t.true(busy.gone(10 * 60_000) > 0.3);
  t.true(quiet.tellFor > 3_600_000);
  t.true(quiet.askFor > quiet.tellFor);
});
