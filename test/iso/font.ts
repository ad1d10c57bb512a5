/**
 * The letters of the console font by their pixels, so that a picture of the screen can be read as text. The font is
 * taken from Debian's package, downloaded by apt and unpacked beside the pictures.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Pixels of a glyph, one hexadecimal byte per row of eight, to its character. */
export type Glyphs = ReadonlyMap<string, string>;

export const glyphRows = 16;

/** Reads a console font of version 1 with its table of characters. Throws when it is something else. */
export function parseFont(font: Uint8Array): Glyphs {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const mode = font[2] ?? 0;
  if (view.getUint16(0) !== 0x3604 || font[3] !== glyphRows || (mode & 2) === 0) {
    throw new Error('This is not a console font of 8 by 16 pixels with a table of characters.');
  }
  const count = (mode & 1) === 0 ? 256 : 512;
  const glyphs = new Map<string, string>();
  let at = 4 + count * glyphRows;
  for (let index = 0; index < count; index += 1) {
    const start = 4 + index * glyphRows;
    const pixels = Buffer.from(font.subarray(start, start + glyphRows)).toString('hex');
    const first = view.getUint16(at, true);
    while (view.getUint16(at, true) !== 0xffff) at += 2;
    at += 2;
    // The first glyph of a shape keeps it: letters that look alike are read as the Latin one.
    if (first < 0xfffe && !glyphs.has(pixels)) glyphs.set(pixels, String.fromCharCode(first));
  }
  return glyphs;
}

/** The font that the disc's console uses (VGA shapes, Latin and Cyrillic letters). */
export function consoleFont(directory: string): Glyphs {
  mkdirSync(directory, { recursive: true });
  execFileSync('apt-get', ['download', '-qq', 'console-setup-linux'], { cwd: directory, stdio: 'pipe' });
  const file = readdirSync(directory).find((name) => name.endsWith('.deb'));
  if (!file) throw new Error('apt-get downloaded no console-setup-linux');
  execFileSync('dpkg-deb', ['--extract', join(directory, file), directory]);
  return parseFont(gunzipSync(readFileSync(join(directory, 'usr/share/consolefonts/Uni2-VGA16.psf.gz'))));
}
