import { isolationOf } from '../bootstrap/isolation.js';
import { type PeerFacts, type Snapshot, sourceNames } from '../control/protocol.js';
import { hex } from '../dht/id.js';
import type { Link, PeerAddress } from '../link/types.js';
import { formatEndpoint } from '../net/address.js';
import type { Rooms } from './rooms.js';

/** Those of a snapshot's facts that the rooms know; zeros and empty lists as long as there are none. */
export function roomFacts(
  rooms: Rooms | null,
  now: number,
  uptime: number,
): Pick<
  Snapshot,
  'node' | 'sources' | 'peers' | 'table' | 'dropped' | 'isolation' | 'reachability' | 'share'
> {
  if (!rooms) {
    const sources = sourceNames.map((source) => ({
      source,
      enabled: false,
      found: 0,
      linked: 0,
    }));
    const table = { contacts: 0, buckets: 0 };
    return {
      node: { id: '', port: 0 },
      sources,
      peers: [],
      table,
      dropped: {},
      isolation: null,
      reachability: nothingJudged,
      share: nothingGiven,
    };
  }
  const { table } = rooms.dht;
  const sources = rooms.bootstrap.facts();
  return {
    reachability: { ...rooms.reach.facts, mapping: rooms.mapper.kind },
    isolation: isolationOf({
      uptime,
      sources,
      links: rooms.links.list.map(({ endpoint }) => endpoint),
      contacts: table.size,
      privateEndpoints: rooms.own().privateEndpoints,
    }),
    share: rooms.share.facts,
    node: { id: hex(rooms.identity.nodeId), port: rooms.port },
    sources,
    peers: peerFacts(rooms, now),
    table: { contacts: table.size, buckets: table.buckets },
    dropped: rooms.dropped(),
  };
}

/** Before anybody has judged. */
const nothingJudged: Snapshot['reachability'] = {
  state: 'unknown',
  judges: 0,
  mapping: 'none',
  natKind: 'unknown',
  introducers: 0,
};

const nothingGiven: Snapshot['share'] = {
  bytesPerSecond: null,
  bytesPerMonth: null,
  bytesThisMonth: 0,
  pause: null,
  monthEnds: null,
};

/** Linked peers, the longest linked first, then those being dialled. */
export function peerFacts(rooms: Rooms, now: number): PeerFacts[] {
  const linked = [...rooms.links.list]
    .sort((a, b) => a.since - b.since)
    .map((link) => linkedFacts(rooms, link, now));
  // A rekey dials, too; it is no news.
  const dialled = rooms.links.dialling.filter((peer) => rooms.links.find(peer.identityKey) === null);
  return [...linked, ...dialled.map((peer) => dialledFacts(rooms, peer))];
}

function linkedFacts(rooms: Rooms, link: Link, now: number): PeerFacts {
  return {
    id: hex(link.nodeId),
    endpoint: formatEndpoint(link.endpoint),
    state: 'linked',
    direction: link.direction,
    source: rooms.bootstrap.sourceOf(link.identityKey) ?? (link.direction === 'in' ? 'incoming' : 'peer'),
    linkedFor: now - link.since,
    rtt: link.rtt,
    bytesIn: link.bytesIn,
    bytesOut: link.bytesOut,
  };
}

function dialledFacts(rooms: Rooms, peer: PeerAddress): PeerFacts {
  const name = hex(peer.identityKey);
  const known = rooms.dht.table.all().find((entry) => hex(entry.identityKey) === name);
  return {
    id: known?.name ?? '',
    endpoint: peer.endpoints[0] ? formatEndpoint(peer.endpoints[0]) : '',
    state: 'linking',
    direction: 'out',
    source: rooms.bootstrap.sourceOf(peer.identityKey) ?? 'peer',
    linkedFor: 0,
    rtt: null,
    bytesIn: 0,
    bytesOut: 0,
  };
}
