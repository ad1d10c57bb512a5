/** Messages at random, for round trips and fuzzing. */
import fc from 'fast-check';
import { addressFromBytes, isMapped } from '../../src/net/address.js';
import type { Endpoint } from '../../src/net/net.js';
import { hopRoles, spliceFlags } from '../../src/wire/build.js';
import { maxEndpoints } from '../../src/wire/contact.js';
import { maxJoinMessage } from '../../src/wire/join.js';
import { joinFailures, maxQueryBody, type PathControl, queryKinds } from '../../src/wire/path-control.js';
import type { SealedQuery } from '../../src/wire/sealed.js';

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

export const contact = fc.record(
  {
    identityKey: bytes(32),
    puzzleNonce: bytes(8),
    endpoints: fc
      .array(endpoint, { minLength: 1, maxLength: maxEndpoints })
      .map((endpoints) => endpoints.sort(byFamily)),
    isHidden: fc.constant(true as const),
  },
  { requiredKeys: ['identityKey', 'puzzleNonce', 'endpoints'] },
);

/** At most one endpoint per family, IPv4 first. */
export const endpointPair = fc
  .tuple(fc.option(endpoint4), fc.option(endpoint6))
  .map((pair) => pair.filter((one): one is Endpoint => one !== null));

export const standing = fc.record({ marks: fc.nat(255), endpoints: endpointPair });
export const whereabouts = fc.record({ identityKey: bytes(32), endpoints: endpointPair });

export const cachedPeer = fc.record({ contact, seen: time });

const uint32 = fc.integer({ min: 0, max: 0xffffffff });
const neighbour = { identityKey: bytes(32), endpoints: fc.array(endpoint, { maxLength: 1 }) };
const selector = fc.integer({ min: 1, max: 0xffffffff });

/** One entry per type of what owner and end hop say; a new one must be added here. */
const pathControls: { [T in PathControl['type']]: fc.Arbitrary<PathControl & { type: T }> } = {
  ping: fc.record({ type: fc.constant('ping'), id: uint32 }),
  pong: fc.record({ type: fc.constant('pong'), id: uint32 }),
  join: fc.record({ type: fc.constant('join'), selector, ...neighbour, blob: bytes(1208) }),
  failed: fc.record({
    type: fc.constant('failed'),
    selector,
    code: fc.constantFrom(...Object.values(joinFailures)),
  }),
  query: fc.record({
    type: fc.constant('query'),
    id: uint32,
    kind: fc.constantFrom(...Object.values(queryKinds)),
    ...neighbour,
    body: fc.uint8Array({ maxLength: maxQueryBody }),
  }),
  answer: fc.record({ type: fc.constant('answer'), id: uint32, body: fc.uint8Array() }),
  incoming: fc.record({
    type: fc.constant('incoming'),
    selector,
    work: fc.nat(255),
    message: fc.uint8Array(),
  }),
  close: fc.record({ type: fc.constant('close'), selector }),
};

export const pathControl = fc.oneof(...Object.values(pathControls));

export const buildRecord = fc.record({
  role: fc.constantFrom(...Object.values(hopRoles)),
  splicing: fc.constantFrom(...Object.values(spliceFlags)),
  next: fc.record(neighbour),
  nextPathId: uint32,
  expiry: uint32,
  rate: fc.nat(255),
  joinEffort: fc.nat(255),
  entryId: bytes(16),
  splice: fc.record({ ...neighbour, token: bytes(16), pathId: uint32 }),
});

export const joinPayload = fc.record({
  entryId: bytes(16),
  time: uint32,
  workNonce: bytes(8),
  message: fc.uint8Array({ maxLength: maxJoinMessage }),
});

export const entryPoint = fc.record({
  node: fc.record({
    identityKey: bytes(32),
    onionKey: bytes(32),
    endpoints: fc.array(endpoint, { maxLength: 1 }),
  }),
  entryId: bytes(16),
  expiry: uint32,
});

export const apInside = fc.record({
  key: bytes(32),
  modifier: bytes(16),
  sessionKey: bytes(32),
  effort: fc.nat(255),
  entries: fc.array(entryPoint, { minLength: 1, maxLength: 4 }),
});

export const sealedQuery: fc.Arbitrary<SealedQuery> = fc.oneof(
  fc.record({ type: fc.constantFrom('get' as const, 'find' as const), slot: bytes(32), rank: fc.nat(255) }),
  fc.record({
    type: fc.constant('store' as const),
    slot: bytes(32),
    token: bytes(8),
    record: fc.uint8Array({ minLength: 1, maxLength: 800 }),
  }),
);
/** Own seconds, whole as they are kept. */
const seconds = fc.integer({ min: 0, max: 2 ** 34 });
const maybe = fc.option(seconds);
export const keptRelay = fc.record({
  nodeId: bytes(32),
  identityKey: bytes(32),
  onionKey: bytes(32),
  endpoints: fc.oneof(
    endpoint.map((one) => [one]),
    fc.tuple(endpoint4, endpoint6).map((both) => [...both]),
  ),
});
const member = fc.record({ relay: keptRelay, seen: seconds, until: seconds });
const members = fc.array(member, { maxLength: 8 });

export const timeSpans = fc.array(
  fc.tuple(uint32, uint32).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { maxLength: 9 },
);

export const chosen = fc.record({
  own: seconds,
  date: seconds,
  best: fc.nat(4),
  stableSince: seconds,
  reference: fc.nat(1000),
  since: fc.array(maybe, { minLength: 5, maxLength: 5 }),
  isFirm: fc.boolean(),
  tokens: fc.nat(5000).map((thousandths) => thousandths / 1000),
  tokensAt: seconds,
  guards: fc.array(fc.record({ relay: keptRelay, seen: seconds, until: seconds, unreachableSince: maybe }), {
    maxLength: 5,
  }),
  layer2: members,
  ends: fc.array(
    fc.record({ owner: bytes(16), kind: fc.constantFrom('exit' as const, 'entry' as const), members }),
    {
      maxLength: 4,
    },
  ),
  ledger: fc.array(
    fc.record({
      name: bytes(16),
      since: seconds,
      seen: seconds,
      tries: fc.nat(400),
      failures: fc.nat(40_000).map((hundredths) => hundredths / 100),
    }),
    { maxLength: 20 },
  ),
});

export const furtherJoin = fc.record({ challenge: bytes(16), time: uint32 });
export const tunnelOpen = fc.record({ apKey: bytes(32), modifier: bytes(16), time: uint32 });
export const tunnelAnswer = fc.record({
  apKey: bytes(32),
  modifier: bytes(16),
  signature: bytes(64),
  entries: fc.array(entryPoint, { maxLength: 4 }),
});

export const addressBook = fc.array(
  fc.record({
    seed: bytes(32),
    modifier: bytes(16),
    isDefault: fc.boolean(),
    label: fc.string({ maxLength: 12 }).map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')),
  }),
  { maxLength: 6 },
);
