import type { Page } from './page.js';
import { addressPage } from './pages/address.js';
import { contactPage } from './pages/contact.js';
import { fixedPage } from './pages/fixed.js';
import { givesPage } from './pages/gives.js';
import { joiningPage } from './pages/joining.js';
import { keyboardPage } from './pages/keyboard.js';
import { mediumPage } from './pages/medium.js';
import { memoryPage } from './pages/memory.js';
import { networkPage } from './pages/network.js';
import { summaryPage } from './pages/summary.js';
import { whichPage } from './pages/which.js';
import { wifiPage } from './pages/wifi.js';

/** Every page, in the order of the questions. */
export const pages: readonly Page[] = [
  memoryPage,
  keyboardPage,
  mediumPage,
  networkPage,
  wifiPage,
  fixedPage,
  whichPage,
  contactPage,
  givesPage,
  summaryPage,
  joiningPage,
  addressPage,
];
