/** What a node may answer, with every field in use and everything as long as it can be: ids, addresses, names, counts. */
import type {
  AddressFacts,
  AnonymityFacts,
  LookupFacts,
  NetworkFacts,
  PathsFacts,
  PeerDetails,
  Snapshot,
  TunnelsFacts,
} from '../../src/control/protocol.js';
import { snapshot } from './control.js';

const id = 'fedcba9876543210'.repeat(4);
const endpoint = '[2001:db8:1111:2222:3333:4444:5555:6666]:65535';
const [own, other] = ['2001:25:1111:2222:3333:4444:5555:6666', '2001:25:aaaa:bbbb:cccc:dddd:eeee:ffff'];
const days = 86_400_000;
const much = 999_400_000_000;
const reasons = ['replay', 'unknown', 'too many from one network', 'handshake', 'foreign beacon', 'rate'];
const dropped = Object.fromEntries(reasons.map((reason, at) => [reason, 10 ** (at + 3)]));

export const anonymity: AnonymityFacts = {
  isRunning: true,
  level: 'weak',
  best: 'full',
  relays: 12_345,
  prefixes: 1234,
  isLan: false,
  hops: 3,
  areGuardsFirm: true,
  waits: 'fewer',
};

const peer: PeerDetails = {
  id,
  endpoint,
  state: 'linked',
  direction: 'in',
  source: 'incoming',
  linkedFor: 365 * days - 1,
  rtt: 12_345.6,
  bytesIn: much,
  bytesOut: much,
  want: 'neighbour',
  heardFor: 10,
  usedFor: 20,
  bucket: 12,
  failures: 1,
};

export const peers: NetworkFacts = {
  peers: [
    peer,
    { ...peer, endpoint: '255.255.255.255:65535', want: 'passing', bucket: null },
    { ...peer, id: '', state: 'linking', rtt: null, want: null, heardFor: null, usedFor: null },
  ],
  contacts: [{ id, endpoint, bucket: 3, heardFor: days, knownFor: days, failures: 2 }],
  database: { nodes: 1_234_567, keepers: 20, held: { nodes: 10, slots: 20 }, stores: { taken: 1 } },
  view: { nodes: 12_345, prefixes: { '203.0/16': 3 } },
  dropped,
};

const path: PathsFacts['own'][number] = {
  kind: 'entry',
  state: 'ending',
  age: 59 * 60_000 + 23 * 3_600_000,
  left: 59 * 60_000 + 23 * 3_600_000,
  hops: [id.slice(0, 12), id.slice(0, 12), id.slice(0, 12)],
  rtt: 12_345.6,
};

export const paths: PathsFacts = {
  anonymity,
  own: [path, { ...path, kind: 'exit', state: 'open', rtt: null }],
  building: 12,
  waits: 'hops',
  relayed: { paths: 123_456_789, ends: 123_456_789, joins: 123_456_789, cells: 123_456_789_012 },
};

export const tunnels: TunnelsFacts = {
  tunnels: [
    {
      own,
      other,
      state: 'open',
      role: 'opener',
      openFor: 365 * days - 1,
      idleFor: 10,
      joins: [{ isCarrying: true, state: 'fit', rtt: 12_345.6, endsIn: 1_000_000 }],
      waiting: 0,
      flows: 2,
      packetsIn: 12,
      packetsOut: 10,
      bytesIn: much,
      bytesOut: much,
    },
    {
      own,
      other: '2001:25::2',
      state: 'unreachable',
      role: null,
      openFor: 0,
      idleFor: 10,
      joins: [],
      waiting: 3,
      flows: 0,
      packetsIn: 0,
      packetsOut: 0,
      bytesIn: 0,
      bytesOut: 0,
    },
  ],
  exposed: [{ port: 65_535, protocol: 'tcp', address: own }],
  dropped: { 'in-closed': 3 },
};

export const addresses: readonly AddressFacts[] = [
  { address: other, isLasting: false, label: '', isDefault: true, keptBy: null },
  { address: own, isLasting: true, label: 'l'.repeat(64), isDefault: false, keptBy: 12 },
];

export const lookup: LookupFacts = {
  id,
  found: {
    endpoints: [endpoint, endpoint, '255.255.255.255:65535'],
    expiry: 2_000_000_000,
    hops: 12,
    from: id,
  },
  took: 123_456,
  nodes: 1_234_567,
  asked: [
    { id, endpoint, strand: 1, hops: 12, nearer: 1.5, state: 'answered', took: 99_999 },
    { id, endpoint, strand: 2, hops: 1, nearer: null, state: 'waiting', took: 99_999 },
  ],
};

export const status: Snapshot = snapshot({
  channel: { name: 'n'.repeat(64), kind: 'passphrase', mark: '5f0c9a1e', isUnlisted: true },
  connection: { state: 'joining', reason: 'nobody-answers', since: 365 * days - 1 },
  isolation: 'one-entrance',
  reachability: {
    state: 'unreachable',
    judges: 12_345,
    mapping: 'nat-pmp',
    natKind: 'port-per-peer',
    introducers: 12,
  },
  anonymity,
  share: {
    bytesPerSecond: 1_250_000,
    bytesPerMonth: much,
    bytesThisMonth: much,
    pause: 'used',
    monthEnds: Date.UTC(2026, 11, 1),
  },
  traffic: { bytesIn: much, bytesOut: much, upkeepOut: much, rateIn: much, rateOut: much },
  dropped,
});
