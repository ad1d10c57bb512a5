import test from 'ava';
import { connectionOf, type JoinFacts, stepsOf } from '../../src/node/connection.js';

const alone: JoinFacts = {
  starting: null,
  isFailed: false,
  puzzleTries: 1000,
  port: 4711,
  hasNetwork: true,
  hasSource: true,
  known: 0,
  trying: 0,
  links: 0,
  neighbours: null,
};

test('state and reason of the connection', (t) => {
  const table: [facts: Partial<JoinFacts>, wanted: string, steps: string][] = [
    [{ starting: 'identity' }, 'starting starting', 'working waiting waiting waiting waiting'],
    [{ starting: 'socket' }, 'starting starting', 'done working waiting waiting waiting'],
    [{ starting: 'socket', isFailed: true }, 'starting starting', 'done failed waiting waiting waiting'],
    [{}, 'alone nobody-found', 'done done working waiting waiting'],
    [{ hasSource: false }, 'alone no-source', 'done done working waiting waiting'],
    [{ hasNetwork: false }, 'alone no-network', 'done done working waiting waiting'],
    [{ hasNetwork: false, known: 3 }, 'alone no-network', 'done done done working waiting'],
    [{ known: 3 }, 'alone nobody-answers', 'done done done working waiting'],
    [{ known: 3, trying: 1 }, 'joining nobody-answers', 'done done done working waiting'],
    [{ known: 3, links: 1 }, 'joining finding-neighbours', 'done done done done working'],
    [{ links: 1 }, 'joining finding-neighbours', 'done done done done working'],
    [{ links: 1, neighbours: 1 }, 'connected ok', 'done done done done done'],
    [{ links: 1, neighbours: 1, hasNetwork: false }, 'connected ok', 'done done done done done'],
  ];
  for (const [facts, wanted, steps] of table) {
    const { state, reason } = connectionOf({ ...alone, ...facts });
    t.is(`${state} ${reason}`, wanted);
    t.is(
      stepsOf({ ...alone, ...facts })
        .map((step) => step.state)
        .join(' '),
      steps,
    );
  }
});

test('steps count what they are about', (t) => {
  const steps = stepsOf({ ...alone, known: 5, links: 3, neighbours: 2 });
  t.deepEqual(
    steps.map((step) => step.count),
    [1000, 4711, 5, 3, 2],
  );
});
