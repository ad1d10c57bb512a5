import test from 'ava';
import { hash } from '../../src/crypto/hash.js';
import { seededRandom } from '../../src/crypto/random.js';
import { requestKinds } from '../../src/link/types.js';
import { findSlot, receive } from '../../src/path/build/hop.js';
import { prologueOf } from '../../src/path/build/keys.js';
import type { OwnPath } from '../../src/path/types.js';
import { encodeBuildRecord } from '../../src/wire/build.js';
import { concat } from '../../src/wire/bytes.js';
import { encodeEndpointPair } from '../../src/wire/endpoint-pair.js';
import { type Joined, joined } from '../helpers/joined.js';
import { PathLab, type PathNode, type Sent } from '../helpers/paths.js';

/** Never the same again: hops take equal cells for repeated ones. */
const cell = (lab: PathLab, number: number) => lab.links.random.bytes(1300).fill(number, 700, 701);

/** Sends 20 cells each way, and says which came. */
async function exchange({ lab, exit, entry, at }: Joined) {
  const came = { atA: [] as number[], atB: [] as number[] };
  exit.onCell = (selector, bytes) => void (selector === at.exit && came.atA.push(bytes[700]!));
  entry.onCell = (selector, bytes) => void (selector === at.entry && came.atB.push(bytes[700]!));
  for (let number = 0; number < 20; number += 1) {
    exit.send(at.exit, cell(lab, number));
    entry.send(at.entry, cell(lab, number));
    await lab.pass(5);
  }
  await lab.pass(200);
  return came;
}

/** All drops of all nodes, by reason. */
function drops(lab: PathLab): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { paths } of lab.nodes)
    for (const [reason, count] of Object.entries(paths.dropped)) all[reason] = (all[reason] ?? 0) + count;
  return all;
}

const all20 = Array.from({ length: 20 }, (_, number) => number);

/** Links of an exit path, by who sends, and those who get the cell from there. */
const links = [
  ['a', 'x1'],
  ['x1', 'x2'],
  ['x2', 'e'],
  ['e', 'x2'],
  ['x2', 'x1'],
  ['x1', 'a'],
] as const;

for (const [from, to] of links) {
  const isForward = from < to ? from !== 'e' : to === 'e';

  test(`a bit changed on the way from ${from} to ${to} destroys the cell, and nothing else`, async (t) => {
    const story = await joined(t);
    const { lab, nodes } = story;
    let count = 0;
    lab.onWire = ({ from: sender, to: receiver, body }) => {
      if (sender !== nodes[from] || receiver !== nodes[to]) return [body];
      const changed = body.slice();
      changed[(count * 67) % body.length]! ^= 1 << (count % 8);
      count += 1;
      return [changed];
    };
    const came = await exchange(story);
    t.true(count >= 20);
    t.deepEqual(isForward ? came.atB : came.atA, []);
    t.deepEqual(isForward ? came.atA : came.atB, all20);
    const seen = drops(lab);
    const reason = isForward ? 'selector-unknown' : 'own-selector-unknown';
    t.true(seen[reason]! >= 20, JSON.stringify(seen));
    t.deepEqual(Object.keys(seen), [reason]);
  });

  test(`a cell sent twice from ${from} to ${to} comes once`, async (t) => {
    const story = await joined(t);
    const { lab, nodes } = story;
    lab.onWire = ({ from: sender, to: receiver, body }) =>
      sender === nodes[from] && receiver === nodes[to] ? [body.slice(), body.slice()] : [body];
    const sentBefore = lab.sent.length;
    const came = await exchange(story);
    const isToOwner = to === 'a';
    // An owner has no memory of its own: its control channel has a window, and its tunnels count.
    if (!isToOwner) {
      t.deepEqual(came, { atA: all20, atB: all20 });
      t.true(drops(lab)['path-repeated']! >= 20);
      // Behind the next hop nothing is doubled.
      const later = lab.sent.slice(sentBefore).filter(({ from: sender }) => sender === nodes[to]);
      const distinct = new Set(later.map(({ body }) => Buffer.from(body).toString('latin1')));
      t.is(distinct.size, later.length);
    } else t.is(came.atB.length, 20);
  });

  test(`cells that overtake each other from ${from} to ${to} all come`, async (t) => {
    const story = await joined(t);
    const { lab, nodes } = story;
    let held: Uint8Array | null = null;
    lab.onWire = ({ from: sender, to: receiver, body }) => {
      if (sender !== nodes[from] || receiver !== nodes[to]) return [body];
      const before = held;
      held = before ? null : body.slice();
      return before ? [body, before] : [];
    };
    const came = await exchange(story);
    for (const each of [came.atA, came.atB]) t.true(new Set(each).size >= 19);
    t.deepEqual(drops(lab), {});
  });

  test(`noise and cut cells from ${from} to ${to} are dropped at the ends, and end the path`, async (t) => {
    const story = await joined(t);
    const { lab, nodes, exit } = story;
    const random = seededRandom(`noise ${from} ${to}`);
    let isOn = true;
    lab.onWire = ({ from: sender, to: receiver, body }) =>
      isOn && sender === nodes[from] && receiver === nodes[to]
        ? [body, random.bytes(1304), body.subarray(0, 600), new Uint8Array(0)]
        : [body];
    for (let rounds = 0; rounds < 2; rounds += 1) {
      const came = await exchange(story);
      t.deepEqual(came, { atA: all20, atB: all20 });
    }
    const seen = drops(lab);
    t.true((seen[isForward ? 'selector-unknown' : 'own-selector-unknown'] ?? 0) >= 32, JSON.stringify(seen));
    isOn = false;
    // The end that counts them closes the path; its owner finds out at once, or when nobody answers.
    for (let seconds = 0; seconds < 40; seconds += 1) {
      exit.send(story.at.exit, cell(lab, 1));
      await lab.pass(1000);
    }
    t.false(exit.open);
  });
}

for (const [from, to] of [
  ['e', 'n'],
  ['n', 'e'],
] as const) {
  test(`a cell sent twice over the join from ${from} to ${to} goes on once`, async (t) => {
    const story = await joined(t);
    const { lab, nodes } = story;
    lab.onWire = ({ from: sender, to: receiver, body }) =>
      sender === nodes[from] && receiver === nodes[to] ? [body.slice(), body.slice()] : [body];
    const sentBefore = lab.sent.length;
    t.deepEqual(await exchange(story), { atA: all20, atB: all20 });
    t.true(nodes[to].paths.dropped['path-repeated']! >= 20);
    const onwards = { n: nodes.y2, e: nodes.x2 }[to];
    const later = lab.sent
      .slice(sentBefore)
      .filter(({ from: sender, to: receiver }) => sender === nodes[to] && receiver === onwards);
    t.true(later.length >= 20);
    const distinct = new Set(later.map(({ body }) => Buffer.from(body).toString('latin1')));
    t.is(distinct.size, later.length);
  });
}

/** Who sends cells of the join to whom: for itself, and for others in either direction. */
for (const [from, to] of [
  ['a', 'x1'],
  ['x1', 'x2'],
  ['y1', 'b'],
] as const) {
  test(`${to} cannot tell by being asked whether ${from} is an owner: whoever sends cells asks the silent`, async (t) => {
    const story = await joined(t);
    const { lab, nodes, exit, at } = story;
    const { clock } = lab.links;
    const asked: number[] = [];
    const { links } = nodes[from].end;
    const request = links.request.bind(links);
    links.request = (link, ...rest) => {
      if (lab.of(link) === nodes[to]) asked.push(clock.now());
      return request(link, ...rest);
    };
    await exchange(story);
    t.deepEqual(asked, [], 'not while it is heard');
    await lab.pass(4000);
    nodes[to].kill();
    const sentBefore = lab.sent.length;
    const began = clock.now();
    for (let number = 0; number < 100 && exit.open; number += 1) {
      exit.send(at.exit, cell(lab, number));
      await lab.pass(10);
    }
    const first = lab.sent
      .slice(sentBefore)
      .find((sent) => sent.from === nodes[from] && sent.to === nodes[to])!;
    t.truthy(first);
    t.is(asked.length, 1, `${asked.map((time) => time - began)}`);
    const latest = 250 + 20 + (from === 'a' ? 0 : 60);
    t.true(asked[0]! - began >= 250 && asked[0]! - began <= latest, `${asked[0]! - began}`);
  });
}

test('a few forged cells in many do not end a path (anti)', async (t) => {
  const story = await joined(t);
  const { lab, nodes, exit } = story;
  const random = seededRandom('a few');
  let count = 0;
  lab.onWire = ({ from, body }) => {
    if (from !== nodes.x1) return [body];
    count += 1;
    return count % 41 === 0 ? [body, random.bytes(1304)] : [body];
  };
  for (let rounds = 0; rounds < 120; rounds += 1) await exchange(story);
  const seen = drops(lab);
  t.true(seen['selector-unknown']! > 32 && seen['own-selector-unknown']! > 32, JSON.stringify(seen));
  t.true(exit.open);
});

test('what stands for nothing is dropped, and tried only so often', async (t) => {
  const lab = new PathLab(t);
  const [a, b] = await lab.some(2);
  const link = (await lab.links.settled(a!.end.links.connect(b!.end.address)))!;
  for (let number = 1; number <= 100; number += 1)
    a!.end.links.send(link, number, lab.links.random.bytes(1304));
  for (let number = 1; number <= 100; number += 1)
    a!.end.links.send(link, 0x40000000 + number, lab.links.random.bytes(1304));
  await lab.pass(100);
  t.deepEqual(b!.paths.dropped, { 'path-unknown': 200 });
  for (let number = 1; number <= 6000; number += 1) {
    a!.end.links.send(link, number, lab.links.random.bytes(1304));
    if (number % 500 === 0) await lab.pass(1);
  }
  await lab.pass(100);
  t.true(b!.paths.dropped['path-trials']! > 400);
  t.is(b!.paths.facts().relayed, 0);
});

/** Takes down the build cells that a hop gets, without letting them through. */
async function buildCells(
  lab: PathLab,
  owner: PathNode,
  hops: readonly PathNode[],
  count: number,
): Promise<Sent[]> {
  const before = lab.sent.length;
  lab.onWire = () => [];
  for (let at = 0; at < count; at += 1) await lab.build(owner, hops, 'exit');
  lab.onWire = ({ body }) => [body];
  return lab.sent.slice(before);
}

test('a build that comes again is refused until it expires, on any link and under any id', async (t) => {
  const lab = new PathLab(t);
  const [a, x, e, other] = await lab.some(4);
  const [first] = await buildCells(lab, a!, [x!, e!], 1);
  const link = a!.end.links.find(x!.node.identityKey)!;
  const elsewhere = (await lab.links.settled(other!.end.links.connect(x!.end.address)))!;
  const bit = (node: PathNode) =>
    Buffer.compare(node.node.identityKey, x!.node.identityKey) > 0 ? 0x40000000 : 0;
  a!.end.links.send(link, first!.pathId, first!.body);
  await lab.pass(200);
  t.is(x!.paths.facts().relayed, 1);
  a!.end.links.send(link, bit(a!) + 1, first!.body);
  other!.end.links.send(elsewhere, bit(other!) + 1, first!.body);
  await lab.pass(3_600_000);
  a!.end.links.send(a!.end.links.find(x!.node.identityKey) ?? link, bit(a!) + 2, first!.body);
  await lab.pass(200);
  t.true(x!.paths.dropped['build-repeated']! >= 2);
  t.is(x!.paths.facts().relayed, 0);
});

test('an id whose bit is not the sender’s to choose begins nothing', async (t) => {
  const lab = new PathLab(t);
  const [a, x] = await lab.some(2);
  const [first] = await buildCells(lab, a!, [x!], 1);
  const link = a!.end.links.find(x!.node.identityKey)!;
  a!.end.links.send(link, (first!.pathId ^ 0x40000000) >>> 0, first!.body);
  await lab.pass(200);
  t.deepEqual(x!.paths.dropped, { 'path-unknown': 1 });
  a!.end.links.send(link, first!.pathId, first!.body);
  await lab.pass(200);
  t.is(x!.paths.facts().relayed, 1);
});

test('builds beyond 5 a second and 50 at once are dropped, per link', async (t) => {
  const lab = new PathLab(t);
  const [a, x, other] = await lab.some(3);
  const cells = await buildCells(lab, a!, [x!], 70);
  const link = a!.end.links.find(x!.node.identityKey)!;
  for (const { pathId, body } of cells) a!.end.links.send(link, pathId, body);
  await lab.pass(100);
  t.is(x!.paths.dropped['build-rate'], 20);
  t.is(x!.paths.facts().relayed, 50);
  t.true((await lab.path(other!, [x!], 'exit')).open);
});

test('who leads all the paths he can over one neighbour to another keeps nobody out there, nor that one’s own builds', async (t) => {
  const lab = new PathLab(t);
  const [g, v, honest, ...hostile] = await lab.some(7);
  const statuses: (number | null)[] = [];
  for (let at = 0; at < 130; at += 1) {
    for (const { paths } of hostile)
      void paths.builder
        .build([g!.node, v!.node], 'exit')
        .then((built) => statuses.push('hops' in built ? 0 : built.status));
    await lab.pass(850);
  }
  t.is(statuses.length, 520);
  t.is(statuses.filter((status) => status === 0).length, 384);
  t.is(statuses.filter((status) => status === 1).length, 136);
  t.true((await lab.path(v!, [g!, honest!], 'exit')).open, 'over the same link the other way');
  t.true((await lab.path(honest!, [g!, v!], 'exit')).open, 'over the same two');
});

test('a tag without the rest costs one look, and is counted', async (t) => {
  const lab = new PathLab(t);
  const [a, x] = await lab.some(2);
  const link = (await lab.links.settled(a!.end.links.connect(x!.end.address)))!;
  const body = lab.links.random.bytes(1304);
  const e = body.slice(8, 40);
  body.set(hash(16, 'phantom build tag', x!.onionKey.publicKey, e).subarray(0, 8));
  const bit = Buffer.compare(a!.node.identityKey, x!.node.identityKey) > 0 ? 0x40000000 : 0;
  a!.end.links.send(link, bit + 1, body);
  await lab.pass(100);
  t.deepEqual(x!.paths.dropped, { 'build-forged': 1 });
});

test('what is relayed for others has a cap of its own', async (t) => {
  const lab = new PathLab(t);
  const [a, e] = await lab.some(2);
  const x = await lab.node({ relayedCells: 20 });
  const path = await lab.path(a!, [x, e!], 'exit');
  await lab.pass(1000);
  for (let number = 0; number < 100; number += 1) path.send(1, cell(lab, 1));
  await lab.pass(100);
  t.true(x.paths.dropped['cap-relayed']! >= 78, JSON.stringify([x.paths.dropped, x.paths.facts()]));
  const own = await lab.path(x, [e!], 'exit');
  t.is(await lab.links.settled(own.ping(1000)), 20);
});

test('no hop sees its owner’s identity, nor a hop that is not its neighbour', async (t) => {
  const lab = new PathLab(t);
  const [owner, ...hops] = await lab.some(5);
  for (const kind of ['exit', 'entry'] as const) {
    const before = lab.sent.length;
    await lab.path(owner!, hops, kind);
    for (const [at, hop] of hops.entries()) {
      const build = lab.sent.slice(before).find(({ to }) => to === hop)!;
      const found = findSlot([hop.onionKey], build.body)!;
      const { record } = receive(prologueOf('phantom build', lab.channel.key), found, build.body)!;
      const seen = concat(encodeBuildRecord(record), build.body);
      for (const [other, node] of [owner!, ...hops].entries()) {
        const isNext = other === at + 2;
        t.is(has(seen, node.node.identityKey), isNext, `hop ${at} and identity ${other}`);
        t.is(
          has(seen, encodeEndpointPair(node.node.endpoints).subarray(0, 6)),
          isNext,
          `hop ${at} and endpoint ${other}`,
        );
        t.false(has(seen, node.node.onionKey));
      }
    }
    // Expiries differ, so that hops cannot find each other by them.
    const expiries = hops.map((hop) => {
      const build = lab.sent.slice(before).find(({ to }) => to === hop)!;
      return receive(
        prologueOf('phantom build', lab.channel.key),
        findSlot([hop.onionKey], build.body)!,
        build.body,
      )!.record.expiry;
    });
    t.is(new Set(expiries).size, hops.length);
  }
});

test('a cell shows nothing of itself again on another link', async (t) => {
  const story = await joined(t);
  const { lab, nodes } = story;
  const before = lab.sent.length;
  await exchange(story);
  const seen = new Map<string, Sent>();
  for (const sent of lab.sent.slice(before)) {
    // Between the two end hops it is what the owners sealed for each other.
    if ([sent.from, sent.to].every((node) => node === nodes.e || node === nodes.n)) continue;
    for (let at = 0; at + 8 <= 1304; at += 8) {
      const word = Buffer.from(sent.body.subarray(at, at + 8)).toString('latin1');
      t.false(seen.has(word), `seen before from ${seen.get(word)?.from.name}`);
      seen.set(word, sent);
    }
  }
});

test('questions go to storing nodes by the exit node, and the asker stays unnamed', async (t) => {
  const lab = new PathLab(t);
  const [a, x, e, s] = await lab.some(4);
  const path = await lab.path(a!, [x!, e!], 'exit');
  const askers: Uint8Array[] = [];
  s!.end.links.handle(6, (body, from) => {
    askers.push(from.identityKey);
    return body.length > 1 ? Uint8Array.from(body).reverse() : null;
  });
  const answer = await lab.links.settled(path.query(s!.node, Uint8Array.of(1, 2, 3), 2000));
  t.deepEqual(answer, Uint8Array.of(3, 2, 1));
  t.deepEqual(askers, [e!.node.identityKey]);
  t.is(await lab.links.settled(path.query(s!.node, Uint8Array.of(1), 2000)), null);
  const other = await lab.node({ askOurselves: (kind, body) => Uint8Array.of(kind, ...body) });
  const direct = await lab.path(a!, [other], 'exit');
  t.deepEqual(await lab.links.settled(direct.query(other.node, Uint8Array.of(7), 2000)), Uint8Array.of(0, 7));
  t.deepEqual(await lab.links.settled(direct.recordOf(other.node)), Uint8Array.of(1));
  lab.unreachable.add(s!);
  t.is(await lab.links.settled(path.query(s!.node, Uint8Array.of(1, 2), 2000)), null);
  t.is(await lab.links.settled(path.recordOf(s!.node)), null);
});

test('no path uses up what an exit node may ask of a storing node, nor what it may ask of others', async (t) => {
  const lab = new PathLab(t);
  const [e, s, other, ...owners] = await lab.some(7);
  for (const node of [s, other]) node!.end.links.handle(requestKinds.sealed, (body) => body);
  let [answered, refused] = [0, 0];
  const ask = (path: OwnPath, node: PathNode) =>
    path.query(node.node, Uint8Array.of(1), 2000).then((answer) => {
      if (answer) answered += 1;
      else refused += 1;
    });
  const paths: OwnPath[] = [];
  for (const owner of owners) paths.push(await lab.path(owner, [e!], 'exit'));
  for (let at = 0; at < 30; at += 1) void ask(paths[0]!, s!);
  await lab.pass(100);
  t.deepEqual([answered, refused], [16, 14]);
  void ask(paths[0]!, other!);
  await lab.pass(100);
  t.is(answered, 17, 'the same path is not kept from another node');
  for (let at = 0; at < 16; at += 1) for (const path of paths.slice(1)) void ask(path, s!);
  await lab.pass(100);
  const carried = answered - 1;
  t.true(carried >= 45 && carried <= 50, `${carried} of all paths`);
});

for (const hops of [2, 3]) {
  test(`a helper beside the last of ${hops} hops falls out of the path`, async (t) => {
    const lab = new PathLab(t);
    const [owner, y, ...nodes] = await lab.some(hops + 2);
    const yNode = y!.node;
    const built = owner!.paths.builder.build(
      nodes.map(({ node }) => node),
      'entry',
      { yNode },
    );
    const path = (await lab.links.settled(built)) as OwnPath;
    t.true('hops' in path);
    await lab.pass(500);
    const before = lab.sent.length;
    t.is(await lab.links.settled(path.ping(2000)), 2 * hops * 10);
    const later = lab.sent.slice(before);
    t.false(later.some(({ from, to }) => from === y || to === y));
    t.is(later.length, 2 * hops);
    t.is(y!.paths.facts().relayed, 1);
    await lab.pass(160_000);
    t.is(y!.paths.facts().relayed, 0);
    t.true(path.open);
    t.is(await lab.links.settled(path.ping(2000)), 2 * hops * 10);
  });
}

test('a hop that does not reach the end beside its helper makes a silent build', async (t) => {
  const lab = new PathLab(t);
  const [owner, y, x1, x2] = await lab.some(4);
  lab.onWire = ({ from, to, body }) => (from === x1 && to === x2 ? [] : [body]);
  const built = owner!.paths.builder.build([x1!.node, x2!.node], 'exit', { yNode: y!.node });
  t.deepEqual(await lab.links.settled(built), { at: null, status: null });
  await lab.pass(200_000);
  for (const node of [x1, x2, y]) t.is(node!.paths.facts().relayed, 0);
});

function has(bytes: Uint8Array, part: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from(part));
}
