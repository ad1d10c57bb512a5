import { CommandError } from '../../control/protocol.js';
import type { LogLine, LogTail } from '../../log/log.js';

/** The newest `count` lines, oldest first. */
export function tailLog(tail: LogTail, count: unknown): { lines: LogLine[] } {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) {
    throw new CommandError(
      'bad-count',
      `Expected "count", a whole number from 1; got ${JSON.stringify(count)}.`,
    );
  }
  return { lines: tail.last(count) };
}
