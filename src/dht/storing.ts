/**
 * Who is nearest to a key, with the onion key that questions are sealed to: contacts that said it themselves over a link,
 * and nodes of the view, whose signed records say it. Our own node is among them like any other: an address of ours whose
 * record never lay with us would tell so in time. Hidden nodes are left out: whoever asks for an owner could not reach them. Facts only;
 * nobody is asked.
 */
import type { Link } from '../link/types.js';
import type { Endpoint } from '../net/net.js';
import { marks, type Standing } from '../wire/standing.js';
import { gap, nameOf, pointOf } from './id.js';
import type { Entry, NodeContact, Table } from './table.js';
import type { View } from './view.js';

/** What a contact said over a link holds for so long after we last spoke, ms: by then it may tell another key, but this one answers. */
const keyHolds = 24 * 3_600_000;

export interface KeyedNode {
  readonly nodeId: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly onionKey: Uint8Array;
  /** At least one, each fit to be told to others. */
  readonly endpoints: readonly Endpoint[];
}

export interface StoringParts {
  readonly table: Table;
  readonly view: View;
  readonly ownId: Uint8Array;
  readonly identityKey: Uint8Array;
  /** Our own onion key, X25519, 32 bytes. */
  readonly onionKey: () => Uint8Array;
  /** The open link with a contact. */
  readonly linkTo: (identityKey: Uint8Array) => Pick<Link, 'onionKey'> | null;
  /** `Clock.now()`. */
  readonly now: () => number;
  /** How others reach us. */
  readonly standing: () => Standing;
  readonly mayTell: (endpoint: Endpoint) => boolean;
}

export class Storing {
  constructor(private readonly parts: StoringParts) {}

  /** The nodes known nearest to a key, nearest first. */
  nearest(key: Uint8Array, count: number): KeyedNode[] {
    const { table, view, ownId, identityKey, onionKey, standing } = this.parts;
    const point = pointOf(key);
    const found = new Map<string, KeyedNode>();
    const add = (contact: Omit<NodeContact, 'puzzleNonce'>, ownKey: Uint8Array): void => {
      const endpoints = contact.endpoints.filter(this.parts.mayTell);
      if (endpoints.length === 0) return;
      const { nodeId } = contact;
      found.set(nameOf(nodeId), { nodeId, identityKey: contact.identityKey, onionKey: ownKey, endpoints });
    };
    const isHidden = (said: number): boolean => (said & marks.hidden) !== 0;
    for (const { contact, record } of view.all())
      if (record && !isHidden(record.reachability)) add(contact, record.onionKey);
    // What a peer said itself is newer than its record.
    const isKeyed = (entry: Entry): boolean =>
      entry.failures === 0 && !entry.isHidden && this.#keyOf(entry) !== null;
    for (const entry of table.closest(key, count, isKeyed)) add(entry, this.#keyOf(entry)!);
    const own = standing();
    if (!isHidden(own.marks)) add({ nodeId: ownId, identityKey, endpoints: own.endpoints }, onionKey());
    return [...found.values()]
      .map((node) => ({ node, distance: gap(point, pointOf(node.nodeId)) }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, count)
      .map(({ node }) => node);
  }

  #keyOf({ identityKey, onionKey, seenAt }: Entry): Uint8Array | null {
    const { linkTo, now } = this.parts;
    const said = linkTo(identityKey)?.onionKey;
    if (said?.some((byte) => byte !== 0)) return said;
    return now() - seenAt < keyHolds ? onionKey : null;
  }
}
