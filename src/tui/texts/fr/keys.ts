import type { keyTexts } from '../en-keys.js';

export const keys: Record<keyof typeof keyTexts, string> = {
  'keyname.space': 'Espace',
  'keyname.arrows': 'Flèches',
  'keyname.left-right': 'Gauche/Droite',
  'keyname.up-down': 'Haut/Bas',
  'keyname.help': 'F1 ou ?',
};
