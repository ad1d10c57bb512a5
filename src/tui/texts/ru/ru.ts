import type { Catalogue } from '../say.js';
import { commands } from './commands.js';
import { dashboard } from './dashboard.js';
import { doctor } from './doctor.js';
import { keys } from './keys.js';
import { medium } from './medium.js';
import { network } from './network.js';
import { own } from './own.js';
import { pages } from './pages.js';
import { share } from './share.js';
import { state } from './state.js';
import { sticks } from './sticks.js';
import { wizard } from './wizard.js';

/** Russian. Not yet checked by somebody whose own language it is. */
export const ru: Catalogue = {
  code: 'ru',
  name: 'Русский',
  forms: 3,
  plural: (count) => {
    const [ones, tens] = [count % 10, Math.floor(count / 10) % 10];
    if (tens === 1 || ones === 0 || ones > 4) return 2;
    return ones === 1 ? 0 : 1;
  },
  texts: {
    ...state,
    ...commands,
    ...wizard,
    ...dashboard,
    ...doctor,
    ...sticks,
    ...keys,
    ...share,
    ...medium,
    ...network,
    ...pages,
    ...own,
  },
};
