import test from 'ava';
import { grow } from '../../src/simulation/life.js';
import { Population } from '../../src/simulation/population.js';

test('in a network where everybody knows everybody, everybody is in the view, with a record', async (t) => {
  const population = new Population(t.title);
  await grow(population, 8);
  await population.clock.run(180_000);
  for (const node of population.nodes) {
    const { view } = node.rooms!.dht;
    t.is(view.size, 7);
    t.true(view.all().every(({ record }) => record !== null));
  }
  await population.stop();
});

test('who builds paths soon has as many nodes in view as it wants; who does not lets it grow slowly', async (t) => {
  const population = new Population(t.title);
  const { clock } = population;
  const [builder, relay] = (await grow(population, 70)).slice(-2);
  builder!.rooms!.dht.viewWanted = 30;
  await clock.run(420_000);
  const [many, few] = [builder!.rooms!.dht.view.size, relay!.rooms!.dht.view.size];
  t.true(many >= 30, `${many}`);
  t.true(few < 24, `${few}`);
  await clock.run(120_000);
  t.true(builder!.rooms!.dht.view.size < many + 10, 'and no more than that');
  await population.stop();
});
