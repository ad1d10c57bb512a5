/**
 * The work that a join shows: a number beside the key of its blob, whose hash with it begins with zero bits. It is done a
 * slice at a time between packets, one join's after the other's, so however much addresses ask for nothing else waits for it.
 * Called by tunnel/ before it seals a blob; whoever has asked may stop waiting at any time.
 */
import type { Clock, Timer } from '../clock/clock.js';
import { hash, hashInto, wipe } from '../crypto/hash.js';
import { leadingZeroBits } from '../crypto/identity.js';
import type { Random } from '../crypto/random.js';
import { x25519Public } from '../crypto/x25519.js';

/** The work that an address may ask for at most, in bits; more would take seconds. */
export const maxJoinBits = 16;

/** Hashes between two looks at anything else: about a millisecond. */
const slice = 500;
/** The pause between two slices, ms: timers are no finer, and as much time is left to packets. */
const pause = 1;

const label = new TextEncoder().encode('phantom join work');
const nonceLength = 8;

/** The key of a blob, and what shows the work behind it. */
export interface WorkedKey {
  /** X25519, 32 bytes; whoever seals with it wipes it. */
  readonly secret: Uint8Array;
  /** 8 bytes. */
  readonly nonce: Uint8Array;
}

/** How many bits of work a nonce shows for the public form of a key. */
export function workShown(ephemeral: Uint8Array, nonce: Uint8Array): number {
  return leadingZeroBits(hash(16, label, ephemeral, nonce));
}

/** The search for one nonce. Pure but for what it has tried. */
export class WorkSearch {
  readonly #message = new Uint8Array(label.length + 32 + nonceLength);
  readonly #nonce = this.#message.subarray(label.length + 32);
  readonly #view = new DataView(this.#nonce.buffer, this.#nonce.byteOffset);
  readonly #digest = new Uint8Array(16);
  #tried = 0;

  /** @param secret X25519, 32 bytes; the caller's to wipe */
  constructor(
    secret: Uint8Array,
    readonly bits: number,
  ) {
    this.#message.set(label);
    this.#message.set(x25519Public(secret), label.length);
  }

  /** The nonce, if one of the next `tries` is it; else null. */
  run(tries: number): Uint8Array | null {
    for (let end = this.#tried + tries; this.#tried < end; this.#tried += 1) {
      this.#view.setUint32(nonceLength - 4, this.#tried);
      hashInto(this.#digest, this.#message);
      if (leadingZeroBits(this.#digest) >= this.bits) return this.#nonce.slice();
    }
    return null;
  }
}

interface Job {
  readonly secret: Uint8Array;
  readonly search: WorkSearch;
  readonly done: (key: WorkedKey) => void;
}

export class JoinWork {
  /** Whose turn it is first. */
  readonly #jobs: Job[] = [];
  #timer: Timer | null = null;

  constructor(private readonly parts: { readonly clock: Clock; readonly random: Random }) {}

  /** How many joins' work is under way. */
  get size(): number {
    return this.#jobs.length;
  }

  /**
   * A fresh key with so many bits of work behind it (`maxJoinBits` at most). `done` is called at once where no work is asked for,
   * and never after the timer was cancelled.
   */
  begin(bits: number, done: (key: WorkedKey) => void): Timer {
    const secret = this.parts.random.bytes(32);
    if (bits === 0) {
      done({ secret, nonce: new Uint8Array(nonceLength) });
      return { cancel() {} };
    }
    const job: Job = { secret, search: new WorkSearch(secret, bits), done };
    this.#jobs.push(job);
    this.#arm();
    return {
      cancel: () => {
        const at = this.#jobs.indexOf(job);
        if (at === -1) return;
        this.#jobs.splice(at, 1);
        wipe(secret);
        if (this.#jobs.length === 0) this.close();
      },
    };
  }

  /** Nobody waits any more; no timer is left. */
  close(): void {
    for (const { secret } of this.#jobs) wipe(secret);
    this.#jobs.length = 0;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #arm(): void {
    this.#timer ??= this.parts.clock.after(pause, () => this.#turn());
  }

  #turn(): void {
    this.#timer = null;
    const job = this.#jobs.shift();
    if (!job) return;
    const nonce = job.search.run(slice);
    if (!nonce) this.#jobs.push(job);
    if (this.#jobs.length > 0) this.#arm();
    if (nonce) job.done({ secret: job.secret, nonce });
  }
}
