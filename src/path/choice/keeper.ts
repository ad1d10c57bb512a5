/**
 * Writes down what was chosen, in the state; one write after the other, or an older one could end last. Nobody is used before
 * that is done: who begins a path, and is forgotten because the node crashed in between, would be another throw of the dice.
 */
import { encodeChosen } from '../../wire/chosen.js';
import { type Holdings, toChosen } from './kept.js';
import type { Member } from './kept-set.js';
import type { ChoiceParts } from './types.js';

/** Name of the kept bytes in the state. */
export const stateName = 'chosen';

export class Keeper {
  /** Somebody new may be used now. One listener. */
  onKept = (): void => {};
  /** What was handed to the state last; empty when that failed. */
  #saved: string;
  /** Who stands in which set there, by `nameIn`. */
  #kept: ReadonlySet<string>;
  #saving: Promise<void> = Promise.resolve();
  #isFailing = false;

  /** @param isRead whether the holdings were read from the state */
  constructor(
    private readonly parts: Pick<ChoiceParts, 'date' | 'log' | 'state'>,
    private readonly ownTime: () => number,
    private readonly holdings: Holdings,
    isRead: boolean,
  ) {
    this.#saved = isRead ? textOf(holdings) : '';
    this.#kept = new Set(isRead ? membersOf(holdings) : []);
  }

  /** The last write came to nothing. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Those of a set that are written down: `guards`, `layer2`, or the end hops of an address (see `endsName`). */
  kept<M extends Member>(set: string, members: readonly M[]): M[] {
    return members.filter(({ relay }) => this.#kept.has(nameIn(set, relay.name)));
  }

  /** Whether everybody who was drawn is written down. */
  get isUpToDate(): boolean {
    return membersOf(this.holdings).every((name) => this.#kept.has(name));
  }

  saveIfChanged(): void {
    if (textOf(this.holdings) !== this.#saved) this.save();
  }

  save(): void {
    // Those who wait for it hear of a failure, and the log does.
    this.write().catch(() => {});
  }

  /** Writes what there is now; rejects when it cannot be kept. The next look tries again. */
  write(): Promise<void> {
    const { parts, holdings } = this;
    const now = this.ownTime();
    for (const [name, sets] of holdings.ends) {
      const isOver = [...sets.exit, ...sets.entry].every(({ until }) => until <= now);
      if (isOver && sets.exit.length + sets.entry.length > 0) holdings.ends.delete(name);
    }
    this.#saved = textOf(holdings);
    const members = new Set(membersOf(holdings));
    const bytes = encodeChosen(toChosen(holdings, now, parts.date()));
    const written = this.#saving.then(() => parts.state.write(stateName, bytes));
    this.#saving = written.then(
      () => {
        this.#isFailing = false;
        const hasNew = [...members].some((name) => !this.#kept.has(name));
        this.#kept = members;
        if (hasNew) this.onKept();
      },
      (error: Error) => {
        this.#saved = '';
        this.#isFailing = true;
        parts.log.warn(`the choice could not be kept: ${error.message}`);
      },
    );
    return written;
  }

  /** When all that was to be written is. */
  get done(): Promise<void> {
    return this.#saving;
  }
}

/** The set of an address's end hops for paths of a kind. */
export function endsName(owner: string, kind: string): string {
  return `${owner} ${kind}`;
}

function nameIn(set: string, name: string): string {
  return `${set} ${name}`;
}

/** Who is in which set. */
function membersOf({ guards, layer2, ends }: Holdings): string[] {
  const sets: [string, readonly Member[]][] = [
    ['guards', guards.list],
    ['layer2', layer2],
    ...[...ends].flatMap(([owner, { exit, entry }]): [string, readonly Member[]][] => [
      [endsName(owner, 'exit'), exit],
      [endsName(owner, 'entry'), entry],
    ]),
  ];
  return sets.flatMap(([set, members]) => members.map(({ relay }) => nameIn(set, relay.name)));
}

/** All that must be written at once when it changes, as one text. */
function textOf(holdings: Holdings): string {
  return `${holdings.guards.isFirm} ${holdings.standing.best} ${membersOf(holdings).join()}`;
}
