/** A path without hops: its end node is asked directly to carry what a real path would bring there. */

import { requestKinds } from '../../src/link/types.js';
import type { HopNode, OwnPath, PathKind, Remote } from '../../src/path/types.js';
import type { TestNode } from './test-node.js';

export function carriedBy(node: TestNode, kind: PathKind, life = 3_600_000): OwnPath {
  const { clock, dht, identity, links } = node.rooms();
  const own = dht.storing(identity.nodeId, 1)[0]!;
  const end: HopNode = own;
  const since = clock.now();
  const reach = (s: Remote) => links.connect({ identityKey: s.identityKey, endpoints: [...s.endpoints] });
  return {
    kind,
    hops: [end],
    end,
    since,
    expiresAt: since + life,
    entryId: kind === 'entry' ? new Uint8Array(16).fill(7) : null,
    open: true,
    rtt: null,
    onCell: () => {},
    onJoinFailed: () => {},
    onIncoming: () => {},
    joinsByWork: [],
    onClose: () => {},
    send: () => false,
    join: () => 0,
    closeSelector: () => {},
    ping: async () => null,
    endWithin: () => {},
    close: () => {},
    async query(s, body, timeoutMs) {
      const link = await reach(s);
      return link && (await links.request(link, requestKinds.sealed, body, timeoutMs));
    },
    async recordOf(s) {
      const link = await reach(s);
      return link && ((await dht.findNode(link.nodeId))?.value ?? null);
    },
  };
}
