/**
 * The node's end of the door to the helper: a Unix socket that systemd holds open (phantom-clock.socket) and behind which
 * the helper is started. The node has no right to set a clock, and gets none: it says one number, and hears a sentence.
 *
 *     node -> "1764349200123\n" -> phantom set-clock (root, CAP_SYS_TIME only) -> "set by 17 years\n"
 *
 * The number is network time at the zero of CLOCK_MONOTONIC, ms since 1970: it is as right when the helper has started as
 * when it was said, however long an old PC takes for that.
 */
import { createConnection } from 'node:net';

/** Has the clock of this machine set. */
export interface ClockSetter {
  /** Takes what it is now, ms since 1970; resolves to the helper's words. Throws a sentence when nobody is behind the door. */
  set(now: number): Promise<string>;
}

/** Where systemd listens for the helper. */
export const doorPath = '/run/phantom-clock.sock';
/** An old PC takes seconds to start the helper, ms. */
const patience = 60_000;
const longestAnswer = 500;

/** CLOCK_MONOTONIC, ms; the same in every process of this machine. */
export function monotonic(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000;
}

export function clockDoor(path = doorPath): ClockSetter {
  return {
    set: (now) =>
      new Promise((resolve, reject) => {
        const socket = createConnection(path);
        let answer = '';
        socket.setTimeout(patience, () => socket.destroy(new Error('it does not answer')));
        socket.on('connect', () => socket.end(`${Math.round(now - monotonic())}\n`));
        socket.on('data', (chunk) => {
          answer = (answer + chunk.toString('utf8')).slice(0, longestAnswer);
        });
        socket.on('error', (error) =>
          reject(new Error(`the helper for the PC's clock cannot be reached at ${path}: ${error.message}`)),
        );
        socket.on('end', () => resolve(answer.trim()));
      }),
  };
}
