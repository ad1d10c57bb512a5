/** Nodes with links and paths and nothing above, in virtual time; every one can reach every other. */
import type { ExecutionContext } from 'ava';
import type { KeyPair } from '../../src/crypto/noise.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { type Link, type PeerAddress, requestKinds } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import type { PathParts } from '../../src/path/parts.js';
import { createPaths, type Paths } from '../../src/path/paths.js';
import type { BuildFailure, HopNode, OwnPath, PathKind } from '../../src/path/types.js';
import type { Weather } from '../../src/simulation/switchboard.js';
import { channelNamed, type End, LinkLab } from './links.js';

/** A cell of a path as one end of a link gives it away. */
export interface Sent {
  readonly from: PathNode;
  readonly to: PathNode;
  readonly pathId: number;
  readonly body: Uint8Array;
}

export interface PathNode {
  readonly name: string;
  readonly end: End;
  readonly paths: Paths;
  readonly onionKey: KeyPair;
  /** As others know it. */
  readonly node: HopNode;
  /** Vanishes without a word, as by kill -9. */
  kill(): void;
}

export class PathLab {
  readonly links: LinkLab;
  readonly channel = channelNamed('paths');
  readonly nodes: PathNode[] = [];
  /** Every cell of a path that was sent, in order. */
  readonly sent: Sent[] = [];
  /** What happens to a cell on a link: gives what goes out instead, maybe nothing or several. */
  onWire: (sent: Sent) => readonly Uint8Array[] = ({ body }) => [body];
  /** Who cannot be reached. */
  readonly unreachable = new Set<PathNode>();

  constructor(
    readonly t: ExecutionContext,
    weather: Partial<Weather> = {},
  ) {
    this.links = new LinkLab(t, { latency: 10, ...weather });
  }

  async node(parts: Partial<PathParts> = {}): Promise<PathNode> {
    const { clock, random } = this.links;
    const { onionKeys } = parts;
    // One whose keys change says so over its links; of the others everybody knows the only one.
    const onionKey = onionKeys && (() => onionKeys()[0]!.publicKey);
    const end = await this.links.end({ channel: this.channel, onionKey });
    end.links.handle(requestKinds.ping, (body) => body);
    const secretKey = random.bytes(32);
    const only = { secretKey, publicKey: x25519Public(secretKey) };
    const name = `n${this.nodes.length}`;
    const paths = createPaths({
      clock,
      random,
      log: silentLog,
      links: {
        request: (...asked) => end.links.request(...asked),
        send: (link, pathId, body) => {
          const sent = { from: node, to: this.of(link), pathId, body: body.slice() };
          this.sent.push(sent);
          let isSent = link.open;
          for (const out of this.onWire(sent)) isSent = end.links.send(link, pathId, out);
          return isSent;
        },
      },
      identityKey: end.address.identityKey,
      onionKeys: () => [only],
      channelKey: this.channel.key,
      networkTime: () => Math.floor(clock.wall() / 1000),
      reach: (peer: PeerAddress) =>
        [...this.unreachable].some(({ node }) => isSame(node, peer))
          ? Promise.resolve(null)
          : end.links.connect(peer),
      ...parts,
    });
    end.links.onCell = (link, pathId, body) => paths.receive(link, pathId, body);
    end.links.onChange = (link, event) => {
      if (event === 'close') paths.linkClosed(link);
    };
    const node: PathNode = {
      name,
      end,
      paths,
      onionKey: only,
      node: { ...end.address, onionKey: only.publicKey },
      kill: () => {
        end.links.onCell = () => {};
        this.links.board.setDown(end.endpoint.address, true);
      },
    };
    this.t.teardown(() => paths.close());
    this.nodes.push(node);
    return node;
  }

  async some(count: number): Promise<PathNode[]> {
    const nodes: PathNode[] = [];
    for (let at = 0; at < count; at += 1) nodes.push(await this.node());
    return nodes;
  }

  /** Builds a path that must come to stand. */
  async path(owner: PathNode, hops: readonly PathNode[], kind: PathKind): Promise<OwnPath> {
    const built = await this.build(owner, hops, kind);
    if (!('hops' in built)) throw new Error(`no path: ${JSON.stringify(built)}`);
    return built;
  }

  build(owner: PathNode, hops: readonly PathNode[], kind: PathKind): Promise<OwnPath | BuildFailure> {
    return this.links.settled(
      owner.paths.builder.build(
        hops.map(({ node }) => node),
        kind,
      ),
    );
  }

  /** Whose end of a link the other is. */
  of(link: Link): PathNode {
    return this.nodes.find(({ node }) => Buffer.compare(node.identityKey, link.identityKey) === 0)!;
  }

  async pass(ms: number): Promise<void> {
    await this.links.clock.run(ms);
  }
}

function isSame(node: HopNode, peer: PeerAddress): boolean {
  return Buffer.compare(node.identityKey, peer.identityKey) === 0;
}
