import { logRows } from '../format/log.js';
import { type Page, shown } from '../page.js';

/** How many lines of the log are asked for. */
const logLines = 200;

export const log: Page = {
  help: 'log.help',
  asks: [{ fact: 'log', method: 'log.tail', params: { count: logLines }, key: 'lines' }],
  items: ({ facts, scroll }, say, { size }) => [shown(logRows(facts.log ?? null, scroll, say, size))],
  // Long lines are broken.
  most: () => logLines * 2,
};
