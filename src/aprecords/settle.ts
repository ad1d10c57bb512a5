import type { Clock, Timer } from '../clock/clock.js';

/** Once one job was good, the others get a quarter of the time it took. */
const patience = 0.25;

/** Resolves when all jobs are done, or soon after one of them was good: the slowest must not hold up what is known. */
export function settle(clock: Clock, jobs: readonly Promise<boolean>[]): Promise<void> {
  const begun = clock.now();
  return new Promise((resolve) => {
    let left = jobs.length;
    let timer: Timer | null = null;
    const over = (): void => {
      timer?.cancel();
      resolve();
    };
    if (left === 0) over();
    for (const job of jobs)
      void job.then((isGood) => {
        left -= 1;
        if (left === 0) over();
        else if (isGood) timer ??= clock.after(patience * (clock.now() - begun), over);
      });
  });
}
