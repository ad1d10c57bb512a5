/** What test/figures.json holds: for each scenario of a suite how it is run, and what its figures must keep to. */

/** The least or the most that a number may be, or the only numbers that a list may hold. */
export type Limit =
  | { readonly min: number }
  | { readonly max: number }
  | { readonly only: readonly number[] };

export interface Anti {
  /** The guard that is taken away; see src/guards/guards.ts. */
  readonly guard: string;
  /** The figure that must then miss its limit. */
  readonly field: string;
}

export interface Plan {
  /** Words for `npm run sim -- NAME`, besides the seed. */
  readonly args: readonly string[];
  /** One process each; of their values the worst counts. */
  readonly seeds: readonly string[];
  /** How large V8's heap may grow; absent: as it thinks fit. */
  readonly megabytes?: number;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly anti?: readonly Anti[];
}

/** The scenarios of a suite by name. */
export type Suite = Readonly<Record<string, Plan>>;

/** What a run of a scenario gave: its figures, or why there are none. */
export type Outcome = { readonly figures: Readonly<Record<string, unknown>> } | { readonly error: string };

export interface Check {
  readonly field: string;
  readonly limit: Limit;
  /** The worst over all seeds, or all that the lists held; null when a run did not give such a thing. */
  readonly value: number | readonly number[] | null;
  readonly ok: boolean;
}

/** Each limit against the worst value of all runs; what is no number, or no list where one is wanted, misses. */
export function checkLimits(limits: Readonly<Record<string, Limit>>, outcomes: readonly Outcome[]): Check[] {
  return Object.entries(limits).map(([field, limit]) => {
    const values = outcomes.map((outcome) => ('figures' in outcome ? outcome.figures[field] : null));
    if ('only' in limit) {
      const lists = values.filter((value) => Array.isArray(value)) as number[][];
      if (lists.length === 0 || lists.length < values.length) return { field, limit, value: null, ok: false };
      const value = [...new Set(lists.flat())];
      return { field, limit, value, ok: value.every((one) => limit.only.includes(one)) };
    }
    const numbers = values.filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
    if (numbers.length === 0 || numbers.length < values.length) {
      return { field, limit, value: null, ok: false };
    }
    const isLeast = 'min' in limit;
    const value = isLeast ? Math.min(...numbers) : Math.max(...numbers);
    return { field, limit, value, ok: isLeast ? value >= limit.min : value <= limit.max };
  });
}

/** The reasons of the runs that failed, each once. */
export function errorsOf(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : [])))];
}
