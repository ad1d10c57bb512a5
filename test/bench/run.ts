/**
 * `npm run bench -- NAME [--json]`: a benchmark with its baseline in the same run, because figures of two runs on a
 * shared machine cannot be compared. With --json one line of figures; without, the same in words. One file per
 * benchmark.
 */
import { loadavg } from 'node:os';
import { unable } from '../helpers/namespaces.js';
import type { Bench } from './figures.js';
import { linkBench } from './link.js';
import { tunBench } from './tun.js';

const benches: Record<string, Bench> = { link: linkBench, tun: tunBench };

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const bench = benches[words[0] ?? ''];
if (!bench || words.length !== 1) {
  console.error(
    `Which benchmark? One of: ${Object.keys(benches).join(', ')}. Add --json for one line of figures.`,
  );
  process.exit(2);
}
if (unable) {
  console.error(`This benchmark ${unable}.`);
  process.exit(1);
}

const figures = { bench: words[0], ...(await bench()), node: process.version, load1: loadavg()[0] };
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(figures));
} else {
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(24)} ${[value].flat().join('  ')}`);
}
