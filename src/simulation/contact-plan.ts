/** Who knows whom, by what, and who starts when: a plan drawn by chance, for the scenario `isolation`. */
import type { SourceName } from '../control/protocol.js';
import type { Random } from '../crypto/random.js';

/** All at once; one after the other; or one for an hour alone before the others come at once. */
export type Start = 'at-once' | 'spread' | 'one-alone';

export interface PlannedContact {
  /** Who knows, and whom; numbers of nodes. */
  readonly from: number;
  readonly to: number;
  readonly source: SourceName;
}

export interface ContactPlan {
  readonly nodes: number;
  /** One less than there are nodes, so that all of them are needed. */
  readonly contacts: readonly PlannedContact[];
  readonly start: Start;
  /** When each is switched on, ms. */
  readonly startAt: readonly number[];
}

const starts: readonly Start[] = ['at-once', 'spread', 'one-alone'];
const sources: readonly SourceName[] = ['lan', 'invite', 'list', 'cache', 'bittorrent'];
const hour = 3_600_000;
/** Starts that are spread lie within this, ms. */
const spreadOver = 600_000;

export function contactPlan(
  random: Random,
  { least, most }: { readonly least: number; readonly most: number },
): ContactPlan {
  const below = (bound: number): number => Math.floor(random.next() * bound);
  const nodes = least + below(most - least + 1);
  const contacts = Array.from({ length: nodes - 1 }, (_, at) => {
    const [one, other] = [at + 1, below(at + 1)];
    const [from, to] = random.next() < 0.5 ? [one, other] : [other, one];
    return { from, to, source: sources[below(sources.length)]! };
  });
  const start = starts[below(starts.length)]!;
  const first = below(nodes);
  const startAt = Array.from({ length: nodes }, (_, at) => {
    if (start === 'spread') return random.next() * spreadOver;
    return start === 'one-alone' && at !== first ? hour : 0;
  });
  return { nodes, contacts, start, startAt };
}
