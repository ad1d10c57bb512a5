import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from './namespaces.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long may work that was told to end go on with what it is making? Milliseconds. */
const patience = 2000;

/**
 * For programs that are no tests (demo, benchmarks): runs `work` with a keeper and takes everything down afterwards, the
 * newest first, also when `work` fails. Told to end by a signal, it rejects at once for the caller; `work` hears of it
 * by `signal`, and by its keeper, which accepts what was just made and then throws. What goes on after that is for the
 * caller to end with the process.
 */
export async function keeping<T>(work: (keeper: Keeper, signal: AbortSignal) => Promise<T>): Promise<T> {
  const undo: (() => void | Promise<void>)[] = [];
  const { signal, abort } = ending();
  const keeper: Keeper = {
    teardown(each) {
      undo.push(each);
      signal.throwIfAborted();
    },
  };
  for (const name of signals) process.on(name, abort);
  const working = work(keeper, signal);
  try {
    return await Promise.race([working, aborted(signal)]);
  } finally {
    await Promise.race([working.catch(() => {}), sleep(patience, undefined, { ref: false })]);
    for (const each of undo.reverse()) await each();
    for (const name of signals) process.off(name, abort);
  }
}

function ending(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error('Told to end.')) };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
