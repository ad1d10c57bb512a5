import test from 'ava';
import fc from 'fast-check';
import { decodeBackupContent, encodeBackupContent } from '../../src/wire/address-backup.js';
import { checkedLabel, decodeAddressBook, encodeAddressBook } from '../../src/wire/address-book.js';
import { apInsideLength, decodeApInside, encodeApInside } from '../../src/wire/ap-inside.js';
import { maxAnswerBody, maxQueryBody } from '../../src/wire/path-control.js';
import {
  decodeSealedAnswer,
  decodeSealedQuery,
  encodeSealedAnswer,
  encodeSealedQuery,
} from '../../src/wire/sealed.js';
import { sealedAnswerLength, sealedQueryLength } from '../../src/wire/sizes.js';
import { addressBook, apInside, sealedQuery } from './arbitraries.js';

test('the inside of an AP record comes back as it was, and always has the same length', (t) => {
  fc.assert(
    fc.property(apInside, (value) => {
      const bytes = encodeApInside(value);
      t.is(bytes.length, apInsideLength);
      t.deepEqual(decodeApInside(bytes), value);
    }),
  );
});

test('an inside without entry points, or with five, is none', (t) => {
  const [value] = fc.sample(apInside, 1);
  for (const count of [0, 5, 255]) {
    const bytes = encodeApInside(value!);
    bytes[81] = count;
    t.is(decodeApInside(bytes), null);
  }
});

test('sealed questions and answers come back as they were, and all have the same length', (t) => {
  fc.assert(
    fc.property(sealedQuery, (value) => {
      const bytes = encodeSealedQuery(value);
      t.is(bytes.length + 48, sealedQueryLength);
      t.deepEqual(decodeSealedQuery(bytes), value);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1198 }), (answer) => {
      const bytes = encodeSealedAnswer(answer);
      t.is(bytes.length + 48, sealedAnswerLength);
      t.deepEqual(decodeSealedAnswer(bytes), answer);
    }),
  );
  t.true(sealedQueryLength <= maxQueryBody && sealedAnswerLength <= maxAnswerBody, 'a path carries them');
});

test('padding carries nothing, and records of nodes are not asked for in secret', (t) => {
  const query = encodeSealedQuery({ type: 'get', slot: new Uint8Array(32), rank: 0 });
  for (const at of [40, 1000, 1135]) {
    const padded = query.slice();
    padded[at] = 1;
    t.is(decodeSealedQuery(padded), null);
  }
  const other = query.slice();
  other[3] = 1;
  t.is(decodeSealedQuery(other), null, 'kind node');
  const answer = encodeSealedAnswer(Uint8Array.of(1));
  answer[1199] = 1;
  t.is(decodeSealedAnswer(answer), null);
});

test('address books and backups come back as they were', (t) => {
  fc.assert(
    fc.property(addressBook, (value) => {
      t.deepEqual(decodeAddressBook(encodeAddressBook(value)), value);
    }),
  );
  fc.assert(
    fc.property(addressBook.map(encodeAddressBook), fc.uint8Array({ maxLength: 300 }), (book, guards) => {
      const bytes = encodeBackupContent({ book, guards });
      t.is(bytes.length % 1024, 0);
      t.deepEqual(decodeBackupContent(bytes), { book, guards });
    }),
  );
});

test('labels that would play with a terminal, or are too long, are none', (t) => {
  for (const label of ['a\u001b[2J', 'a\nb', '\u202eabc', 'x'.repeat(65), 'ä'.repeat(33)])
    t.is(checkedLabel(label), null, JSON.stringify(label));
  for (const label of ['', 'my server', 'ä'.repeat(32), '日本']) t.is(checkedLabel(label), label);
});
