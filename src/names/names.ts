/**
 * The address book: names that people of this machine give to AP addresses, kept in the state and nowhere else. The node's
 * commands change it; programs find the names by /etc/hosts, which a helper writes (door.ts). Nobody else is told of them.
 */
import type { Log } from '../log/log.js';
import type { State } from '../state/state.js';
import type { NameDoor } from './door.js';
import {
  apFrom,
  mostNames,
  type NamedAddress,
  nameFrom,
  namesFromText,
  namesToText,
  suffix,
} from './text.js';

/** The operator's mistake; `message` is a sentence. */
export class NameError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'NameError';
  }
}

export interface NameParts {
  readonly state: State;
  readonly log: Log;
  /** Null: programs do not find the names of this node. */
  readonly door: NameDoor | null;
}

const file = 'names';

export class Names {
  /** Whether programs find them; `why` says why not. */
  resolved: { readonly state: 'unknown' | 'yes' | 'no'; readonly why: string } = {
    state: 'unknown',
    why: '',
  };
  #list: readonly NamedAddress[];
  #turn: Promise<void> = Promise.resolve();
  #telling: Promise<void> | null = null;
  #isStale = false;
  #warned = '';

  private constructor(
    private readonly parts: NameParts,
    list: readonly NamedAddress[],
  ) {
    this.#list = list;
  }

  /** Rejects when the state cannot be read, or holds what is no list of names. */
  static async open(parts: NameParts): Promise<Names> {
    const bytes = await parts.state.read(file);
    const list = bytes === null ? [] : namesFromText(new TextDecoder().decode(bytes));
    if (!list)
      throw new Error(`the kept file "${file}" is damaged; take it away to begin a new address book`);
    const names = new Names(parts, list);
    // Who never had a name takes nobody's away: another node of this machine may have some.
    if (bytes !== null) names.#tell();
    return names;
  }

  /** By their names. */
  get list(): readonly NamedAddress[] {
    return this.#list;
  }

  /** Gives a name to an address, whoever had it before. Throws `NameError`. */
  async add(name: string, address: string): Promise<NamedAddress> {
    const given = { name: checked(name), address: apFrom(address) };
    if (given.address === null) {
      throw new NameError(
        'not-an-address',
        `Expected a Phantom address (2001:25:...), but ${JSON.stringify(address)} came.`,
      );
    }
    const added = { name: given.name, address: given.address };
    await this.#change((list) => {
      const others = list.filter((one) => one.name !== added.name);
      if (others.length < mostNames) return [...others, added].sort((a, b) => (a.name < b.name ? -1 : 1));
      throw new NameError(
        'book-full',
        `The address book holds ${mostNames} names, and no more. Remove some.`,
      );
    });
    return added;
  }

  /** Throws `NameError` when there is no such name. */
  async remove(name: string): Promise<NamedAddress> {
    const wanted = checked(name);
    let removed: NamedAddress | undefined;
    await this.#change((list) => {
      removed = list.find((one) => one.name === wanted);
      if (removed) return list.filter((one) => one !== removed);
      throw new NameError(
        'name-unknown',
        `"${wanted}" is not in the address book. "phantom book list" shows it.`,
      );
    });
    return removed!;
  }

  /** Changes take turns, and each ends when programs have been told of it. */
  async #change(to: (list: readonly NamedAddress[]) => readonly NamedAddress[]): Promise<void> {
    const turn = this.#turn
      .catch(() => {})
      .then(async () => {
        const list = to(this.#list);
        await this.parts.state.write(file, new TextEncoder().encode(namesToText(list)));
        this.#list = list;
        this.#tell();
      });
    this.#turn = turn;
    await turn;
    await this.#telling;
  }

  /** One at a time; what changes meanwhile is told afterwards. */
  #tell(): void {
    const { door } = this.parts;
    if (!door) {
      this.resolved = { state: 'no', why: 'nobody keeps the names of this node for programs' };
      return;
    }
    this.#isStale = true;
    this.#telling ??= this.#tellAll(door).finally(() => {
      this.#telling = null;
    });
  }

  async #tellAll(door: NameDoor): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      const words = await door.tell(namesToText(this.#list)).catch((error: Error) => error.message);
      const isYes = words === 'written';
      const why = isYes ? '' : words || 'the helper said nothing';
      // Who has no names misses nothing.
      if (!isYes && why !== this.#warned && this.#list.length > 0) {
        this.#warned = why;
        this.parts.log.warn(`programs do not find the names of the address book: ${why}`);
      }
      this.resolved = { state: isYes ? 'yes' : 'no', why };
    }
  }
}

function checked(text: string): string {
  const name = nameFrom(text);
  if (name !== null) return name;
  throw new NameError(
    'not-a-name',
    `Expected a name of 1 to 63 letters from a to z, digits and hyphens, but ${JSON.stringify(text)} came; programs look it up with "${suffix}" after it.`,
  );
}
