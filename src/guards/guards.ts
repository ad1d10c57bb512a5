/**
 * The guards whose worth is measured by taking them away: `npm run figures -- SUITE --anti` runs a scenario with one of
 * them off and expects its figure to miss. The one switch is the environment variable PHANTOM_GUARDS_OFF, names with
 * commas between; it exists in a checkout only, since the bundle (image/bundle.ts) has it replaced by nothing.
 */

/**
 * - `disjoint-lookups`: a lookup is three strands that share nothing (off: one)
 * - `prefix-caps`: one network gets only so many places in tables, stores and views
 * - `verification`: only who completed a handshake becomes a contact (off: whoever is named does)
 * - `tokens`: a store needs the token of a get
 * - `replay-list`: a first message that was seen before is met with silence
 * - `path-bias`: a guard behind which most second hops fail loses its turn
 * - `time-agreement`: the middle of what peers say is network time (off: the latest date that anybody says)
 */
export const guardNames = [
  'disjoint-lookups',
  'prefix-caps',
  'verification',
  'tokens',
  'replay-list',
  'path-bias',
  'time-agreement',
] as const;

export type Guard = (typeof guardNames)[number];

const off = new Set((process.env.PHANTOM_GUARDS_OFF || '').split(',').filter((name) => name !== ''));
for (const name of off) {
  if (!guardNames.some((guard) => guard === name)) {
    throw new Error(`PHANTOM_GUARDS_OFF names guards (${guardNames.join(', ')}); got "${name}".`);
  }
}

/** Whether a guard does its work; always true outside a checkout. */
export function guarded(guard: Guard): boolean {
  return !off.has(guard);
}
