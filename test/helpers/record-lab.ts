/**
 * Storing nodes without links: their real handlers, asked by paths that carry every question straight to them. What an exit
 * node would do is one latency there and one back.
 */
import { ApOwner } from '../../src/aprecords/owner.js';
import { ApReader } from '../../src/aprecords/reader.js';
import { Revisions } from '../../src/aprecords/revisions.js';
import type { FoundRecord, Lookup, RecordParts, StoringNode } from '../../src/aprecords/types.js';
import { VirtualClock } from '../../src/clock/virtual.js';
import { nodeIdOf } from '../../src/crypto/identity.js';
import type { KeyPair } from '../../src/crypto/noise.js';
import { type Random, seededRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { sealedHandler } from '../../src/dht/handlers/sealed.js';
import { Holdings } from '../../src/dht/holdings.js';
import { compareDistance, hex } from '../../src/dht/id.js';
import type { NodeContact } from '../../src/dht/table.js';
import type { Link, RequestHandler } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import { Tokens } from '../../src/nodedb/tokens.js';
import type { HopNode, OwnPath, PathKind, Remote } from '../../src/path/types.js';
import { MemoryState, type State } from '../../src/state/state.js';
import type { TestApKey } from './ap-keys.js';

export const latency = 100;

export interface LabNode extends StoringNode, NodeContact {
  readonly holdings: Holdings;
  handle: RequestHandler;
  /** Gone: it answers nothing. */
  isGone: boolean;
  /** Seconds by which its network time is ahead. */
  ahead: number;
}

/** A path that only carries questions. */
export class LabPath implements OwnPath {
  readonly hops: readonly HopNode[];
  readonly since: number;
  open = true;
  readonly rtt = null;
  joinsByWork: readonly number[] = [];
  onCell = (): void => {};
  onJoinFailed = (): void => {};
  onIncoming = (): void => {};
  onClose = (): void => {};
  /** Nodes that were asked, in hex, in order. */
  readonly asked: string[] = [];

  constructor(
    readonly lab: RecordLab,
    readonly kind: PathKind,
    readonly end: HopNode,
    readonly expiresAt: number,
    readonly entryId: Uint8Array | null,
  ) {
    this.hops = [end];
    this.since = lab.clock.now();
  }

  async query(s: Remote, body: Uint8Array): Promise<Uint8Array | null> {
    await this.lab.sleep(latency);
    const node = this.lab.nodes.find(({ identityKey }) => hex(identityKey) === hex(s.identityKey));
    if (node) this.asked.push(hex(node.nodeId));
    const link = { nodeId: this.end.identityKey } as unknown as Link;
    const answer = node && !node.isGone && this.open ? await node.handle(body, link) : null;
    await this.lab.sleep(latency);
    return answer;
  }

  async recordOf(): Promise<Uint8Array | null> {
    await this.lab.sleep(2 * latency);
    return null;
  }

  send(): boolean {
    return false;
  }

  join(): number {
    return 0;
  }

  closeSelector(): void {}

  async ping(): Promise<number | null> {
    return null;
  }

  endWithin(): void {}

  close(): void {
    this.open = false;
  }
}

/** What came of a look where somebody answers. */
export function answered(lookup: Lookup): FoundRecord | null {
  if (lookup === 'unanswered') throw new Error('nobody answered');
  return lookup;
}

class LabReader extends ApReader {
  override async find(address: Uint8Array, through: OwnPath, isAnew = false): Promise<FoundRecord | null> {
    return answered(await this.lookup(address, through, isAnew));
  }

  lookup(address: Uint8Array, through: OwnPath, isAnew = false): Promise<Lookup> {
    return super.find(address, through, isAnew);
  }
}

export class RecordLab {
  readonly clock = new VirtualClock(Date.UTC(2027, 4, 22, 8));
  readonly channelKey = new Uint8Array(32).fill(9);
  readonly random: Random;
  readonly nodes: LabNode[] = [];
  readonly dropped: Record<string, number> = {};
  readonly seconds = (): number => Math.floor(this.clock.wall() / 1000);

  constructor(seed: string, size: number) {
    this.random = seededRandom(seed);
    for (let at = 0; at < size; at += 1) this.nodes.push(this.#node(at));
  }

  parts(known: readonly LabNode[] = this.nodes): RecordParts {
    return {
      clock: this.clock,
      random: this.random,
      log: silentLog,
      channelKey: this.channelKey,
      puzzleBits: 0,
      seconds: this.seconds,
      nearest: (slot, count) => nearestOf(slot, known).slice(0, count),
    };
  }

  path(kind: PathKind, end = 0, life = 3_600_000): LabPath {
    const entryId = kind === 'entry' ? this.random.bytes(16) : null;
    return new LabPath(this, kind, this.nodes[end]!, this.clock.now() + life, entryId);
  }

  /** An owner with two exit paths and as many entry paths as `entries` has. `ahead`: seconds by which its network time is. */
  async owner(
    key: TestApKey,
    options: {
      readonly state?: State;
      readonly entries?: OwnPath[];
      readonly exits?: OwnPath[];
      readonly ahead?: () => number;
    } = {},
  ): Promise<ApOwner> {
    const { publicKey, secretKey, modifier, address } = key;
    const exits = options.exits ?? [this.path('exit', 0), this.path('exit', 1)];
    const entries = options.entries ?? [this.path('entry', 2), this.path('entry', 3)];
    return new ApOwner({
      ...this.parts(),
      seconds: () => this.seconds() + (options.ahead?.() ?? 0),
      key: { key: publicKey, secret: secretKey, modifier, address },
      revisions: await Revisions.open(options.state ?? new MemoryState()),
      exits: () => exits,
      entries: () => entries,
    });
  }

  /** @param options.skew how far the reader's clock is off, in seconds */
  reader(
    options: { readonly known?: LabNode[]; readonly skew?: number; keyOf?(path: OwnPath): string } = {},
  ) {
    const { known = this.nodes, skew = 0, keyOf = () => 'me' } = options;
    return new LabReader({ ...this.parts(known), seconds: () => this.seconds() + skew, keyOf });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve));
  }

  async settled<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    void promise.finally(() => {
      done = true;
    });
    await this.clock.run(60_000, () => done);
    if (!done) throw new Error('nothing happened within a minute of virtual time');
    return promise;
  }

  #node(at: number): LabNode {
    const identityKey = this.random.bytes(32);
    const puzzleNonce = this.random.bytes(8);
    const nodeId = nodeIdOf(identityKey, puzzleNonce);
    const secretKey = this.random.bytes(32);
    const onion: KeyPair = { secretKey, publicKey: x25519Public(secretKey) };
    const { clock, random, channelKey } = this;
    const seconds = () => this.seconds() + node.ahead;
    const holdings = new Holdings({ ownId: nodeId, channelKey, puzzleBits: 0, seconds });
    const handle = sealedHandler({
      random,
      now: () => clock.now(),
      onionKeys: () => [onion],
      channelKey,
      holdings,
      tokens: new Tokens(random, clock.now()),
      nearest: (_link, key) => nearestOf(key, this.nodes).slice(0, 20),
      askOn: async () => null,
      drop: (reason) => {
        this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
      },
      verdicts: {},
    });
    const endpoint = { family: 4, address: `${20 + (at >> 8)}.${at & 255}.0.1`, port: 4000 } as const;
    const onionKey = onion.publicKey;
    const node: LabNode = {
      nodeId,
      identityKey,
      puzzleNonce,
      onionKey,
      endpoints: [endpoint],
      holdings,
      handle,
      isGone: false,
      ahead: 0,
    };
    return node;
  }
}

export function nearestOf(key: Uint8Array, nodes: readonly LabNode[]): LabNode[] {
  return [...nodes].sort((a, b) => compareDistance(key, a.nodeId, b.nodeId));
}
