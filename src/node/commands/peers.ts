import type { ContactFacts, NetworkFacts, PeerDetails, PeerFacts } from '../../control/protocol.js';
import { type Want, wants } from '../../dht/keep.js';
import type { Linked } from '../../dht/linked.js';
import { formatEndpoint } from '../../net/address.js';
import type { Rooms } from '../rooms.js';
import { peerFacts } from '../snapshot.js';

/** Linked and known nodes, what each is to us, and the state of the node database; empty before the start. */
export function peers(rooms: Rooms | null): NetworkFacts {
  if (!rooms) {
    const database = { nodes: null, keepers: 0, held: { nodes: 0, slots: 0 }, stores: {} };
    return { peers: [], contacts: [], database, view: { nodes: 0, prefixes: {} }, dropped: {} };
  }
  const { dht, clock } = rooms;
  const now = clock.now();
  const links = [...dht.book.all()];
  const wanted = wants(links, now);
  const byName = new Map(links.map((linked) => [linked.name, linked]));
  return {
    peers: peerFacts(rooms, now).map((facts) => details(rooms, facts, byName.get(facts.id), wanted, now)),
    contacts: contacts(rooms, (name) => byName.has(name), now),
    database: {
      nodes: dht.nodes === 0 ? null : Math.round(dht.nodes),
      keepers: dht.keepers,
      held: dht.holdings.size,
      stores: dht.stores,
    },
    view: { nodes: dht.view.size, prefixes: dht.view.prefixes() },
    dropped: rooms.dropped(),
  };
}

function details(
  rooms: Rooms,
  facts: PeerFacts,
  linked: Linked | undefined,
  wanted: ReadonlyMap<Linked, Want>,
  now: number,
): PeerDetails {
  const entry = linked ? rooms.dht.table.get(linked.link.nodeId) : null;
  return {
    ...facts,
    want: (linked && wanted.get(linked)) ?? null,
    heardFor: linked ? now - linked.link.heardAt : null,
    usedFor: linked ? now - linked.usedAt : null,
    bucket: entry?.bucket ?? null,
    failures: entry?.failures ?? 0,
  };
}

/** Those of the table that are not linked, the nearest to us first. */
function contacts(rooms: Rooms, isLinked: (name: string) => boolean, now: number): ContactFacts[] {
  return rooms.dht.table
    .all()
    .filter(({ name }) => !isLinked(name))
    .sort((a, b) => a.gap - b.gap)
    .map(({ name, endpoints, bucket, seenAt, since, failures }) => ({
      id: name,
      endpoint: formatEndpoint(endpoints[0]!),
      bucket,
      heardFor: now - seenAt,
      knownFor: now - since,
      failures,
    }));
}
