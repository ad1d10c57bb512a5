/**
 * The way out, twin of receive.ts: a message or a cell goes into the link's session, which seals it, and to the
 * socket. Cells of paths keep to the link's pace; what they must wait stands in a CoDel queue here. The neighbours'
 * own messages are few and go at once.
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { Endpoint } from '../net/net.js';
import { encodeLinkMessage, type LinkMessage } from '../wire/link-message.js';
import { datagramLength, halfLength } from '../wire/sizes.js';
import { CodelQueue } from './codel.js';
import { maxQueued } from './constants.js';
import type { PeerLink } from './peer-link.js';
import type { Session } from './session.js';

/** What goes by two paths of three hops each passes so many links; the round trip of the whole is guessed from that of one. */
const linksOfAWay = 7;

/** What may go out at once after a pause, in ms of the pace; timers are no finer. */
const paceSlack = 4;

interface Waiting {
  readonly queue: CodelQueue<{ pathId: number; body: Uint8Array }>;
  /** When the next cell may go. */
  nextAt: number;
  timer: Timer | null;
}

export class Sender {
  readonly #out = new Uint8Array(datagramLength);
  readonly #half = new Uint8Array(halfLength);
  readonly #waiting = new Map<PeerLink, Waiting>();

  constructor(
    readonly parts: {
      readonly clock: Clock;
      /** `isUpkeep`: whether it serves to keep links that are there. */
      readonly transmit: (datagram: Uint8Array, to: Endpoint, isUpkeep: boolean) => void;
      readonly drop: (reason: string) => void;
    },
  ) {}

  /**
   * A message of the neighbours' own; `to` when it goes elsewhere than to the link's endpoint, `isHalved` when in
   * another form than the link's cells: an answer to a question about the way goes as the question came.
   */
  tell(link: PeerLink, message: LinkMessage, to: Endpoint = link.endpoint, isHalved?: boolean): void {
    const session = link.sending;
    if (!session) return;
    const { type } = message;
    const isUpkeep = type !== 'request' && type !== 'answer' && type !== 'close';
    this.in(session, link, 0, encodeLinkMessage(message), to, isUpkeep, isHalved);
  }

  /** A cell of a path, now or when the pace allows. False when the link has no session. */
  cell(link: PeerLink, pathId: number, body: Uint8Array): boolean {
    const session = link.sending;
    if (!session) return false;
    const now = this.parts.clock.now();
    const { pace } = link.flow;
    const waiting = this.#waiting.get(link);
    if (!waiting && pace === Number.POSITIVE_INFINITY) {
      this.in(session, link, pathId, body, link.endpoint);
      return true;
    }
    const line = waiting ?? this.#line(link, now);
    if (line.queue.length >= Math.max(maxQueued.least, (pace * maxQueued.ms) / 1_000)) {
      this.parts.drop('queue');
      return true;
    }
    line.queue.push({ pathId, body: body.slice() }, now);
    if (!line.timer) this.#drain(link, line);
    return true;
  }

  /** In a certain session: a confirmation must go in the new one. */
  in(
    session: Session,
    link: PeerLink,
    pathId: number,
    body: Uint8Array,
    to: Endpoint,
    isUpkeep = false,
    isHalved = link.size.isHalved,
  ): void {
    const { clock, transmit } = this.parts;
    const now = clock.now();
    if (pathId !== 0) session.carriesPaths(now);
    const report = link.flow.report(now);
    session.seal(this.#out, link.flow.sent(now), pathId, report, body);
    link.sent(now, isHalved ? 2 * halfLength : datagramLength);
    if (isHalved) {
      for (const half of [0, 1] as const) {
        session.cut(this.#out, half, this.#half);
        transmit(this.#half, to, isUpkeep);
      }
    } else {
      session.mask(this.#out);
      transmit(this.#out, to, isUpkeep);
    }
  }

  /** The link is gone, and with it what waits for it. */
  forget(link: PeerLink): void {
    this.#waiting.get(link)?.timer?.cancel();
    this.#waiting.delete(link);
  }

  #line(link: PeerLink, now: number): Waiting {
    const line: Waiting = {
      queue: new CodelQueue(maxQueued.most, () => this.parts.drop('queue')),
      nextAt: now,
      timer: null,
    };
    this.#waiting.set(link, line);
    return line;
  }

  #drain(link: PeerLink, line: Waiting): void {
    line.timer = null;
    const now = this.parts.clock.now();
    const { base } = link.flow;
    if (Number.isFinite(base)) line.queue.roundTrip = linksOfAWay * base;
    while (line.nextAt <= now + paceSlack) {
      const session = link.sending;
      const next = session && line.queue.shift(now);
      if (!next) {
        // Empty. Kept while the pace limits, so that the next cell cannot jump it.
        if (link.flow.pace === Number.POSITIVE_INFINITY) this.#waiting.delete(link);
        return;
      }
      line.nextAt = Math.max(line.nextAt, now - paceSlack) + 1000 / link.flow.pace;
      this.in(session, link, next.pathId, next.body, link.endpoint);
    }
    line.timer = this.parts.clock.after(line.nextAt - now, () => this.#drain(link, line));
  }
}
