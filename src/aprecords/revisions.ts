/**
 * Revisions of AP records: each publication has a higher one than all before it, also after a restart, or readers and
 * storing nodes would take it for an old one. They begin at the hour, so that an address that is restored elsewhere without
 * this state goes on above what it published before; finer time would show how much the owner's clock is off.
 */
import type { State } from '../state/state.js';
import { type ApRevisions, decodeApRevisions, encodeApRevisions } from '../wire/ap-revisions.js';
import { textOf } from '../wire/bytes.js';

const stateName = 'ap-revisions';
/** Room for so many revisions an hour, far more than anybody makes. */
const perHour = 4096;

export class Revisions {
  #written: Promise<void> = Promise.resolve();

  private constructor(
    private readonly state: State,
    private readonly last: ApRevisions,
  ) {}

  /** Bytes that are none count as lost: the hour stands in for them. */
  static async open(state: State): Promise<Revisions> {
    const kept = await state.read(stateName);
    return new Revisions(state, (kept && decodeApRevisions(kept)) ?? new Map());
  }

  /** The next revision of an address; resolves once it is kept. `now` in seconds of network time. */
  async next(address: Uint8Array, now: number): Promise<number> {
    const name = textOf(address);
    const revision = Math.max((this.last.get(name) ?? 0) + 1, Math.floor(now / 3600) * perHour);
    this.last.set(name, revision);
    await this.#write();
    return revision;
  }

  /** A record of ours with this revision is out there: the next one must be higher. */
  seen(address: Uint8Array, revision: number): void {
    const name = textOf(address);
    const last = this.last.get(name);
    // An answer may come late, when the address is ours no more.
    if (last !== undefined) this.last.set(name, Math.max(last, revision));
  }

  /** Only these addresses are still ours: the others' are forgotten. */
  async keep(addresses: readonly Uint8Array[]): Promise<void> {
    const names = new Set(addresses.map(textOf));
    const gone = [...this.last.keys()].filter((name) => !names.has(name));
    for (const name of gone) this.last.delete(name);
    if (gone.length > 0) await this.#write();
  }

  /** One write after the other, or an older one could end last. */
  #write(): Promise<void> {
    const bytes = encodeApRevisions(this.last);
    this.#written = this.#written.catch(() => {}).then(() => this.state.write(stateName, bytes));
    return this.#written;
  }
}
