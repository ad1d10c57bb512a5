import type { Node } from '../../node/node.js';
import type { Population } from '../population.js';
import { ask, stranger } from './asking.js';

/** So many strangers must find a newcomer's record before it counts as joined. */
const strangers = 3;

/** They begin to ask so long after its start, and ask again so long after an answer that was none; ms. */
const askFirst = 500;
const askAgain = 250;

/** Who is not joined by then never is, ms. */
const patience = 120_000;

/**
 * Virtual seconds from a node's start until three strangers, nodes by chance that have no link with it, have found its
 * record; infinite when they do not, null when it died meanwhile.
 */
export async function joinSeconds(population: Population, newcomer: Node): Promise<number | null> {
  const { startedAt } = population.resident(newcomer);
  const foundAt = await Promise.all(
    Array.from({ length: strangers }, () => foundByStranger(population, newcomer, startedAt + patience)),
  );
  if (!population.lives(newcomer)) return null;
  return (Math.max(...foundAt) - startedAt) / 1000;
}

/** When a stranger had the record: one asks until it has it; who dies or becomes a neighbour gives way to another. */
async function foundByStranger(population: Population, newcomer: Node, end: number): Promise<number> {
  const { clock } = population;
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  await wait(askFirst);
  let asker: Node | null = null;
  while (clock.now() < end && population.lives(newcomer)) {
    const { publicKey } = newcomer.rooms!.identity;
    if (!asker || !population.lives(asker) || asker.rooms!.links.find(publicKey)) {
      asker = stranger(population, newcomer);
    }
    const answer = asker && (await ask(population, asker, newcomer));
    if (answer && answer.hops !== null) return clock.now();
    await wait(askAgain);
  }
  return Number.POSITIVE_INFINITY;
}
