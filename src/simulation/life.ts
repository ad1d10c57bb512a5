/** How a population grows and renews itself; scenarios call it, nodes know nothing of it. */
import type { Node } from '../node/node.js';
import type { Population } from './population.js';

/** Joins per virtual second while growing: a part of those there, within bounds. */
const growth = { part: 0.04, least: 4, most: 100 };

/**
 * Joins of `count` nodes, each by an invite of somebody by chance: of all that live, or with `apart` of the newcomers
 * only, so that a network of its own arises. Returns the newcomers.
 */
export async function grow(population: Population, count: number, apart = false): Promise<Node[]> {
  const newcomers: Node[] = [];
  while (newcomers.length < count) {
    const among = apart ? newcomers : population.nodes;
    const many = Math.min(Math.max(growth.least, Math.floor(among.length * growth.part)), growth.most);
    newcomers.push(await population.add(population.inviter(among)));
    await population.clock.run(1_000 / many);
  }
  return newcomers;
}

export interface Churn {
  readonly deaths: number;
  stop(): void;
}

/**
 * Nodes crash without a word, a Poisson process, and for each a new one joins by an invite of somebody by chance.
 * @param perMinute part of the nodes that die in a minute
 * @param spared stay; at least one other node lives
 */
export function startChurn(
  population: Population,
  perMinute: number,
  onBirth: (node: Node) => void = () => {},
  spared: ReadonlySet<Node> = new Set(),
): Churn {
  const { clock, random } = population;
  let isOver = false;
  let deaths = 0;
  const plan = (): void => {
    const mean = 60_000 / (perMinute * (population.nodes.length - spared.size));
    clock.after(-Math.log(1 - random.next()) * mean, turn);
  };
  const turn = (): void => {
    if (isOver) return;
    deaths += 1;
    let victim = population.anybody()!;
    while (spared.has(victim)) victim = population.anybody()!;
    population.crash(victim);
    void population.add(population.inviter()).then(onBirth);
    plan();
  };
  plan();
  return {
    get deaths() {
      return deaths;
    },
    stop() {
      isOver = true;
    },
  };
}
