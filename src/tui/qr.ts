/**
 * QR codes of invites, small enough for a console of 24 rows: the one file that knows the library. Those of invites have version 4
 * (33 modules) and error correction M, which holds 90 letters of the alphabet that invites in capitals are made of: the
 * longest invite without a key. With a key they are as large as they must be (41 to 45 modules for a name of usual length), with correction L.
 * Dark on light, whatever the terminal's own colours, with the quiet zone that readers want.
 */
import qrcode from 'qrcode-generator';
import { longestPass } from '../wire/channel.js';
import type { Size } from './frame.js';
import type { Look } from './look.js';
import { type Row, type Span, span } from './rows.js';

/** Version and correction by the letters they have room for; version 0: the least that will do. */
const usual = { version: 4, correction: 'M', capacity: 90 } as const;
const large = { version: 0, correction: 'L', capacity: longestPass } as const;
const usualModules = 17 + 4 * usual.version;

/** Light modules around the code. The standard wants 4; readers are content with 2. */
const quiet = { wide: 3, halves: 4 } as const;

/** True is dark. */
export type Modules = readonly (readonly boolean[])[];

/**
 * The square of modules of an invite; capitals, in which bech32m means the same, take half the room.
 * Throws for what is longer than any invite.
 */
export function qrModules(invite: string): Modules {
  const { version, correction, capacity } = invite.length > usual.capacity ? large : usual;
  if (invite.length > capacity) throw new Error(`An invite has at most ${capacity} letters.`);
  const code = qrcode(version, correction);
  code.addData(invite.toUpperCase(), 'Alphanumeric');
  code.make();
  const count = code.getModuleCount();
  return Array.from({ length: count }, (_, y) => Array.from({ length: count }, (_, x) => code.isDark(y, x)));
}

/**
 * The code as rows for a screen: two modules in each letter where the font has the half block, else each module two
 * blanks wide. Null where the screen has no room for it.
 */
export function qrRows(modules: Modules, look: Look, room: Size): Row[] | null {
  const { half } = look.glyphs;
  const needs = qrNeeds(look, modules.length);
  if (needs.columns > room.columns || needs.rows > room.rows) return null;
  const square = withQuiet(modules, half ? quiet.halves : quiet.wide);
  return half ? halfRows(square, half) : square.map((line) => merge(line.map(wideModule)));
}

/** How much room `qrRows` needs on such a screen for a square of so many modules. */
export function qrNeeds({ glyphs: { half } }: Look, modules = usualModules): Size {
  const side = modules + 2 * (half ? quiet.halves : quiet.wide);
  return { columns: half ? side : 2 * side, rows: half ? Math.ceil(side / 2) : side };
}

/** The code as lines without any colour, for terminals that write light on dark: what is light is drawn. */
export function qrLines(modules: Modules): string[] {
  const square = withQuiet(modules, quiet.halves);
  const blocks = ['█', '▀', '▄', ' '];
  return pairs(square).map(([upper, lower]) =>
    upper.map((dark, x) => blocks[(dark ? 2 : 0) + (lower[x] ? 1 : 0)]).join(''),
  );
}

function halfRows(square: Modules, half: string): Row[] {
  return pairs(square).map(([upper, lower]) =>
    merge(
      upper.map((dark, x) => {
        const below = lower[x] === true;
        const style = below ? 'ink' : 'paper';
        return span(dark === below ? ' ' : half, style);
      }),
    ),
  );
}

const wideModule = (dark: boolean): Span => span('  ', dark ? 'ink' : 'paper');

/** Each two lines as one, the last one beside a light line when they are odd. */
function pairs(square: Modules): [upper: readonly boolean[], lower: readonly boolean[]][] {
  const light = square.map(() => false);
  return square.flatMap((line, y) => (y % 2 === 0 ? [[line, square[y + 1] ?? light]] : []));
}

function withQuiet(modules: Modules, margin: number): Modules {
  const empty = (count: number) => Array.from({ length: count }, () => false);
  const blank = Array.from({ length: margin }, () => empty(modules.length + 2 * margin));
  return [...blank, ...modules.map((line) => [...empty(margin), ...line, ...empty(margin)]), ...blank];
}

/** Neighbours of one style as one span. */
function merge(spans: readonly Span[]): Row {
  const row: Span[] = [];
  for (const { text, style } of spans) {
    const last = row.at(-1);
    if (last?.style === style) row[row.length - 1] = span(last.text + text, style);
    else row.push(span(text, style));
  }
  return row;
}
