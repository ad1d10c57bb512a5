/**
 * `npm run sim -- NAME [--seed TEXT] [--nodes N] [...] [--json] [--repeatable]`: runs a scenario in virtual time and
 * prints its figures; how far it is goes to stderr. With --repeatable everything is left out that two runs of the same
 * seed may differ in: real time and memory, of which a scenario's own figures begin with heap_.
 */
import { usePlainMemory } from '../crypto/locked.js';
import { readCommandLine } from './command-line.js';
import { scenarios } from './scenarios/all.js';

const asked = readCommandLine(process.argv.slice(2), scenarios);
if (typeof asked === 'string') {
  console.error(asked);
  process.exitCode = 2;
} else {
  usePlainMemory();
  const { name, seed, numbers, json, repeatable } = asked;
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const tell = (text: string) => console.error(`${seconds().toFixed(0)} s | ${text}`);
  const figures = await scenarios[name]!.run(seed, numbers, tell);
  const real = { rss_bytes: process.resourceUsage().maxRSS * 1024, real_seconds: Math.round(seconds()) };
  const repeated = Object.entries(figures).filter(([figure]) => !figure.startsWith('heap_'));
  const shown = repeatable ? Object.fromEntries(repeated) : { ...figures, ...real };
  const result = { scenario: name, seed, ...shown };
  console.log(json ? JSON.stringify(result) : result);
}
