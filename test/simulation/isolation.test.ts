import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import { contactPlan } from '../../src/simulation/contact-plan.js';
import { isolation, isolationDefaults } from '../../src/simulation/scenarios/isolation.js';

test('whoever knows one other by whatever source, and starts whenever, ends in one network with all', async (t) => {
  t.timeout(600_000);
  const options = { ...isolationDefaults, seed: t.title, seeds: 6, most: 12 };
  const figures = await isolation(options);
  t.log(JSON.stringify(figures));
  t.is(figures.networks_at_end, 1);
  t.deepEqual(figures.apart, []);
  t.is(JSON.stringify(await isolation(options)), JSON.stringify(figures));
});

test('two who start before anybody can have found them are two networks, and it shows', async (t) => {
  const options = { ...isolationDefaults, seed: t.title, seeds: 4, least: 4, most: 6, patience: 0 };
  const figures = await isolation(options);
  t.true(figures.networks_at_end > 1);
  t.true(figures.apart.length > 0);
});

test('a plan names as many contacts as hold all together, and no more', (t) => {
  const random = seededRandom(t.title);
  const seen = new Set<string>();
  for (let run = 0; run < 200; run += 1) {
    const { nodes, contacts, start, startAt } = contactPlan(random, { least: 2, most: 32 });
    t.true(nodes >= 2 && nodes <= 32);
    t.is(contacts.length, nodes - 1);
    const together = new Set([0]);
    for (const { from, to } of contacts) {
      t.true(together.has(from) !== together.has(to), 'each brings one more');
      together.add(from).add(to);
    }
    t.is(startAt.length, nodes);
    seen.add(start);
    for (const { source } of contacts) seen.add(source);
  }
  t.deepEqual([...seen].sort(), [
    'at-once',
    'bittorrent',
    'cache',
    'invite',
    'lan',
    'list',
    'one-alone',
    'spread',
  ]);
});
