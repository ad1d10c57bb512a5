/**
 * Every text that wizard, dashboard and commands show stands in a catalogue: English in `en.ts` and the `en-` files, each
 * other language in a directory with a file for each of these. The type forces every catalogue to have every text.
 * A text may hold values as `{name}`; where a number decides its form, the forms stand one after the other,
 * separated by ` | `, and the language's `plural` chooses by the value `count`.
 */
import type { LanguageCode } from '../../config/languages.js';
import { de } from './de/de.js';
import { en } from './en.js';
import { es } from './es/es.js';
import { fr } from './fr/fr.js';
import { pt } from './pt/pt.js';
import { ru } from './ru/ru.js';

export type TextKey = keyof typeof en.texts;

export interface Catalogue {
  readonly code: LanguageCode;
  /** The language's name in itself. */
  readonly name: string;
  /** How many forms a text has that goes with a number, and which one goes with which, counted from 0. */
  readonly forms: number;
  plural(count: number): number;
  readonly texts: Readonly<Record<TextKey, string>>;
}

export type Values = Readonly<Record<string, string | number>>;

export function isTextKey(name: string): name is TextKey {
  return Object.hasOwn(en.texts, name);
}

/** Gives a text of one language. */
export type Say = (key: TextKey, values?: Values) => string;

/** The languages there are, in the order in which they are offered; another one is another directory, and a code in config/languages.ts. */
export const catalogues: readonly Catalogue[] = [en, es, fr, pt, de, ru];

/** The voice of a language; English for one that there is not. */
export function voice(code: string): Say {
  const catalogue = catalogues.find((candidate) => candidate.code === code) ?? en;
  return (key, values = {}) => {
    const forms = catalogue.texts[key].split(' | ');
    const form = forms.length === 1 ? 0 : catalogue.plural(Number(values.count));
    return fill(forms[Math.min(form, forms.length - 1)]!, values);
  };
}

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
