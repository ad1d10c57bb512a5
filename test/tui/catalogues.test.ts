/** Every language says all that English says, with the same values in it, in letters that the disc can show. */
import test from 'ava';
import { languageCodes } from '../../src/config/languages.js';
import { en } from '../../src/tui/texts/en.js';
import { catalogues, type TextKey, voice } from '../../src/tui/texts/say.js';

const keys = Object.keys(en.texts) as TextKey[];
const formsOf = (text: string) => text.split(' | ');
const valuesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** What may be the same in another language: names, units, marks, and what nobody would say otherwise. */
const fewWords = 3;

test('each language that can be chosen has a catalogue', (t) => {
  t.deepEqual(
    catalogues.map(({ code }) => code),
    [...languageCodes],
  );
  t.is(new Set(catalogues.map(({ name }) => name)).size, catalogues.length);
});

for (const { code, texts, forms, plural } of catalogues) {
  test(`${code}: complete, with the values of the English, and the plural forms of the language`, (t) => {
    t.deepEqual(Object.keys(texts).sort(), [...keys].sort());
    for (const key of keys) {
      const [own, english] = [formsOf(texts[key]), formsOf(en.texts[key])];
      t.true(
        own.length === forms || (own.length === 1 && english.length === 1),
        `${key}: ${own.length} forms`,
      );
      t.deepEqual(valuesOf(texts[key]), valuesOf(en.texts[key]), key);
      for (const form of own) t.regex(form, /\S/, key);
    }
    const chosen = Array.from({ length: 1_000 }, (_, count) => plural(count));
    t.deepEqual(
      [...new Set(chosen)].sort(),
      Array.from({ length: forms }, (_, at) => at),
    );
  });

  test(`${code}: letters that the disc's font has`, (t) => {
    for (const key of keys) t.regex(texts[key], /^[\n -~¡¿À-ÏÑ-ÿŒœЁА-яё]*$/, key);
    t.false(
      Object.values(texts).some((text) => text.includes('ð')),
      'its place in the font is the half block’s',
    );
  });

  test(`${code}: nothing is left in English`, (t) => {
    if (code === 'en') return t.pass();
    const words = (text: string) => text.replace(/"[^"]*"|\{\w+\}/g, '').match(/[a-z]{3,}/gi) ?? [];
    const same = keys.filter((key) => texts[key] === en.texts[key] && words(texts[key]).length > fewWords);
    t.deepEqual(same, []);
  });
}

test('numbers choose their form', (t) => {
  const peers = (code: string) =>
    [1, 2, 5, 11, 21, 22, 25].map((count) => voice(code)('peers.linked', { count }));
  const russian = formsOf(catalogues.find(({ code }) => code === 'ru')!.texts['peers.linked']);
  t.deepEqual(
    peers('ru'),
    [0, 1, 2, 2, 0, 1, 2].map((form, at) =>
      russian[form]!.replace('{count}', `${[1, 2, 5, 11, 21, 22, 25][at]}`),
    ),
  );
  t.is(voice('de')('peers.linked', { count: 1 }).includes('1'), true);
  t.is(voice('xx')('state.connected'), 'Connected');
});
