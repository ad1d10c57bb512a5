/** More joins than an entry node passes on: who waits, who goes first, who is passed by. */
import test, { type ExecutionContext } from 'ava';
import { Waiting } from '../../src/path/ends/waiting.js';
import { sealJoin } from '../../src/path/join-blob.js';
import { maxJoinBits } from '../../src/path/join-work.js';
import type { OwnPath } from '../../src/path/types.js';
import { PathLab, type PathNode } from '../helpers/paths.js';
import { workedKey } from '../helpers/worked-key.js';

test('of those who wait the most work goes first, of equals who came first; the least gives way', (t) => {
  const waiting = new Waiting<string>(4, 1000);
  for (const [name, bits] of [
    ['a', 0],
    ['b', 3],
    ['c', 0],
    ['d', 9],
  ] as const)
    t.true(waiting.add(name, name, bits, 0));
  t.false(waiting.add('e', 'e', 0, 0), 'no better than the last');
  t.true(waiting.add('f', 'f', 3, 0));
  t.true(waiting.has('f'));
  t.false(waiting.has('c'), 'it had to give way');
  t.deepEqual(
    Array.from({ length: 5 }, () => waiting.take()),
    ['d', 'b', 'f', 'a', null],
  );
});

test('nobody waits too long, and no work counts for more than may be asked for', (t) => {
  const waiting = new Waiting<string>(4, 1000);
  waiting.add('early', 'early', 9, 0);
  waiting.add('asked', 'asked', maxJoinBits, 500);
  waiting.add('rich', 'rich', maxJoinBits + 9, 600);
  t.is(waiting.expire(999), 0);
  t.is(waiting.expire(1000), 1);
  t.deepEqual([waiting.take(), waiting.take(), waiting.size], ['asked', 'rich', 0]);
});

interface Flooded {
  readonly lab: PathLab;
  readonly n: PathNode;
  readonly entry: OwnPath;
  /** What came to its owner: the first byte of each message. */
  readonly came: number[];
  readonly exits: readonly OwnPath[];
  /** Sends a join that shows so much work over one of the exit paths. */
  join(exit: OwnPath, kind: number, bits?: number): void;
}

/** An entry path, and exit paths over several nodes, the last of which is the entry node itself. */
async function flooded(t: ExecutionContext, count: number): Promise<Flooded> {
  const lab = new PathLab(t);
  const [b, y, n, a, ...ends] = await lab.some(4 + count - 1);
  const entry = await lab.path(b!, [y!, n!], 'entry');
  const came: number[] = [];
  entry.onIncoming = (selector, message) => {
    came.push(message[0]!);
    entry.send(selector, new Uint8Array(1300));
  };
  const exits: OwnPath[] = [];
  for (const e of [...ends, n!]) exits.push(await lab.path(a!, [e], 'exit'));
  const join = (exit: OwnPath, kind: number, bits = 0): void => {
    const time = Math.floor(lab.links.clock.wall() / 1000);
    const payload = { entryId: entry.entryId!, time, message: new Uint8Array(9).fill(kind) };
    exit.join(
      n!.node,
      sealJoin(n!.onionKey.publicKey, lab.channel.key, payload, workedKey(bits, lab.links.random.bytes(32)))!,
    );
  };
  return { lab, n: n!, entry, came, exits, join };
}

test('joins beyond 10 per second and entry id, 50 at once, wait for their turn', async (t) => {
  const { lab, n, exits, came, join } = await flooded(t, 4);
  for (const exit of exits) for (let times = 0; times < 18; times += 1) join(exit, 1);
  await lab.pass(100);
  t.true(came.length >= 50 && came.length <= 52, `${came.length}`);
  await lab.pass(1_000);
  t.true(came.length >= 60 && came.length <= 62, `${came.length}`);
  await lab.pass(2_000);
  t.is(came.length, 72);
  t.is(n.paths.dropped['join-rate'], undefined);
});

test('what shows work comes through a flood of what shows none, also where exit and entry node are one', async (t) => {
  const { lab, n, exits, came, join, entry } = await flooded(t, 6);
  // 30 a second where 10 are passed on.
  const flood = async (seconds: number): Promise<void> => {
    for (let turn = 0; turn < 5 * seconds; turn += 1) {
      for (const exit of exits) join(exit, 1);
      await lab.pass(200);
    }
  };
  for (const exit of exits) for (let times = 0; times < 10; times += 1) join(exit, 1);
  await flood(5);
  for (const [at, exit] of [exits[0]!, exits.at(-1)!].entries()) {
    came.length = 0;
    join(exit, 2, 12);
    await lab.pass(400);
    t.true(came.includes(2), `way ${at}: ${came}`);
    await flood(1);
  }
  // Nothing stands in the way of one without work but chance: all the others are as good.
  came.length = 0;
  await flood(3);
  t.true(came.length >= 28 && came.length <= 33, `${came.length} in three seconds`);
  t.true(n.paths.dropped['join-rate']! > 50);
  // Its owner is told how much each has shown.
  t.is(
    entry.joinsByWork.slice(12).reduce((sum, count) => sum + count),
    2,
  );
  t.true(entry.joinsByWork.slice(0, 8).reduce((sum, count) => sum + count) > 80);
});

test('joins that wait are forgotten with their entry path, and are not passed on once their exit path is gone', async (t) => {
  const { lab, n, exits, came, join, entry } = await flooded(t, 4);
  const [own, others] = [exits.at(-1)!, exits.slice(0, -1)];
  for (const exit of others) for (let times = 0; times < 18; times += 1) join(exit, 1);
  await lab.pass(100);
  for (let times = 0; times < 18; times += 1) join(own, 2);
  await lab.pass(50);
  // That one ends at the entry node, which sees at once that its joins are over.
  n.end.links.disconnect(n.end.links.find(lab.nodes[3]!.node.identityKey)!);
  await lab.pass(3_000);
  // By chance a few of them showed more work than who waited before.
  const gone = n.paths.dropped['join-gone'] ?? 0;
  t.is(came.length + gone, 72);
  t.true(gone >= 14, `${gone} gone`);
  for (const exit of await Promise.all(others.map(({ end }) => lab.links.settled(rebuilt(lab, end)))))
    for (let times = 0; times < 20; times += 1) join(exit, 3);
  await lab.pass(50);
  const at = came.length;
  t.true(at > 72 - gone && at < 100, `${at}`);
  entry.close();
  n.end.links.disconnect(n.end.links.find(lab.nodes[1]!.node.identityKey)!);
  await lab.pass(5_000);
  t.is(came.length, at);
});

/** Its first hop was cut off: the owner goes another way. */
async function rebuilt(lab: PathLab, end: OwnPath['end']): Promise<OwnPath> {
  return (await lab.nodes[3]!.paths.builder.build([end], 'exit')) as OwnPath;
}
