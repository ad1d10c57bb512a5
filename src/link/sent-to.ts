/**
 * Where we sent anything lately. A router before us lets in who was sent to, so only a first message from elsewhere shows
 * that strangers get through. Two generations of addresses, so that memory is bounded and looking is cheap.
 */
import type { Endpoint } from '../net/net.js';
import { sentGeneration } from './constants.js';

/** Routers forget a peer sooner than that, ms. */
const forgotten = 300_000;

export class SentTo {
  #young = new Set<string>();
  #old = new Set<string>();
  #since: number;
  #last: Endpoint | null = null;

  /** `Clock.now()` before which nothing is known of what an earlier run sent. */
  readonly #knownFrom: number;

  constructor(now: number, hasRunBefore: boolean) {
    this.#since = now;
    this.#knownFrom = hasRunBefore ? now + forgotten : now;
  }

  /** Called for every datagram. */
  note(to: Endpoint): void {
    if (to === this.#last) return;
    this.#last = to;
    if (this.#young.size < sentGeneration.most) this.#young.add(to.address);
  }

  /** Whether a router may remember that we sent to this address. True as well when there were too many to know. */
  has({ address }: Endpoint, now: number): boolean {
    if (now - this.#since >= sentGeneration.life) {
      this.#since = now;
      this.#old = this.#young;
      this.#young = new Set();
      this.#last = null;
    }
    if (now < this.#knownFrom) return true;
    const isFull = this.#young.size >= sentGeneration.most || this.#old.size >= sentGeneration.most;
    return isFull || this.#young.has(address) || this.#old.has(address);
  }
}
