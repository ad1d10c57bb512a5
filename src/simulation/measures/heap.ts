import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Population } from '../population.js';

let collect: (() => void) | null = null;

/** Bytes of all that is alive in this process, after a full collection: objects, and what typed arrays lie in. */
export function liveHeap({ clock }: Population): number {
  // Timers of machines that are gone hold all that these were.
  clock.sweep();
  collect ??= collector();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** What --expose-gc gives, also where that was not said at the start. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
