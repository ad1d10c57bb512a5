/**
 * The records of all addresses of this machine, and of others': what a node makes of this room. Every lasting address has
 * an owner's side, which comes and goes with it; one reader serves all.
 */
import type { KeyPair } from '../crypto/noise.js';
import type { OwnPath } from '../path/types.js';
import type { State } from '../state/state.js';
import { textOf } from '../wire/bytes.js';
import { ApOwner, type PublishedFacts } from './owner.js';
import { ApReader } from './reader.js';
import { Revisions } from './revisions.js';
import type { ApKey, FoundRecord, RecordParts as Parts } from './types.js';

export interface RecordsParts extends Parts {
  readonly state: State;
  /** Addresses of this machine; only lasting ones are published. */
  readonly addresses: () => readonly (ApKey & { readonly isLasting: boolean })[];
  /** The paths of one of them, as they are now. */
  readonly paths: (address: Uint8Array) => {
    readonly exits: readonly OwnPath[];
    readonly entries: readonly OwnPath[];
  };
}

export class Records {
  readonly #owners = new Map<string, ApOwner>();
  readonly #reader: ApReader;
  /** Whose a path is, also when it has left its pool. */
  readonly #names = new WeakMap<OwnPath, string>();
  #strays = 0;

  private constructor(
    private readonly parts: RecordsParts,
    private readonly revisions: Revisions,
  ) {
    this.#reader = new ApReader({ ...parts, keyOf: (path) => this.#keyOf(path) });
    this.addressesChanged();
  }

  static async open(parts: RecordsParts): Promise<Records> {
    return new Records(parts, await Revisions.open(parts.state));
  }

  /** Records refused, by what is wrong with them. */
  get dropped(): Readonly<Record<string, number>> {
    return this.#reader.dropped;
  }

  /** Looks an address up through an exit path of the AP key that asks. Null when nobody keeps a true record. */
  find(address: Uint8Array, through: OwnPath): Promise<FoundRecord | null> {
    return this.#reader.find(address, through);
  }

  /** The key that our record of a day names; null when there is none. */
  sessionKey(address: Uint8Array, day: number): KeyPair | null {
    return this.#owners.get(textOf(address))?.sessionKey(day) ?? null;
  }

  /** What became of an address's record; null when it is not published. */
  facts(address: Uint8Array): PublishedFacts | null {
    return this.#owners.get(textOf(address))?.facts ?? null;
  }

  /** To be called when addresses have come or gone. */
  addressesChanged(): void {
    const lasting = this.parts.addresses().filter(({ isLasting }) => isLasting);
    const names = new Set(lasting.map(({ address }) => textOf(address)));
    for (const [name, owner] of this.#owners) {
      if (names.has(name)) continue;
      owner.close();
      this.#owners.delete(name);
    }
    for (const key of lasting) if (!this.#owners.has(textOf(key.address))) this.#own(key);
  }

  /** To be called when paths of an address have come or gone. */
  pathsChanged(address: Uint8Array): void {
    this.#owners.get(textOf(address))?.changed();
  }

  /** An address was removed for good: nothing of it is kept. */
  forget(address: Uint8Array): Promise<void> {
    return this.revisions.forget(address);
  }

  /** Publishes nothing more, and wipes the session keys. */
  close(): void {
    for (const owner of this.#owners.values()) owner.close();
    this.#owners.clear();
  }

  #own(key: ApKey): void {
    const { paths } = this.parts;
    const owner = new ApOwner({
      ...this.parts,
      key,
      revisions: this.revisions,
      exits: () => paths(key.address).exits,
      entries: () => paths(key.address).entries,
    });
    this.#owners.set(textOf(key.address), owner);
  }

  /** A name of the address whose path it is; a path of none has one of its own. */
  #keyOf(path: OwnPath): string {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const { addresses, paths } = this.parts;
    const own = addresses().find(({ address }) => paths(address).exits.includes(path));
    const name = own ? textOf(own.address) : `path ${++this.#strays}`;
    this.#names.set(path, name);
    return name;
  }
}
