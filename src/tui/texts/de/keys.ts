import type { keyTexts } from '../en-keys.js';

export const keys: Record<keyof typeof keyTexts, string> = {
  'keyname.space': 'Leertaste',
  'keyname.arrows': 'Pfeile',
  'keyname.left-right': 'Links/Rechts',
  'keyname.up-down': 'Auf/Ab',
  'keyname.help': 'F1/?',
};
