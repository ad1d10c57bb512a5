import { type Look, lookFor } from '../../src/tui/look.js';
import type { Row } from '../../src/tui/rows.js';

/** The sixteen colours of a VGA console: eight, and the same bright. */
const palette = [
  ['#000000', '#555555'],
  ['#aa0000', '#ff5555'],
  ['#00aa00', '#55ff55'],
  ['#aa5500', '#ffff55'],
  ['#0000aa', '#5555ff'],
  ['#aa00aa', '#ff55ff'],
  ['#00aaaa', '#55ffff'],
  ['#aaaaaa', '#ffffff'],
] as const;

const cell = { width: 9, height: 18 };

/** A screen as an SVG picture, in the colours that a VGA console gives it; `title` is for who cannot see it. */
export function picture(title: string, rows: readonly Row[], columns: number): string {
  const look = lookFor('linux', true);
  const [width, height] = [columns * cell.width, rows.length * cell.height];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="15">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#000000"/>`,
  ];
  for (const [y, spans] of rows.entries()) {
    let x = 0;
    for (const { text, style } of spans) {
      parts.push(...piece(text, x, y, look.styles[style]));
      x += text.length;
    }
  }
  return `${[...parts, '</svg>'].join('\n')}\n`;
}

function piece(text: string, x: number, y: number, sgr: Look['styles']['plain']): string[] {
  const codes = sgr.split(';').map(Number);
  const bright = codes.includes(1) ? 1 : 0;
  const colour = (from: number) => codes.find((code) => code >= from && code < from + 8);
  const ink = palette[(colour(30) ?? 37) - 30]![bright];
  const paper = colour(40);
  const [left, top, width] = [x * cell.width, y * cell.height, text.length * cell.width];
  const parts: string[] = [];
  if (paper !== undefined) {
    const fill = palette[paper - 40]![0];
    parts.push(`<rect x="${left}" y="${top}" width="${width}" height="${cell.height}" fill="${fill}"/>`);
  }
  if (codes.includes(4)) {
    parts.push(`<rect x="${left}" y="${top + 16}" width="${width}" height="1" fill="${ink}"/>`);
  }
  // Word groups stand where they belong by themselves: viewers differ in what they make of blanks.
  for (const { 0: words, index } of text.matchAll(/\S+(?: \S+)*/g)) {
    const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const at = left + index * cell.width;
    const length = words.length * cell.width;
    parts.push(`<text x="${at}" y="${top + 14}" textLength="${length}" fill="${ink}">${escaped}</text>`);
  }
  return parts;
}
