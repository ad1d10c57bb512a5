import test from 'ava';
import { maxPeers, Remembered } from '../../src/bootstrap/remembered.js';
import { seededRandom } from '../../src/crypto/random.js';

const random = seededRandom('remembered');

const peer = (address: string) => ({
  contact: {
    identityKey: random.bytes(32),
    puzzleNonce: new Uint8Array(8),
    endpoints: [{ family: 4 as const, address, port: 4000 }],
  },
  seen: 0,
});
const addresses = (book: Remembered) => book.all.map(({ contact }) => contact.endpoints[0]!.address);
const network = (address: string) => address.split('.').slice(0, 2).join('.');

test('a few nodes are remembered wherever they are', (t) => {
  const book = new Remembered();
  for (let at = 1; at <= 20; at += 1) book.note(peer(`20.0.0.${at}`));
  t.is(book.all.length, 20);
});

test('whoever dials from a few networks, however often, moves nobody out but itself', (t) => {
  const book = new Remembered();
  for (let at = 0; at < 150; at += 1) book.note(peer(`20.${at}.0.1`));
  for (let at = 0; at < 2_000; at += 1) book.note(peer(`185.${at % 16}.${at >> 8}.${at & 255}`));
  const kept = addresses(book);
  t.is(kept.filter((address) => address.startsWith('20.')).length, 150);
  t.is(kept.length, maxPeers);
});

test('of one network those seen last stay, and it gets its second turn after all others had their first', (t) => {
  const book = new Remembered();
  for (let at = 0; at < 60; at += 1) book.note(peer(`20.${at}.0.1`));
  for (let at = 1; at <= 9; at += 1) book.note(peer(`185.0.0.${at}`));
  const turns = book.inTurn(random).map(({ contact }) => contact.endpoints[0]!.address);
  t.is(new Set(turns.slice(0, 61).map(network)).size, 61);
  t.is(turns.slice(0, 61).filter((address) => address === '185.0.0.9').length, 1);
  t.deepEqual(turns.slice(61), ['185.0.0.8', '185.0.0.7', '185.0.0.6']);
});
