import test from 'ava';
import type { Link } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { chooseIntroducers } from '../../src/reach/introducers.js';
import { natKindOf } from '../../src/reach/nat-kind.js';
import { type State, Verdicts } from '../../src/reach/verdicts.js';
import { marks } from '../../src/wire/standing.js';

const hour = 3_600_000;
const at = (address: string, port = 4000): Endpoint => ({ family: 4, address, port });

function verdictsOf(got: number, silent: number): Verdicts {
  const verdicts = new Verdicts();
  for (let network = 0; network < got + silent; network += 1) verdicts.note(`${network}`, network < got, 0);
  return verdicts;
}

test('three networks must have spoken, and the majority counts', (t) => {
  const rows: [got: number, silent: number, state: State][] = [
    [2, 0, 'unknown'],
    [0, 2, 'unknown'],
    [3, 0, 'reachable'],
    [0, 3, 'unreachable'],
    [3, 3, 'reachable'],
    [3, 4, 'unreachable'],
    [2, 3, 'unreachable'],
  ];
  for (const [got, silent, state] of rows) t.is(verdictsOf(got, silent).state(0), state, `${got} ${silent}`);
});

test('one network has one voice, its newest; voices grow old; a new address makes all of them void', (t) => {
  const verdicts = new Verdicts();
  for (let again = 0; again < 9; again += 1) verdicts.note('one', false, 0);
  t.is(verdicts.state(0), 'unknown');
  for (const network of ['two', 'three']) verdicts.note(network, false, 0);
  t.deepEqual([verdicts.state(0), verdicts.isThin(0)], ['unreachable', false]);
  t.true(verdicts.isThin(2 * hour), 'others are to speak while these still count');
  t.is(verdicts.state(2 * hour), 'unreachable');
  t.is(verdicts.state(4 * hour), 'unknown');
  verdicts.forget();
  t.deepEqual([verdicts.state(0), verdicts.count(0)], ['unknown', 0]);
  for (let network = 0; network < 500; network += 1) verdicts.note(`${network}`, true, 0);
  t.is(verdicts.count(0), 64, 'bounded');
});

test('the kind of a router shows in the ports that peers see', (t) => {
  const seen = (...ports: number[]) => ports.map((port) => at('20.0.0.1', port));
  t.is(natKindOf(seen(1, 1), ['20.0.0.1']), 'none');
  t.is(natKindOf(seen(1, 1), ['192.168.1.2']), 'unknown');
  t.is(natKindOf(seen(1, 1, 1, 1, 2), ['192.168.1.2']), 'one-port', 'one liar changes nothing');
  t.is(natKindOf(seen(1, 2, 3, 4, 5), ['192.168.1.2']), 'port-per-peer');
  t.is(natKindOf([], []), 'unknown');
});

test('who introduces is near, reached by strangers, and in another network than the other one', (t) => {
  const link = (network: number, direction: 'in' | 'out' = 'out', open = true) =>
    ({ endpoint: at(`${network}.0.0.1`), direction, since: 0, open }) as Link;
  const [near, sameNetwork, hidden, came, far] = [link(20), link(20), link(21), link(22, 'in'), link(23)];
  const reached = { marks: marks.reached4, endpoints: [] };
  const neighbours = [
    { link: near, said: reached, gap: 1 },
    { link: sameNetwork, said: reached, gap: 2 },
    { link: hidden, said: { marks: marks.hidden, endpoints: [] }, gap: 3 },
    { link: came, said: null, gap: 4 },
    { link: far, said: null, gap: 5 },
  ];
  const now = 60_000;
  t.deepEqual(chooseIntroducers([], neighbours, now), [near, far]);
  t.deepEqual(chooseIntroducers([sameNetwork], neighbours, now), [sameNetwork, far], 'who does it goes on');
  t.deepEqual(
    chooseIntroducers([], neighbours.slice(0, 2), now),
    [near, sameNetwork],
    'two of one network rather than one',
  );
  t.deepEqual(chooseIntroducers([link(24, 'out', false)], neighbours.slice(2, 4), now), [], 'nobody fit');
});
