/** Letters for terminals that show ASCII only: each by one that is like it, so that columns stay where they are. */

const others: Readonly<Record<string, string>> = {
  ß: 's',
  œ: 'o',
  Œ: 'O',
  æ: 'a',
  Æ: 'A',
  ø: 'o',
  Ø: 'O',
  '¿': '?',
  '¡': '!',
};
const cyrillic = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
const latin = "abvgdezzijklmnoprstufhccss'y'eua";

/** As many letters, all of ASCII; a ? for what has none that is like it. */
export function asciiLetters(text: string): string {
  return text.replace(/[^\n -~]/gu, (letter) => others[letter] ?? bare(letter));
}

function bare(letter: string): string {
  // Without its accent; of Cyrillic letters only one that has no place of its own in the alphabet is taken so.
  const base = letter.normalize('NFD')[0]!;
  if (base >= ' ' && base <= '~') return base;
  const own = [letter, base].find((one) => cyrillic.includes(one.toLowerCase()));
  if (!own) return '?';
  const like = latin[cyrillic.indexOf(own.toLowerCase())]!;
  return own === own.toLowerCase() ? like : like.toUpperCase();
}
