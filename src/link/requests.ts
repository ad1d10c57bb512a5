/** Requests over links: one cell there, one back, matched by a random id. Knows nothing of what is asked. */
import type { Clock, Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { textOf } from '../wire/bytes.js';
import type { LinkMessage } from '../wire/link-message.js';
import { requestRate, requestTimeout } from './constants.js';
import { Limiter } from './limiter.js';
import type { PeerLink } from './peer-link.js';
import type { RequestHandler, RequestKind } from './types.js';

type Asked = Extract<LinkMessage, { type: 'request' | 'answer' }>;

interface Open {
  readonly link: PeerLink;
  readonly kind: RequestKind;
  readonly sentAt: number;
  repeated: boolean;
  timer: Timer;
  readonly resolve: (body: Uint8Array | null) => void;
}

export class Requests {
  readonly #open = new Map<string, Open>();
  readonly #handlers = new Map<RequestKind, RequestHandler>();
  readonly #limiter = new Limiter(requestRate);

  constructor(
    readonly parts: {
      readonly clock: Clock;
      readonly random: Random;
      readonly send: (link: PeerLink, message: LinkMessage) => void;
      readonly drop: (reason: string) => void;
      /** A request stays without an answer, and nothing else was heard of the peer since it stands. */
      readonly onSilence: (link: PeerLink) => void;
    },
  ) {}

  handle(kind: RequestKind, handler: RequestHandler): void {
    this.#handlers.set(kind, handler);
  }

  ask(
    link: PeerLink,
    kind: RequestKind,
    body: Uint8Array,
    timeoutMs = requestTimeout,
  ): Promise<Uint8Array | null> {
    const { clock, random, send, onSilence } = this.parts;
    const id = random.bytes(8);
    const key = textOf(id);
    const message: LinkMessage = { type: 'request', kind, id, body };
    return new Promise((resolve) => {
      const silent = (): void => {
        if (link.open && link.waitingSince !== null) onSilence(link);
      };
      const repeat = (): void => {
        open.repeated = true;
        open.timer = clock.after(timeoutMs / 2, () => {
          this.#end(key, null);
          silent();
        });
        send(link, message);
        silent();
      };
      const open: Open = {
        link,
        kind,
        sentAt: clock.now(),
        repeated: false,
        timer: clock.after(timeoutMs / 2, repeat),
        resolve,
      };
      this.#open.set(key, open);
      link.waitingSince ??= clock.now();
      send(link, message);
    });
  }

  /** A request or an answer that came over `link`. */
  receive(link: PeerLink, message: Asked): void {
    if (message.type === 'answer') this.#answered(link, message);
    else this.#asked(link, message);
  }

  /** The link closed: nobody will answer. */
  closed(link: PeerLink): void {
    for (const [key, open] of this.#open) if (open.link === link) this.#end(key, null);
  }

  #asked(link: PeerLink, message: Asked): void {
    const { clock, drop } = this.parts;
    if (!this.#limiter.take(textOf(link.nodeId), clock.now())) {
      drop('request-rate');
      return;
    }
    const answer = this.#handlers.get(message.kind)?.(message.body, link) ?? null;
    if (answer instanceof Promise) void answer.then((body) => this.#reply(link, message, body));
    else this.#reply(link, message, answer);
  }

  #reply(link: PeerLink, { kind, id }: Asked, body: Uint8Array | null): void {
    if (!body) this.parts.drop('request-refused');
    else if (link.open) this.parts.send(link, { type: 'answer', kind, id, body });
  }

  #answered(link: PeerLink, message: Asked): void {
    const key = textOf(message.id);
    const open = this.#open.get(key);
    if (!open || open.link !== link || open.kind !== message.kind) {
      // Also the second answer to a request that was repeated: no harm, but counted.
      this.parts.drop('answer-unasked');
      return;
    }
    if (!open.repeated) {
      const took = this.parts.clock.now() - open.sentAt;
      // RFC 6298's smoothing.
      link.rtt = link.rtt === null ? took : link.rtt * 0.875 + took * 0.125;
    }
    this.#end(key, message.body);
  }

  #end(key: string, body: Uint8Array | null): void {
    const open = this.#open.get(key);
    if (!open) return;
    this.#open.delete(key);
    open.timer.cancel();
    open.resolve(body);
  }
}
