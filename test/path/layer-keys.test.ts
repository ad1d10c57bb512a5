import test from 'ava';
import { seededRandom } from '../../src/crypto/random.js';
import {
  cellsPerPhase,
  IncomingLayer,
  leastCellsPerPhase,
  OutgoingLayer,
  stragglingCells,
} from '../../src/path/layer-keys.js';
import { bodyLength } from '../../src/wire/sizes.js';

const random = seededRandom('layer keys');
const hex = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex');

/** Both ends of one layer; `send` gives body and bit of the next cell, `receive` what arrives, or null when it is dropped. */
function pair() {
  const key = random.bytes(32);
  const out = new OutgoingLayer(key, null);
  const into = new IncomingLayer(key, random);
  const send = (plain = random.bytes(bodyLength)) => {
    const phase = out.next();
    const body = plain.slice();
    phase.layer.encipher(body);
    return { plain, body, bit: phase.bit };
  };
  type Cell = ReturnType<typeof send>;
  const receive = ({ body }: Cell, bit: number) => {
    const phase = into.at(bit);
    if (!phase) return null;
    const plain = body.slice();
    phase.layer.decipher(plain);
    return phase.repeats!.add(plain) ? plain : null;
  };
  /** Lets many cells pass without ciphering them. */
  const skip = (count: number) => {
    for (let i = 0; i < count; i += 1) into.at(out.next().bit);
  };
  const lose = (count: number) => {
    for (let i = 0; i < count; i += 1) out.next();
  };
  return { send, receive, skip, lose, into };
}

test('cells go through under four keys, one after the other', (t) => {
  const { send, receive, skip } = pair();
  for (let phase = 0; phase < 4; phase += 1) {
    for (const rest of [cellsPerPhase - 2, 0]) {
      const cell = send();
      t.is(cell.bit, phase % 2);
      t.is(hex(receive(cell, cell.bit)), hex(cell.plain));
      skip(rest);
    }
  }
});

test('a key serves 2^15 cells, and the next one is its hash', (t) => {
  const { send, skip } = pair();
  const plain = random.bytes(bodyLength);
  const first = send(plain);
  t.deepEqual(send(plain).body, first.body);
  skip(cellsPerPhase - 3);
  t.deepEqual(send(plain).body, first.body, 'the last one');
  const next = send(plain);
  t.not(next.bit, first.bit);
  t.notDeepEqual(next.body, first.body);
});

test('cells of the old phase that were overtaken still arrive, for a while', (t) => {
  const { send, receive, skip } = pair();
  skip(cellsPerPhase - 2);
  const [late, tooLate] = [send(), send()];
  const early = send();
  t.is(hex(receive(early, early.bit)), hex(early.plain));
  skip(stragglingCells - 1);
  t.is(hex(receive(late, late.bit)), hex(late.plain));
  t.is(hex(receive(tooLate, tooLate.bit)), null);
});

test('a path survives the loss of three quarters of its cells', (t) => {
  const { send, receive, skip, lose } = pair();
  for (let turn = 0; turn < 3; turn += 1) {
    skip(leastCellsPerPhase);
    lose(cellsPerPhase - leastCellsPerPhase);
  }
  const cell = send();
  t.is(hex(receive(cell, cell.bit)), hex(cell.plain));
});

test('a phase bit changed by a hop is dropped until a quarter of a phase has come', (t) => {
  const { send, receive, skip } = pair();
  skip(leastCellsPerPhase - 1);
  const changed = send();
  t.is(receive(changed, 1), null);
  t.is(hex(receive(changed, 0)), hex(changed.plain), 'nothing came of it');
});

test('whoever changes the bit later cannot change it back and forth: the path is lost to him', (t) => {
  const { send, receive, skip, into } = pair();
  skip(leastCellsPerPhase);
  const garbled = send();
  t.notDeepEqual(receive(garbled, 1), garbled.plain);
  skip(stragglingCells);
  t.is(into.at(0), null);
});

test('no key serves more than its cells, whoever sends them', (t) => {
  const { into } = pair();
  for (let i = 0; i < cellsPerPhase; i += 1) t.truthy(into.at(0));
  t.is(into.at(0), null);
  t.truthy(into.at(1));
});

test('a cell that comes again is dropped', (t) => {
  const { send, receive } = pair();
  const cell = send();
  t.truthy(receive(cell, 0));
  t.is(receive(cell, 0), null);
});

test('where others’ cells begin their way back, repeated ones are dropped, and do not bring the next phase nearer', (t) => {
  const out = new OutgoingLayer(random.bytes(32), random);
  const sample = random.bytes(8);
  t.is(out.nextFresh(sample)!.bit, 0);
  for (let i = 0; i < cellsPerPhase; i += 1) t.is(out.nextFresh(sample), null);
  for (let i = 1; i < cellsPerPhase; i += 1) out.nextFresh(random.bytes(8));
  t.is(out.nextFresh(sample)!.bit, 1);
});

test('an owner keeps no memory of repeats', (t) => {
  t.is(new IncomingLayer(random.bytes(32), null).at(0)!.repeats, null);
});

test('wiped keys open nothing any more', (t) => {
  const { send, into } = pair();
  const cell = send();
  into.wipe();
  into.at(0)!.layer.decipher(cell.body);
  t.notDeepEqual(cell.body, cell.plain);
});
