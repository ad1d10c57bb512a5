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

/** Spanish. Not yet checked by somebody whose own language it is. */
export const es: Catalogue = {
  code: 'es',
  name: 'Español',
  forms: 2,
  plural: (count) => (count === 1 ? 0 : 1),
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
