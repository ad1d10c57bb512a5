import test from 'ava';
import { Recent } from '../../src/wire/recent.js';

test('what was used last is kept, and never more than the most', (t) => {
  const recent = new Recent<number>(10);
  recent.set('often', -1);
  for (let at = 0; at < 100; at += 1) {
    recent.set(`${at}`, at);
    t.is(recent.get('often'), -1);
  }
  const kept = Array.from({ length: 100 }, (_, at) => recent.get(`${at}`)).filter(
    (value) => value !== undefined,
  );
  t.true(kept.length >= 4 && kept.length < 10, `${kept.length}`);
  t.true(kept.includes(99));
});
