/** The addresses of this machine: the lasting ones, and the fresh one that this start goes out with. */
import type { Clock, Timer } from '../clock/clock.js';
import { equal, wipe } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import type { State } from '../state/state.js';
import { checkedLabel, maxAddresses, maxLabel } from '../wire/address-book.js';
import { openBackup, sealBackup } from './backup.js';
import { type Book, bookFromBytes, bookToBytes, wipeAll } from './book.js';
import { freshOf, keepNext, takeNext } from './fresh.js';
import { addressOf, type Making, makeOrigin, type Origin, paces } from './make.js';
import { AddressError, type OwnAddress } from './types.js';

const stateName = 'addresses';
/** The fresh address of the next start is begun so long after this one, ms: a start has other things to do. */
const nextAfter = 30_000;

const nobody: readonly OwnAddress[] = [];

export interface AddressParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  /** Whether there is to be a fresh address to go out with. */
  readonly isGoingOut: boolean;
  /**
   * The guards go into every backup and come back out of it. `give` resolves once they are kept, false when the bytes are none;
   * rejects when they cannot be written.
   */
  readonly guards: { take(): Uint8Array; give(bytes: Uint8Array): Promise<boolean> };
}

export interface Restored {
  /** Addresses that were not here before. */
  readonly restored: readonly OwnAddress[];
  /** Those that were, and stay as they are. */
  readonly there: readonly OwnAddress[];
}

export class Addresses {
  /** The list has changed. One listener. */
  onChange: () => void = () => {};
  #fresh: OwnAddress | null = null;
  #all: readonly OwnAddress[] = [];
  readonly #makings = new Set<Making>();
  #timer: Timer | null = null;
  #isClosed = false;
  /** Changes of what is kept come one after the other. */
  #changes: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly parts: AddressParts,
    private book: Book,
  ) {}

  /** Reads what is kept. Throws a sentence when it is damaged: addresses must not be lost without the operator knowing. */
  static async open(parts: AddressParts): Promise<Addresses> {
    const bytes = await parts.state.read(stateName);
    const book = bytes ? bookFromBytes(bytes) : { lasting: [], chosen: null };
    if (!book) {
      throw new Error(
        `the file "${stateName}" in the state directory is damaged: this machine's addresses were expected. ` +
          'Remove it, and restore them from a backup with "phantom address restore".',
      );
    }
    const addresses = new Addresses(parts, book);
    if (parts.isGoingOut) await addresses.#goOut();
    addresses.#arrange();
    return addresses;
  }

  /** All addresses. */
  get all(): readonly OwnAddress[] {
    return this.#all;
  }

  /**
   * All addresses, the one that programs go out with first; another array after each change. Empty as long as that one is still
   * being made: a lasting one must not go out in its place.
   */
  get list(): readonly OwnAddress[] {
    const isWaiting = this.parts.isGoingOut && !this.#fresh && !this.book.chosen;
    return isWaiting ? nobody : this.#all;
  }

  /** The lasting address chosen for going out; null: a fresh one. */
  get chosen(): OwnAddress | null {
    return this.book.chosen;
  }

  /** Null when it is none of ours. */
  of(address: Uint8Array): OwnAddress | null {
    return this.#all.find((one) => equal(one.address, address)) ?? null;
  }

  /** Begins to make a lasting address: `tries()` tells how far it is, `added` gives it once it is kept. */
  make(label: string): { tries(): number; readonly added: Promise<OwnAddress> } {
    if (checkedLabel(label) === null) {
      throw new AddressError(
        'label-bad',
        `Expected a label of at most ${maxLabel} bytes without control characters; this one does not fit.`,
      );
    }
    this.#checkOpen();
    this.#checkRoom(1);
    const making = this.#begin(paces.hasty);
    const added = this.#made(making).then((origin) => {
      if (!origin) throw new AddressError('stopped', 'The node stopped before the address was made.');
      return this.#change(() => this.#add(origin, label));
    });
    // Whoever began it may have stopped listening.
    added.catch(() => {});
    return { tries: () => making.tries, added };
  }

  /** Programs go out with this lasting address from now on; null: with a fresh one per start. */
  choose(address: OwnAddress | null): Promise<void> {
    return this.#change(async () => {
      if (address) this.#checkLasting(address);
      await this.#keep({ ...this.book, chosen: address });
    });
  }

  /** Forgets a lasting address for good and wipes its secret. */
  remove(address: OwnAddress): Promise<void> {
    return this.#change(async () => {
      this.#checkLasting(address);
      const { lasting, chosen } = this.book;
      await this.#keep({
        lasting: lasting.filter((one) => one !== address),
        chosen: chosen === address ? null : chosen,
      });
      wipe(address.secret);
    });
  }

  /** All lasting addresses, and the guards, as one text under a passphrase. */
  async backup(passphrase: string): Promise<string> {
    if (this.book.lasting.length === 0) {
      throw new AddressError(
        'backup-empty',
        'There is no lasting address to back up. Make one with "phantom address new".',
      );
    }
    const book = bookToBytes(this.book);
    try {
      return await sealBackup({ book, guards: this.parts.guards.take() }, passphrase, this.parts.random);
    } finally {
      wipe(book);
    }
  }

  /** Takes in what is missing here; what is here stays as it is, and so does the choice for going out. */
  async restore(text: string, passphrase: string): Promise<Restored> {
    const { book, guards } = await openBackup(text, passphrase);
    const read = bookFromBytes(book);
    if (!read)
      throw new AddressError('backup-damaged', 'The backup opens, but what is in it are no addresses.');
    return this.#change(async () => {
      const here = (own: OwnAddress) =>
        this.book.lasting.find((one) => equal(one.address, own.address)) ?? null;
      const restored = read.lasting.filter((own) => !here(own));
      const there = read.lasting.map(here).filter((own) => own !== null);
      wipeAll(read.lasting.filter((own) => !restored.includes(own)));
      try {
        this.#checkRoom(restored.length);
        // First the guards: addresses must not go out by others than those that know them.
        if (guards.length > 0 && !(await this.parts.guards.give(guards)))
          this.parts.log.warn('the guards in the backup cannot be read; others will be chosen');
        await this.#keep({ ...this.book, lasting: [...this.book.lasting, ...restored] });
      } catch (error) {
        wipeAll(restored);
        throw error;
      }
      return { restored, there };
    });
  }

  /** Ends what is being made and wipes all secrets. */
  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    for (const making of this.#makings) making.cancel();
    wipeAll(this.book.lasting);
    if (this.#fresh) wipeAll([this.#fresh]);
    this.#all = nobody;
  }

  /** The fresh address that the last start has made, or one that is made now; and, later, one for the next start. */
  async #goOut(): Promise<void> {
    const { state, clock, log } = this.parts;
    this.#fresh = await takeNext(state);
    if (!this.#fresh) void this.#makeFresh();
    this.#timer = clock.after(nextAfter, () => {
      this.#makeNext().catch((error: Error) =>
        log.warn(`the address of the next start could not be kept: ${error.message}`),
      );
    });
  }

  async #makeFresh(): Promise<void> {
    const origin = await this.#made(this.#begin(paces.hasty));
    if (!origin) return;
    this.#fresh = freshOf(origin);
    wipe(origin.seed);
    this.#arrange();
  }

  async #makeNext(): Promise<void> {
    const origin = await this.#made(this.#begin(paces.idle));
    if (!origin) return;
    await keepNext(this.parts.state, origin).finally(() => wipe(origin.seed));
  }

  #begin(pace: number): Making {
    const making = makeOrigin(this.parts, pace);
    this.#makings.add(making);
    return making;
  }

  async #made(making: Making): Promise<Origin | null> {
    const origin = await making.done;
    this.#makings.delete(making);
    if (!this.#isClosed) return origin;
    // Done in the same instant as the end.
    if (origin) wipe(origin.seed);
    return null;
  }

  async #add(origin: Origin, label: string): Promise<OwnAddress> {
    const own = addressOf(origin, { isLasting: true, label })!;
    wipe(origin.seed);
    try {
      this.#checkRoom(1);
      await this.#keep({ ...this.book, lasting: [...this.book.lasting, own] });
      return own;
    } catch (error) {
      wipe(own.secret);
      throw error;
    }
  }

  #arrange(): void {
    if (this.#isClosed) return;
    const { lasting, chosen } = this.book;
    const all = [...(this.#fresh ? [this.#fresh] : []), ...lasting];
    this.#all = chosen ? [chosen, ...all.filter((one) => one !== chosen)] : all;
    this.onChange();
  }

  #checkRoom(more: number): void {
    if (this.book.lasting.length + more <= maxAddresses) return;
    throw new AddressError(
      'addresses-full',
      `A machine keeps at most ${maxAddresses} lasting addresses. Remove some first.`,
    );
  }

  #checkLasting(address: OwnAddress): void {
    if (this.book.lasting.includes(address)) return;
    throw new AddressError(
      'address-fresh',
      'This address was made for this start only and ends with it: it cannot be chosen, and need not be removed.',
    );
  }

  #change<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(job);
    this.#changes = done.catch(() => {});
    return done;
  }

  /** Writes a book before it counts. */
  async #keep(book: Book): Promise<void> {
    // The secrets are wiped by now: they must not be written over the true ones.
    this.#checkOpen();
    const bytes = bookToBytes(book);
    try {
      await this.parts.state.write(stateName, bytes);
    } finally {
      wipe(bytes);
    }
    this.book = book;
    // Closed while it was written: it is kept, but nobody here needs its secrets any more.
    if (this.#isClosed) wipeAll(book.lasting);
    this.#arrange();
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new AddressError('stopped', 'The node has stopped.');
  }
}
