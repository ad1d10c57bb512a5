import { freshAnswers } from './answers.js';
import { freshOwnAddress } from './own-address.js';
import type { WizardState } from './page.js';

/** The wizard before anything is known. */
export const freshState: WizardState = {
  page: 'keyboard',
  answers: freshAnswers,
  forms: {},
  help: false,
  memory: null,
  elsewhere: null,
  keyboard: { state: 'idle' },
  tried: '',
  medium: { state: 'none' },
  cards: null,
  waited: 0,
  wifi: null,
  connecting: { state: 'idle' },
  isTried: false,
  isSecretShown: false,
  inviteFile: null,
  sticks: { state: 'idle' },
  invite: null,
  qr: null,
  own: freshOwnAddress,
  entryFile: null,
  kept: null,
  work: { state: 'idle' },
  seen: { state: 'connecting' },
  unmarked: null,
};
