/** The frame around every page: a bar on top, the page in the middle, the keys at the bottom. Pure. */
import { fill, indent, paragraph, type Row, span, spread } from './rows.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A key and what it does, for the bottom line. */
export type Hint = readonly [key: string, does: string];

export interface FrameParts {
  /** On the top bar at the left, and at the right. */
  readonly title: string;
  readonly note: string;
  readonly heading: Row;
  readonly body: readonly Row[];
  readonly hints: readonly Hint[];
}

/** The smallest screen the pages are made for. */
export const smallest: Size = { columns: 80, rows: 24 };
/** Text wider than this is hard to read; wider screens get margins. */
const widestBody = 78;
/** Rows that bar, heading, keys and the blanks between take. */
const frameRows = 6;

/** How much room a page's body has. */
export function bodySize({ columns, rows }: Size, wide = false): Size {
  const most = wide ? columns - 4 : Math.min(columns - 4, widestBody);
  return { columns: Math.max(10, most), rows: Math.max(3, rows - frameRows) };
}

/** The whole screen, exactly `size.rows` rows of `size.columns`. */
export function frame(parts: FrameParts, size: Size, wide = false): Row[] {
  const { columns, rows } = size;
  const body = bodySize(size, wide);
  const margin = Math.max(0, Math.floor((columns - body.columns) / 2));
  const top = spread([span(` ${parts.title}`, 'barBold')], [span(`${parts.note} `, 'bar')], columns, 'bar');
  const inner = parts.body.slice(0, body.rows).map((line) => fill(indent(line, margin), columns));
  // On a tall screen a short page does not stick to the ceiling; a full one takes the room.
  const drop = wide ? 0 : Math.max(0, Math.min(Math.floor((rows - 30) / 4), body.rows - inner.length));
  const blank = Array.from({ length: drop }, (): Row => []);
  const lines: Row[] = [top, [], ...blank, indent(parts.heading, margin), [], ...inner];
  while (lines.length < rows - 1) lines.push([]);
  return [...lines.slice(0, rows - 1), hintRow(parts.hints, columns)].map((line) => fill(line, columns));
}

/** As many hints as have room, most important first. */
function hintRow(hints: readonly Hint[], columns: number): Row {
  const spans = [span(' ', 'bar')];
  let used = 1;
  for (const [key, does] of hints) {
    const length = key.length + does.length + 4;
    if (used + length > columns) break;
    spans.push(span(key, 'barBold'), span(` ${does}   `, 'bar'));
    used += length;
  }
  return fill(spans, columns, 'bar');
}

/** A page of help laid over the screen: its text and nothing else to do but close it. */
export function helpBody(texts: readonly string[], columns: number): Row[] {
  return texts.flatMap((text, at) => [...(at > 0 ? [[]] : []), ...paragraph(text, columns)]);
}
