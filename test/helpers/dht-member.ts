/** A node's DHT over fake links (fake-links.ts): decisions of many nodes together, without cryptography. */
import { NetworkTime } from '../../src/clock/network-time.js';
import { nodeIdOf } from '../../src/crypto/identity.js';
import { seededRandom } from '../../src/crypto/random.js';
import { createDht, type Dht } from '../../src/dht/dht.js';
import type { Link } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import type { Endpoint } from '../../src/net/net.js';
import { marks } from '../../src/wire/standing.js';
import type { FakeLinks, FakeNetwork } from './fake-links.js';

export interface Member {
  readonly dht: Dht;
  readonly links: FakeLinks;
  readonly nodeId: Uint8Array;
  readonly address: { identityKey: Uint8Array; endpoints: Endpoint[] };
}

/** A node with fake links; every node of an internet stands in its own /16. */
export function member(
  network: FakeNetwork,
  number: number,
  address = `${20 + (number >> 8)}.${number & 255}.0.1`,
  isUsed: (link: Link) => boolean = () => false,
): Member {
  const random = seededRandom(`member ${number}`);
  const publicKey = random.bytes(32);
  const puzzleNonce = random.bytes(8);
  const endpoint: Endpoint = { family: 4, address, port: 4000 };
  const links = network.join(publicKey, puzzleNonce, endpoint);
  const nodeId = nodeIdOf(publicKey, puzzleNonce);
  const dht = createDht({
    clock: network.clock,
    random,
    log: silentLog,
    links,
    identity: { publicKey, secretKey: new Uint8Array(64), puzzleNonce, nodeId },
    channelKey: new Uint8Array(32),
    onionKey: () => new Uint8Array(32),
    onionKeys: () => [],
    puzzleBits: 0,
    privateEndpoints: false,
    own: () => [endpoint],
    reach: {
      standing: () => ({ marks: marks.dials4, endpoints: [endpoint] }),
      introducers: () => [],
      introduce: async () => null,
    },
    time: new NetworkTime(network.clock),
    isUsed,
  });
  links.onChange = (link, event) => (event === 'open' ? dht.linkOpened(link) : dht.linkClosed(link));
  return { dht, links, nodeId, address: { identityKey: publicKey, endpoints: [endpoint] } };
}
