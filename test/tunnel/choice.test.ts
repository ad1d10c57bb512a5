import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import type { OwnPath } from '../../src/path/types.js';
import { carrierOf, reserveWay, survivors, twoApartFirst } from '../../src/tunnel/choice.js';
import type { Join } from '../../src/tunnel/join.js';
import { LossMeter } from '../../src/tunnel/loss.js';
import type { EntryPoint } from '../../src/tunnel/types.js';
import { textOf } from '../../src/wire/bytes.js';
import { FakePaths } from '../helpers/fake-paths.js';

const paths = new FakePaths(new VirtualClock(), seededRandom('choice'), new Uint8Array(32));
const exits: OwnPath[] = [paths.make('exit'), paths.make('exit')];
const entries = [1, 2, 3].map((): EntryPoint => {
  const { end, entryId } = paths.make('entry');
  return { node: end, entryId: entryId!, expiry: 0 };
});
const nameOf = ({ entryId }: EntryPoint): string => textOf(entryId);

/** What the choice looks at; the rest of a join is its own business. */
function join(facts: Partial<Record<keyof Join, unknown>> & { silent?: boolean } = {}): Join {
  const { silent = false, ...given } = facts;
  return {
    state: 'proven',
    isOpen: true,
    heardAt: 10_000,
    rtt: 100,
    loss: 0,
    isLossy: false,
    isSilent: () => silent,
    isFit: () => !silent,
    isEnding: () => false,
    ...given,
  } as unknown as Join;
}

test('joins in reserve go between all exit paths and the first two entry points, one after another', (t) => {
  const ways: string[] = [];
  const used: { readonly exit: OwnPath; readonly entry: string }[] = [];
  for (;;) {
    const way = reserveWay(exits, entries, used, nameOf, () => 0);
    if (!way) break;
    ways.push(`${exits.indexOf(way.exit)} ${entries.indexOf(way.entry)}`);
    used.push({ exit: way.exit, entry: nameOf(way.entry) });
  }
  t.deepEqual(ways, ['0 0', '1 0', '0 1', '1 1']);
  // A relay on one exit path and one entry path: one join is left, whichever they are.
  for (const exit of exits) {
    for (const entry of entries.slice(0, 2)) {
      t.is(used.filter((way) => way.exit !== exit && way.entry !== nameOf(entry)).length, 1);
    }
  }
});

test('a way that failed waits', (t) => {
  const way = reserveWay(exits, entries, [], nameOf, (exit) => (exit === exits[0] ? 1 : 0));
  t.is(way!.exit, exits[1]!);
  t.is(
    reserveWay(exits, entries, [], nameOf, () => 2),
    null,
  );
});

test('two entry paths that share no hop are named first', (t) => {
  const node = (at: number) => ({ ...paths.make('exit').end, identityKey: new Uint8Array(32).fill(at) });
  const path = (expiresAt: number, ...hops: number[]): OwnPath =>
    ({ expiresAt, hops: hops.map(node) }) as unknown as OwnPath;
  const [a, b, c] = [path(30, 1, 3, 5), path(20, 1, 4, 6), path(10, 2, 3, 7)];
  t.deepEqual(twoApartFirst([c, a, b]), [b, c, a]);
  // Where all share something: the two that share least.
  const [d, e, f] = [path(30, 1, 2, 3), path(20, 1, 2, 4), path(10, 1, 5, 6)];
  t.deepEqual(twoApartFirst([f, e, d]), [d, f, e]);
  t.deepEqual(twoApartFirst([a]), [a]);
  t.deepEqual(twoApartFirst([]), []);
});

test('a join is left for a nearer one only when that was heard lately', (t) => {
  const used = join({ rtt: 200 });
  const nearer = join({ rtt: 50, heardAt: 10_000 });
  t.is(carrierOf([used, nearer], used, 10_500), nearer);
  t.is(carrierOf([used, nearer], used, 14_000), used);
  t.is(carrierOf([join({ rtt: 200, silent: true }), nearer], used, 14_000), nearer, 'unless it must be left');
});

test('survivors were heard later than what was under way when the carrier was last heard', (t) => {
  const [before, under, after, dumb] = [
    join({ heardAt: 9_000 }),
    join({ heardAt: 10_300, rtt: 700 }),
    join({ heardAt: 10_300, rtt: 100 }),
    join({ heardAt: 10_900, silent: true }),
  ];
  t.deepEqual(survivors([before, under, after, dumb], 10_000, 11_000), [after]);
});

test('cells that overtake others when more go out than before are no loss, and loss is', (t) => {
  const meter = new LossMeter();
  let [highest, received] = [0, 0];
  const count = (sent: number, came: number, at: number): void => {
    highest += sent;
    received += came;
    meter.counted(highest, received & 0xffff, at);
  };
  for (let at = 0; at < 10; at += 1) count(12, 12, at * 300);
  // Six are overtaken, and come in the next windows.
  count(12, 6, 3_300);
  t.true(meter.loss < 0.2, `${meter.loss}`);
  for (let at = 0; at < 10; at += 1) count(250, 250, 3_600 + at * 300);
  t.true(meter.loss < 0.05, `${meter.loss}`);
  for (let at = 0; at < 6; at += 1) count(40, 20, 7_000 + at * 300);
  t.true(meter.loss > 0.4, `${meter.loss}`);
});
