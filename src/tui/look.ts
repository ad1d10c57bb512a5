/**
 * How styles and drawings look on a kind of terminal. The VGA console has 16 colours and few glyphs; a serial terminal
 * is trusted with bold, underline and reverse only, and with ASCII.
 */
import { existsSync } from 'node:fs';
import { asciiLetters } from './letters.js';
import type { Row, Style } from './rows.js';

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
  /** The upper half of a cell, for QR codes; null where the font may lack it. */
  readonly half: string | null;
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
    paper: '0;30;47',
    ink: '0;37;40',
  },
  // In every PC's own character set and in Debian's console fonts (which lack half blocks).
  glyphs: { rule: '─', bars: ['▒', '█'], half: '▀' },
};

const eighths = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

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
    paper: '7',
    ink: '0',
  },
  glyphs: { rule: '-', bars: ['.', '#'], half: null },
};

/** Whether this is the disc, whose console font has what others lack; hooks/image/ puts it there. */
const discFont = (): boolean => existsSync('/usr/share/consolefonts/phantom-vga16.psf.gz');

/**
 * Does the terminal take UTF-8? The locale says so; without one (systemd takes it away from consoles) the kernel's own
 * console does, as it has since 2008.
 */
export function takesUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale ? /utf-?8/i.test(locale) : env.TERM === 'linux';
}

/**
 * The look for a terminal by its name (TERM) and whether it takes UTF-8.
 * @param hasDiscFont whether the kernel's console has the disc's own font, in which half blocks are
 */
export function lookFor(term: string, utf8: boolean, hasDiscFont = false): Look {
  if (/^(vt\d|dumb|ansi-m|.*-m$)/.test(term)) return mono;
  if (!utf8) return { ...colour, glyphs: mono.glyphs };
  // Windows have fonts with everything; a console has 256 glyphs, and eighths of a block are not among them.
  if (term !== 'linux') return { ...colour, glyphs: { ...colour.glyphs, bars: eighths } };
  return hasDiscFont ? colour : { ...colour, glyphs: { ...colour.glyphs, half: null } };
}

/** The look for the terminal of this environment; whoever sets NO_COLOR (no-color.org) wants none. */
export function terminalLook(env: Readonly<Record<string, string | undefined>>): Look {
  const term = env.TERM ?? 'linux';
  return env.NO_COLOR ? mono : lookFor(term, takesUtf8({ ...env, TERM: term }), discFont());
}

/** A row with the terminal's own codes in it; colours stay as the last piece leaves them. */
export function toAnsi(spans: Row, look: Look): string {
  return spans.map(({ text, style }) => `\u001b[0;${look.styles[style]}m${drawn(text, look)}`).join('');
}

/** Pages draw bars as the VGA console does; other terminals have other signs for them, and some have ASCII only. */
function drawn(text: string, { glyphs: { bars, rule } }: Look): string {
  const [low, full] = [bars[0]!, bars.at(-1)!];
  if (full === '█') return text;
  const bare = text.replaceAll('█', full).replaceAll('▒', low);
  return rule === '-' ? asciiLetters(bare) : bare;
}
