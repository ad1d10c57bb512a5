import test from 'ava';
import { publicChannel } from '../../src/channel/channel.js';

test('a public channel has the key of its name', (t) => {
  const a = publicChannel('phantom');
  t.is(a.name, 'phantom');
  t.is(a.kind, 'public');
  t.is(
    Buffer.from(a.key).toString('hex'),
    'ff2ed417385f50c86eb6ddf4507aeb1b10d9ed954f6df280bd1dcd9428fc24cb',
  );
  t.deepEqual(publicChannel('phantom').key, a.key);
  t.notDeepEqual(publicChannel('phantom2').key, a.key);
});
