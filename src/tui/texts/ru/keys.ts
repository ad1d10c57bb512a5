import type { keyTexts } from '../en-keys.js';

export const keys: Record<keyof typeof keyTexts, string> = {
  'keyname.space': 'Пробел',
  'keyname.arrows': 'Стрелки',
  'keyname.left-right': 'Влево/Вправо',
  'keyname.up-down': 'Вверх/Вниз',
  'keyname.help': 'F1 или ?',
};
