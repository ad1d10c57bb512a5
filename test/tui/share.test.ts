import test from 'ava';
import type { ShareFacts } from '../../src/control/protocol.js';
import { shareText } from '../../src/tui/facts.js';
import { voice } from '../../src/tui/texts/say.js';

const say = voice('en');
const free: ShareFacts = {
  bytesPerSecond: null,
  bytesPerMonth: null,
  bytesThisMonth: 0,
  pause: null,
  monthEnds: null,
};
const text = (share: Partial<ShareFacts>) => shareText({ share: { ...free, ...share } }, say);

test('what others get is said in the units of the settings', (t) => {
  t.is(text({}), 'as much as the line has.');
  t.is(text({ bytesPerSecond: 1_250_000 }), 'at most 10 Mbit/s.');
  const month = { bytesPerMonth: 100e9, bytesThisMonth: 12.3e9, monthEnds: Date.UTC(2026, 11, 1) };
  t.regex(
    text({ bytesPerSecond: 125_000, ...month }),
    /^at most 1 Mbit\/s, 12(\.\d)? GB of 100 GB used this month\.$/,
  );
  t.regex(text({ ...month, pause: 'used' }), /nothing of others is passed on before 2026-12-01/);
  t.regex(text({ ...month, pause: 'ahead' }), /More than the share of these days is used/);
});
