/** Every scenario by its name, with the numbers that the command line may change. */
import { bias, biasDefaults } from './bias.js';
import { blackout, blackoutDefaults } from './blackout.js';
import { clock, clockDefaults } from './clock.js';
import { cold, coldDefaults } from './cold.js';
import { day, dayDefaults } from './day.js';
import { eclipse } from './eclipse.js';
import { families, familiesDefaults } from './families.js';
import { gap, gapDefaults } from './gap.js';
import { hostile, hostileDefaults } from './hostile.js';
import { islands, islandsDefaults } from './islands.js';
import { isolation, isolationDefaults } from './isolation.js';
import { join, joinDefaults } from './join.js';
import { lookups } from './lookups.js';
import { punch, punchDefaults } from './punch.js';
import { wire } from './wire.js';
import { ynode, ynodeDefaults } from './ynode.js';

export type Numbers = Readonly<Record<string, number>>;

export interface Scenario {
  /** In camel case; `smallNodes` is --small-nodes. */
  readonly defaults: Numbers;
  /** @param tell hears how far it is */
  run(seed: string, numbers: Numbers, tell: (text: string) => void): Promise<object>;
}

function scenario<D extends { readonly [name in keyof D]: number }>(
  defaults: D,
  run: (options: D & { readonly seed: string }, tell: (text: string) => void) => Promise<object>,
): Scenario {
  return {
    defaults: defaults as Numbers,
    run: (seed, numbers, tell) => run({ ...defaults, ...numbers, seed }, tell),
  };
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  join: scenario(joinDefaults, join),
  islands: scenario(islandsDefaults, islands),
  blackout: scenario(blackoutDefaults, blackout),
  hostile: scenario(hostileDefaults, hostile),
  gap: scenario(gapDefaults, gap),
  isolation: scenario(isolationDefaults, isolation),
  clock: scenario(clockDefaults, clock),
  day: scenario(dayDefaults, day),
  cold: scenario(coldDefaults, cold),
  families: scenario(familiesDefaults, families),
  punch: scenario(punchDefaults, punch),
  eclipse: scenario(
    { seeds: 1, honest: 60, prefixes: 16, addresses: 256, hours: 24, restarts: 2 },
    (options, tell) => eclipse(options, (seed, look) => tell(`${seed}: ${JSON.stringify(look)}`)),
  ),
  wire: scenario({ handshakes: 10_000, datagrams: 100_000, probes: 10_000 }, wire),
  ynode: scenario(ynodeDefaults, ynode),
  bias: scenario(biasDefaults, bias),
  lookups: scenario({ nodes: 200, rounds: 50 }, ({ seed, nodes, rounds }) => lookups(seed, nodes, rounds)),
};
