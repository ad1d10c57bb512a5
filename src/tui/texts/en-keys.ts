/** English, what keys are called in the last row; those that are called alike everywhere (Enter, Tab, Esc) need no word. */
export const keyTexts = {
  'keyname.space': 'Space',
  'keyname.arrows': 'Arrows',
  'keyname.left-right': 'Left Right',
  'keyname.up-down': 'Up Down',
  'keyname.help': 'F1 or ?',
};
