/**
 * Keeps this PC's own clock near network time, so that other programs (TLS, Tor) get along with a dead battery. Network
 * time itself does not need it. node/ starts it where the operator has agreed; nothing here has the right to set anything.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { NetworkTime } from '../clock/network-time.js';
import type { Log } from '../log/log.js';
import type { ClockSetter } from './door.js';

/** How often it is looked at, and the pause after the helper was asked, ms. */
const lookEvery = 60_000;
const pauseAfter = 600_000;
/** Less is left alone: programs do not mind, ms. */
const smallest = 2_000;

export interface PcClockParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly time: Pick<NetworkTime, 'now' | 'isSure'>;
  readonly log: Log;
  readonly setter: ClockSetter;
}

/** Asks the helper when time is agreed on, was so a look before, and the PC's clock is off. */
export function keepPcClock(parts: PcClockParts): Timer {
  const { clock, time, log, setter } = parts;
  let wasSure = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let told = '';

  async function ask(): Promise<void> {
    pausedUntil = clock.now() + pauseAfter;
    const words = await setter.set(time.now()).catch((error: Error) => error.message);
    // Once is enough: what is not there, or is refused, stays so.
    if (words !== told) log.info(`this PC's own clock: ${words || 'the helper said nothing'}`);
    told = words;
  }

  return every(clock, lookEvery, 0.1, parts.random, () => {
    const isSure = time.isSure();
    const isOff = Math.abs(clock.wall() - time.now()) >= smallest;
    if (isSure && wasSure && isOff && clock.now() >= pausedUntil) void ask();
    wasSure = isSure;
  });
}
