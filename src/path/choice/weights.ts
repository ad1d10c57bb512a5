/**
 * How likely each relay is to be drawn, against the others. Only what we saw ourselves counts: how long we have known it, and how
 * often paths through it came to something. Pure. Left out: speed, which nobody measures yet and which a record only claims.
 */
import type { Evidence, Ledger } from './ledger.js';
import type { Relay } from './relay.js';

/** A newcomer's weight grows to the whole over so many seconds. */
const grownAfter = 14 * 86_400;
/** What it begins with. */
const newcomer = 1 / 15;
/** Tries below which failures say nothing. */
const leastTries = 30;
/** Nobody sinks lower by failures: they cannot be pinned on anybody for certain, and who fails may be made to. */
const floor = 1 / 4;

/** By name. Relays of one network share what one of them would have. */
export function weigh(relays: readonly Relay[], ledger: Ledger, now: number): Map<string, number> {
  const sharers = new Map<string, number>();
  for (const { prefix } of relays) sharers.set(prefix, (sharers.get(prefix) ?? 0) + 1);
  const usual = usualSuccess(relays.flatMap(({ name }) => ledger.of(name) ?? []));
  return new Map(
    relays.map(({ name, prefix }) => {
      const known = ledger.of(name);
      const weight = growth(known ? now - known.since : 0) * trust(known, usual);
      return [name, weight / sharers.get(prefix)!];
    }),
  );
}

function growth(knownFor: number): number {
  return Math.min(1, newcomer + (1 - newcomer) * (knownFor / grownAfter));
}

/** Against what is usual here: where our own line is bad, everybody fails. */
function trust(known: Evidence | null, usual: number): number {
  if (!known || known.tries < leastTries) return 1;
  return Math.min(1, Math.max(floor, success(known) / usual));
}

function success({ tries, failures }: Evidence): number {
  return Math.max(0, 1 - failures / tries);
}

/** The mean over those who were tried often enough; above 0. */
function usualSuccess(all: readonly Evidence[]): number {
  const tried = all.filter(({ tries }) => tries >= leastTries);
  const sum = tried.reduce((total, evidence) => total + success(evidence), 0);
  return tried.length === 0 ? 1 : Math.max(0.01, sum / tried.length);
}
