import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import test from 'ava';
import fc from 'fast-check';
import { smallest } from '../../src/tui/frame.js';
import { lookFor } from '../../src/tui/look.js';
import { qrLines, qrModules, qrNeeds, qrRows } from '../../src/tui/qr.js';
import { width } from '../../src/tui/rows.js';
import { decodePass, encodePass } from '../../src/wire/channel.js';
import { decodeInvite, encodeInvite } from '../../src/wire/invite.js';
import { cellsOf, type Font, photograph, plainCells } from '../helpers/camera.js';
import { directory } from '../helpers/control.js';
import { bytes, endpoint } from '../wire/arbitraries.js';

const identityKey = new Uint8Array(32).fill(0xa7);
const v4 = encodeInvite({ identityKey, endpoint: { family: 4, address: '192.0.2.7', port: 4711 } });
const v6 = encodeInvite({ identityKey, endpoint: { family: 6, address: '2001:db8::7', port: 4711 } });

test('a telephone reads every invite off a console of 24 rows', (t) => {
  const look = lookFor('xterm', true);
  fc.assert(
    fc.property(bytes(32), endpoint, (identityKey, endpoint) => {
      const invite = encodeInvite({ identityKey, endpoint });
      const rows = qrRows(qrModules(invite), look, smallest)!;
      t.deepEqual(decodeInvite(photograph(cellsOf(rows, look))!), { identityKey, endpoint });
    }),
    { numRuns: 40 },
  );
});

test('it has the size that is told, and there is none where that is too much', (t) => {
  for (const look of [lookFor('xterm', true), lookFor('linux', true), lookFor('vt220', true)]) {
    const needs = qrNeeds(look);
    const rows = qrRows(qrModules(v6), look, needs)!;
    t.is(rows.length, needs.rows);
    for (const row of rows) t.is(width(row), needs.columns);
    t.is(qrRows(qrModules(v6), look, { ...needs, rows: needs.rows - 1 }), null);
    t.is(qrRows(qrModules(v6), look, { ...needs, columns: needs.columns - 1 }), null);
  }
  t.deepEqual(qrNeeds(lookFor('xterm', true)), { columns: 41, rows: 21 });
  t.deepEqual(qrNeeds(lookFor('vt220', false)), { columns: 78, rows: 39 });
  t.throws(() => qrModules('q'.repeat(601)), { message: /at most 600 letters/ });
});

test('an invite with a key is as large as it must be, and read as well', (t) => {
  const look = lookFor('xterm', true);
  for (const [name, most] of [
    ['friends', 49],
    ['ä'.repeat(64), 69],
  ] as const) {
    const channel = { name, kind: 'invite', key: identityKey } as const;
    const node = { identityKey, endpoint: { family: 6, address: '2001:db8::7', port: 4711 } } as const;
    const pass = encodePass({ channel, node });
    const modules = qrModules(pass);
    t.true(modules.length <= most, `${modules.length} modules`);
    const rows = qrRows(modules, look, qrNeeds(look, modules.length))!;
    t.deepEqual(decodePass(photograph(cellsOf(rows, look))!), { channel, node });
    t.is(qrRows(modules, look, smallest), null);
  }
});

test('without half blocks, and without colours, it is larger and read as well', (t) => {
  for (const look of [lookFor('linux', true), lookFor('vt220', true), lookFor('xterm', false)]) {
    const rows = qrRows(qrModules(v6), look, { columns: 160, rows: 50 })!;
    t.true(
      rows.every((row) => row.every(({ text }) => /^ *$/.test(text))),
      'no font lacks a blank',
    );
    t.is(photograph(cellsOf(rows, look)), v6.toUpperCase());
  }
  for (const invite of [v4, v6]) {
    const lines = qrLines(qrModules(invite));
    t.is(lines.length, 21);
    t.is(photograph(plainCells(lines)), invite.toUpperCase());
  }
});

test('the camera of these tests does not see what is not there', (t) => {
  const lines = qrLines(qrModules(v4));
  t.is(photograph(plainCells(lines.map((line) => line.replaceAll('▀', '▄')))), null);
  t.is(photograph(plainCells(lines.filter((_, at) => at < 8 || at > 12))), null);
});

/** A font of the form of Debian's: every glyph is its own letter, and has its number for a shape; 197 has two letters. */
function debianFont(): Uint8Array {
  const glyphs = Buffer.alloc(512 * 16);
  for (let glyph = 0; glyph < 512; glyph += 1) glyphs.fill(glyph & 0xff, glyph * 16, (glyph + 1) * 16);
  glyphs.fill(0, 32 * 16, 33 * 16);
  const table = Array.from({ length: 512 }, (_, glyph) => {
    const letters =
      glyph === 221 ? [0xf0] : glyph === 240 ? [0x2c6] : glyph === 197 ? [0x253c, 0x254b] : [glyph];
    return Buffer.from(Uint16Array.from([...letters, 0xffff]).buffer);
  });
  return Buffer.concat([Uint8Array.of(0x36, 0x04, 3, 16), glyphs, ...table]);
}

/** What the kernel draws with such a font. */
function kernelFont(font: Uint8Array): Font {
  const glyphs = new Map<string, number>();
  let at = 4 + 512 * 16;
  for (let glyph = 0; glyph < 512; glyph += 1) {
    for (; font[at] !== 0xff || font[at + 1] !== 0xff; at += 2) {
      glyphs.set(String.fromCharCode(font[at]! + 256 * font[at + 1]!), glyph);
    }
    at += 2;
  }
  return (letter, x, y) => (font[4 + (glyphs.get(letter) ?? 4) * 16 + y]! & (0x80 >> x)) !== 0;
}

test('the disc has a console font with which a telephone can read its screen', async (t) => {
  const place = await directory(t);
  const before = debianFont();
  await writeFile(join(place, 'Uni2-VGA16.psf.gz'), gzipSync(before));
  await copyFile('hooks/image/0510-console-font.hook.chroot', join(place, 'hook'));
  await promisify(execFile)(process.execPath, [join(place, 'hook'), place]);
  const after = gunzipSync(await readFile(join(place, 'phantom-vga16.psf.gz')));
  t.is(after.length, before.length);
  const changed = [...after.keys()].filter((at) => after[at] !== before[at]);
  const glyph = 4 + 221 * 16;
  const letters = 4 + 512 * 16 + 221 * 4 + 2;
  t.true(changed.every((at) => (at >= glyph && at < glyph + 16) || at === letters || at === letters + 1));

  const look = lookFor('linux', true, true);
  const rows = qrRows(qrModules(v6), look, smallest)!;
  t.is(photograph(cellsOf(rows, look), kernelFont(after)), v6.toUpperCase());
  t.is(photograph(cellsOf(rows, look), kernelFont(before)), null, 'with Debian’s own font it could not');
});
