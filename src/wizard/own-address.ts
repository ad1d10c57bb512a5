/** The address that others reach this PC at, made and kept from the last page of the set-up. Passphrases stay out of the answers. */
import type { Clock } from '../clock/clock.js';
import type { AddressFacts } from '../control/protocol.js';
import type { Say } from '../tui/texts/say.js';
import type { Machine } from './machine.js';
import type { WizardState } from './page.js';

/** How often it is looked whether the address is made, ms. */
const lookEvery = 500;

export interface OwnAddressState {
  /** `tries`: millions so far. */
  readonly making:
    | { readonly state: 'none' }
    | { readonly state: 'making'; readonly tries: number }
    | { readonly state: 'made'; readonly address: string }
    | { readonly state: 'failed'; readonly why: string };
  readonly passphrase: string;
  readonly repeated: string;
  /** What came of writing the backup last. */
  readonly backup: { readonly text: string; readonly isGood: boolean } | null;
}

export const freshOwnAddress: OwnAddressState = {
  making: { state: 'none' },
  passphrase: '',
  repeated: '',
  backup: null,
};

/** What the page may ask for. */
export interface OwnAddressHands {
  make(): void;
  /** Writes the backup to the stick that is plugged in. */
  save(): void;
}

interface Parts {
  readonly machine: Pick<Machine, 'saveToStick'>;
  readonly clock: Clock;
  readonly wizard: {
    readonly state: WizardState;
    update(change: Partial<WizardState>): void;
    say(): Say;
  };
  /** Asks the node. */
  readonly call: (method: string, params: Record<string, unknown>) => Promise<unknown>;
}

export class OwnAddress implements OwnAddressHands {
  constructor(private readonly parts: Parts) {}

  make(): void {
    const { state } = this.#own.making;
    if (state === 'making' || state === 'made') return;
    this.#update({ making: { state: 'making', tries: 0 } });
    this.#make().catch((error: Error) => this.#update({ making: { state: 'failed', why: error.message } }));
  }

  save(): void {
    const say = this.parts.wizard.say();
    const { passphrase, repeated } = this.#own;
    if (passphrase !== repeated) {
      this.#update({ backup: { text: say('backup.differs'), isGood: false } });
      return;
    }
    this.#save(passphrase, say).then(
      (place) =>
        this.#update({
          passphrase: '',
          repeated: '',
          backup: { text: say('backup.saved', { place }), isGood: true },
        }),
      (error: Error) => this.#update({ backup: { text: error.message, isGood: false } }),
    );
  }

  get #own(): OwnAddressState {
    return this.parts.wizard.state.own;
  }

  #update(change: Partial<OwnAddressState>): void {
    this.parts.wizard.update({ own: { ...this.#own, ...change } });
  }

  async #make(): Promise<void> {
    const { call, clock } = this.parts;
    const { making } = (await call('address.new', { label: '' })) as { making: number };
    for (;;) {
      const { tries, address } = (await call('address.making', { making })) as {
        tries: number;
        address: AddressFacts | null;
      };
      if (address) {
        this.#update({ making: { state: 'made', address: address.address } });
        return;
      }
      this.#update({ making: { state: 'making', tries: tries / 1e6 } });
      await new Promise<void>((resolve) => clock.after(lookEvery, resolve));
    }
  }

  async #save(passphrase: string, say: Say): Promise<string> {
    const { call, machine } = this.parts;
    const { backup } = (await call('address.backup', { passphrase })) as { backup: string };
    const name = 'phantom-addresses.txt';
    return say('stick.file', { name, stick: await machine.saveToStick(name, backup, say) });
  }
}
