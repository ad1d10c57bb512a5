import type { Clock } from '../clock/clock.js';

/** No network time is earlier than this release, whatever a dead clock battery says: 2026-11-22. */
const released = Date.UTC(2026, 10, 22);

/** Milliseconds since 1970: from the later of the machine's date and this release, growing evenly from there. */
export function startNetworkTime(clock: Clock): () => number {
  const started = clock.now();
  const base = Math.max(clock.wall(), released);
  return () => Math.floor(base + clock.now() - started);
}
