/** Writes down what was chosen, in the state; one write after the other, or an older one could end last. */
import { encodeChosen } from '../../wire/chosen.js';
import { type Holdings, toChosen } from './kept.js';
import type { ChoiceParts } from './types.js';

/** Name of the kept bytes in the state. */
export const stateName = 'chosen';

export class Keeper {
  #saved: string;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: Pick<ChoiceParts, 'date' | 'log' | 'state'>,
    private readonly ownTime: () => number,
    private readonly holdings: Holdings,
  ) {
    this.#saved = membersOf(holdings);
  }

  /** At once: who is drawn and then forgotten, since the node was made to crash, would be another throw of the dice. */
  saveIfChanged(): void {
    if (membersOf(this.holdings) !== this.#saved) this.save();
  }

  save(): void {
    // Those who wait for it hear of a failure, and the log does.
    this.write().catch(() => {});
  }

  /** Writes what there is now; rejects when it cannot be kept. The next look tries again. */
  write(): Promise<void> {
    const { parts, holdings } = this;
    const now = this.ownTime();
    this.#saved = membersOf(holdings);
    for (const [name, sets] of holdings.ends) {
      const isOver = [...sets.exit, ...sets.entry].every(({ until }) => until <= now);
      if (isOver && sets.exit.length + sets.entry.length > 0) holdings.ends.delete(name);
    }
    const bytes = encodeChosen(toChosen(holdings, now, parts.date()));
    const written = this.#saving.then(() => parts.state.write(stateName, bytes));
    this.#saving = written.catch((error: Error) => {
      this.#saved = '';
      parts.log.warn(`the choice could not be kept: ${error.message}`);
    });
    return written;
  }

  /** When all that was to be written is. */
  get done(): Promise<void> {
    return this.#saving;
  }
}

/** Who is in which set, as one text. */
function membersOf({ guards, layer2, ends, standing }: Holdings): string {
  const sets = [...ends.values()].flatMap(({ exit, entry }) => [exit, entry]);
  const names = [guards.list, layer2, ...sets].map((set) => set.map(({ relay }) => relay.name).join());
  return `${guards.isFirm} ${standing.best} ${names.join(' ')}`;
}
