import type { Keeper } from './namespaces.js';

/**
 * For programs that are no tests (demo, benchmarks): runs `work` with a keeper and takes everything down afterwards, the
 * newest first, also when `work` fails or the program is told to end. `work` sees the end coming by `signal`.
 */
export async function keeping<T>(work: (keeper: Keeper, signal: AbortSignal) => Promise<T>): Promise<T> {
  const undo: (() => void | Promise<void>)[] = [];
  const ending = new AbortController();
  const end = () => ending.abort(new Error('told to end'));
  const told = new Promise<never>((_, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason));
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  try {
    return await Promise.race([work({ teardown: (each) => void undo.push(each) }, ending.signal), told]);
  } finally {
    for (const each of undo.reverse()) await each();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  }
}
