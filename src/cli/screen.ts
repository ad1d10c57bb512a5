import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { systemClock } from '../clock/machine-clock.js';
import { openTerminal, type Terminal } from '../tui/terminal.js';
import type { Call } from './command.js';

/** Opens the terminal this program was started on. Throws a sentence when there is none. */
export async function openScreen({ io }: Call): Promise<Terminal> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Error(
      'This needs a terminal: start it on a console, not in a pipe, or add --plain. Facts for programs: "phantom status --json".',
    );
  }
  if (io.env.TERM === 'dumb') {
    throw new Error(
      'This terminal (TERM=dumb) knows lines only. With --plain this program speaks line by line.',
    );
  }
  const terminal = await openTerminal({
    input: process.stdin,
    output: process.stdout,
    env: io.env,
    clock: systemClock,
  });
  const leave = (code: number) => () => {
    terminal.close();
    process.exit(code);
  };
  terminal.onHangup = leave(0);
  process.once('SIGTERM', leave(0));
  process.once('SIGHUP', leave(0));
  return terminal;
}

/** The name of the console, e.g. `tty1` or `ttyS0`. */
export async function consoleName(): Promise<string> {
  const path = await readlink('/proc/self/fd/0').catch(() => 'console');
  return path.startsWith('/dev/pts/') ? path.slice('/dev/'.length) : basename(path);
}
