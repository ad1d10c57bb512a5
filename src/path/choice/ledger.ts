/**
 * What we have seen of each relay ourselves: since when it is known, and how often paths through it came to nothing. Nobody
 * else's word goes in. Bounded, kept over restarts.
 */
import { buildStatuses } from '../../wire/build.js';
import type { BuildFailure } from '../types.js';

/** Relays remembered; the ones not seen for longest go. Twice what a view holds. */
const most = 2_000;
/** One that was not in the view for so many seconds is forgotten. */
const forgottenAfter = 30 * 86_400;
/** From so many tries on older ones count half, so that somebody may mend. */
const halvedAt = 400;
/** The same relay between the same neighbours again within so many seconds is no further evidence. */
const sameAgain = 3600;

export interface Evidence {
  /** Own seconds at which it was seen first, and last. */
  readonly since: number;
  readonly seen: number;
  readonly tries: number;
  /** A failure that may be several hops' is shared among them. */
  readonly failures: number;
}

interface Entry {
  since: number;
  seen: number;
  tries: number;
  failures: number;
  /** Its neighbours at the last try, and when that was. */
  between: string;
  triedAt: number;
}

/** Nodes are known by the first 16 bytes of their ids. */
function keyOf(name: string): string {
  return name.slice(0, 32);
}

/** What became of a path: built, failed to be built, ended before its time, or cut off because its first hop was gone. */
export type Outcome = 'built' | 'died' | 'cut' | BuildFailure;

/**
 * Who failed, by place, and how much of it is theirs; `reached` hops are proven to have been passed. A hop that says that the
 * next one is out of reach is blamed as much as the next one, for either may lie.
 */
export function blame(outcome: Outcome, hops: number): { reached: number; shares: Map<number, number> } {
  const all = Array.from({ length: hops }, (_, at) => at);
  if (outcome === 'built') return { reached: hops, shares: new Map() };
  if (outcome === 'cut') return { reached: 1, shares: new Map([[0, 1]]) };
  if (outcome === 'died' || outcome.at === null || outcome.at < 0 || outcome.at >= hops) {
    return { reached: hops, shares: new Map(all.map((at) => [at, 1 / hops])) };
  }
  const { at, status } = outcome;
  if (status === buildStatuses.unreachable && at + 1 < hops) {
    return {
      reached: at + 2,
      shares: new Map([
        [at, 0.5],
        [at + 1, 0.5],
      ]),
    };
  }
  return { reached: at + 1, shares: new Map([[at, 1]]) };
}

export class Ledger {
  readonly #entries = new Map<string, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  of(name: string): Evidence | null {
    return this.#entries.get(keyOf(name)) ?? null;
  }

  all(): [name: string, evidence: Evidence][] {
    return [...this.#entries];
  }

  /** As it was kept. */
  restore(name: string, { since, seen, tries, failures }: Evidence): void {
    this.#entries.set(keyOf(name), { since, seen, tries, failures, between: '', triedAt: 0 });
  }

  /** These are in the view now. */
  see(names: Iterable<string>, now: number): void {
    for (const whole of names) {
      const name = keyOf(whole);
      const known = this.#entries.get(name);
      const fresh = { since: now, seen: now, tries: 0, failures: 0, between: '', triedAt: 0 };
      const entry = known ?? fresh;
      entry.seen = now;
      // Seen last stands last.
      this.#entries.delete(name);
      this.#entries.set(name, entry);
    }
    for (const [name, { seen }] of this.#entries) {
      if (this.#entries.size <= most && now - seen < forgottenAfter) break;
      this.#entries.delete(name);
    }
  }

  /** A path of these hops, X1 first, came to this. */
  note(names: readonly string[], outcome: Outcome, now: number): void {
    const { reached, shares } = blame(outcome, names.length);
    names.slice(0, reached).forEach((name, at) => {
      const entry = this.#entries.get(keyOf(name));
      if (!entry) return;
      const between = `${names[at - 1] ?? ''} ${names[at + 1] ?? ''}`;
      // That a path died later is the end of a try that was counted when it was built.
      if (outcome !== 'died' && outcome !== 'cut') {
        if (between === entry.between && now - entry.triedAt < sameAgain) return;
        entry.between = between;
        entry.triedAt = now;
        entry.tries += 1;
      }
      entry.failures = Math.min(entry.tries, entry.failures + (shares.get(at) ?? 0));
      if (entry.tries < halvedAt) return;
      entry.tries /= 2;
      entry.failures /= 2;
    });
  }
}
