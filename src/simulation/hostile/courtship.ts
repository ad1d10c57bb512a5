/**
 * Courting one node, to be all it knows: suitors for every bucket of its table and beside its id dial it again and
 * again, stay as long as they may, come back when they were closed, and never leave while honest nodes come and go.
 * What they answer it is the way of their collusion.
 */
import { every, type Timer } from '../../clock/clock.js';
import type { Random } from '../../crypto/random.js';
import { idInBucket } from '../../dht/id.js';
import type { NodeContact } from '../../dht/table.js';
import type { RentedAddresses } from './addresses.js';
import type { Collusion } from './collusion.js';
import { groundIdentities } from './ids.js';
import type { Member } from './member.js';
import type { Way } from './way.js';

export interface CourtshipPlan {
  readonly victim: NodeContact;
  readonly rented: RentedAddresses;
  readonly way: Way;
  /** Suitors for each bucket of the victim's table down to `deepest` shared bits. */
  readonly perBucket: number;
  readonly deepest: number;
  /** Suitors beside its id, nearer than anybody honest. */
  readonly beside: number;
  /** Of those beside it, so many also make themselves known to the honest nodes around. */
  readonly around: number;
}

/** How many bits more than the deepest bucket those beside the victim share with it. */
const nearer = 5;

/** Time between two dials: while many suitors are linked, and while few are; ms. */
const dialEvery = { many: 4_000, few: 250 } as const;
const few = 32;

/** How often it is looked who could dial, ms. */
const lookEvery = 1_000;

export class Courtship {
  readonly suitors: Member[] = [];
  readonly #timer: Timer;
  #turn = 0;
  #credit = 0;
  #isQuiet = false;

  private constructor(
    readonly collusion: Collusion,
    readonly plan: CourtshipPlan,
  ) {
    const { clock, random } = collusion.parts;
    this.#timer = every(clock, lookEvery, 0.25, random.next, () => this.#look());
  }

  static async begin(collusion: Collusion, plan: CourtshipPlan): Promise<Courtship> {
    const { victim, deepest, perBucket, beside, rented, way, around } = plan;
    const { random, puzzleBits } = collusion.parts;
    const courtship = new Courtship(collusion, plan);
    const near = groundIdentities(random, [victim.nodeId], beside, deepest + nearer).flat();
    for (const identity of near.slice(0, around)) {
      courtship.suitors.push(await collusion.join(identity, rented.next(), way));
    }
    const waiting = near.slice(around);
    for (let bits = puzzleBits; bits <= deepest; bits += 1) {
      const place = idInBucket(victim.nodeId, bits, random);
      waiting.push(...groundIdentities(random, [place], perBucket, bits + 1).flat());
    }
    for (const identity of waiting) {
      courtship.suitors.push(await collusion.admit(identity, rented.next(), way));
    }
    shuffle(courtship.suitors, random);
    return courtship;
  }

  /** How many suitors have a link with the victim. */
  get linked(): number {
    return this.suitors.filter((suitor) => this.#isLinked(suitor)).length;
  }

  /** While nobody is there to be courted. */
  set quiet(isQuiet: boolean) {
    this.#isQuiet = isQuiet;
  }

  end(): void {
    this.#timer.cancel();
  }

  #isLinked(suitor: Member): boolean {
    return suitor.links.find(this.plan.victim.identityKey) !== null;
  }

  #look(): void {
    if (this.#isQuiet) return;
    this.#credit += lookEvery / (this.linked < few ? dialEvery.few : dialEvery.many);
    for (; this.#credit >= 1; this.#credit -= 1) {
      const suitor = this.#next();
      if (suitor) void suitor.dial(this.plan.victim);
    }
  }

  /** All in turn, so that each bucket and the peer cache get theirs. */
  #next(): Member | null {
    for (let tries = 0; tries < this.suitors.length; tries += 1) {
      const suitor = this.suitors[this.#turn % this.suitors.length]!;
      this.#turn += 1;
      if (!this.#isLinked(suitor)) return suitor;
    }
    return null;
  }
}

function shuffle<T>(list: T[], random: Random): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.next() * (at + 1));
    [list[at], list[other]] = [list[other]!, list[at]!];
  }
}
