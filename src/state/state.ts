/**
 * What a node keeps across restarts, as named byte strings. The real form is a directory (directory.ts), written
 * atomically and readable by its owner only; tests keep it in memory.
 */
export interface State {
  /** The bytes kept under `name`, or null when there are none. `name`: lower-case letters, digits, dots and hyphens. */
  read(name: string): Promise<Uint8Array | null>;
  /** Replaces what is kept under `name`: after a crash at any instant either the old or the new bytes are there, whole. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** State that ends with the process. */
export class MemoryState implements State {
  readonly #kept = new Map<string, Uint8Array>();

  async read(name: string): Promise<Uint8Array | null> {
    return this.#kept.get(name)?.slice() ?? null;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#kept.set(name, bytes.slice());
  }
}
