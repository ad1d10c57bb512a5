import type { keyTexts } from '../en-keys.js';

export const keys: Record<keyof typeof keyTexts, string> = {
  'keyname.space': 'Espacio',
  'keyname.arrows': 'Flechas',
  'keyname.left-right': 'Izq/Der',
  'keyname.up-down': 'Arriba/Abajo',
  'keyname.help': 'F1 o ?',
};
