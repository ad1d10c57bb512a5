/** Which join carries packets, and over which paths the next join goes: functions from facts to an answer. */
import { lossCost, wantedJoins } from './constants.js';
import type { Join } from './join.js';
import type { EntryPoint, OwnPath } from './types.js';

/** A join in use is left for another only when that is clearly better. */
const clearly = { factor: 0.75, ms: 10 } as const;

/** The join to send on; null when none is proven. `current` is the one in use. */
export function carrierOf(joins: readonly Join[], current: Join | null, now: number): Join | null {
  const proven = joins.filter((join) => join.state === 'proven' && join.isOpen);
  const fit = proven.filter((join) => !join.isSilent(now));
  const lasting = fit.filter((join) => !join.isEnding(now));
  const best = nearest(lasting) ?? nearest(fit);
  if (!best) return latestHeard(proven);
  const mayStay = current && (lasting.length > 0 ? lasting : fit).includes(current);
  return mayStay && costOf(best) > costOf(current) * clearly.factor - clearly.ms ? current : best;
}

/** Whether the opening end should begin another join: too few do well and last, or are about to. */
export function wantsJoin(joins: readonly Join[], now: number): boolean {
  const promising = joins.filter((join) => join.state === 'unproven' || join.isFit(now));
  return promising.filter((join) => !join.needsSuccessor(now) && !join.isLossy).length < wantedJoins;
}

export interface Way {
  readonly exit: OwnPath;
  readonly entry: EntryPoint;
}

/**
 * The exit path and entry point for another join: such that share least with those in use, and did not just fail. Null
 * when there is no way that is not in use as it is.
 */
export function nextWay(
  exits: readonly OwnPath[],
  entries: readonly EntryPoint[],
  used: readonly { readonly exit: OwnPath; readonly entry: string }[],
  nameOf: (entry: EntryPoint) => string,
  failures: (exit: OwnPath, entry: string) => number,
): Way | null {
  let best: Way | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const exit of exits) {
    for (const entry of entries) {
      const name = nameOf(entry);
      if (used.some((way) => way.exit === exit && way.entry === name)) continue;
      const sharing =
        used.filter((way) => way.exit === exit).length + used.filter((way) => way.entry === name).length;
      const cost = sharing + 4 * failures(exit, name);
      if (cost >= least) continue;
      least = cost;
      best = { exit, entry };
    }
  }
  return best;
}

/** Round trip in ms, and what loss makes of it. */
function costOf(join: Join): number {
  return join.rtt + (join.isLossy ? join.loss * lossCost : 0);
}

function nearest(joins: readonly Join[]): Join | null {
  return joins.reduce<Join | null>(
    (best, join) => (best && costOf(best) <= costOf(join) ? best : join),
    null,
  );
}

function latestHeard(joins: readonly Join[]): Join | null {
  return joins.reduce<Join | null>(
    (best, join) => (best && best.heardAt >= join.heardAt ? best : join),
    null,
  );
}
