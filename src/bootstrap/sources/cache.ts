/**
 * The nodes met before. Written soon after the first change and then at most every five minutes, so that a node whose
 * power is cut still knows somebody tomorrow.
 */
import type { Clock, Timer } from '../../clock/clock.js';
import type { Random } from '../../crypto/random.js';
import type { Link } from '../../link/types.js';
import type { Log } from '../../log/log.js';
import type { State } from '../../state/state.js';
import { decodePeerCache, encodePeerCache } from '../../wire/peer-cache.js';
import type { Found } from '../candidates.js';
import { Remembered } from '../remembered.js';
import type { Source } from './source.js';

const stateName = 'peers';

/** How many of them are tried at a start. */
const maxTried = 64;

/** The least time between two writes, and how long a first change waits for others; ms. */
const writeEvery = 300_000;
const writeSoon = 1_000;

export class CacheSource implements Source {
  readonly name = 'cache';
  readonly #peers = new Remembered();
  readonly #linked = new Set<Link>();
  #lastWrite = Number.NEGATIVE_INFINITY;
  #pending: Timer | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    readonly enabled: boolean,
    private readonly parts: { clock: Clock; random: Random; log: Log; state: State },
  ) {}

  async start(found: (who: Found) => void): Promise<void> {
    const bytes = await this.parts.state.read(stateName);
    const kept = bytes && decodePeerCache(bytes);
    if (bytes && !kept) this.parts.log.warn('the list of nodes met before was damaged; starting a new one');
    for (const peer of kept ?? []) this.#peers.note(peer);
    for (const { contact } of this.#peers.inTurn(this.parts.random).slice(0, maxTried)) {
      found({ peer: contact, toldBy: 'met' });
    }
  }

  linkOpened(link: Link): void {
    // Who asked to be named to nobody, and whom nobody here was invited to, is not written down either.
    if (link.isUnlisted && link.direction === 'in') return;
    for (const other of this.#linked) if (!other.open) this.#linked.delete(other);
    this.#linked.add(link);
    this.#note(link);
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#pending?.cancel();
    for (const link of this.#linked) if (link.open) this.#note(link);
    await this.#writing;
    if (this.#linked.size > 0) await this.#write();
  }

  #note(link: Link): void {
    const { identityKey, puzzleNonce } = link;
    this.#peers.note({
      contact: { identityKey, puzzleNonce, endpoints: [link.endpoint] },
      seen: Math.max(0, Math.floor(this.parts.clock.wall())),
    });
  }

  #plan(): void {
    if (this.#pending) return;
    const { clock } = this.parts;
    this.#pending = clock.after(Math.max(writeSoon, this.#lastWrite + writeEvery - clock.now()), () => {
      this.#pending = null;
      this.#lastWrite = clock.now();
      this.#writing = this.#write();
    });
  }

  async #write(): Promise<void> {
    try {
      await this.parts.state.write(stateName, encodePeerCache(this.#peers.all));
    } catch (error) {
      this.parts.log.warn(`the list of nodes met before could not be kept: ${(error as Error).message}`);
    }
  }
}
