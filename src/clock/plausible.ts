/** Which dates can be: a dead clock battery shows one that cannot. Milliseconds since 1970. */

/** No time is earlier than this release, whatever a machine's clock says: 2026-11-22. */
export const released = Date.UTC(2026, 10, 22);
/** And none is later: messages have 4 bytes for seconds since 1970. */
const latest = Date.UTC(2100, 0, 1);

export function isPlausible(time: number): boolean {
  return time >= released && time < latest;
}
