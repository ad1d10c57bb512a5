import test from 'ava';
import { LinkLab } from '../helpers/links.js';

test('a peer hears of another onion key with the next handshake, whichever end has dialled', async (t) => {
  const lab = new LinkLab(t);
  const keys = { a: new Uint8Array(32).fill(1), b: new Uint8Array(32).fill(2) };
  const [a, b] = [await lab.end({ onionKey: () => keys.a }), await lab.end({ onionKey: () => keys.b })];
  const [there] = [(await lab.settled(a.links.connect(b.address)))!];
  await lab.clock.run(1_000);
  const back = b.links.find(a.address.identityKey)!;
  t.deepEqual([there.onionKey[0], back.onionKey[0]], [2, 1]);
  keys.a = new Uint8Array(32).fill(3);
  keys.b = new Uint8Array(32).fill(4);
  await lab.clock.run(10 * 60_000);
  t.deepEqual([there.onionKey[0], back.onionKey[0]], [2, 1], 'the session is still young');
  await lab.clock.run(16 * 60_000);
  t.deepEqual([there.onionKey[0], back.onionKey[0]], [4, 3]);
  t.true(there.open && back.open);
});
