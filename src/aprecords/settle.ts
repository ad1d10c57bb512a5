import type { Clock, Timer } from '../clock/clock.js';

/** Once one job was good, the others get a quarter of the time it took. */
const patience = 0.25;
/** Once one came to nothing, the others get twice that time, and so many ms, before somebody else is asked beside them. */
const hedge = { factor: 2, ms: 250 } as const;

/**
 * Resolves when all jobs are done, or soon after one of them was good: the slowest must not hold up what is known. `isLast`: nobody
 * else could be asked; else the silent are not waited for to the end.
 */
export function settle(clock: Clock, jobs: readonly Promise<boolean>[], isLast: boolean): Promise<void> {
  const begun = clock.now();
  return new Promise((resolve) => {
    let left = jobs.length;
    let timer: Timer | null = null;
    let endsAt = Number.POSITIVE_INFINITY;
    const over = (): void => {
      timer?.cancel();
      resolve();
    };
    const endIn = (ms: number): void => {
      if (clock.now() + ms >= endsAt) return;
      timer?.cancel();
      endsAt = clock.now() + ms;
      timer = clock.after(ms, over);
    };
    if (left === 0) over();
    for (const job of jobs)
      void job.then((isGood) => {
        left -= 1;
        const took = clock.now() - begun;
        if (left === 0) over();
        else if (isGood) endIn(patience * took);
        else if (!isLast) endIn(hedge.factor * took + hedge.ms);
      });
  });
}
