/**
 * Two networks that never heard of each other, until one node of the first gets an invite of one of the second. They
 * are one when strangers from either find the records of owners in the other.
 */

import type { Node } from '../../node/node.js';
import { grow } from '../life.js';
import { sample } from '../measures/asking.js';
import { Population, puzzleBits } from '../population.js';

export interface IslandsOptions {
  readonly seed: string;
  /** Nodes of each of the two. */
  readonly nodes: number;
  readonly loss: number;
  /** Virtual seconds after which it is given up. */
  readonly patience: number;
}

export const islandsDefaults: Omit<IslandsOptions, 'seed'> = { nodes: 500, loss: 0.002, patience: 600 };

export interface IslandsFigures {
  readonly nodes: number;
  readonly puzzle_bits: number;
  /** From the link's invite until lookups succeed; null when they never do. */
  readonly merged_seconds: number | null;
  /** Part of the last lookups that succeeded, from the first to the second and back. */
  readonly last_success: readonly [number, number];
  readonly virtual_seconds: number;
}

/** How long each lives on its own first, virtual ms. */
const alone = 120_000;

/** How often it is looked, virtual ms: by a few lookups in each direction, and when nearly all succeed by many. */
const lookEvery = 5_000;
const few = 20;
const many = 200;
const nearly = 0.9;

/** Part of them that must succeed. */
const enough = 0.99;

export async function islands(
  options: IslandsOptions,
  tell: (text: string) => void = () => {},
): Promise<IslandsFigures> {
  const population = new Population(options.seed, { jitter: 0.1, loss: options.loss });
  const { clock } = population;
  const first = await grow(population, options.nodes);
  const second = await grow(population, options.nodes, true);
  await clock.run(alone);
  tell(`two networks of ${first.length} and ${second.length}`);

  const bridge = first[Math.floor(population.random.next() * first.length)]!;
  const other = second[Math.floor(population.random.next() * second.length)]!;
  const start = clock.now();
  await bridge.commands.join!((await other.commands['invite.create']!({})) as Record<string, unknown>);

  let merged: number | null = null;
  let success: [number, number] = [0, 0];
  while (merged === null && clock.now() - start < options.patience * 1000) {
    let at = clock.now();
    success = await bothWays(population, few, first, second);
    if (Math.min(...success) >= nearly) {
      at = clock.now();
      success = await bothWays(population, many, first, second);
    }
    tell(`after ${Math.round((at - start) / 1000)} s: ${success.join(' and ')}`);
    // They were asked then; how long the answers took is another matter.
    if (Math.min(...success) >= enough) merged = (at - start) / 1000;
    else await clock.run(Math.max(0, at + lookEvery - clock.now()));
  }
  const virtualSeconds = clock.now() / 1000;
  await population.stop();
  return {
    nodes: options.nodes,
    puzzle_bits: puzzleBits,
    merged_seconds: merged,
    last_success: success,
    virtual_seconds: virtualSeconds,
  };
}

/** Part of the lookups that succeed, by the first for the second and back. */
async function bothWays(
  population: Population,
  count: number,
  first: readonly Node[],
  second: readonly Node[],
): Promise<[number, number]> {
  const [there, back] = [
    await sample(population, count, first, second),
    await sample(population, count, second, first),
  ];
  return [there.success, back.success];
}
