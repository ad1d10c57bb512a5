/**
 * `npm run bench -- NAME [--json] [--rounds N]`: a benchmark with its baseline in the same run, because figures of two
 * runs on a shared machine cannot be compared. With --json one line of figures; without, the same in words. One file
 * per benchmark.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { unable } from '../helpers/namespaces.js';
import type { Bench } from './figures.js';
import { handshakeBench } from './handshake.js';
import { layerBench } from './layer.js';
import { linkBench } from './link.js';
import { nodeBench } from './node.js';
import { pathBench } from './path.js';
import { screensBench } from './screens.js';
import { tunBench } from './tun.js';

const benches: Record<string, Bench> = {
  handshake: handshakeBench,
  layer: layerBench,
  link: linkBench,
  node: nodeBench,
  path: pathBench,
  screens: screensBench,
  tun: tunBench,
};

/** These need no network of their own. */
const inProcess = new Set(['handshake', 'layer', 'node', 'path', 'screens']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, rounds: { type: 'string', default: '5' } },
});
const bench = benches[positionals[0] ?? ''];
const rounds = Number(values.rounds);
if (!bench || positionals.length !== 1 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`Which benchmark? One of: ${Object.keys(benches).join(', ')}.`);
  console.error(
    '--json prints one line of figures, --rounds N sets how often baseline and own take turns (5).',
  );
  process.exit(2);
}
if (unable && !inProcess.has(positionals[0]!)) {
  console.error(`This benchmark ${unable}.`);
  process.exit(1);
}

const figures = {
  bench: positionals[0],
  ...(await bench(rounds)),
  node: process.version,
  load1: loadavg()[0],
};
if (values.json) {
  console.log(JSON.stringify(figures));
} else {
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(24)} ${[value].flat().join('  ')}`);
}
