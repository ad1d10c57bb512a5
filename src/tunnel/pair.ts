/** One of our addresses and somebody else's, and everything between them: filter, queue, tunnel. Its steps are in other files. */
import type { Timer } from '../clock/clock.js';
import { type Exposure, Filter } from './filter.js';
import type { Opening as Handshake } from './handshake.js';
import { FairQueue } from './queue.js';
import type { Session } from './session.js';
import type { Slots } from './slots.js';
import type { FoundRecord, OwnAddress, OwnPath } from './types.js';

/** A first message: its work is done, then it is under way. */
export interface Attempt {
  readonly exit: OwnPath;
  readonly entry: string;
  readonly handshake: Handshake;
  /** When the way's two paths end. */
  readonly endsAt: number;
  work: Timer;
  /** Under which the answer comes, and when it was sent; null before. */
  selector: number | null;
  at: number;
}

/**
 *     waiting for an exit path -> looking for the record -> first messages -> answered
 *              |                            |                      |
 *              +----------------------------+----------------------+--> failed
 */
export interface Opening {
  readonly startedAt: number;
  isLooking: boolean;
  lookedAt: number;
  /** The exit paths it was looked up over, and how often nobody there had a record. */
  readonly lookedOver: Set<OwnPath>;
  misses: number;
  record: FoundRecord | null;
  recordAt: number;
  /** First messages sent so far. */
  tries: number;
  /** The next one goes at once. */
  hastens: boolean;
  readonly attempts: Attempt[];
}

export class Pair {
  readonly filter = new Filter();
  readonly queue: FairQueue;
  opening: Opening | null = null;
  readonly candidates: Session[] = [];
  current: Session | null = null;
  replaced: { readonly session: Session; readonly endsAt: number } | null = null;
  /** Programs are told so until then. */
  refusal: { readonly until: number; readonly code: number } | null = null;
  /** Ways that failed, by exit path and by entry point, and until when that counts. */
  readonly failedExits = new Map<OwnPath, number>();
  readonly failedEntries = new Map<string, number>();
  paceTimer: Timer | null = null;
  /** It has packets in the batch at hand. */
  isTouched = false;
  /** When upkeep wants to look again. */
  dueAt = 0;
  sweptAt = 0;
  readonly traffic = { packetsIn: 0, packetsOut: 0, bytesIn: 0, bytesOut: 0 };

  constructor(
    readonly own: OwnAddress,
    readonly other: Uint8Array,
    readonly exposure: Exposure,
    /** Whether it was the other end that began. */
    readonly isStrangers: boolean,
    slots: Slots,
    onDrop: () => void,
  ) {
    this.queue = new FairQueue(slots, onDrop);
  }

  /** Whether somebody may open a tunnel to this address from there: there is something for them, or we began it. */
  get admits(): boolean {
    const { tcp, udp, answersPing } = this.exposure;
    return answersPing || tcp.size > 0 || udp.size > 0 || this.filter.size > 0;
  }

  get isIdle(): boolean {
    return (
      !this.opening &&
      !this.current &&
      !this.replaced &&
      this.candidates.length === 0 &&
      this.queue.length === 0 &&
      this.filter.size === 0
    );
  }
}
