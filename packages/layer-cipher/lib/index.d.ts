/** Whether the addon was loaded. Without it nothing else here may be called. */
export const available: boolean;

export const ENCIPHER: 0;
export const DECIPHER: 1;

/** Ciphers `body` (1304 bytes) in place under `keys` (128 bytes). */
export function cipher(body: Uint8Array, keys: Uint8Array, direction: 0 | 1): void;

/** Forgets the last key that was ciphered under; to be called when keys are wiped. */
export function forget(): void;

/** Of a step: where the body begins in the arena, where its keys begin, ENCIPHER or DECIPHER; and how many numbers that is. */
export const OFFSET: 0;
export const KEYS_AT: 1;
export const DIRECTION: 2;
export const FIELDS: 3;

export interface BatchOptions {
  /** The bodies, wherever they lie in it. */
  readonly arena: Uint8Array;
  /** Keys of 128 bytes each. */
  readonly keys: Uint8Array;
  /** How many steps one run may have. */
  readonly steps: number;
}

/** Memory that was registered with the addon; at most 64 batches at a time. */
export class Batch {
  constructor(options: BatchOptions);
  readonly arena: Uint8Array;
  readonly keys: Uint8Array;
  /** FIELDS numbers for each step. */
  readonly steps: Int32Array;
  /** Takes `count` steps from `first` on, in order. Throws a TypeError, having taken those before, at a step outside of its memory. */
  run(first: number, count: number): void;
  /** Lets the memory go. Nothing else may be called afterwards. */
  release(): void;
}
