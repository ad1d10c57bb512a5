import type { Clock, Timer } from '../clock/clock.js';
import { textOf } from '../wire/bytes.js';
import { confirmLimit } from './constants.js';
import type { Session } from './session.js';

/** Sessions that answered a first message and wait for its sender to confirm, counted by peer; each is given up in time. */
export class Unconfirmed {
  readonly #sessions = new Map<Session, { readonly timer: Timer; readonly peer: string }>();
  readonly #perPeer = new Map<string, number>();

  get size(): number {
    return this.#sessions.size;
  }

  /** How many of them are one peer's. */
  of(identityKey: Uint8Array): number {
    return this.#perPeer.get(textOf(identityKey)) ?? 0;
  }

  add(session: Session, identityKey: Uint8Array, clock: Clock, giveUp: () => void): void {
    const peer = textOf(identityKey);
    this.#sessions.set(session, { timer: clock.after(confirmLimit, giveUp), peer });
    this.#perPeer.set(peer, (this.#perPeer.get(peer) ?? 0) + 1);
  }

  /** The session waits no more: it was confirmed, or is given up. */
  settle(session: Session): void {
    const waiting = this.#sessions.get(session);
    if (!waiting) return;
    waiting.timer.cancel();
    this.#sessions.delete(session);
    const left = this.#perPeer.get(waiting.peer)! - 1;
    if (left > 0) this.#perPeer.set(waiting.peer, left);
    else this.#perPeer.delete(waiting.peer);
  }
}
