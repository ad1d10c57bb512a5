import test from 'ava';
import { readCommandLine } from '../../src/simulation/command-line.js';
import { scenarios } from '../../src/simulation/scenarios/all.js';

const read = (line: string) => readCommandLine(line.split(' '), scenarios);

test('a scenario is run with its seed and the numbers that were given', (t) => {
  t.deepEqual(read('join --seed x --nodes 200 --small-nodes 50 --json'), {
    name: 'join',
    seed: 'x',
    numbers: { nodes: 200, smallNodes: 50 },
    json: true,
    repeatable: false,
  });
  t.like(read('islands --repeatable'), { name: 'islands', seed: '1', numbers: {}, repeatable: true });
});

test('what is wrong is said in a sentence that names what there is', (t) => {
  t.regex(String(read('nobody')), /^Expected a scenario \(join, islands, .*got "nobody"/);
  t.regex(String(read('islands --small-nodes 3')), /islands takes --seed, --json, .*--nodes/);
  t.regex(String(read('islands --nodes many')), /Expected a number after --nodes; got "many"/);
});
