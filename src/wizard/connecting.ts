import type { Clock } from '../clock/clock.js';
import type { Connection } from './connection.js';
import type { Connector, Outcome } from './connector.js';
import type { WizardState } from './page.js';

/** How often is the Wi-Fi card asked while its page is open? Milliseconds; each time costs two programs. */
const lookEvery = 2000;

/** How far making the connection has come. */
export type ConnectingState =
  | { readonly state: 'idle' }
  | { readonly state: 'working' }
  | { readonly state: 'done'; readonly connection: Connection; readonly outcome: Outcome };

/** What the pages of the connection may ask for. */
export interface ConnectHands {
  /** Listens for Wi-Fi networks once more. */
  listen(): void;
  /** Makes the connection that was answered; the state says what came of it. */
  apply(): void;
  /** Gives up connecting. */
  stop(): void;
}

/** The wizard's part in the connection: looks, listens, connects, and keeps what came of it in the state. */
export class Connecting implements ConnectHands {
  #looked = Number.NEGATIVE_INFINITY;
  #isLooking = false;
  /** Whether the card was told to listen since the page was opened. */
  #listened = false;
  /** Counts what was applied: only the last one speaks. */
  #run = 0;

  constructor(
    readonly connector: Connector | null,
    readonly clock: Clock,
    readonly wizard: { readonly state: WizardState; update(change: Partial<WizardState>): void },
  ) {}

  /** The regular look, while it is of any use. Nobody need wait for it: the service may take its time. */
  async look(): Promise<void> {
    if (!this.connector || this.wizard.state.page !== 'wifi') {
      this.#listened = false;
      return;
    }
    const now = this.clock.now();
    if (this.#isLooking || now - this.#looked < lookEvery) return;
    this.#looked = now;
    this.#isLooking = true;
    const wifi = await this.connector.look();
    this.#isLooking = false;
    this.wizard.update({ wifi });
    if (!wifi || this.#listened) return;
    this.#listened = true;
    if (wifi.connected === null) this.listen();
  }

  listen(): void {
    const { wifi, answers } = this.wizard.state;
    if (wifi) this.wizard.update({ wifi: { ...wifi, isScanning: true } });
    const { country } = answers.connection;
    // Half a country is none yet.
    void this.connector?.scan(/^[A-Z]{2}$/.test(country) ? country : '');
    this.#looked = this.clock.now();
  }

  apply(): void {
    const { connector } = this;
    if (!connector) return;
    const { connection } = this.wizard.state.answers;
    this.#run += 1;
    const run = this.#run;
    this.wizard.update({ connecting: { state: 'working' } });
    void connector.apply(connection).then(async (outcome) => {
      if (run !== this.#run) return;
      const wifi = connection.kind === 'wifi' ? await connector.look() : this.wizard.state.wifi;
      this.wizard.update({ connecting: { state: 'done', connection, outcome }, wifi });
    });
  }

  stop(): void {
    void this.connector?.stop();
  }
}
