import test from 'ava';
import fc from 'fast-check';
import { LineReader } from '../../src/control/lines.js';
import { readAnswer, readRequest, toLine } from '../../src/control/rpc.js';

test('lines come out as they went in, however they are cut', (t) => {
  const text = fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.integer({ min: 1, max: 9 })), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      const reader = new LineReader(10_000);
      const out: string[] = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        out.push(...reader.feed(bytes.subarray(at, at + cut))!);
        at += cut;
      }
      t.deepEqual(out, lines);
    }),
  );
});

test('a line that is too long breaks the reader for good', (t) => {
  const reader = new LineReader(4);
  t.deepEqual(reader.feed(Buffer.from('abcd\nab')), ['abcd']);
  t.is(reader.feed(Buffer.from('cde')), null);
  t.is(reader.feed(Buffer.from('\nok\n')), null);
  t.is(new LineReader(4).feed(Buffer.from('abcde\n')), null);
});

test('any line is a request or an error, never a throw', (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((value) => JSON.stringify(value)),
      ),
      (line) => {
        const read = readRequest(line);
        readAnswer(line);
        return 'method' in read ? typeof read.method === 'string' : read.error.code < 0;
      },
    ),
  );
  t.pass();
});

test('any mix of known keys with any values is a request or an error', (t) => {
  const value = fc.oneof(fc.jsonValue(), fc.constant('2.0'), fc.constant('list'), fc.constant({}));
  fc.assert(
    fc.property(
      fc.record({ jsonrpc: value, id: value, method: value, params: value }, { requiredKeys: [] }),
      (request) => {
        const read = readRequest(JSON.stringify(request));
        readAnswer(JSON.stringify({ ...request, result: 1 }));
        return 'method' in read || Number.isInteger(read.error.code);
      },
    ),
  );
  t.pass();
});

test('requests and answers round-trip', (t) => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.string({ minLength: 1 }),
      fc.dictionary(fc.string(), fc.string()),
      (id, method, params) => {
        t.deepEqual(readRequest(toLine({ id, method, params })), { id, method, params: { ...params } });
        t.deepEqual(readAnswer(toLine({ id, result: params })), { id, result: { ...params } });
      },
    ),
  );
});
