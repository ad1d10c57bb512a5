/**
 * Runs a suite's scenarios, each seed in a process of its own and a few at a time, and holds their figures against the
 * limits. With `anti` it takes each guard away instead and expects the figure named for it to miss.
 */
import {
  type Anti,
  type Check,
  checkLimits,
  errorsOf,
  type Outcome,
  type Plan,
  type Suite,
} from './limits.js';

/** One run to be done. `guardOff`: the guard that is taken away. */
export interface Job {
  readonly scenario: string;
  readonly args: readonly string[];
  readonly seed: string;
  readonly megabytes?: number;
  readonly guardOff?: string;
}

export interface FiguresParts {
  readonly run: (job: Job) => Promise<Outcome>;
  /** Runs at the same time. */
  readonly atOnce: number;
  readonly commit: string;
  readonly load: () => number;
  /** Takes a line of the report. */
  readonly print: (line: object) => void;
}

/** Whether every figure keeps to its limit. */
export async function figures(parts: FiguresParts, suite: Suite): Promise<boolean> {
  const turn = turnstile(parts.atOnce);
  const results = await Promise.all(
    Object.entries(suite).map(async ([scenario, plan]) => {
      const outcomes = await runAll(parts, turn, scenario, plan, null);
      const checks = checkLimits(plan.limits, outcomes);
      report(parts, { scenario }, plan, outcomes, checks);
      return checks.every((check) => check.ok);
    }),
  );
  return results.every((ok) => ok);
}

/** Whether every guard's figure misses without that guard; a run that fails proves nothing. */
export async function antiFigures(parts: FiguresParts, suite: Suite): Promise<boolean> {
  const turn = turnstile(parts.atOnce);
  const tries = Object.entries(suite).flatMap(([scenario, plan]) =>
    (plan.anti ?? []).map((anti) => ({ scenario, plan, anti })),
  );
  const results = await Promise.all(
    tries.map(async ({ scenario, plan, anti }) => {
      const outcomes = await runAll(parts, turn, scenario, plan, anti);
      const limits = Object.fromEntries(
        Object.entries(plan.limits).filter(([field]) => field === anti.field),
      );
      const checks = checkLimits(limits, outcomes);
      const missed = checks.length > 0 && checks.every((check) => !check.ok && check.value !== null);
      report(parts, { scenario, guard: anti.guard, missed }, plan, outcomes, checks);
      return missed;
    }),
  );
  return results.every((missed) => missed);
}

function runAll(
  parts: FiguresParts,
  turn: Turnstile,
  scenario: string,
  plan: Plan,
  anti: Anti | null,
): Promise<Outcome[]> {
  const { args, megabytes } = plan;
  return Promise.all(
    plan.seeds.map((seed) =>
      turn(() =>
        parts.run({
          scenario,
          args,
          seed,
          ...(megabytes === undefined ? {} : { megabytes }),
          ...(anti ? { guardOff: anti.guard } : {}),
        }),
      ),
    ),
  );
}

function report(
  parts: FiguresParts,
  what: object,
  plan: Plan,
  outcomes: readonly Outcome[],
  checks: readonly Check[],
): void {
  const errors = errorsOf(outcomes);
  const { commit } = parts;
  parts.print({
    ...what,
    seeds: plan.seeds,
    commit,
    load1: parts.load(),
    checks,
    ...(errors.length > 0 ? { errors } : {}),
  });
}

type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many through at once, the others in the order in which they came. */
function turnstile(atOnce: number): Turnstile {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
