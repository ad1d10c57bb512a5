/**
 * Log lines that can be shared: no keys, no payload, no destinations; nodes by the first 8 hex digits of their id.
 * error: something the operator must act on. warn: works, but worse than it should. info: what an operator wants to
 * see in a day's log. debug: for whoever mends the program.
 */
export const levels = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof levels)[number];

export interface LogLine {
  /** Milliseconds since 1970 by this machine's clock. */
  readonly at: number;
  readonly level: Level;
  /** The room that speaks, e.g. `link`. */
  readonly room: string;
  readonly text: string;
}

export interface Log {
  error(text: string): void;
  warn(text: string): void;
  info(text: string): void;
  debug(text: string): void;
  /** The same log, speaking for another room. */
  for(room: string): Log;
}

/** How much is said; may be changed while the log is in use. */
export interface LogLimit {
  level: Level;
}

/** A log that hands each line at or above `limit.level` to every sink. */
export function createLog(
  level: Level | LogLimit,
  wall: () => number,
  sinks: ((line: LogLine) => void)[],
): Log {
  const limit = typeof level === 'string' ? { level } : level;
  const speak = (room: string): Log => {
    const at = (own: Level) => (text: string) => {
      if (levels.indexOf(own) > levels.indexOf(limit.level)) return;
      const line: LogLine = { at: wall(), level: own, room, text };
      for (const sink of sinks) sink(line);
    };
    return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug'), for: speak };
  };
  return speak('node');
}

/** Keeps the last `size` lines for `phantom`'s log page. */
export class LogTail {
  readonly #lines: LogLine[] = [];

  constructor(readonly size = 500) {}

  readonly sink = (line: LogLine): void => {
    this.#lines.push(line);
    if (this.#lines.length > this.size) this.#lines.shift();
  };

  /** The newest `count` lines, oldest first. */
  last(count: number): LogLine[] {
    return this.#lines.slice(-count);
  }
}

/** For tests and for parts that must not speak. */
export const silentLog: Log = createLog('error', () => 0, []);
