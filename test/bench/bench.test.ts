import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { netTest } from '../helpers/net-test.js';
import { median } from './figures.js';

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
  t.regex(error!.message, /One of: handshake, link, node, tun\./);
  t.is((error as Error & { code: number }).code, 2);
});

test('the median is the middle, or between the two in the middle', (t) => {
  t.is(median([3, 1, 2]), 2);
  t.is(median([4, 1, 2, 3]), 2.5);
});
