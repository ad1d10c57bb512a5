/**
 * Times that others are told are whole minutes, the nearest: the exact time would show how much this machine's clock is off, which
 * the clock of the node shows, too, to all its neighbours. What hears them leaves two minutes' room.
 * @param seconds network time
 */
export function wholeMinutes(seconds: number): number {
  return 60 * Math.round(seconds / 60);
}
