/**
 * `npm run test:contact [-- STORY...]`: first contact over real wires, each node a process in a network of its own.
 *
 *     sources   a newcomer joins a network of 50 by each source alone: seconds, and what is on its wire meanwhile
 *     islands   two networks meet, started in every order; and one that was alone for long is found
 *     clocks    nodes whose clocks libfaketime sets years wrong join, and take the time of the others
 *
 * `--nodes N` in the network (50), `--times N` per source (3), `--alone SECONDS` (600). One line of figures each, and one that counts.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { quantile } from '../../src/simulation/measures/statistics.js';
import { keeping } from '../helpers/keeper.js';
import { type Keeper, unable } from '../helpers/namespaces.js';
import { wrongClocks } from './clocks.js';
import { oneAlone, twoMeet } from './islands.js';
import { place } from './place.js';
import { type Observed, observe, revealTable } from './reveals.js';

/** The most that a newcomer may take, whatever leads it, and islands that meet; seconds. */
const limits = { join: 30, meet: 150, time: 120 } as const;

interface Options {
  readonly nodes: number;
  readonly times: number;
  readonly alone: number;
}

interface Outcome {
  readonly figures: object;
  readonly isGood: boolean;
}

type Story = (keeper: Keeper, options: Options) => Promise<Outcome>;

const stories: Readonly<Record<string, Story>> = {
  async sources(keeper, { nodes, times }) {
    const where = await place(keeper, nodes, tell);
    const figures: Record<string, object> = {};
    let isGood = true;
    for (const { source, hearers, readable } of revealTable()) {
      const all: Observed[] = [];
      for (let time = 0; time < times; time += 1) all.push(await observe(keeper, where, source));
      const seconds = all.map((one) => Number(one.seconds.toFixed(1)));
      const isAsTold = all.every((one) => `${one.hearers} ${one.readable}` === `${hearers} ${readable}`);
      figures[source] = {
        seconds_p50: quantile(seconds, 0.5),
        seconds_most: Math.max(...seconds),
        datagrams: quantile(
          all.map((one) => one.toNodes + one.toOthers),
          0.5,
        ),
        as_told: isAsTold,
      };
      isGood &&= isAsTold && Math.max(...seconds) <= limits.join;
      tell(`${source}: ${seconds.join(', ')} s`);
    }
    return { figures: { nodes, times, ...figures }, isGood };
  },

  async islands(_keeper, { alone }) {
    const seconds: Record<string, number> = {};
    for (const order of ['at-once', 'first-then-second', 'second-then-first', 'in-turn'] as const) {
      seconds[order] = await keeping((own) => twoMeet(own, order));
      tell(`${order}: ${seconds[order].toFixed(1)} s`);
    }
    seconds.alone = await keeping((own) => oneAlone(own, alone * 1000));
    const figures = Object.fromEntries(
      Object.entries(seconds).map(([name, value]) => [name, Number(value.toFixed(1))]),
    );
    return {
      figures: { alone_for: alone, seconds: figures },
      isGood: Math.max(...Object.values(seconds)) <= limits.meet,
    };
  },

  async clocks(keeper) {
    const figures = await wrongClocks(keeper, tell);
    return { figures, isGood: figures.seconds <= limits.time };
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nodes: { type: 'string', default: '50' },
    times: { type: 'string', default: '3' },
    alone: { type: 'string', default: '600' },
  },
});
const [nodes, times, alone] = [values.nodes, values.times, values.alone].map(Number);
const unknown = positionals.filter((name) => !stories[name]);
if (unknown.length > 0 || !(nodes! >= 3 && nodes! <= 200 && times! >= 1 && alone! >= 1)) {
  console.error(
    `Expected stories (${Object.keys(stories).join(', ')}), --nodes from 3 to 200, --times and --alone from 1; got "${process.argv.slice(2).join(' ')}".`,
  );
  process.exit(2);
}
if (unable) {
  console.error(`The wires ${unable.replace(/^needs/, 'need')}.`);
  process.exit(1);
}

const begun = performance.now();
function tell(text: string): void {
  console.error(
    `${((performance.now() - begun) / 1000).toFixed(0)} s | load ${loadavg()[0]!.toFixed(1)} | ${text}`,
  );
}

let [passed, failed] = [0, 0];
for (const name of positionals.length > 0 ? positionals : Object.keys(stories)) {
  try {
    const options = { nodes: nodes!, times: times!, alone: alone! };
    const { figures, isGood } = await keeping((keeper) => stories[name]!(keeper, options));
    if (isGood) passed += 1;
    else failed += 1;
    const line = JSON.stringify({ story: name, ...figures, load1: loadavg()[0] });
    console.log(`${isGood ? 'ok' : 'NOT ok'}  ${line}`);
  } catch (error) {
    failed += 1;
    console.log(`NOT ok  ${name}: ${(error as Error).message.slice(0, 2_000)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
