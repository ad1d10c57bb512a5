import type { TimeSpan } from '../wire/time-spans.js';

/** More than a clock that is set anew now and then makes. */
const most = 8;

/** Spans of time, in seconds, both ends included; those that are near each other become one. */
export class Spans {
  #list: readonly TimeSpan[];

  constructor(
    /** Spans that lie nearer than this become one, seconds. */
    private readonly gap: number,
    list: readonly TimeSpan[] = [],
  ) {
    this.#list = list;
  }

  get list(): readonly TimeSpan[] {
    return this.#list;
  }

  has(time: number): boolean {
    return this.#list.some(({ from, to }) => time >= from && time <= to);
  }

  add(from: number, to: number): void {
    const isNear = (span: TimeSpan): boolean => span.from - to <= this.gap && from - span.to <= this.gap;
    const near = [{ from, to }, ...this.#list.filter(isNear)];
    const others = this.#list.filter((span) => !isNear(span));
    // Where there are too many, the latest two become one.
    const united = others.length < most ? near : [...near, ...others.splice(-1)];
    this.#list = [...others, hullOf(united)];
  }
}

function hullOf(spans: readonly TimeSpan[]): TimeSpan {
  return {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  };
}
