/**
 * How styles and drawings look on a kind of terminal. The VGA console has 16 colours and 256 glyphs; a serial terminal
 * is trusted with bold, underline and reverse only, and with ASCII.
 */
import type { Style } from './rows.js';

export interface Look {
  /** SGR parameters of each style. */
  readonly styles: Readonly<Record<Style, string>>;
  readonly glyphs: Glyphs;
}

export interface Glyphs {
  /** A horizontal line. */
  readonly rule: string;
  /** Heights of a bar within one row, from low to full. */
  readonly bars: readonly string[];
}

const colour: Look = {
  styles: {
    plain: '0',
    bold: '1',
    bar: '0;37;44',
    barBold: '1;37;44',
    focus: '0;30;46',
    // Not underlined: the VGA console shows that as one more colour.
    field: '0;37;44',
    good: '1;32',
    warn: '1;33',
    bad: '1;31',
    accent: '0;36',
    cursor: '0;30;47',
  },
  // In every PC's own character set and in Debian's console fonts of 256 glyphs (which lack half blocks).
  glyphs: { rule: '─', bars: ['▒', '█'] },
};

const mono: Look = {
  styles: {
    plain: '0',
    bold: '1',
    bar: '7',
    barBold: '7;1',
    focus: '7',
    field: '4',
    good: '1',
    warn: '1',
    bad: '1',
    accent: '1',
    cursor: '7',
  },
  glyphs: { rule: '-', bars: ['.', '#'] },
};

/**
 * Does the terminal take UTF-8? The locale says so; without one (systemd takes it away from consoles) the kernel's own
 * console does, as it has since 2008.
 */
export function takesUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale ? /utf-?8/i.test(locale) : env.TERM === 'linux';
}

/** The look for a terminal by its name (TERM) and whether it takes UTF-8. */
export function lookFor(term: string, utf8: boolean): Look {
  if (/^(vt\d|dumb|ansi-m|.*-m$)/.test(term)) return mono;
  return utf8 ? colour : { ...colour, glyphs: mono.glyphs };
}
