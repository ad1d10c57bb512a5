import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { systemRandom } from '../../src/crypto/random.js';
import { netTest } from '../helpers/net-test.js';
import { bareStream, lioness } from '../helpers/rival-ciphers.js';
import { median } from './figures.js';
import { rivalsAddon } from './layer.js';

const run = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['build/js/test/bench/run.js', ...words]);

netTest('the link benchmark moves cells over a link, and as many datagrams beside it', async (t) => {
  const { stdout } = await run('link', '--json', '--rounds', '1');
  const figures = JSON.parse(stdout);
  t.is(stdout.trim().split('\n').length, 1);
  t.is(figures.bench, 'link');
  t.is(figures.mbit_link.length, 1);
  t.true(figures.mbit_link[0] > 1 && figures.mbit_raw[0] > 1);
  t.true(Math.abs(figures.ratio_median - figures.mbit_link[0] / figures.mbit_raw[0]) < 0.01);
});

test('the handshake benchmark weighs links against X25519, and what strangers send', async (t) => {
  const figures = JSON.parse((await run('handshake', '--json', '--rounds', '1')).stdout);
  // Eight scalar multiplications are in it, so it cannot cost less.
  t.true(figures.scalarmults_per_handshake > 8 && figures.handshakes_per_second > 50);
  for (const kind of ['garbage', 'forged_cell', 'replayed_cell', 'replayed_first', 'first_over_rate']) {
    t.true(figures[`us_${kind}`] > 0);
    t.true(figures[`us_${kind}`] < figures.us_handshake_new / 4, `${kind} costs little`);
  }
  t.true(figures.us_cell < figures.us_handshake_known / 4);
});

test('the layer benchmark weighs the layer cipher against its rivals', async (t) => {
  const figures = JSON.parse((await run('layer', '--json', '--rounds', '1')).stdout);
  const forms = ['sodium', 'sodium_decipher', 'call', 'batch', 'batch_decipher'].map(
    (form) => `wide_${form}`,
  );
  const rivals = ['three_rounds_sodium', 'lioness_sodium', 'lioness_batch', 'stream_sodium', 'stream_batch'];
  for (const name of [...forms, ...rivals]) {
    t.true(figures[`us_${name}`] > 0, name);
    t.true(Math.abs(figures[`seals_${name}`] - figures[`us_${name}`] / figures.us_seal_1350) < 0.02, name);
  }
  t.true(figures.us_stream_batch < figures.us_wide_batch && figures.us_wide_batch < figures.us_lioness_batch);
});

test('the path benchmark weighs cells and builds, and what a neighbour may send instead', async (t) => {
  const figures = JSON.parse((await run('path', '--json', '--rounds', '1')).stdout);
  for (const kind of ['repeated_cell', 'unknown_cell', 'build_over_rate', 'forged_build', 'build_at_hop'])
    t.true(figures[`us_${kind}`] > 0, kind);
  t.true(figures.us_relayed_cell > 0 && figures.us_own_cell_3_hops > 0);
});

test("the benchmark's rivals are the same ciphers in the addon as in libsodium", (t) => {
  const [keys, body] = [systemRandom.bytes(128), systemRandom.bytes(1304)];
  for (const [which, make] of [bareStream, lioness].entries()) {
    const [native, sodium] = [body.slice(), body.slice()];
    rivalsAddon().run(which, native, keys);
    make(keys).encipher(sodium);
    t.deepEqual(Buffer.from(native), Buffer.from(sodium));
    make(keys).decipher(sodium);
    t.deepEqual(Buffer.from(sodium), Buffer.from(body));
  }
});

netTest('the TUN benchmark counts every packet in both ways', async (t) => {
  const figures = JSON.parse((await run('tun', '--json', '--rounds', '2')).stdout);
  t.is(figures.us_read_batch.length, 2);
  for (const name of ['us_read_batch', 'us_read_fs', 'us_write_batch', 'us_write_fs']) {
    t.true(
      figures[name].every((value: number) => value > 0),
      name,
    );
  }
});

test('a benchmark that does not exist is answered with those that do', async (t) => {
  const error = await t.throwsAsync(run('speed'));
  t.regex(error!.message, /One of: handshake, layer, link, node, path, screens, tun\./);
  t.is((error as Error & { code: number }).code, 2);
});

test('the median is the middle, or between the two in the middle', (t) => {
  t.is(median([3, 1, 2]), 2);
  t.is(median([4, 1, 2, 3]), 2.5);
});

test('the screens benchmark weighs the first screen against a bare start, and what a key costs', async (t) => {
  const figures = JSON.parse((await run('screens', '--json', '--rounds', '1')).stdout);
  t.true(figures.start_ratio > 1, `${figures.start_ratio}`);
  t.true(figures.redraw_cpu_ms > 0);
  for (const name of ['wizard_rss_bytes', 'dashboard_rss_bytes']) t.true(figures[name] > 20e6, name);
});
