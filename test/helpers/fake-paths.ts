/**
 * Paths without hops: the promises of path/types.ts kept over a virtual clock, with loss, delay, doubles and hops that die. Joins
 * are real: blobs are sealed and opened. With them a test of the rooms above has whole tunnels in a moment.
 */
import type { Clock } from '../../src/clock/clock.js';
import type { KeyPair } from '../../src/crypto/noise.js';
import type { Random } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { openJoin } from '../../src/path/join-blob.js';
import type { HopNode, OwnPath, PathKind } from '../../src/path/types.js';
import { textOf } from '../../src/wire/bytes.js';

export interface PathWeather {
  /** From one end of a join to the other, ms. */
  latency: number;
  /** Up to so many ms more, by chance: cells overtake each other. */
  jitter: number;
  /** Parts of the cells, 0 to 1. */
  loss: number;
  doubles: number;
}

/** Every cell that goes from one end hop to the other, as the two nodes see it. */
export type Wiretap = (from: FakePath, to: FakePath, rest: Uint8Array) => Uint8Array | null;

export class FakePaths {
  readonly weather: PathWeather = { latency: 40, jitter: 0, loss: 0, doubles: 0 };
  /** May look at cells, change them, or (null) swallow them. */
  tap: Wiretap = (_from, _to, rest) => rest;
  /** How much longer cells of a path take, ms. */
  extra: (path: FakePath) => number = () => 0;
  /** Cells carried in all. */
  carried = 0;
  /** Cells carried from end hop to end hop, by each of the two paths. */
  readonly counts = new Map<FakePath, number>();
  readonly #entries = new Map<string, FakePath>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
    readonly channelKey: Uint8Array,
  ) {}

  /** A path with an end hop of its own. */
  make(kind: PathKind, life = 3_600_000): FakePath {
    const path = new FakePath(this, kind, life);
    if (path.entryId) this.#entries.set(textOf(path.entryId), path);
    return path;
  }

  all(): IterableIterator<FakePath> {
    return this.#entries.values();
  }

  entry(entryId: Uint8Array): FakePath | null {
    return this.#entries.get(textOf(entryId)) ?? null;
  }

  /** Brings something to the other end of a join: later, twice, or not at all. */
  carry(deliver: () => void, extra = 0): void {
    const { latency, jitter, loss, doubles } = this.weather;
    const times = this.random.next() < doubles ? 2 : 1;
    for (let i = 0; i < times; i += 1) {
      if (this.random.next() < loss) continue;
      this.clock.after(latency + extra + jitter * this.random.next(), deliver);
    }
  }
}

interface Other {
  readonly path: FakePath;
  readonly selector: number;
}

export class FakePath implements OwnPath {
  readonly since: number;
  readonly expiresAt: number;
  readonly entryId: Uint8Array | null;
  readonly end: HopNode;
  readonly onionKey: KeyPair;
  open = true;
  rtt: number | null = null;
  /** A hop has died: nothing goes through any more, and nobody has said so. */
  isDead = false;
  onCell: OwnPath['onCell'] = () => {};
  onJoinFailed: OwnPath['onJoinFailed'] = () => {};
  onIncoming: OwnPath['onIncoming'] = () => {};
  onClose: OwnPath['onClose'] = () => {};
  readonly joinsByWork: readonly number[] = [];
  /** Messages that came in, for who wants to play them again. */
  readonly came: Uint8Array[] = [];
  readonly closed: number[] = [];
  readonly #joined = new Map<number, Other>();
  #nextSelector = 1;

  constructor(
    readonly world: FakePaths,
    readonly kind: PathKind,
    life: number,
  ) {
    this.since = world.clock.now();
    this.expiresAt = this.since + life;
    this.entryId = kind === 'entry' ? world.random.bytes(16) : null;
    const secretKey = world.random.bytes(32);
    this.onionKey = { secretKey, publicKey: x25519Public(secretKey) };
    this.end = {
      identityKey: world.random.bytes(32),
      onionKey: this.onionKey.publicKey,
      endpoints: [{ family: 4, address: '203.0.113.7', port: 4000 }],
    };
  }

  get hops(): readonly HopNode[] {
    return [this.end];
  }

  send(selector: number, rest: Uint8Array): boolean {
    if (!this.open) return false;
    const other = this.#joined.get(selector);
    if (!other || this.isDead) return true;
    const copy = this.world.tap(this, other.path, rest.slice());
    if (!copy) return true;
    this.world.carried += 1;
    for (const path of [this, other.path]) {
      this.world.counts.set(path, (this.world.counts.get(path) ?? 0) + 1);
    }
    this.world.carry(() => {
      const { path } = other;
      if (path.open && !path.isDead && !this.isDead) path.onCell(other.selector, copy);
    }, this.world.extra(this) + this.world.extra(other.path));
    return true;
  }

  join(n: HopNode, blob: Uint8Array): number {
    const selector = this.#nextSelector++;
    const kept = blob.slice();
    this.world.carry(() => {
      if (!this.open || this.isDead) return;
      const entry = this.#entryOf(n, kept);
      if (!entry) {
        this.world.carry(() => this.open && !this.isDead && this.onJoinFailed(selector, 1));
        return;
      }
      if (entry.path.isDead || !entry.path.open) return;
      entry.path.receive(entry.message, { path: this, selector }, (other) =>
        this.#joined.set(selector, other),
      );
    });
    return selector;
  }

  /** At the end hop: somebody's join. */
  receive(message: Uint8Array, from: Other, told: (own: Other) => void = () => {}): number {
    const selector = this.#nextSelector++;
    this.#joined.set(selector, from);
    told({ path: this, selector });
    this.came.push(message.slice());
    this.onIncoming(selector, message);
    return selector;
  }

  closeSelector(selector: number): void {
    this.#joined.delete(selector);
    this.closed.push(selector);
  }

  async query(): Promise<Uint8Array | null> {
    return null;
  }

  async recordOf(): Promise<Uint8Array | null> {
    return null;
  }

  async ping(): Promise<number | null> {
    return this.isDead ? null : this.rtt;
  }

  endWithin(): void {}

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.onClose('closed');
  }

  #entryOf(n: HopNode, blob: Uint8Array): { path: FakePath; message: Uint8Array } | null {
    for (const path of this.world.all()) {
      if (path.end.identityKey !== n.identityKey && textOf(path.end.identityKey) !== textOf(n.identityKey))
        continue;
      const opened = openJoin(blob, path.onionKey, this.world.channelKey);
      const named = opened && this.world.entry(opened.payload.entryId);
      return named ? { path: named, message: opened.payload.message } : null;
    }
    return null;
  }
}
