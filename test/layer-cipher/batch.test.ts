import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import test from 'ava';
import { Batch, cipher, DECIPHER, DIRECTION, ENCIPHER, FIELDS, KEYS_AT, OFFSET } from 'layer-cipher';
import { seededRandom } from '../../src/crypto/random.js';

const bodyLength = 1304;
const keysLength = 128;
const random = seededRandom('layer-cipher');
const hex = (data: Uint8Array) => Buffer.from(data).toString('hex');

/** A batch of `count` random bodies with a gap before each, and as many keys. */
function batchOf(count: number) {
  const gap = 17;
  const arena = random.bytes(count * (bodyLength + gap));
  const keys = random.bytes(count * keysLength);
  const batch = new Batch({ arena, keys, steps: count });
  const offset = (i: number) => i * (bodyLength + gap) + gap;
  const step = (at: number, body: number, key: number, direction: number) => {
    batch.steps[at * FIELDS + OFFSET] = offset(body);
    batch.steps[at * FIELDS + KEYS_AT] = key * keysLength;
    batch.steps[at * FIELDS + DIRECTION] = direction;
  };
  const single = (memory: Uint8Array, body: number, key: number, direction: 0 | 1) =>
    cipher(
      memory.subarray(offset(body), offset(body) + bodyLength),
      keys.subarray(key * keysLength, (key + 1) * keysLength),
      direction,
    );
  return { batch, arena, step, single };
}

test('a batch does what as many single calls do, and nothing between the bodies', (t) => {
  const { batch, arena, step, single } = batchOf(50);
  const expected = arena.slice();
  for (let i = 0; i < 50; i += 1) {
    const direction = i % 3 === 0 ? DECIPHER : ENCIPHER;
    step(i, 49 - i, i, direction);
    single(expected, 49 - i, i, direction);
  }
  batch.run(0, 50);
  t.is(hex(arena), hex(expected));
  batch.release();
});

test('only the steps that are named are taken', (t) => {
  const { batch, arena, step, single } = batchOf(4);
  for (let i = 0; i < 4; i += 1) step(i, i, i, ENCIPHER);
  const expected = arena.slice();
  for (const i of [1, 2]) single(expected, i, i, ENCIPHER);
  batch.run(0, 0);
  batch.run(1, 2);
  t.is(hex(arena), hex(expected));
  batch.release();
});

test('several steps for one body are taken in order: an owner puts on all layers at once', (t) => {
  const { batch, arena, step, single } = batchOf(3);
  const expected = arena.slice();
  for (const key of [2, 1, 0]) {
    step(2 - key, 1, key, ENCIPHER);
    single(expected, 1, key, ENCIPHER);
  }
  batch.run(0, 3);
  t.is(hex(arena), hex(expected));
  batch.release();
});

test('a step outside of its memory is refused before it is taken', (t) => {
  const { batch, arena, step } = batchOf(2);
  const before = hex(arena);
  for (const [field, value] of [
    [OFFSET, -1],
    [OFFSET, arena.length - bodyLength + 1],
    [OFFSET, 0x7fffffff],
    [KEYS_AT, -1],
    [KEYS_AT, keysLength + 1],
    [KEYS_AT, -0x80000000],
  ] as const) {
    step(0, 0, 0, ENCIPHER);
    batch.steps[field] = value;
    t.throws(() => batch.run(0, 1), { instanceOf: TypeError, message: /outside/ });
  }
  for (const [first, count] of [
    [-1, 1],
    [0, 3],
    [2, 1],
    [1, -1],
    [0x7fffffff, 0x7fffffff],
  ] as const) {
    t.throws(() => batch.run(first, count), { instanceOf: TypeError, message: /no such steps/ });
  }
  t.is(hex(arena), before);
  batch.release();
});

test('wrong arguments are refused, and what was released or given away is not touched', (t) => {
  const [body, keys] = [new Uint8Array(bodyLength), new Uint8Array(keysLength)];
  const call = cipher as (...values: unknown[]) => void;
  for (const wrong of [
    [],
    [body, keys],
    [body.subarray(1), keys, 0],
    [body, keys.subarray(1), 0],
    [body, keys, 'x'],
    [new Int8Array(bodyLength), keys, 0],
    ['x'.repeat(bodyLength), keys, 0],
    [null, keys, 0],
  ]) {
    t.throws(() => call(...wrong), { instanceOf: TypeError });
  }
  const batch = new Batch({ arena: body, keys, steps: 1 });
  structuredClone(body.buffer, { transfer: [body.buffer] });
  t.throws(() => batch.run(0, 1), { instanceOf: TypeError, message: /outside/ });
  batch.release();
  t.throws(() => batch.run(0, 1), { instanceOf: TypeError, message: /not registered/ });
  t.throws(() => batch.release(), { instanceOf: TypeError, message: /not registered/ });
});

test('64 batches may be registered, and a released one makes room', (t) => {
  const make = () => new Batch({ arena: new Uint8Array(0), keys: new Uint8Array(0), steps: 0 });
  const batches: Batch[] = [];
  const error = t.throws(() => {
    for (;;) batches.push(make());
  });
  t.regex(error!.message, /too many/);
  batches.pop()!.release();
  batches.push(make());
  for (const batch of batches) batch.release();
});

test('workers have their own, and leave nothing behind', async (t) => {
  const [body, keys] = [random.bytes(bodyLength), random.bytes(keysLength)];
  const code = `import { parentPort, workerData } from 'node:worker_threads';
import { cipher } from 'layer-cipher';
const { body, keys } = workerData;
for (let i = 0; i < 100; i += 1) cipher(body, keys, 0);
parentPort.postMessage(body);`;
  const expected = body.slice();
  for (let i = 0; i < 100; i += 1) cipher(expected, keys, ENCIPHER);
  const directory = await mkdtemp(join(process.cwd(), 'build', 'layer-cipher-'));
  t.teardown(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'worker.mjs'), code);
  const results = await Promise.all(
    [1, 2, 3].map(async () => {
      const worker = new Worker(join(directory, 'worker.mjs'), { workerData: { body, keys } });
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      const result = await new Promise<Uint8Array>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
      t.is(await gone, 0);
      return hex(result);
    }),
  );
  t.deepEqual(results, [hex(expected), hex(expected), hex(expected)]);
});

test('without the addon the package loads and says that it is not available', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'layer-cipher-'));
  t.teardown(() => rm(directory, { recursive: true }));
  for (const part of ['binding.js', 'lib', 'package.json'])
    await cp(join('packages/layer-cipher', part), join(directory, part), { recursive: true });
  const code = `const { available, cipher, Batch } = await import(${JSON.stringify(join(directory, 'lib/index.js'))});
const refused = [() => cipher(), () => new Batch({})].map((call) => {
  try { call(); return 'no'; } catch (error) { return error.message; }
});
console.log(JSON.stringify({ available, refused }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  const { available, refused } = JSON.parse(stdout);
  t.false(available);
  for (const message of refused) t.regex(message, /not available here/);
});
