import type { Way } from '../way.js';

/** Answers pings, so that it stays in every table, and is silent to whatever would help anybody. */
export const drop: Way = {
  name: 'drop',
  findNode: () => null,
  get: () => null,
  store: () => null,
};
