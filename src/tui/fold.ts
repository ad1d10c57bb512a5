/** Tables and sentences for a terminal of 80 columns, whatever ids, addresses and names stand in them. Pure. */
import { table } from './format.js';
import { paragraph, plainText } from './rows.js';

const columns = 80;
/** By how much what did not fit at the end of a row is set in on the line below. */
const inset = '    ';

/**
 * A table as `table` makes it, one column of which gives way: cells of it for which there is no room end their line, and the row
 * goes on below; in the last column they have the line below to themselves.
 */
export function foldedTable(
  rows: readonly (readonly string[])[],
  right: readonly number[],
  fold: number,
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const sum = (list: readonly number[]) => list.reduce((total, width) => total + width + 2, 0);
  const before = sum(widths.slice(0, fold));
  const room = columns - before - sum(widths.slice(fold + 1));
  const isLong = (row: readonly string[]) => (row[fold]?.length ?? 0) > room;
  const shown = table(
    rows.map((row) => (isLong(row) ? row.map((cell, at) => (at === fold ? '' : cell)) : row)),
    right,
  );
  return rows.flatMap((row, at) => {
    const line = shown[at]!;
    if (!isLong(row)) return [line];
    const cell = row[fold]!;
    if (fold === count - 1) return [line, `${inset}${cell}`];
    return [line.slice(0, before).padEnd(before) + cell, ' '.repeat(before) + line.slice(before)];
  });
}

/** A sentence or more as lines. */
export function sentence(text: string): string[] {
  return paragraph(text, columns).map(plainText);
}
