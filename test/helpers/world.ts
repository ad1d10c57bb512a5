/** What is true of a test's network: who is who, and who may know which address, for leaks to be looked for. */
import { equal } from '../../src/crypto/hash.js';
import { x25519OfEd25519 } from '../../src/crypto/x25519.js';
import { hex } from '../../src/dht/id.js';
import { addressFromBytes } from '../../src/net/address.js';
import { encodeEndpoint } from '../../src/wire/endpoint.js';
import type { Secret } from './leaks.js';
import type { TestNode } from './test-node.js';

/** A node as others may name it. */
export interface KnownNode {
  readonly who: string;
  /** As logs name it. */
  readonly digits: string;
  readonly identityKey: Uint8Array;
  /** Identity key, node id, endpoints. */
  readonly names: readonly Secret[];
}

/** Something that only some may ever read. */
export interface Held extends Secret {
  /** Who may. */
  readonly by: ReadonlySet<string>;
}

export interface World {
  readonly nodes: readonly KnownNode[];
  readonly held: readonly Held[];
}

/** @param shared addresses that have a tunnel with each other: those who have them know both */
export function worldOf(nodes: readonly TestNode[], shared: readonly Uint8Array[] = []): World {
  return { nodes: nodes.map(known), held: [...heldOf(nodes, shared)] };
}

function known(node: TestNode): KnownNode {
  const { identity, port } = node.rooms();
  const endpoint = { family: 4 as const, address: node.address, port };
  const names: Secret[] = [
    { name: `the identity key of ${node.address}`, bytes: identity.publicKey },
    { name: `the node id of ${node.address}`, bytes: identity.nodeId },
    { name: `the endpoint of ${node.address}`, bytes: encodeEndpoint(endpoint), texts: [node.address] },
  ];
  const digits = hex(identity.nodeId).slice(0, 8);
  return { who: node.address, digits, identityKey: identity.publicKey, names };
}

/** Addresses are their node's alone but for tunnels; entry ids are known to who has a tunnel, and to the entry node. */
function* heldOf(nodes: readonly TestNode[], shared: readonly Uint8Array[]): Iterable<Held> {
  const users = nodes.filter((node) => node.tun !== null);
  const both = users.map(({ address }) => address);
  for (const user of users) {
    for (const { address, key, modifier, isLasting } of user.rooms().addresses.list) {
      const whose = `${isLasting ? 'lasting' : 'fresh'} address of ${user.address}`;
      const by = new Set(shared.some((one) => equal(one, address)) ? both : [user.address]);
      yield { name: `the ${whose}`, bytes: address, texts: [addressFromBytes(address)], by };
      yield { name: `the key of the ${whose}`, bytes: key, by };
      yield { name: `the X25519 form of the key of the ${whose}`, bytes: x25519OfEd25519(key)!, by };
      yield { name: `the modifier of the ${whose}`, bytes: modifier, by };
    }
    for (const [at, { path }] of user.rooms().anonymity!.pools.held.entries()) {
      if (!path.entryId) continue;
      const end = nodes.find((node) => equal(node.rooms().identity.publicKey, path.end.identityKey))!;
      const by = new Set([...both, end.address]);
      yield { name: `entry id ${at} of ${user.address}`, bytes: path.entryId, by };
    }
  }
}
