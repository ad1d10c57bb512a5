/**
 * `npm run test:wires [-- STORY...]`: what is otherwise shown in virtual time, over real wires: each node is a process in a network of its own.
 *
 *     kills   a hop is killed during a transfer, each of six in turn: TCP survives, and not a byte is wrong
 *     gap     for how long a thousand packets a second stop when a hop is killed
 *     loss    2 % of all datagrams get lost       half    a hop drops half of what it relays
 *     delay   what either machine sends takes 100 +- 30 ms, so that one datagram overtakes another
 *     far     the same on every wire, and what TCP makes of a single wire so long
 *
 * `--kills N` per role, `--role NAME` (more than once) for some roles only, `--megabytes N` of a transfer, `--nodes N`, `--seed TEXT` of the
 * losses. One line for each story, held against test/figures.json, and one that counts; with --json only the figures, for others to judge.
 */
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { checkLimits, type Suite } from '../figures/limits.js';
import { keeping } from '../helpers/keeper.js';
import { type Keeper, unable } from '../helpers/namespaces.js';
import { type Role, roles } from '../helpers/way.js';
import { gaps } from './gap.js';
import { killsDuringTransfers } from './kills.js';
import { atBothEnds, farApart, halfAHop, onAllWires } from './weather.js';

interface Options {
  readonly nodes: number;
  readonly kills: number;
  readonly megabytes: number;
  readonly rate: number;
  readonly roles: readonly Role[];
  readonly seed: string;
}

type Story = (keeper: Keeper, options: Options, tell: (text: string) => void) => Promise<object>;

const stories: Readonly<Record<string, Story>> = {
  kills: killsDuringTransfers,
  gap: gaps,
  loss: (keeper, options) => onAllWires(keeper, { loss: 0.02 }, options),
  delay: (keeper, options) => atBothEnds(keeper, { delay: 100, jitter: 30 }, options),
  far: (keeper, options) => farApart(keeper, 100, 30, options),
  half: halfAHop,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '5' },
    megabytes: { type: 'string', default: '1000' },
    nodes: { type: 'string', default: '12' },
    rate: { type: 'string', default: '1000' },
    role: { type: 'string', multiple: true, default: [...roles] },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const [kills, megabytes, nodes, rate] = [values.kills, values.megabytes, values.nodes, values.rate].map(
  Number,
);
const chosen = roles.filter((role) => values.role.includes(role));
const unknown = [
  ...positionals.filter((name) => !stories[name]),
  ...values.role.filter((name) => !(roles as readonly string[]).includes(name)),
];
if (unknown.length > 0 || !(kills! >= 1 && megabytes! >= 1 && nodes! >= 8 && rate! >= 100)) {
  console.error(
    `Expected stories (${Object.keys(stories).join(', ')}), --kills and --megabytes from 1, --nodes from 8, --rate from 100 and --role of ${roles.join(', ')}; got "${process.argv.slice(2).join(' ')}".`,
  );
  process.exit(2);
}
if (unable) {
  console.error(`The wires ${unable.replace(/^needs/, 'need')}.`);
  process.exit(1);
}

const { wires } = JSON.parse(readFileSync('test/figures.json', 'utf8')) as { wires: Suite };
const options: Options = {
  nodes: nodes!,
  kills: kills!,
  megabytes: megabytes!,
  rate: rate!,
  roles: chosen,
  seed: values.seed,
};
const begun = performance.now();
const tell = (text: string): void =>
  console.error(
    `${((performance.now() - begun) / 1000).toFixed(0)} s | load ${loadavg()[0]!.toFixed(1)} | ${text}`,
  );
let [passed, failed] = [0, 0];

for (const name of positionals.length > 0 ? positionals : Object.keys(stories)) {
  try {
    const figures = await keeping((keeper) => stories[name]!(keeper, options, tell));
    report(name, { ...figures, load1: loadavg()[0] });
  } catch (error) {
    failed += 1;
    const reason = (error as Error).message.slice(0, 2_000);
    if (values.json) console.error(`Error: ${name}: ${reason}`);
    else console.log(`NOT ok  ${name}: ${reason}`);
  }
}

const count = `${passed} passed, ${failed} failed`;
if (values.json) console.error(count);
else console.log(count);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

function report(name: string, figures: Record<string, unknown>): void {
  const line = JSON.stringify({ story: name, ...figures });
  if (values.json) {
    passed += 1;
    console.log(line);
    return;
  }
  const missed = checkLimits(wires[name]!.limits, [{ figures }]).filter(({ ok }) => !ok);
  if (missed.length === 0) passed += 1;
  else failed += 1;
  const words = missed.map(({ field, limit, value }) => `${field} is ${value}, not ${JSON.stringify(limit)}`);
  console.log(missed.length === 0 ? `ok  ${line}` : `NOT ok  ${line}: ${words.join('; ')}`);
}
