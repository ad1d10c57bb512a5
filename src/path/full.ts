/**
 * Bounds on what others leave with us: in all, and of each. When not much room is left, it is for those that have had less than
 * their share, so that a few who take all they can keep nobody else out.
 */

/** From which part of the most in all on it is shared out. */
const nearlyFull = 0.75;

/** Whether one who has `own` of `all` gets no more. */
export function isFull(
  all: number,
  mostInAll: number,
  own: number,
  mostOfOne: number,
  share: number,
): boolean {
  return all >= mostInAll || own >= mostOfOne || (all >= nearlyFull * mostInAll && own >= share);
}
