/** Messages at random, for round trips and fuzzing. */
import fc from 'fast-check';
import { addressFromBytes, isMapped } from '../../src/net/address.js';
import type { Endpoint } from '../../src/net/net.js';
import { maxEndpoints } from '../../src/wire/contact.js';

export const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
export const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const port = fc.integer({ min: 1, max: 65535 });

export const endpoint4 = fc
  .record({ address: bytes(4), port })
  .map(({ address, port }): Endpoint => ({ family: 4, address: addressFromBytes(address), port }));

/** Half of the groups are zero, so that every way to shorten an address comes up. */
export const endpoint6 = fc
  .record({
    groups: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    }),
    port,
  })
  .map(({ groups, port }) => ({
    address: Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255])),
    port,
  }))
  .filter(({ address }) => !isMapped(address))
  .map(({ address, port }): Endpoint => ({ family: 6, address: addressFromBytes(address), port }));

export const endpoint = fc.oneof(endpoint4, endpoint6);

const byFamily = (a: Endpoint, b: Endpoint) => a.family - b.family;

export const contact = fc.record({
  identityKey: bytes(32),
  puzzleNonce: bytes(8),
  endpoints: fc
    .array(endpoint, { minLength: 1, maxLength: maxEndpoints })
    .map((endpoints) => endpoints.sort(byFamily)),
});

export const cachedPeer = fc.record({ contact, seen: time });
