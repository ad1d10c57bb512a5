/** Lookups of owners' records by nodes that are no neighbours of theirs: what users of the node database live on. */
import type { Node } from '../../node/node.js';
import type { Population } from '../population.js';
import { mean, quantile } from './statistics.js';

/** From this age on a node asks, and has its record looked for; ms. */
export const grownUp = 30_000;

/** What became of one lookup; hops is null when nothing was found. */
export interface Answer {
  readonly hops: number | null;
  /** Virtual seconds. */
  readonly seconds: number;
}

/**
 * One lookup of the owner's record. The node itself checks what it finds (signature, puzzle, life), so what it takes
 * for the record of this id is the true one. Null when the asker died before it was over: then nobody asks any more.
 */
export async function ask(population: Population, asker: Node, owner: Node): Promise<Answer | null> {
  const { clock } = population;
  const start = clock.now();
  const search = asker.rooms!.dht.findNode(owner.rooms!.identity.nodeId);
  // Whoever crashed never hears of an answer.
  const found = await Promise.race([search, population.resident(asker).ended]);
  if (!population.lives(asker)) return null;
  return { hops: found?.hops ?? null, seconds: (clock.now() - start) / 1000 };
}

/** One of these nodes that is old enough and fits, by chance; null when a thousand draws find none. */
export function pick(
  population: Population,
  among: readonly Node[],
  fits: (node: Node) => boolean = () => true,
): Node | null {
  const { clock, random } = population;
  for (let tries = 0; tries < 1_000; tries += 1) {
    const node = among[Math.floor(random.next() * among.length)];
    if (!node?.rooms || clock.now() - population.resident(node).startedAt < grownUp) continue;
    if (fits(node)) return node;
  }
  return null;
}

/** A node that could ask for this owner's record and has to look for it: none of its neighbours. */
export function stranger(
  population: Population,
  owner: Node,
  among: readonly Node[] = population.nodes,
): Node | null {
  const { publicKey } = owner.rooms!.identity;
  return pick(population, among, (node) => node !== owner && !node.rooms!.links.find(publicKey));
}

/** Counts what lookups bring. */
export class Tally {
  readonly hops: number[] = [];
  readonly seconds: number[] = [];
  asked = 0;

  add(answer: Answer | null): void {
    if (!answer) return;
    this.asked += 1;
    this.seconds.push(answer.seconds);
    if (answer.hops !== null) this.hops.push(answer.hops);
  }

  get success(): number {
    return this.hops.length / this.asked;
  }

  get meanHops(): number {
    return mean(this.hops);
  }

  hopsAt(part: number): number {
    return quantile(this.hops, part);
  }
}

/** So many lookups at once, waited for together: strangers from one group ask for owners of another. */
export async function sample(
  population: Population,
  count: number,
  askers: readonly Node[],
  owners: readonly Node[],
): Promise<Tally> {
  const tally = new Tally();
  const answers: Promise<void>[] = [];
  for (let at = 0; at < count; at += 1) {
    const owner = pick(population, owners);
    const asker = owner && stranger(population, owner, askers);
    if (!owner || !asker) continue;
    answers.push(ask(population, asker, owner).then((answer) => tally.add(answer)));
  }
  await population.settled(Promise.all(answers));
  return tally;
}
