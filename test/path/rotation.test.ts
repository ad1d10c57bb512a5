/** What is sealed to a hop's onion key, before and after that hop tells another one. */
import test, { type ExecutionContext } from 'ava';
import { OnionKeys, overlap } from '../../src/crypto/onion-keys.js';
import { silentLog } from '../../src/log/log.js';
import type { OwnPath } from '../../src/path/types.js';
import { MemoryState } from '../../src/state/state.js';
import { encodeOnionKeys } from '../../src/wire/onion-keys.js';
import { blobFor } from '../helpers/joined.js';
import { PathLab, type PathNode } from '../helpers/paths.js';

const minute = 60_000;

/** A node that tells another key in ten minutes; others know it by the one it tells now. */
async function turning(t: ExecutionContext, lab: PathLab): Promise<{ node: PathNode; keys: OnionKeys }> {
  const { clock, random } = lab.links;
  const date = (): number => Math.floor(clock.wall() / 1000);
  const state = new MemoryState();
  const current = { secretKey: random.bytes(32), until: 600 };
  await state.write('onion-key', encodeOnionKeys({ own: 0, date: date(), current, previous: null }));
  const keys = await OnionKeys.open({ clock, random, log: silentLog, state, date });
  t.teardown(() => keys.close());
  keys.start();
  const plain = await lab.node({ onionKeys: () => keys.obeyed });
  return { node: { ...plain, node: { ...plain.node, onionKey: keys.told } }, keys };
}

for (const place of ['middle', 'end'] as const) {
  test(`a build over a hop that is known by its old key stands within the overlap, and fails after it: ${place}`, async (t) => {
    const lab = new PathLab(t);
    const { node, keys } = await turning(t, lab);
    const old = keys.told;
    const [owner, x, y] = await lab.some(3);
    const hops = { middle: [x!, node, y!], end: [x!, y!, node] }[place];
    const before = await lab.path(owner!, hops, 'exit');
    await lab.pass(15 * minute);
    t.notDeepEqual(keys.told, old);
    t.true(before.open, 'paths that stand know nothing of it');
    const within = await lab.path(owner!, hops, 'entry');
    t.true(within.open);
    const fresh = { ...node, node: { ...node.node, onionKey: keys.told } };
    const renewed = hops.map((hop) => (hop === node ? fresh : hop));
    t.true((await lab.path(owner!, renewed, 'exit')).open);
    await lab.pass(overlap * 1000 - 20 * minute);
    within.close();
    t.true((await lab.path(owner!, hops, 'exit')).open, 'to its very end');
    await lab.pass(20 * minute);
    t.deepEqual(await lab.build(owner!, hops, 'exit'), { at: null, status: null });
    t.true((await lab.path(owner!, renewed, 'exit')).open);
  });
}

test('a guard that is known by a key of long ago is built over by the one that it says over its link', async (t) => {
  const lab = new PathLab(t);
  const { node, keys } = await turning(t, lab);
  const old = keys.told;
  await lab.pass(overlap * 1000 + 15 * minute);
  t.deepEqual(
    keys.obeyed.map(({ publicKey }) => publicKey),
    [keys.told],
  );
  const [owner, x] = await lab.some(2);
  t.deepEqual(node.node.onionKey, old);
  const path = await lab.path(owner!, [node, x!], 'exit');
  t.true(path.open);
  // Nobody but the first hop says anything to its owner.
  t.deepEqual(await lab.build(owner!, [x!, node], 'exit'), { at: null, status: null });
});

test('joins go on by a record that was written before the entry node told another key', async (t) => {
  const lab = new PathLab(t);
  const { node: n, keys } = await turning(t, lab);
  const [a, e, b, y] = await lab.some(4);
  const entry = (await lab.links.settled(
    b!.paths.builder.build([y!.node, n.node], 'entry', { lifeMs: 75 * minute }),
  )) as OwnPath;
  const exit = await lab.path(a!, [e!], 'exit');
  let incoming = 0;
  entry.onIncoming = () => {
    incoming += 1;
  };
  const old = entry.end.onionKey;
  for (const expected of [1, 2]) {
    exit.join(entry.end, blobFor(lab, entry, new Uint8Array(9)));
    await lab.pass(2_000);
    t.is(incoming, expected);
    t.is(Buffer.compare(keys.told, old) === 0, expected === 1);
    await lab.pass(15 * minute);
  }
  // Whoever seals to the old key when it is wiped is not heard: the entry node cannot read what for.
  await lab.pass(overlap * 1000 - 40 * minute);
  const [late, out] = [await lab.path(b!, [y!, n], 'entry'), await lab.path(a!, [e!], 'exit')];
  let lateCame = 0;
  late.onIncoming = () => {
    lateCame += 1;
  };
  await lab.pass(25 * minute);
  out.join(late.end, blobFor(lab, late, new Uint8Array(9)));
  await lab.pass(2_000);
  t.is(lateCame, 0);
  t.is(n.paths.dropped['path-unknown'], 1);
});
