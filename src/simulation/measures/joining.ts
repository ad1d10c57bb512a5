import type { Node } from '../../node/node.js';
import type { Population } from '../population.js';
import { ask, stranger } from './asking.js';

/** So many strangers must find a newcomer's record before it counts as joined. */
const strangers = 3;

/**
 * Every so many ms from a newcomer's start another stranger begins to look for it. Whoever began before there was anything
 * to find is busy for seconds with finding nothing; asking that one again would measure how long it takes to find nothing.
 */
const askEvery = 500;

/** Who is not joined by then never is, ms. */
const patience = 120_000;

/**
 * Virtual seconds from a node's start until three strangers, nodes by chance that have no link with it, have found its
 * record; infinite when they do not, null when it died meanwhile.
 */
export function joinSeconds(population: Population, newcomer: Node): Promise<number | null> {
  const { clock } = population;
  const { startedAt } = population.resident(newcomer);
  const askers = new Set<Node>();
  let found = 0;
  return new Promise((resolve) => {
    let isOver = false;
    const end = (seconds: number | null): void => {
      isOver = true;
      resolve(seconds);
    };
    const look = async (asker: Node): Promise<void> => {
      const answer = await ask(population, asker, newcomer);
      if (isOver || !answer || answer.hops === null) return;
      found += 1;
      if (found === strangers) end((clock.now() - startedAt) / 1000);
    };
    const turn = (): void => {
      if (isOver) return;
      if (!population.lives(newcomer)) end(null);
      else if (clock.now() - startedAt > patience) end(Number.POSITIVE_INFINITY);
      if (isOver) return;
      const asker = stranger(population, newcomer);
      if (asker && !askers.has(asker)) {
        askers.add(asker);
        void look(asker);
      }
      clock.after(askEvery, turn);
    };
    clock.after(askEvery, turn);
  });
}
