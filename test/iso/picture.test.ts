import test from 'ava';
import { glyphRows, parseFont } from './font.js';
import { parsePpm, readPicture } from './picture.js';

/** A font of 256 glyphs of which a and b have a shape: a left half, and a single line. */
function font(): Uint8Array {
  const glyphs = new Uint8Array(256 * glyphRows);
  glyphs.fill(0xf0, 0x61 * glyphRows, 0x62 * glyphRows);
  glyphs[0x62 * glyphRows + 5] = 0xff;
  const table = new Uint8Array(256 * 4);
  for (let index = 0; index < 256; index += 1) table.set([index, 0, 0xff, 0xff], index * 4);
  return Buffer.concat([Uint8Array.of(0x36, 0x04, 2, glyphRows), glyphs, table]);
}

/** A picture of `text` in the shapes above; capitals stand for letters on a red background. */
function picture(text: string): Uint8Array {
  const pixels = Buffer.alloc(text.length * 8 * glyphRows * 3);
  for (let y = 0; y < glyphRows; y += 1) {
    for (let x = 0; x < text.length * 8; x += 1) {
      const letter = text[x >> 3]!;
      const lower = letter.toLowerCase();
      const ink = lower === 'a' ? x % 8 < 4 : lower === 'b' && y === 5;
      const background = letter === lower ? [0, 0, 0] : [200, 0, 0];
      pixels.set(ink ? [255, 255, 255] : background, (y * text.length * 8 + x) * 3);
    }
  }
  return Buffer.concat([Buffer.from(`P6\n${text.length * 8} ${glyphRows}\n255\n`), pixels]);
}

test('a picture of a screen is read as its text, with the background of every letter', (t) => {
  const read = readPicture(parsePpm(picture('ab ABb')), parseFont(font()));
  t.deepEqual(read.lines, ['ab abb']);
  t.is(read.background(0, 0), 0);
  t.is(read.background(0, 3), 0xc80000);
  t.is(read.background(0, 4), 0xc80000);
  t.is(read.background(9, 9), -1);
});

test('what is no picture and what is no font is refused', (t) => {
  t.throws(() => parsePpm(Buffer.from('P3\n1 1\n255\n0 0 0')), { message: /not a binary PPM/ });
  t.throws(() => parseFont(Buffer.from('not a font')), { message: /not a console font/ });
});
