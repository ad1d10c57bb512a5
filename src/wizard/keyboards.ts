import type { LanguageCode } from '../config/languages.js';

/** Keyboards to choose from: names in plain ASCII, because before the choice nothing else can be relied on. */
export interface Keyboard {
  readonly id: string;
  readonly name: string;
  /** As XKB calls them (keyboard(5)). */
  readonly layout: string;
  readonly variant: string;
  readonly options: string;
}

const latin = (id: string, name: string, layout = id, variant = ''): Keyboard => ({
  id,
  name,
  layout,
  variant,
  options: '',
});

/** Scripts other than Latin: invites are typed in Latin letters, so both are there and Alt+Shift switches. */
const both = (id: string, name: string, variant = ''): Keyboard => ({
  id,
  name: `${name} (Alt+Shift switches to Latin letters)`,
  layout: `us,${id}`,
  variant: `,${variant}`,
  options: 'grp:alt_shift_toggle',
});

export const keyboards: readonly Keyboard[] = [
  latin('us', 'English (US)'),
  latin('gb', 'English (UK)'),
  latin('us-intl', 'English (US, international with dead keys)', 'us', 'intl'),
  latin('dvorak', 'English (Dvorak)', 'us', 'dvorak'),
  latin('colemak', 'English (Colemak)', 'us', 'colemak'),
  latin('al', 'Albanian'),
  both('ara', 'Arabic'),
  both('am', 'Armenian'),
  latin('az', 'Azerbaijani'),
  both('by', 'Belarusian'),
  latin('be', 'Belgian'),
  latin('ba', 'Bosnian'),
  both('bg', 'Bulgarian', 'phonetic'),
  latin('ca', 'Canadian (French)'),
  latin('es-cat', 'Catalan', 'es', 'cat'),
  latin('hr', 'Croatian'),
  latin('cz', 'Czech'),
  latin('cz-qwerty', 'Czech (QWERTY)', 'cz', 'qwerty'),
  latin('dk', 'Danish'),
  latin('nl', 'Dutch'),
  latin('ee', 'Estonian'),
  latin('fo', 'Faroese'),
  latin('fi', 'Finnish'),
  latin('fr', 'French'),
  latin('bepo', 'French (BEPO)', 'fr', 'bepo'),
  both('ge', 'Georgian'),
  latin('de', 'German'),
  latin('de-nodeadkeys', 'German (no dead keys)', 'de', 'nodeadkeys'),
  latin('at', 'German (Austria)'),
  latin('neo', 'German (Neo 2)', 'de', 'neo'),
  both('gr', 'Greek'),
  both('il', 'Hebrew'),
  latin('hu', 'Hungarian'),
  latin('is', 'Icelandic'),
  latin('ie', 'Irish'),
  latin('it', 'Italian'),
  latin('jp', 'Japanese (106 keys)'),
  both('kz', 'Kazakh'),
  latin('kr', 'Korean (106 keys)'),
  latin('latam', 'Latin American'),
  latin('lv', 'Latvian'),
  latin('lt', 'Lithuanian'),
  both('mk', 'Macedonian'),
  latin('mt', 'Maltese'),
  latin('no', 'Norwegian'),
  both('ir', 'Persian'),
  latin('pl', 'Polish'),
  latin('pt', 'Portuguese'),
  latin('br', 'Portuguese (Brazil)'),
  latin('ro', 'Romanian'),
  both('ru', 'Russian'),
  latin('rs-latin', 'Serbian (Latin)', 'rs', 'latin'),
  both('rs', 'Serbian'),
  latin('sk', 'Slovak'),
  latin('si', 'Slovenian'),
  latin('es', 'Spanish'),
  latin('se', 'Swedish'),
  latin('ch', 'Swiss (German)'),
  latin('ch-fr', 'Swiss (French)', 'ch', 'fr'),
  latin('tr', 'Turkish'),
  latin('tr-f', 'Turkish (F)', 'tr', 'f'),
  both('ua', 'Ukrainian'),
  latin('vn', 'Vietnamese'),
];

/** The keyboard that most who speak a language have. */
const usual: Readonly<Record<LanguageCode, string>> = {
  en: 'us',
  es: 'es',
  fr: 'fr',
  pt: 'br',
  de: 'de',
  ru: 'ru',
};

/** The keyboard to propose with a language, as long as nobody chose one: it is the usual one of the language before, or the first of all. */
export function proposedKeyboard(keyboard: string, before: LanguageCode, now: LanguageCode): string {
  return keyboard === usual[before] || keyboard === usual.en ? usual[now] : keyboard;
}

export function findKeyboard(id: string): Keyboard | undefined {
  return keyboards.find((keyboard) => keyboard.id === id);
}

/** /etc/default/keyboard, which setupcon and, on an installed system, everything else reads. */
export function keyboardFile({ layout, variant, options }: Keyboard): string {
  return [
    '# Written by the set-up of Phantom; see keyboard(5).',
    'XKBMODEL="pc105"',
    `XKBLAYOUT="${layout}"`,
    `XKBVARIANT="${variant}"`,
    `XKBOPTIONS="${options}"`,
    'BACKSPACE="guess"',
    '',
  ].join('\n');
}
