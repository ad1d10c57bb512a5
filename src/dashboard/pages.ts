import type { Page, PageId } from './page.js';
import { book } from './pages/book.js';
import { hidden } from './pages/hidden.js';
import { invite } from './pages/invite.js';
import { log } from './pages/log.js';
import { overview } from './pages/overview.js';
import { paths } from './pages/paths.js';
import { peers } from './pages/peers.js';
import { settings } from './pages/settings.js';
import { system } from './pages/system.js';

/** Every page of the dashboard. */
export const pages: Readonly<Record<PageId, Page>> = {
  overview,
  hidden,
  paths,
  peers,
  book,
  settings,
  log,
  invite,
  system,
};
