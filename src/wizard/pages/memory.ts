import type { Page } from '../page.js';

/** Below this much memory the disc is likely to fail; megabytes. */
export const littleMemory = 400;

/** A plain warning instead of a crash later. */
export const memoryPage: Page = {
  id: 'memory',
  title: 'memory.title',
  help: 'memory.help',
  shown: ({ memory }) => memory !== null && memory > 0 && memory < littleMemory,
  items: ({ memory }, say) => [
    { kind: 'text', text: say('memory.text', { have: memory ?? 0 }), style: 'warn' },
    { kind: 'gap' },
    { kind: 'button', id: 'continue', text: say('button.continue') },
  ],
  act: (_, hands) => hands.next(),
};
