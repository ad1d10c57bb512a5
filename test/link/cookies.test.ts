import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { Cookies, saltWith } from '../../src/link/cookies.js';
import type { Endpoint } from '../../src/net/net.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { LinkLab } from '../helpers/links.js';

const here: Endpoint = { family: 4, address: '8.8.8.8', port: 1 };

test('a cookie proves its own address, for two to four minutes', (t) => {
  const random = seededRandom('cookies');
  const cookies = new Cookies(random, 0);
  const salt = saltWith(cookies.make(here, 0), random.bytes(4));
  t.is(salt.length, 16);
  t.true(cookies.proves(salt, here, 1000));
  t.false(cookies.proves(salt, { ...here, port: 2 }, 1000));
  t.false(cookies.proves(random.bytes(16), here, 1000));
  t.true(cookies.proves(salt, here, 200_000));
  t.false(cookies.proves(salt, here, 250_000));
  t.false(new Cookies(random, 0).proves(salt, here, 1000), 'another node’s');
});

test('under a flood from forged addresses honest nodes still link, by a cookie, within a second', async (t) => {
  const lab = new LinkLab(t);
  const target = await lab.end();
  const flooder = await lab.end();
  // True first messages, recorded before they arrive, are the worst a flood can be made of.
  const firsts: Uint8Array[] = [];
  lab.board.weather.loss = 1;
  lab.board.onSent = (data, _from, to) => {
    if (to.address === target.endpoint.address && data.length === datagramLength) firsts.push(data.slice());
  };
  const dial = async () => {
    for (let i = 0; i < 130; i += 1) {
      void flooder.links.connect(target.address);
      await lab.clock.run(6000);
    }
  };
  await dial();
  lab.board.onSent = () => {};
  lab.board.weather.loss = 0;
  const usable = firsts.slice(-350);
  usable.forEach((data, i) => {
    lab.board.send(data, { family: 4, address: `11.${i >> 8}.${i & 255}.1`, port: 5 }, target.endpoint);
  });
  const honest = await lab.end();
  const before = lab.clock.now();
  const retries: number[] = [];
  lab.board.onSent = (data, from, to) => {
    if (from.address === target.endpoint.address && to.address === honest.endpoint.address)
      retries.push(data.length);
  };
  const link = await lab.settled(honest.links.connect(target.address));
  t.truthy(link);
  t.true(lab.clock.now() - before < 1000, `${lab.clock.now() - before} ms`);
  t.true(
    target.links.dropped['first-retry']! > 100,
    `${target.links.dropped['first-retry']} asked for a cookie`,
  );
  t.true(retries.length >= 2, 'a retry, then the answer');
  t.deepEqual(new Set(retries), new Set([datagramLength]));
});

test('forged messages without a time, from one’s own address, keep nobody out who has no clock', async (t) => {
  const lab = new LinkLab(t);
  const target = await lab.end();
  const flooder = await lab.end({ noTime: true });
  const honest = await lab.end({ noTime: true });
  let first: Uint8Array | null = null;
  lab.board.weather.loss = 1;
  lab.board.onSent = (data, _from, to) => {
    if (to.address === target.endpoint.address && data.length === datagramLength) first ??= data.slice();
  };
  void flooder.links.connect(target.address);
  await lab.clock.run(20_000);
  lab.board.onSent = () => {};
  lab.board.weather.loss = 0;
  // What shows version and time is true, the rest is not.
  first!.fill(0, 100);
  let isOver = false;
  const flood = () => {
    lab.board.send(first!, { ...honest.endpoint, port: 999 }, target.endpoint);
    if (!isOver) lab.clock.after(50, flood);
  };
  flood();
  await lab.clock.run(3000);
  const before = lab.clock.now();
  t.truthy(await lab.settled(honest.links.connect(target.address)));
  isOver = true;
  t.true(lab.clock.now() - before < 400, `${lab.clock.now() - before} ms`);
});
