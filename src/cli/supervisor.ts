import { notify, watchdogInterval } from 'sd-notify';
import type { Clock, Timer } from '../clock/clock.js';
import type { Log } from '../log/log.js';

/** Between a running node and whoever runs it: signals come in, the service manager is told. */
export class Supervisor {
  readonly #clock: Clock;
  readonly #log: Log;
  #timer: Timer | null = null;
  #ending = false;
  #resolve: () => void = () => {};
  readonly #onSignal = (signal: NodeJS.Signals) => {
    // Who asks twice does not want to wait.
    if (this.#ending) process.exit(1);
    this.end(signal);
  };

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Resolves when the node is to end: by a signal or by `end`. */
  watch(): Promise<void> {
    process.on('SIGTERM', this.#onSignal);
    process.on('SIGINT', this.#onSignal);
    notify('STATUS=making or reading the identity');
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (this.#ending) resolve();
    });
  }

  /** The node is up: say so, and keep saying so as often as the service manager wants to hear it. */
  ready(): void {
    if (this.#ending) return;
    notify('READY=1\nSTATUS=running');
    const every = watchdogInterval();
    if (every === null) return;
    const tick = () => {
      notify('WATCHDOG=1');
      this.#timer = this.#clock.after(every, tick);
    };
    tick();
  }

  /** @param by who asked, for the log */
  end(by: string): void {
    if (this.#ending) return;
    this.#ending = true;
    this.#log.info(`ending, asked by ${by}`);
    notify('STOPPING=1\nSTATUS=ending');
    this.#resolve();
  }

  close(): void {
    this.#timer?.cancel();
    process.off('SIGTERM', this.#onSignal);
    process.off('SIGINT', this.#onSignal);
  }
}
