import type { DayFacts } from '../control/protocol.js';
import type { Links } from '../link/types.js';

/** Ten minutes each, a day together, ms. */
const span = 600_000;
const spans = 144;

type Traffic = Pick<Links['traffic'], 'bytesIn' | 'bytesOut'>;

/** How much went over the line in each ten minutes of the last day, from counters that only grow. */
export class DayTraffic {
  readonly #received: number[] = [0];
  readonly #sent: number[] = [0];
  #last: Traffic = { bytesIn: 0, bytesOut: 0 };
  #until: number;

  constructor(now: number) {
    this.#until = now + span;
  }

  /** Takes the counters down; to be called every few seconds. A machine that slept has spans without traffic. */
  sample({ bytesIn, bytesOut }: Traffic, now: number): void {
    const passed = Math.max(0, Math.ceil((now - this.#until) / span));
    for (let left = Math.min(passed, spans); left > 0; left -= 1) this.#next();
    this.#until += passed * span;
    this.#received[this.#received.length - 1]! += bytesIn - this.#last.bytesIn;
    this.#sent[this.#sent.length - 1]! += bytesOut - this.#last.bytesOut;
    this.#last = { bytesIn, bytesOut };
  }

  get facts(): DayFacts {
    return { span, received: [...this.#received], sent: [...this.#sent] };
  }

  #next(): void {
    for (const values of [this.#received, this.#sent]) {
      values.push(0);
      if (values.length > spans) values.shift();
    }
  }
}
