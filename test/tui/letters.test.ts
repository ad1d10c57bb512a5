import test from 'ava';
import { asciiLetters } from '../../src/tui/letters.js';
import { lookFor, toAnsi } from '../../src/tui/look.js';
import { span } from '../../src/tui/rows.js';
import { catalogues } from '../../src/tui/texts/say.js';

test('letters become others that are like them, one for one', (t) => {
  t.is(
    asciiLetters('Français, Español, Schließen: ¿Ñandú? Œuvre'),
    'Francais, Espanol, Schliesen: ?Nandu? Ouvre',
  );
  t.is(asciiLetters('Русский Ёж'), 'Russkij Ez');
  t.is(asciiLetters('plain\n text ~'), 'plain\n text ~');
  t.is(asciiLetters('漢'), '?');
});

test('whatever a language says fits a terminal of ASCII, in as many columns', (t) => {
  for (const { texts } of catalogues)
    for (const text of Object.values(texts)) {
      const bare = asciiLetters(text);
      t.is(bare.length, text.length);
      t.regex(bare, /^[\n -~]*$/);
    }
});

test('terminals that take UTF-8 get the letters as they are', (t) => {
  const row = [span('Español')];
  t.regex(toAnsi(row, lookFor('linux', true)), /Español/);
  t.regex(toAnsi(row, lookFor('xterm', true)), /Español/);
  t.regex(toAnsi(row, lookFor('xterm', false)), /Espanol/);
  t.regex(toAnsi(row, lookFor('vt220', true)), /Espanol/);
});
