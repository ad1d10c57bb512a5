import test, { type ExecutionContext } from 'ava';
import type { ClockSetter } from '../../src/pc-clock/door.js';
import { areMeshed, network } from '../helpers/network.js';

const year = 365 * 86_400_000;

/** A helper that notes what it was told, and answers the same each time. */
function helper(answer: () => Promise<string> = async () => 'set') {
  const told: number[] = [];
  const setter: ClockSetter = {
    set: (now) => {
      told.push(now);
      return answer();
    },
  };
  return { told, setter };
}

/** A network of right clocks, and one whose clock is off, with a helper. */
async function scene(t: ExecutionContext, others: number, wallError: number, asked = helper()) {
  const net = await network(t, others);
  const node = await net.add({ wallError, clockSetter: asked.setter });
  await node.join(net.nodes[0]!);
  await net.until(() => areMeshed(net.nodes), 'all are linked');
  return { ...net, node, told: asked.told, truth: () => net.nodes[0]!.rooms().time.now() };
}

for (const years of [-17, 9]) {
  test(`a PC that is off by ${years} years has its clock set as soon as time is agreed on, and in no hurry again`, async (t) => {
    const { told, pass, truth } = await scene(t, 4, years * year);
    await pass(180_000);
    t.is(told.length, 1);
    t.true(Math.abs(told[0]! - truth()) < 182_000 && Math.abs(told[0]! - truth()) > 0);
    // The one of this test stays off, as if the helper could do nothing.
    await pass(25 * 60_000);
    t.true(told.length >= 2 && told.length <= 4, `${told.length}`);
  });
}

test('a clock that is right is left alone', async (t) => {
  const { told, pass } = await scene(t, 4, 500);
  await pass(1_200_000);
  t.deepEqual(told, []);
});

test('the word of two others is not enough', async (t) => {
  const { told, pass, node } = await scene(t, 2, -17 * year);
  await pass(1_200_000);
  t.is(node.snapshot().time?.agreeing, 2);
  t.deepEqual(told, []);
});

test('a door with nobody behind it is told to the log once, and the node goes on', async (t) => {
  const nobody = helper(async () => {
    throw new Error('the helper cannot be reached');
  });
  const { told, pass, node } = await scene(t, 4, -17 * year, nobody);
  await pass(1_800_000);
  t.true(told.length > 1);
  const lines = node.log.last(5000).filter(({ room }) => room === 'clock');
  t.deepEqual(
    lines.map(({ text }) => text),
    ["this PC's own clock: the helper cannot be reached"],
  );
});
