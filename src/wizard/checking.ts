/** The check of the medium as the wizard shows it: begun, watched and left off at will. */
import type { Machine } from './machine.js';

export type MediumState =
  | { readonly state: 'none' }
  | { readonly state: 'idle' }
  | { readonly state: 'intact' }
  | { readonly state: 'checking'; readonly percent: number }
  | { readonly state: 'damaged'; readonly files: readonly string[] }
  | { readonly state: 'failed'; readonly why: string };

export class Checking {
  #running: AbortController | null = null;

  constructor(
    private readonly machine: Pick<Machine, 'damagedFiles'>,
    private readonly onState: (state: MediumState) => void,
  ) {}

  start(): void {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    let shown = 0;
    const tell = (state: MediumState): void => {
      if (this.#running === running) this.onState(state);
    };
    tell({ state: 'checking', percent: 0 });
    void this.machine
      .damagedFiles(({ done, total }) => {
        const percent = Math.floor((100 * done) / Math.max(1, total));
        if (percent === shown) return;
        shown = percent;
        tell({ state: 'checking', percent });
      }, running.signal)
      .then(
        (files) => tell(files.length === 0 ? { state: 'intact' } : { state: 'damaged', files }),
        (error: Error) => tell({ state: 'failed', why: error.message }),
      );
  }

  /** Leaves off; what was found is kept. */
  stop(): void {
    if (!this.#running) return;
    this.#running.abort();
    this.#running = null;
  }
}
