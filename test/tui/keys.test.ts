import test from 'ava';
import fc from 'fast-check';
import { VirtualClock } from '../../src/clock/virtual.js';
import { type CursorReport, KeyReader } from '../../src/tui/keys.js';

function reader() {
  const clock = new VirtualClock();
  const keys = new KeyReader(clock);
  const seen: string[] = [];
  const reports: CursorReport[] = [];
  keys.onKey = ({ name, char }) => seen.push(name === 'char' ? char : name);
  keys.onReport = (report) => reports.push(report);
  return { clock, keys, seen, reports, type: (text: string) => keys.feed(Buffer.from(text)) };
}

test('the keys of xterm, vt220 and the Linux console', (t) => {
  const { type, seen } = reader();
  type('\u001b[A\u001bOB\u001b[1;5C\u001b[D\u001b[1~\u001b[F\u001b[5~\u001b[6~\u001b[3~\u001b[Z');
  type('\u001bOP\u001b[11~\u001b[[A\r\n\t\u007f\b\fä?\u0003\u001b[3;5~');
  t.deepEqual(seen, [
    ...['up', 'down', 'right', 'left', 'home', 'end', 'pageup', 'pagedown', 'delete', 'backtab'],
    ...['f1', 'f1', 'f1', 'enter', 'tab', 'backspace', 'backspace', 'redraw', 'ä', '?', 'quit', 'delete'],
  ]);
});

test('a sequence cut into pieces is one key, a lone ESC is Esc after a while', (t) => {
  const { type, seen, clock } = reader();
  for (const byte of '\u001b[B') {
    type(byte);
    clock.advance(90);
  }
  t.deepEqual(seen, ['down']);
  type('\u001b');
  clock.advance(99);
  t.deepEqual(seen, ['down']);
  clock.advance(1);
  t.deepEqual(seen, ['down', 'escape']);
  type('\u001b\u001b[A');
  type('\u001bx');
  t.deepEqual(seen.slice(2), ['escape', 'up', 'escape', 'x']);
  t.is(clock.pending(), 0);
});

test('letters of several bytes may be cut too', (t) => {
  const { keys, seen } = reader();
  for (const byte of Buffer.from('é€')) keys.feed(Uint8Array.of(byte));
  t.deepEqual(seen, ['é', '€']);
});

test('the terminal says where its cursor is', (t) => {
  const { type, seen, reports } = reader();
  type('a\u001b[48;128Rb');
  t.deepEqual(reports, [{ row: 48, column: 128 }]);
  t.deepEqual(seen, ['a', 'b']);
});

test('unknown sequences are passed over', (t) => {
  const { type, seen } = reader();
  type('\u001b[<0;12;5Ma\u001b[?62;1;6cb\u001b[200~c');
  t.deepEqual(seen, ['a', 'b', 'c']);
});

test('whatever comes, the reader lives, waits for nothing for ever and shows no control characters', (t) => {
  const piece = fc.oneof(
    fc.uint8Array(),
    fc.constantFrom('\u001b', '\u001b[', '\u001bO', '9', ';', 'R', '\u001b[[').map((s) => Buffer.from(s)),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { keys, seen, clock } = reader();
      for (const bytes of pieces) keys.feed(bytes);
      clock.advance(100);
      seen.length = 0;
      keys.feed(Buffer.from('\rZ'));
      return seen.at(-1) === 'Z' && clock.pending() === 0;
    }),
  );
  t.pass();
});
