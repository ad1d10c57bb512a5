import jsqr from 'jsqr';
import { type Look, lookFor } from '../../src/tui/look.js';
import type { Row } from '../../src/tui/rows.js';

/** One letter of a screen, and which of the eight colours (0 to 7) are its ink and its paper. */
export interface Cell {
  readonly letter: string;
  readonly ink: number;
  readonly paper: number;
}

/** A font: whether a pixel of a letter is ink. Cells are 8 by 16 pixels. */
export type Font = (letter: string, x: number, y: number) => boolean;

/** What the few letters that are pictures look like in every font that has them. */
export const blocks: Font = (letter, _, y) =>
  letter === '█' || (letter === '▀' && y < 8) || (letter === '▄' && y >= 8);

const cell = { width: 8, height: 16 };

/** What a telephone reads from a photograph of the screen; null: nothing. */
export function photograph(screen: readonly (readonly Cell[])[], font: Font = blocks): string | null {
  const columns = Math.max(...screen.map((line) => line.length));
  const [width, height] = [columns * cell.width, screen.length * cell.height];
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const seen = screen[Math.floor(y / cell.height)]![Math.floor(x / cell.width)];
      const { letter, ink, paper } = seen ?? { letter: ' ', ink: 7, paper: 0 };
      const isInk = font(letter, x % cell.width, y % cell.height);
      const shade = ((isInk ? ink : paper) & 7) === 0 ? 0 : 170;
      pixels.set([shade, shade, shade, 255], (y * width + x) * 4);
    }
  }
  // Light on dark is not tried: not every telephone does.
  return jsqr.default(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null;
}

/** Rows as they come out on a terminal of that look. */
export function cellsOf(rows: readonly Row[], look: Look = lookFor('xterm', true)): Cell[][] {
  return rows.map((line) =>
    line.flatMap(({ text, style }) => {
      const codes = look.styles[style].split(';').map(Number);
      const colour = (from: number, otherwise: number) =>
        (codes.find((code) => code >= from && code < from + 8) ?? from + otherwise) - from;
      const [ink, paper] = [colour(30, 7), colour(40, 0)];
      return [...text].map((letter) =>
        codes.includes(7) ? { letter, ink: paper, paper: ink } : { letter, ink, paper },
      );
    }),
  );
}

/** Lines without colours, on a terminal that writes light on dark. */
export function plainCells(lines: readonly string[]): Cell[][] {
  return lines.map((line) => [...line].map((letter) => ({ letter, ink: 7, paper: 0 })));
}
