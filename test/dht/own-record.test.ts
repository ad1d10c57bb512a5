import test from 'ava';
import { grow } from '../../src/simulation/life.js';
import { ask, stranger } from '../../src/simulation/measures/asking.js';
import { Population } from '../../src/simulation/population.js';
import { recordKinds } from '../../src/wire/get.js';

test('a newcomer among the dead is found before it knows all its neighbours', async (t) => {
  const population = new Population(t.title);
  const { clock } = population;
  await grow(population, 80);
  await clock.run(120_000);
  // Its lookup of itself will wait for these: others still name them.
  for (const gone of population.nodes.slice(0, 25)) population.crash(gone);
  const newcomer = await population.add(population.inviter());
  const holders = (): number =>
    population.nodes.filter(({ rooms }) => rooms!.dht.holdings.get(recordKinds.node, id).length > 0).length;
  const id = newcomer.rooms!.identity.nodeId;
  await clock.run(5_000, () => holders() > 0);
  await clock.run(200);
  t.is(newcomer.rooms!.dht.keepers, 0, 'its lookup still goes on');
  const answer = await population.settled(ask(population, stranger(population, newcomer)!, newcomer));
  t.not(answer!.hops, null);
  await clock.run(20_000);
  t.true(newcomer.rooms!.dht.keepers >= 8, `${newcomer.rooms!.dht.keepers} keep its record in the end`);
  await population.stop();
});
