import type { keyTexts } from '../en-keys.js';

export const keys: Record<keyof typeof keyTexts, string> = {
  'keyname.space': 'Espaço',
  'keyname.arrows': 'Setas',
  'keyname.left-right': 'Esq. Dir.',
  'keyname.up-down': 'Cima Baixo',
  'keyname.help': 'F1 ou ?',
};
