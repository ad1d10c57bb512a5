import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';

const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

/** Bytes of heap that a hop's work on one cell takes, measured in a process of its own where nothing else runs. */
async function heapPerCell(form: string): Promise<number> {
  const code = `
import { layerKeys, NativeLayer } from ${source('crypto/layer.js')};
import { SodiumLayer } from ${source('crypto/layer-sodium.js')};
import { seededRandom } from ${source('crypto/random.js')};
import { Repeats } from ${source('path/repeats.js')};
const random = seededRandom('allocation');
const layer = new ${form}(layerKeys(random.bytes(32)));
const body = random.bytes(1304);
const repeats = new Repeats(1_000_000, random);
const run = (cells) => {
  for (let i = 0; i < cells; i += 1) {
    layer.decipher(body);
    repeats.add(body);
  }
};
// The first ones compile the code.
for (let i = 0; i < 6; i += 1) run(50_000);
globalThis.gc();
const before = process.memoryUsage().heapUsed;
run(100_000);
console.log((process.memoryUsage().heapUsed - before) / 100_000);`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--input-type=module',
    '-e',
    code,
  ]);
  return Number(stdout);
}

// libsodium's call takes a block counter, which as a large number is an object of 16 bytes every other time.
for (const [form, most] of [
  ['NativeLayer', 1],
  ['SodiumLayer', 12],
] as const) {
  test(`a cell leaves at most ${most} bytes on the heap when it passes a ${form}`, async (t) => {
    const bytes = await heapPerCell(form);
    t.true(Math.abs(bytes) < most, `${bytes} bytes per cell`);
  });
}
