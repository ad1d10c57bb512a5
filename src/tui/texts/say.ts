/**
 * Every text that wizard, dashboard and commands show stands in a catalogue, one file per language beside this one.
 * A text may hold values as `{name}`; where a number decides its form, the forms stand one after the other,
 * separated by ` | `, and the language's `plural` chooses by the value `count`.
 */
import { en } from './en.js';

export type TextKey = keyof typeof en.texts;

export interface Catalogue {
  /** Code of the language, as in `en`. */
  readonly code: string;
  /** The language's name in itself. */
  readonly name: string;
  /** Which form of a text goes with a number, counted from 0. */
  plural(count: number): number;
  readonly texts: Readonly<Record<TextKey, string>>;
}

export type Values = Readonly<Record<string, string | number>>;

export function isTextKey(name: string): name is TextKey {
  return Object.hasOwn(en.texts, name);
}

/** Gives a text of one language. */
export type Say = (key: TextKey, values?: Values) => string;

/** The languages there are; another one is another file in this list. */
export const catalogues: readonly Catalogue[] = [en];

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
