import test from 'ava';
import { every } from '../../src/clock/clock.js';
import type { Link } from '../../src/link/types.js';
import { sealJoin } from '../../src/path/join-blob.js';
import type { OwnPath } from '../../src/path/types.js';
import { buildStatuses } from '../../src/wire/build.js';
import { blobFor, joined } from '../helpers/joined.js';
import { PathLab, type PathNode } from '../helpers/paths.js';
import { workedKey } from '../helpers/worked-key.js';

const rest = (fill: number) => new Uint8Array(1300).fill(fill);

for (const hops of [1, 2, 3, 4]) {
  test(`a path of ${hops} hops stands, and its end answers`, async (t) => {
    const lab = new PathLab(t);
    const [owner, ...others] = await lab.some(hops + 1);
    const path = await lab.path(owner!, others, 'exit');
    t.is(path.hops.length, hops);
    t.is(path.end, others.at(-1)!.node);
    t.is(path.entryId, null);
    t.is(await lab.links.settled(path.ping(2000)), 2 * hops * 10);
    t.true(path.rtt! > 0);
    for (const node of others) t.is(node.paths.facts().relayed, 1);
    t.deepEqual(
      lab.nodes.map(({ paths }) => paths.dropped),
      lab.nodes.map(() => ({})),
    );
  });
}

test('whoever does not reach the next hop is found by the owner', async (t) => {
  const lab = new PathLab(t);
  const [owner, ...hops] = await lab.some(4);
  for (const [at, gone] of hops.entries()) {
    lab.unreachable.clear();
    lab.unreachable.add(gone);
    const failed = await lab.build(owner!, hops, 'exit');
    // The first hop is for the owner itself to reach.
    t.deepEqual(failed, { at: at === 0 ? null : at - 1, status: 3 });
  }
});

test('a hop that is silent is a failure of unknown cause, after ten seconds', async (t) => {
  const lab = new PathLab(t);
  const [owner, x1, x2, x3] = await lab.some(4);
  const before = lab.links.clock.now();
  lab.onWire = ({ from, body }) => (from === x2 ? [] : [body]);
  t.deepEqual(await lab.build(owner!, [x1!, x2!, x3!], 'exit'), { at: null, status: null });
  const took = lab.links.clock.now() - before;
  t.true(took >= 10_000 && took < 10_100, `${took}`);
});

test('a build over a neighbour that is found gone fails then, not after ten seconds', async (t) => {
  const lab = new PathLab(t);
  const [owner, guard, middle, end] = (await lab.some(4)) as [PathNode, PathNode, PathNode, PathNode];
  const path = await lab.path(owner, [guard, middle, end], 'exit');
  guard.kill();
  const begun = lab.links.clock.now();
  const built = lab.build(owner, [guard, end, middle], 'exit');
  // Cells of the path that stands show that nothing comes back.
  const timer = every(lab.links.clock, 50, 0, lab.links.random.next, () => void path.ping(500));
  t.teardown(() => timer.cancel());
  t.deepEqual(await built, { at: null, status: buildStatuses.unreachable });
  t.true(lab.links.clock.now() - begun < 2_000);
});

test('who gives nothing for a while refuses builds, and paths that stand go on', async (t) => {
  const lab = new PathLab(t);
  const [owner, first, end] = (await lab.some(3)) as [PathNode, PathNode, PathNode];
  let isGiving = true;
  const middle = await lab.node({ isNoHop: () => !isGiving });
  const path = await lab.path(owner, [first, middle, end], 'exit');
  isGiving = false;
  t.deepEqual(await lab.build(owner, [first, middle, end], 'exit'), { at: 1, status: buildStatuses.refused });
  t.not(await lab.links.settled(path.ping(2000)), null);
  isGiving = true;
  await lab.path(owner, [first, middle, end], 'exit');
});

test('an entry id that is taken is refused by the entry node', async (t) => {
  const lab = new PathLab(t);
  const [owner, x1, n] = await lab.some(3);
  // The owner draws the same entry id twice.
  const { random } = lab.links;
  const bytes = random.bytes.bind(random);
  const path = await lab.path(owner!, [x1!, n!], 'entry');
  t.is(path.entryId!.length, 16);
  let isFirst = true;
  random.bytes = (length) => {
    if (length !== 16 || !isFirst) return bytes(length);
    isFirst = false;
    return path.entryId!;
  };
  t.deepEqual(await lab.build(owner!, [x1!, n!], 'entry'), { at: 1, status: 2 });
});

test('joined end hops carry 1300 bytes untouched, both ways', async (t) => {
  const { lab, exit, entry, at } = await joined(t);
  const toB: Uint8Array[] = [];
  const toA: Uint8Array[] = [];
  entry.onCell = (selector, bytes) => void (selector === at.entry && toB.push(bytes.slice()));
  exit.onCell = (selector, bytes) => void (selector === at.exit && toA.push(bytes.slice()));
  const [there, back] = [1, 2].map(() => Array.from({ length: 50 }, () => lab.links.random.bytes(1300)));
  for (const bytes of there!) t.true(exit.send(at.exit, bytes));
  for (const bytes of back!) t.true(entry.send(at.entry, bytes));
  await lab.pass(500);
  t.deepEqual(toB, there);
  t.deepEqual(toA, back);
  t.deepEqual(
    lab.nodes.map(({ paths }) => paths.dropped),
    lab.nodes.map(() => ({})),
  );
});

test('a node that is exit and entry node in one joins its own two ends', async (t) => {
  const lab = new PathLab(t);
  const [a, x, both, y, b] = await lab.some(5);
  const exit = await lab.path(a!, [x!, both!], 'exit');
  const entry = await lab.path(b!, [y!, both!], 'entry');
  const came: number[] = [];
  entry.onIncoming = (selector) => {
    entry.send(selector, rest(7));
    entry.onCell = (_selector, bytes) => came.push(bytes[0]!);
  };
  exit.onCell = (selector, bytes) => {
    came.push(bytes[0]!);
    exit.send(selector, rest(8));
  };
  exit.join(both!.node, blobFor(lab, entry, rest(1).subarray(0, 50)));
  await lab.pass(500);
  t.deepEqual(came, [7, 8]);
  const failed: number[] = [];
  entry.onJoinFailed = (selector) => failed.push(selector);
  exit.close();
  await lab.pass(160_000);
  t.is(failed.length, 1);
});

test('joins that are late, repeated, too many or for nobody are dropped by the entry node', async (t) => {
  const { lab, nodes, exit, entry } = await joined(t);
  let incoming = 0;
  entry.onIncoming = () => {
    incoming += 1;
  };
  const { n } = nodes;
  exit.join(n.node, blobFor(lab, entry, rest(1).subarray(0, 9), -130));
  await lab.pass(500);
  t.is(n.paths.dropped['join-time'], 1);
  const again = blobFor(lab, entry, rest(1).subarray(0, 9));
  for (let times = 0; times < 2; times += 1) exit.join(n.node, again);
  await lab.pass(500);
  t.is(n.paths.dropped['join-repeated'], 1);
  t.is(incoming, 1);
  exit.join(
    n.node,
    blobFor(lab, { ...entry, end: n.node, entryId: rest(3).slice(0, 16) } as OwnPath, rest(1).slice(0, 9)),
  );
  await lab.pass(500);
  t.is(n.paths.dropped['join-unknown'], 1);
  // One exit path may ask five times a second, twenty at once.
  const failed: number[] = [];
  exit.onJoinFailed = (_selector, code) => failed.push(code);
  await lab.pass(5000);
  for (let times = 0; times < 30; times += 1) exit.join(n.node, blobFor(lab, entry, rest(1).slice(0, 9)));
  await lab.pass(500);
  t.deepEqual(failed, new Array(10).fill(2));
});

test('an entry path that asks for work gets no joins without it', async (t) => {
  const lab = new PathLab(t);
  const [a, e, b, n] = await lab.some(4);
  const entry = await lab.links.settled(b!.paths.builder.build([n!.node], 'entry', { joinEffort: 8 }));
  t.true('hops' in entry);
  const exit = await lab.path(a!, [e!], 'exit');
  let incoming = 0;
  (entry as OwnPath).onIncoming = () => {
    incoming += 1;
  };
  const { entryId } = entry as OwnPath;
  const payload = {
    entryId: entryId!,
    time: Math.floor(lab.links.clock.wall() / 1000),
    message: rest(1).slice(0, 9),
  };
  exit.join(n!.node, sealJoin(n!.onionKey.publicKey, lab.channel.key, payload, workedKey())!);
  await lab.pass(500);
  t.deepEqual([incoming, n!.paths.dropped['join-work']], [0, 1]);
  exit.join(n!.node, sealJoin(n!.onionKey.publicKey, lab.channel.key, payload, workedKey(8))!);
  await lab.pass(500);
  t.is(incoming, 1);
});

test('a join that nobody answers is forgotten after 30 s, an idle one after 150 s', async (t) => {
  const { lab, nodes, exit, entry, at } = await joined(t);
  const failed: number[][] = [];
  exit.onJoinFailed = (selector, code) => failed.push([selector, code]);
  await lab.pass(36_000);
  t.deepEqual(failed, [[at.exit, 3]]);
  t.is(nodes.n.paths.facts().joins, 0);
  let selector = 0;
  entry.onIncoming = (came) => {
    selector = came;
    entry.send(came, rest(1));
  };
  const second = exit.join(nodes.n.node, blobFor(lab, entry, rest(1).slice(0, 9)));
  await lab.pass(140_000);
  t.not(selector, 0);
  t.is(nodes.e.paths.facts().joins, 1);
  await lab.pass(20_000);
  t.deepEqual(failed.at(-1), [second, 3]);
  t.is(nodes.e.paths.facts().joins, 0);
});

test('an exit node that does not reach the entry node says so', async (t) => {
  const { lab, nodes, exit, entry } = await joined(t);
  const failed: number[][] = [];
  exit.onJoinFailed = (selector, code) => failed.push([selector, code]);
  lab.unreachable.add(nodes.y1);
  const selector = exit.join(nodes.y1.node, blobFor(lab, entry, rest(1).slice(0, 9)));
  await lab.pass(500);
  t.deepEqual(failed, [[selector, 1]]);
});

test('a closed selector is closed at the end hop, too', async (t) => {
  const { lab, nodes, exit, at } = await joined(t);
  t.is(nodes.e.paths.facts().joins, 1);
  exit.closeSelector(at.exit);
  await lab.pass(500);
  t.is(nodes.e.paths.facts().joins, 0);
});

test('cells of a join that has just ended do not count as forged', async (t) => {
  const { lab, nodes, exit, at } = await joined(t);
  let number = 0;
  const flow = (cells: number): void => {
    for (const end = number + cells; number < end; number += 1)
      exit.send(at.exit, lab.links.random.bytes(1300));
  };
  flow(50);
  nodes.e.end.links.disconnect(nodes.e.end.links.find(nodes.n.node.identityKey)!);
  flow(200);
  await lab.pass(40_000);
  t.true(nodes.e.paths.dropped['join-over']! >= 200);
  t.true(exit.open);
  t.is(nodes.e.paths.dropped['selector-unknown'], undefined);
});

test('the owner may be the end of its own path', async (t) => {
  const lab = new PathLab(t);
  const [owner, x1] = await lab.some(2);
  const path = await lab.path(owner!, [x1!, owner!], 'entry');
  t.is(await lab.links.settled(path.ping(2000)), 40);
  const exit = await lab.path(x1!, [owner!], 'exit');
  const came: number[] = [];
  path.onIncoming = (selector) => path.send(selector, rest(5));
  exit.onCell = (_selector, bytes) => came.push(bytes[0]!);
  exit.join(owner!.node, blobFor(lab, path, rest(1).slice(0, 9)));
  await lab.pass(500);
  t.deepEqual(came, [5]);
});

test('idle paths are kept by pings, and forgotten by their hops when the owner is gone', async (t) => {
  const lab = new PathLab(t);
  const [owner, x1, x2] = await lab.some(3);
  const path = await lab.path(owner!, [x1!, x2!], 'exit');
  await lab.pass(600_000);
  t.true(path.open);
  t.is(x2!.paths.facts().relayed, 1);
  path.close();
  await lab.pass(160_000);
  t.is(x1!.paths.facts().relayed, 0);
  t.is(x2!.paths.facts().relayed, 0);
});

test('a path ends in time', async (t) => {
  const lab = new PathLab(t);
  const [owner, x1] = await lab.some(2);
  const path = (await lab.links.settled(
    owner!.paths.builder.build([x1!.node], 'exit', { lifeMs: 300_000 }),
  )) as OwnPath;
  let why = '';
  path.onClose = (reason) => {
    why = reason;
  };
  await lab.pass(299_000);
  t.true(path.open);
  await lab.pass(1_500);
  t.deepEqual([path.open, why], [false, 'expired']);
  t.false(path.send(1, rest(1)));
  t.is(await lab.links.settled(path.ping(100)), null);
});

for (const role of ['x1', 'x2', 'e', 'n', 'y2', 'y1'] as const) {
  test(`${role} is killed during a transfer: its path's owner notices within 1.2 s`, async (t) => {
    const { lab, nodes, exit, entry, at } = await joined(t);
    const isExit = role === 'x1' || role === 'x2' || role === 'e';
    const path = isExit ? exit : entry;
    let closedAt = 0;
    path.onClose = () => {
      closedAt = lab.links.clock.now();
    };
    // One way only, so that the owner of the entry path merely listens.
    entry.send(at.entry, rest(1));
    for (let cells = 0; cells < 100; cells += 1) {
      exit.send(at.exit, lab.links.random.bytes(1300));
      await lab.pass(10);
    }
    t.true(nodes.n.paths.facts().relayedCells > 80);
    const killedAt = lab.links.clock.now();
    nodes[role].kill();
    for (let cells = 0; cells < 200; cells += 1) {
      exit.send(at.exit, lab.links.random.bytes(1300));
      await lab.pass(10);
    }
    const took = closedAt - killedAt;
    t.true(took > 0 && took <= 1_200, `noticed after ${took} ms`);
  });
}

test('a question over an idle path whose hop has died shows that within 1.2 s, not when its answer is overdue', async (t) => {
  const lab = new PathLab(t);
  const [a, x1, x2, e, s] = await lab.some(5);
  const path = await lab.path(a!, [x1!, x2!, e!], 'exit');
  await lab.pass(10_000);
  x2!.kill();
  await lab.pass(5_000);
  t.true(path.open, 'nothing has shown it');
  const askedAt = lab.links.clock.now();
  t.is(await lab.links.settled(path.query(s!.node, Uint8Array.of(1), 6_000)), null);
  t.false(path.open);
  t.true(lab.links.clock.now() - askedAt <= 1_200, `${lab.links.clock.now() - askedAt} ms`);
});

test('nothing new is led over a link that is to be closed; what goes over it stays', async (t) => {
  const lab = new PathLab(t);
  let leaving: Link | null = null;
  const [a, e] = await lab.some(2);
  const x = await lab.node({ isLeaving: (link) => link === leaving });
  const path = await lab.path(a!, [x, e!], 'exit');
  leaving = x.end.links.find(a!.node.identityKey);
  t.like(await lab.build(a!, [x, e!], 'exit'), { at: 0, status: 1 });
  leaving = x.end.links.find(e!.node.identityKey);
  t.like(await lab.build(a!, [x, e!], 'exit'), { at: 0, status: 1 });
  t.not(await lab.links.settled(path.ping(2_000)), null);
  leaving = null;
  await lab.path(a!, [x, e!], 'exit');
});

test('a path outlives many keys: every cell of three phases comes', async (t) => {
  const lab = new PathLab(t, { latency: 1 });
  const [a, e, n, b] = await lab.some(4);
  const exit = await lab.path(a!, [e!], 'exit');
  const entry = await lab.path(b!, [n!], 'entry');
  let came = 0;
  entry.onIncoming = (selector) => entry.send(selector, new Uint8Array(1300).fill(0xff));
  entry.onCell = () => {
    came += 1;
  };
  const selector = exit.join(n!.node, blobFor(lab, entry, rest(1).slice(0, 9)));
  await lab.pass(100);
  const cells = 2 * 32_768 + 1000;
  const bytes = new Uint8Array(1300);
  const view = new DataView(bytes.buffer);
  // So few at once that no link's pace or queue loses any.
  for (let number = 0; number < cells; number += 1) {
    // In the place of the ciphertext, behind the counter.
    view.setUint32(8, number);
    exit.send(selector, bytes);
    if (number % 64 === 63) await lab.pass(1);
  }
  await lab.pass(1000);
  t.is(came, cells);
  t.deepEqual(n!.paths.dropped, {});
});

test('network time that is set anew ends no path that stands, and lets no build come again', async (t) => {
  for (const by of [400 * 86_400, -400 * 86_400]) {
    const lab = new PathLab(t);
    let ahead = 0;
    const networkTime = () => Math.floor(lab.links.clock.wall() / 1000) + ahead;
    const owner = await lab.node({ networkTime });
    const x1 = await lab.node({ networkTime });
    const x2 = await lab.node({ networkTime });
    const path = await lab.path(owner, [x1, x2], 'exit');
    const build = lab.sent.find(({ from }) => from === owner)!;
    ahead = by;
    await lab.pass(20_000);
    t.is(await lab.links.settled(path.ping(2000)), 40);
    t.is(x1.paths.facts().relayed, 1);
    const link = owner.end.links.find(x1.node.identityKey)!;
    owner.end.links.send(link, build.pathId ^ 0x00ff0000, build.body);
    await lab.pass(1_000);
    t.is(x1.paths.facts().relayed, 1);
    t.true(x1.paths.dropped['build-repeated'] === 1, JSON.stringify(x1.paths.dropped));
    t.true((await lab.build(owner, [x1, x2], 'exit')) !== null);
  }
});
