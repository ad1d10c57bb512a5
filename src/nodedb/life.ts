/**
 * Whether what ends at `expiry` lives at `now` (seconds of network time) and will not for longer than `longest`. Asked whenever
 * it counts, and not once as it is taken in: network time may be set back, and what came before would live on for years.
 */
export function isAlive(expiry: number, now: number, longest: number): boolean {
  return expiry > now && expiry <= now + longest;
}
