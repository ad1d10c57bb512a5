/** A picture of a text screen (binary PPM, as QEMU takes it) read back into text and background colours. */
import { type Glyphs, glyphRows } from './font.js';

export interface TextPicture {
  readonly lines: readonly string[];
  /** Background colour of a cell as 24 bits, or -1 outside. */
  background(row: number, column: number): number;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes per pixel, row by row. */
  readonly pixels: Uint8Array;
}

/** Parses a binary PPM with 8 bits per colour; throws for anything else. */
export function parsePpm(file: Uint8Array): Picture {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(file.subarray(0, 64)).toString('latin1'));
  if (!head) throw new Error('This is not a binary PPM picture with 8 bits per colour.');
  return { width: Number(head[1]), height: Number(head[2]), pixels: file.subarray(head[0].length) };
}

/** Reads the cells of a text screen. VGA's own text mode has cells of nine pixels, everything else of eight. */
export function readPicture(picture: Picture, glyphs: Glyphs): TextPicture {
  const cellWidth = picture.width === 720 ? 9 : 8;
  const columns = Math.floor(picture.width / cellWidth);
  const rows = Math.floor(picture.height / glyphRows);
  const lines: string[] = [];
  const backgrounds: number[][] = [];
  for (let row = 0; row < rows; row += 1) {
    const cells = Array.from({ length: columns }, (_, column) =>
      readCell(picture, column * cellWidth, row * glyphRows, glyphs),
    );
    lines.push(
      cells
        .map((cell) => cell.letter)
        .join('')
        .trimEnd(),
    );
    backgrounds.push(cells.map((cell) => cell.background));
  }
  return { lines, background: (row, column) => backgrounds[row]?.[column] ?? -1 };
}

/** One cell: two colours, of which either may be the background; what matches a glyph decides. */
function readCell(picture: Picture, left: number, top: number, glyphs: Glyphs) {
  const color = (x: number, y: number) => {
    const at = (y * picture.width + x) * 3;
    return (
      ((picture.pixels[at] ?? 0) << 16) | ((picture.pixels[at + 1] ?? 0) << 8) | (picture.pixels[at + 2] ?? 0)
    );
  };
  const corner = color(left, top);
  let other = corner;
  const shape = Buffer.alloc(glyphRows);
  for (let y = 0; y < glyphRows; y += 1) {
    for (let x = 0; x < 8; x += 1) {
      const here = color(left + x, top + y);
      if (here === corner) continue;
      other = here;
      shape[y] = (shape[y] ?? 0) | (0x80 >> x);
    }
  }
  if (other === corner) return { letter: ' ', background: corner };
  const letter = glyphs.get(shape.toString('hex'));
  if (letter !== undefined) return { letter, background: corner };
  const inverse = glyphs.get(Buffer.from(shape.map((byte) => byte ^ 0xff)).toString('hex'));
  return inverse === undefined ? { letter: '?', background: corner } : { letter: inverse, background: other };
}
