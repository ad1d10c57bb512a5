import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import type { Link } from '../../src/link/types.js';
import { type RequestKind, requestKinds } from '../../src/link/types.js';
import { neighbourTimeout } from '../../src/path/constants.js';
import { Neighbours } from '../../src/path/neighbours.js';
import { decodePingRequest } from '../../src/wire/ping.js';
import { noStanding } from '../../src/wire/standing.js';

const freshFor = 3_000;
const networkTime = 1_800_000_000;

/** One neighbour over a link that looks open: whether it is there is the test's to say. */
class World {
  readonly clock = new VirtualClock();
  readonly link = { heardAt: 0, open: true, rtt: null as number | null };
  readonly asked: { readonly kind: RequestKind; readonly body: Uint8Array; readonly patience: number }[] = [];
  /** After how long something comes from there, once it is asked; null: nothing does. */
  answersAfter: number | null = 50;
  gone = 0;
  readonly neighbours = new Neighbours(
    {
      clock: this.clock,
      networkTime: () => networkTime,
      links: {
        send: () => true,
        request: (_link, kind, body, patience = 3_000) => {
          this.asked.push({ kind, body, patience });
          return new Promise((resolve) => {
            const { answersAfter } = this;
            if (answersAfter !== null && answersAfter <= patience)
              this.clock.after(answersAfter, () => {
                this.link.heardAt = this.clock.now();
                resolve(new Uint8Array(13));
              });
            else this.clock.after(patience, () => resolve(null));
          });
        },
      },
    },
    () => {
      this.gone += 1;
    },
  );

  isThere(freshMs = freshFor): Promise<boolean> {
    return this.neighbours.isThere(this.link as unknown as Link, freshMs);
  }

  /** What a question comes to, and how long that takes. */
  async find(): Promise<{ answer: boolean | null; took: number }> {
    const started = this.clock.now();
    let answer: boolean | null = null;
    void this.isThere().then((is) => {
      answer = is;
    });
    await this.clock.run(10_000, () => answer !== null);
    return { answer, took: this.clock.now() - started };
  }
}

test('a neighbour that was heard a moment ago is not asked', async (t) => {
  const world = new World();
  await world.clock.run(freshFor - 1);
  t.true(await world.isThere());
  world.link.open = false;
  t.false(await world.isThere());
  t.is(world.asked.length, 0);
});

test('one that was silent for a while is pinged, and is there when it answers', async (t) => {
  const world = new World();
  await world.clock.run(freshFor);
  t.deepEqual(await world.find(), { answer: true, took: 50 });
  const [ping] = world.asked;
  t.is(ping!.kind, requestKinds.ping);
  t.deepEqual(decodePingRequest(ping!.body), { time: networkTime * 1000, standing: noStanding });
  t.is(ping!.patience, neighbourTimeout);
});

test('one that does not answer in time is gone; a long way is given four round trips', async (t) => {
  const world = new World();
  await world.clock.run(freshFor);
  world.answersAfter = null;
  t.deepEqual(await world.find(), { answer: false, took: neighbourTimeout });
  world.link.rtt = 400;
  world.answersAfter = 1_500;
  t.deepEqual(await world.find(), { answer: true, took: 1_500 });
});

test('whatever else comes from there meanwhile is a sign of life, what came before is none', async (t) => {
  const world = new World();
  world.answersAfter = null;
  await world.clock.run(freshFor);
  world.clock.after(100, () => {
    world.link.heardAt = world.clock.now();
  });
  t.true((await world.find()).answer);
  await world.clock.run(freshFor);
  t.false((await world.find()).answer);
});

test('a link that closes while it is asked leads nowhere', async (t) => {
  const world = new World();
  await world.clock.run(freshFor);
  world.clock.after(20, () => {
    world.link.open = false;
  });
  t.false((await world.find()).answer);
});

test('many who want to know ask once; the next asks anew', async (t) => {
  const world = new World();
  await world.clock.run(freshFor);
  const answers = Promise.all([world.isThere(), world.isThere(), world.isThere(1)]);
  await world.clock.run(100);
  t.deepEqual(await answers, [true, true, true]);
  t.is(world.asked.length, 1);
  await world.clock.run(freshFor);
  await world.find();
  t.is(world.asked.length, 2);
});

/** Cells go out every 50 ms. */
async function sending(world: World, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 50) {
    world.neighbours.sent(world.link as unknown as Link);
    await world.clock.run(50);
  }
}

test('whoever sends cells and hears nothing asks, once a second at most, and says who is gone', async (t) => {
  const world = new World();
  await sending(world, 250);
  t.is(world.asked.length, 0);
  await sending(world, 100);
  t.is(world.asked.length, 1);
  await sending(world, 2_000);
  t.is(world.gone, 0);
  world.answersAfter = null;
  const before = world.asked.length;
  await sending(world, 4_000);
  t.true(world.asked.length - before <= 4, `asked ${world.asked.length - before} times`);
  t.true(world.gone > 0);
});
