/**
 * The helper behind the door: started by systemd for one number each time, as root with CAP_SYS_TIME and nothing else
 * (phantom-clock@.service). It believes the node nothing but that number, and looks up the operator's consent itself.
 */
import type { Runner } from '../system/runner.js';
import { judge } from './judge.js';

export interface HelperParts {
  readonly runner: Runner;
  readonly monotonic: () => number;
  readonly wall: () => number;
  /** The settings' `clock.set`. */
  readonly isAgreed: boolean;
  /** A file's text; null when it cannot be read. */
  read(file: string): Promise<string | null>;
  exists(file: string): Promise<boolean>;
}

/** systemd-timesyncd makes it as soon as a server has answered. */
const keptMark = '/run/systemd/timesync/synchronized';
const hardwareClock = '/dev/rtc0';

/** Sets the clock, and the one with the battery where there is one; resolves to what became of it, in words. */
export async function setClock(parts: HelperParts, text: string): Promise<string> {
  const { runner, monotonic, wall, isAgreed } = parts;
  const isKept = await parts.exists(keptMark);
  const verdict = judge({ text, monotonic: monotonic(), wall: wall(), isAgreed, isKept });
  if ('refusal' in verdict) return verdict.refusal;
  const before = wall();
  const base = verdict.to - monotonic();
  // As late as can be: the number is meant for the instant in which it is set.
  const set = await runner.run('date', ['--utc', '--set', `@${((base + monotonic()) / 1000).toFixed(3)}`]);
  if (set.code !== 0) return `not set: ${set.stderr.trim().split('\n').at(-1) || 'date failed'}`;
  const by = Math.round((verdict.to - before) / 1000);
  const hardware = await setHardware(parts);
  return `set ${by < 0 ? 'back' : 'forward'} by ${Math.abs(by)} s; ${hardware}`;
}

async function setHardware({ runner, read, exists }: HelperParts): Promise<string> {
  if (!(await exists(hardwareClock))) return 'it has none that runs while it is off';
  // A PC that also boots Windows may keep local time there.
  const isLocal = /^LOCAL$/m.test((await read('/etc/adjtime')) ?? '');
  const zone = isLocal ? '--localtime' : '--utc';
  const { code } = await runner.run('hwclock', ['--systohc', '--noadjfile', zone]);
  return code === 0 ? 'the one with the battery, too' : 'the one with the battery could not be set';
}
