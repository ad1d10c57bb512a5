/** One body or a batch of them; see index.d.ts. */

// Not a static import: without the addon, or where OpenSSL's functions are missing, the rest must still load.
const binding = await import('../binding.js').then(
  (module) => module.default,
  () => null,
);

export const available = binding !== null;

export const ENCIPHER = 0;
export const DECIPHER = 1;

export const OFFSET = 0;
export const KEYS_AT = 1;
export const DIRECTION = 2;
export const FIELDS = 3;

export const cipher = binding?.one ?? unavailable;

export const forget = binding?.forget ?? unavailable;

export class Batch {
  #id;

  constructor({ arena, keys, steps }) {
    if (!binding) unavailable();
    this.arena = arena;
    this.keys = keys;
    this.steps = new Int32Array(steps * FIELDS);
    this.#id = binding.register(arena, keys, this.steps);
  }

  run(first, count) {
    binding.run(this.#id, first, count);
  }

  release() {
    binding.release(this.#id);
  }
}

function unavailable() {
  throw new Error('The addon layer-cipher is not available here; ask `available` first.');
}
