/** The short form of `npm run test:contact -- islands`. */
import { netTest } from '../helpers/net-test.js';
import { oneAlone, twoMeet } from './islands.js';

netTest('two networks that stood apart are one when a cable joins them', async (t) => {
  t.timeout(400_000);
  const seconds = await twoMeet(t, 'at-once');
  t.log(`after ${seconds.toFixed(1)} s`);
  t.true(seconds < 150);
});

netTest('a node that was alone until its calls had become rare is found', async (t) => {
  t.timeout(400_000);
  // The quick calls after its start are over by then; from there on an hour is no other than a minute.
  const seconds = await oneAlone(t, 30_000);
  t.log(`after ${seconds.toFixed(1)} s`);
  t.true(seconds < 150);
});
