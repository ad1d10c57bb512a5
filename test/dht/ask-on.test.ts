import test from 'ava';
import { startAskingOn } from '../../src/dht/ask-on.js';
import type { Entry } from '../../src/dht/table.js';
import type { Link } from '../../src/link/types.js';
import { encodeGetAnswer } from '../../src/wire/get.js';

/** Neighbours that answer when they are told to. */
function neighbours(count: number) {
  const entries = Array.from(
    { length: count },
    (_, at) => ({ identityKey: Uint8Array.of(at) }) as unknown as Entry,
  );
  const asked: number[] = [];
  const waiting: ((body: Uint8Array | null) => void)[] = [];
  const parts = {
    links: {
      find: (key: Uint8Array) => ({ identityKey: key }) as Link,
      request: (link: Link) => {
        asked.push(link.identityKey[0]!);
        return new Promise<Uint8Array | null>((resolve) => waiting.push(resolve));
      },
    },
    table: { closest: (_key: Uint8Array, most: number) => entries.slice(0, most) },
    dialer: {},
    isLively: () => true,
  };
  const askOn = startAskingOn(parts as unknown as Parameters<typeof startAskingOn>[0]);
  return { askOn, asked, waiting };
}

const answer = (record: Uint8Array | null) =>
  encodeGetAnswer({ token: new Uint8Array(8), count: record ? 1 : 0, record, contacts: [] }, 1292);
const slot = new Uint8Array(32);

test('the three nearest are asked, and the first who has a record is believed to have one', async (t) => {
  const { askOn, asked, waiting } = neighbours(5);
  const found = askOn(slot, 0);
  t.deepEqual(asked, [0, 1, 2]);
  waiting[1]!(answer(null));
  waiting[2]!(answer(Uint8Array.of(7)));
  t.deepEqual((await found)!.record, Uint8Array.of(7));
});

test('silence, nothing and nonsense from all of them is nothing', async (t) => {
  const { askOn, waiting } = neighbours(3);
  const found = askOn(slot, 0);
  waiting[0]!(null);
  waiting[1]!(answer(null));
  waiting[2]!(Uint8Array.of(1, 2));
  t.is(await found, null);
  t.is(await neighbours(0).askOn(slot, 0), null, 'nor does nobody have one');
});

test('so many at once and no more, however many are asked for', async (t) => {
  const { askOn, asked, waiting } = neighbours(1);
  const all = Array.from({ length: 40 }, () => askOn(slot, 0));
  t.is(asked.length, 32);
  for (const each of waiting) each(null);
  t.deepEqual(await Promise.all(all), Array(40).fill(null));
  void askOn(slot, 0);
  t.is(asked.length, 33, 'and there is room again');
  waiting[32]!(null);
});
