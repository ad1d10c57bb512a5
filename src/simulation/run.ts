/** `npm run sim -- NAME [--seed TEXT] [--nodes N] [--json]`: runs a scenario in virtual time and prints its figures. */
import { parseArgs } from 'node:util';
import { usePlainMemory } from '../crypto/locked.js';
import { eclipse } from './scenarios/eclipse.js';
import { hostile } from './scenarios/hostile.js';
import { lookups } from './scenarios/lookups.js';
import { wire } from './scenarios/wire.js';

const scenarios: Record<string, (seed: string, nodes: number) => Promise<object>> = {
  lookups: (seed, nodes) => lookups(seed, nodes, 50),
  wire: (seed) => wire({ seed, handshakes: 10_000, datagrams: 100_000, probes: 10_000 }),
  eclipse: (seed, nodes) =>
    eclipse(
      { seed, seeds: 1, honest: nodes, prefixes: 16, addresses: 256, hours: 24, restarts: 2 },
      (at, look) => console.error(at, JSON.stringify(look)),
    ),
  hostile: (seed, nodes) =>
    hostile({
      seed,
      nodes,
      share: 0.2,
      victims: Math.max(1, Math.min(16, Math.round((nodes * 0.1) / 64))),
      idsNearKey: 64,
      lookups: nodes < 2_000 ? 200 : 2_000,
      minutes: 5,
    }),
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    nodes: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
});
const [name = ''] = positionals;
const scenario = scenarios[name];
const nodes = Number(values.nodes);
if (!scenario || !Number.isInteger(nodes) || nodes < 2) {
  console.error(
    `Expected a scenario (${Object.keys(scenarios).join(', ')}) and --nodes from 2; got "${process.argv.slice(2).join(' ')}".`,
  );
  process.exitCode = 2;
} else {
  usePlainMemory();
  const started = performance.now();
  const figures = await scenario(values.seed, nodes);
  const result = {
    scenario: name,
    seed: values.seed,
    ...figures,
    realSeconds: (performance.now() - started) / 1000,
  };
  console.log(values.json ? JSON.stringify(result) : result);
}
