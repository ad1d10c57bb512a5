import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { type WireFigures, wire } from '../../src/simulation/scenarios/wire.js';
import { datagramLength, halfLength } from '../../src/wire/sizes.js';

const small = { handshakes: 1_500, datagrams: 10_000, probes: 2_000 };

test('datagrams look like noise, and a node says nothing to who does not know it', async (t) => {
  t.timeout(200_000);
  const figures = await wire({ seed: t.title, ...small });
  t.log(JSON.stringify(figures));
  t.deepEqual(figures.sizes, [halfLength, datagramLength]);
  t.true(figures.datagrams > 15_000 && figures.tests > 3_000);
  t.true(figures.p_min >= 0.01, `${figures.p_min}`);
  t.is(figures.bytes_back, 0, `${figures.answered}`);
});

test('without the list of what was seen, first messages sent again are answered', async (t) => {
  t.timeout(200_000);
  const module = new URL('../../src/simulation/scenarios/wire.js', import.meta.url).href;
  const run = `const { wire } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(await wire({ seed: 'anti', handshakes: 20, datagrams: 100, probes: 200 })));`;
  const env = { ...process.env, PHANTOM_GUARDS_OFF: 'replay-list' };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', run], {
    env,
  });
  const figures: WireFigures = JSON.parse(stdout);
  t.true(figures.bytes_back > 0);
  t.true(figures.answered.includes('first message again'));
  t.true(figures.answered.includes('first message again, in halves'));
});
