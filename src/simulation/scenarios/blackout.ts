/** Half of all nodes vanish at once, without a word; how long until the others find one another's records again. */
import { grow } from '../life.js';
import { sample } from '../measures/asking.js';
import { Population, puzzleBits } from '../population.js';

export interface BlackoutOptions {
  readonly seed: string;
  readonly nodes: number;
  /** Part of them that vanishes. */
  readonly share: number;
  readonly loss: number;
  /** Virtual minutes from the last join on. */
  readonly settleMinutes: number;
  /** For so many virtual seconds lookups must go on to succeed. */
  readonly stays: number;
  /** Virtual seconds after which it is given up. */
  readonly patience: number;
}

export const blackoutDefaults: Omit<BlackoutOptions, 'seed'> = {
  nodes: 2_000,
  share: 0.5,
  loss: 0.002,
  settleMinutes: 5,
  stays: 120,
  patience: 900,
};

export interface BlackoutFigures {
  readonly nodes: number;
  readonly puzzle_bits: number;
  readonly vanished: number;
  /** Lookups just before. */
  readonly success_before: number;
  /** Lookups that began when half had just vanished. */
  readonly success_at_once: number;
  /** From when on lookups succeed, and go on doing so; null when they never do. */
  readonly recovered_seconds: number | null;
  readonly virtual_seconds: number;
}

/** How often it is looked, virtual ms, and by how many lookups. */
const lookEvery = 10_000;
const lookups = 300;

/** Part of them that must succeed. */
const enough = 0.99;

export async function blackout(
  options: BlackoutOptions,
  tell: (text: string) => void = () => {},
): Promise<BlackoutFigures> {
  const population = new Population(options.seed, { jitter: 0.1, loss: options.loss });
  const { clock, nodes } = population;
  await grow(population, options.nodes);
  await clock.run(options.settleMinutes * 60_000);
  const before = (await sample(population, lookups, nodes, nodes)).success;
  tell(`before: ${before}`);

  const vanished = Math.round(nodes.length * options.share);
  for (let at = 0; at < vanished; at += 1) population.crash(population.anybody()!);
  clock.sweep();
  const start = clock.now();
  let recoveredAt: number | null = null;
  let atOnce: number | null = null;
  while (clock.now() - start < options.patience * 1000) {
    const at = clock.now();
    const { success } = await sample(population, lookups, nodes, nodes);
    atOnce ??= success;
    tell(`after ${Math.round((at - start) / 1000)} s: ${success}`);
    if (success < enough) recoveredAt = null;
    else recoveredAt ??= at;
    if (recoveredAt !== null && clock.now() - recoveredAt >= options.stays * 1000) break;
    await clock.run(Math.max(0, at + lookEvery - clock.now()));
  }
  const virtualSeconds = clock.now() / 1000;
  await population.stop();
  return {
    nodes: options.nodes,
    puzzle_bits: puzzleBits,
    vanished,
    success_before: before,
    success_at_once: atOnce ?? Number.NaN,
    recovered_seconds: recoveredAt === null ? null : (recoveredAt - start) / 1000,
    virtual_seconds: virtualSeconds,
  };
}
