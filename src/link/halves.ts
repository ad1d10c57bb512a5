/**
 * Two halves per datagram, where 1344 bytes do not pass (some tunnels and mobile ways). All halves have one size and
 * look as random as whole datagrams do; each kind is recognised by who can know it:
 *
 *     of a cell    = index 4, counter 8 with its highest bit naming the half (masked) ‖ half of what is sealed 666
 *     of a first   = start of the salt 5, which half 1 (masked) ‖ half of the first message 672
 *     of an answer = token of that half 6 ‖ half of the answer, or of the retry, 672
 *
 * Cells are masked under the receiver's header key as whole ones are. The mask of a first message's halves follows from
 * channel and responder, the tokens of an answer's halves from the first message.
 */
import { maskHeader } from '../crypto/aead.js';
import { equal, hash } from '../crypto/hash.js';
import { concat, textOf } from '../wire/bytes.js';
import { decodeHalfHeader, encodeHalfHeader, type Half } from '../wire/handshake.js';
import { datagramLength, halfHeaderLength, halfLength } from '../wire/sizes.js';

const bodyLength = halfLength - halfHeaderLength;

/** Masks the halves of first messages to the holder of `responder` (Ed25519). 32 bytes. */
export function halfKeyOf(channelKey: Uint8Array, responder: Uint8Array): Uint8Array {
  return hash(32, 'phantom half', channelKey, responder);
}

/** A first message as two datagrams. */
export function cutFirst(halfKey: Uint8Array, datagram: Uint8Array): [Uint8Array, Uint8Array] {
  const cut = (half: Half): Uint8Array => {
    const header = encodeHalfHeader({ half, id: datagram.subarray(0, halfHeaderLength - 1) });
    const out = concat(header, bodyOf(datagram, half));
    maskHeader(out.subarray(0, halfHeaderLength), out.subarray(halfHeaderLength), halfKey);
    return out;
  };
  return [cut(0), cut(1)];
}

/** Which half of which first message to us this is; null when it is none. The first half repeats its own id. */
export function openFirstHalf(
  halfKey: Uint8Array,
  datagram: Uint8Array,
): { half: Half; id: string; body: Uint8Array } | null {
  const header = datagram.slice(0, halfHeaderLength);
  const body = datagram.subarray(halfHeaderLength);
  maskHeader(header, body, halfKey);
  const found = decodeHalfHeader(header);
  if (!found) return null;
  const id = textOf(found.id);
  if (found.half === 0 && textOf(body.subarray(0, found.id.length)) !== id) return null;
  return { half: found.half, id, body };
}

/** What the halves of the answer, or of the retry, to a first message with this salt begin with. */
export function backTokens(
  channelKey: Uint8Array,
  responder: Uint8Array,
  salt: Uint8Array,
): [Uint8Array, Uint8Array] {
  const both = hash(32, 'phantom half back', channelKey, responder, salt);
  return [both.subarray(0, halfHeaderLength), both.subarray(halfHeaderLength, 2 * halfHeaderLength)];
}

/** An answer or a retry as two datagrams. */
export function cutBack(
  tokens: readonly [Uint8Array, Uint8Array],
  datagram: Uint8Array,
): [Uint8Array, Uint8Array] {
  return [concat(tokens[0], bodyOf(datagram, 0)), concat(tokens[1], bodyOf(datagram, 1))];
}

function bodyOf(datagram: Uint8Array, half: Half): Uint8Array {
  return datagram.subarray(half * bodyLength, (half + 1) * bodyLength);
}

/** Of each half of a datagram so many that differ are kept: a forged one beside the genuine one does not spoil it. */
const mostAlike = 2;

/** What came of one datagram. */
interface Waiting {
  readonly group: string;
  readonly bodies: readonly [Uint8Array[], Uint8Array[]];
  readonly until: number;
}

export interface HalvesLimits {
  /** How many halves may wait for their other one, and how many of one group? */
  readonly all: number;
  readonly perGroup: number;
  /** For how long, in ms? */
  readonly life: number;
}

/**
 * Halves that wait for their other one, oldest first. The oldest give way, those of their own group first. Halves are genuine only
 * together, so each is tried with every other half that came: whoever sees one on its way and forges the other must be faster than the
 * genuine one, and as often as there is room here.
 */
export class Halves {
  readonly #waiting = new Map<string, Waiting>();
  readonly #groups = new Map<string, number>();
  #size = 0;

  constructor(
    readonly limits: HalvesLimits,
    /** One was given up. */
    readonly onDrop: () => void,
  ) {}

  get size(): number {
    return this.#size;
  }

  /**
   * A half came. `group`: who shares a bound, `id`: what the two halves have in common within it; `isGenuine` is asked of the two
   * bodies in order, with each other half that waits, until it says so: then nothing of them waits any more.
   */
  join(
    group: string,
    id: string,
    half: Half,
    body: Uint8Array,
    now: number,
    isGenuine: (both: [Uint8Array, Uint8Array]) => boolean,
  ): void {
    this.#expire(now);
    const key = `${group} ${id}`;
    const known = this.#waiting.get(key);
    const alike = known?.bodies[half] ?? [];
    if (alike.some((one) => equal(one, body))) return;
    if (alike.length >= mostAlike) {
      this.onDrop();
      return;
    }
    for (const other of known?.bodies[half === 0 ? 1 : 0] ?? []) {
      if (!isGenuine(half === 0 ? [body, other] : [other, body])) continue;
      this.#forget(key, known!);
      return;
    }
    if ((this.#groups.get(group) ?? 0) >= this.limits.perGroup) this.#giveUp((each) => each.group === group);
    else if (this.#size >= this.limits.all) this.#giveUp(() => true);
    const waiting = this.#waiting.get(key) ?? { group, bodies: [[], []], until: now + this.limits.life };
    waiting.bodies[half].push(body.slice());
    this.#waiting.set(key, waiting);
    this.#count(group, 1);
  }

  #expire(now: number): void {
    for (const [key, waiting] of this.#waiting) {
      if (waiting.until > now) return;
      this.#drop(key, waiting);
    }
  }

  #giveUp(which: (waiting: Waiting) => boolean): void {
    for (const [key, waiting] of this.#waiting) {
      if (!which(waiting)) continue;
      this.#drop(key, waiting);
      return;
    }
  }

  #drop(key: string, waiting: Waiting): void {
    for (let left = this.#forget(key, waiting); left > 0; left -= 1) this.onDrop();
  }

  /** How many halves that were. */
  #forget(key: string, { group, bodies }: Waiting): number {
    const count = bodies[0].length + bodies[1].length;
    this.#waiting.delete(key);
    this.#count(group, -count);
    return count;
  }

  #count(group: string, by: number): void {
    this.#size += by;
    const count = (this.#groups.get(group) ?? 0) + by;
    if (count > 0) this.#groups.set(group, count);
    else this.#groups.delete(group);
  }
}

/** A handshake's message of its two bodies. */
export function joined(bodies: readonly [Uint8Array, Uint8Array]): Uint8Array {
  const whole = new Uint8Array(datagramLength);
  whole.set(bodies[0]);
  whole.set(bodies[1], bodyLength);
  return whole;
}
