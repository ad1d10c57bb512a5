/** The language of one run of the program: that of the settings, else that of the shell. */
import { loadConfig } from '../config/file.js';
import { type LanguageCode, localeLanguage } from '../config/languages.js';
import { type Say, voice } from '../tui/texts/say.js';
import type { Call } from './command.js';
import { findPlace } from './place.js';

let spoken = voice('en');

/** What commands say, in the language of this run. */
export const say: Say = (key, values) => spoken(key, values);

/** Chooses the language of this run; before it, everything is English. */
export async function speak(call: Call): Promise<void> {
  spoken = voice(await languageOf(call));
}

/** The language of the settings that a call is about: of the machine's own node, whichever of its networks is meant. */
export async function languageOf(call: Call): Promise<LanguageCode> {
  const option = (name: string) => (name === 'channel' ? undefined : call.option(name));
  // Where the settings cannot be read, the command itself says so.
  const set = await findPlace({ ...call, option })
    .then(({ config }) => loadConfig(config))
    .then(({ language }) => language)
    .catch(() => 'auto' as const);
  return set === 'auto' ? localeLanguage(call.io.env) : set;
}
