import type { Links } from '../link/types.js';

/** Over how long a rate is taken, ms. */
const span = 10_000;

type Traffic = Links['traffic'];

/** Bytes per second over the last ten seconds, from counters that only grow. */
export class Rates {
  readonly #samples: { at: number; bytesIn: number; bytesOut: number }[] = [];

  /** Takes the counters down; to be called every few seconds. */
  sample({ bytesIn, bytesOut }: Traffic, now: number): void {
    this.#samples.push({ at: now, bytesIn, bytesOut });
    while (this.#samples.length > 1 && now - this.#samples[1]!.at >= span) this.#samples.shift();
  }

  /** Rates up to now; 0 before the first sample. */
  at(traffic: Traffic, now: number): { rateIn: number; rateOut: number } {
    const first = this.#samples[0];
    if (!first || now <= first.at) return { rateIn: 0, rateOut: 0 };
    const seconds = (now - first.at) / 1000;
    return {
      rateIn: (traffic.bytesIn - first.bytesIn) / seconds,
      rateOut: (traffic.bytesOut - first.bytesOut) / seconds,
    };
  }
}
