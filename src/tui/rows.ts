/**
 * A screen as plain values: rows of spans, each text with a style. Everything shown is made of these by pure functions;
 * only terminal.ts turns them into bytes. One letter is one column: wide letters are not used in any catalogue.
 */

export type Style =
  | 'plain'
  | 'bold'
  | 'bar'
  | 'barBold'
  | 'focus'
  | 'field'
  | 'good'
  | 'warn'
  | 'bad'
  | 'accent'
  | 'cursor'
  | 'paper'
  | 'ink';

export interface Span {
  readonly text: string;
  readonly style: Style;
}

export type Row = readonly Span[];

export const span = (text: string, style: Style = 'plain'): Span => ({ text, style });

export const row = (text: string, style: Style = 'plain'): Row => (text === '' ? [] : [{ text, style }]);

export function width(spans: Row): number {
  return spans.reduce((sum, { text }) => sum + text.length, 0);
}

/** Cut or filled with blanks of the given style to exactly `columns`. */
export function fill(spans: Row, columns: number, style: Style = 'plain'): Row {
  const kept: Span[] = [];
  let left = columns;
  for (const { text, style: own } of spans) {
    if (left <= 0) break;
    kept.push({ text: text.slice(0, left), style: own });
    left -= text.length;
  }
  return left > 0 ? [...kept, { text: ' '.repeat(left), style }] : kept;
}

/** Moved to the right by `columns`. */
export function indent(spans: Row, columns: number): Row {
  return columns > 0 && spans.length > 0 ? [span(' '.repeat(columns)), ...spans] : spans;
}

/** One at the left, one at the right end; the right one is dropped where there is no room for both. */
export function spread(left: Row, right: Row, columns: number, style: Style): Row {
  const free = columns - width(left) - width(right);
  if (free < 1) return fill(left, columns, style);
  return [...left, span(' '.repeat(free), style), ...right];
}

/** Text broken at words into rows of at most `columns`; a word longer than a row is cut. */
export function paragraph(text: string, columns: number, style: Style = 'plain'): Row[] {
  const rows: string[] = [];
  let line = '';
  for (let word of text.split(/ +/)) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      rows.push(line);
      line = '';
    }
    while (word.length > columns) {
      rows.push(word.slice(0, columns));
      word = word.slice(columns);
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') rows.push(line);
  return rows.map((content) => row(content, style));
}

/** What a row says, without its styles. */
export function plainText(spans: Row): string {
  return spans
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}
