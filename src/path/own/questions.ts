/** What an owner has asked its end hop and waits for, by id. */
import type { Clock, Timer } from '../../clock/clock.js';
import type { Random } from '../../crypto/random.js';

/** More wait for nobody. */
const most = 64;

interface Open {
  readonly sentAt: number;
  readonly timer: Timer;
  readonly resolve: (answer: Uint8Array | null) => void;
}

export class Questions {
  readonly #open = new Map<number, Open>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  /** Sends a question under a new id; null when nobody answered in time, or when too many wait already. */
  ask(send: (id: number) => void, timeoutMs: number): Promise<Uint8Array | null> {
    if (this.#open.size >= most) return Promise.resolve(null);
    return new Promise((resolve) => {
      const id = this.#freeId();
      const timer = this.clock.after(timeoutMs, () => this.#end(id, null));
      this.#open.set(id, { sentAt: this.clock.now(), timer, resolve });
      send(id);
    });
  }

  /** How long the answer took, ms; null when nothing was asked under this id. */
  answered(id: number, answer: Uint8Array): number | null {
    const open = this.#open.get(id);
    if (!open) return null;
    this.#end(id, answer);
    return this.clock.now() - open.sentAt;
  }

  close(): void {
    for (const id of [...this.#open.keys()]) this.#end(id, null);
  }

  #end(id: number, answer: Uint8Array | null): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    open?.timer.cancel();
    open?.resolve(answer);
  }

  #freeId(): number {
    for (;;) {
      const id = new DataView(this.random.bytes(4).buffer).getUint32(0);
      if (!this.#open.has(id)) return id;
    }
  }
}
