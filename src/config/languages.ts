/** Codes of the languages that screens and commands speak; each has a catalogue in tui/texts/. English first: it stands in for others. */
export const languageCodes = ['en', 'es', 'fr', 'pt', 'de', 'ru'] as const;

export type LanguageCode = (typeof languageCodes)[number];

export function isLanguageCode(value: unknown): value is LanguageCode {
  return (languageCodes as readonly unknown[]).includes(value);
}

/** The language that the locale of a shell names (`pt_BR.UTF-8`), where it is one of ours; else English. */
export function localeLanguage(env: Readonly<Record<string, string | undefined>>): LanguageCode {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  const code = /^[a-z]+/.exec(locale)?.[0];
  return isLanguageCode(code) ? code : 'en';
}
