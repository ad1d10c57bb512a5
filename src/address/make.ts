/** Making the key of a new address: the work is done in slices, so that packets do not wait for it. */
import type { Clock, Timer } from '../clock/clock.js';
import { apAddressOf, ModifierSearch } from '../crypto/ap.js';
import { wipe } from '../crypto/hash.js';
import { lockedBytes } from '../crypto/locked.js';
import type { Random } from '../crypto/random.js';
import { seedPublicKey, seedSecretKey } from '../crypto/seed.js';
import type { OwnAddress } from './types.js';

/** Hashes per slice: about two milliseconds. */
const slice = 2_000;
/** Between two slices, ms: nobody waits for it, or somebody does. */
export const paces = { idle: 6, hasty: 1 } as const;

/** What an address follows from. Secret. */
export interface Origin {
  /** Ed25519 seed, 32 bytes. */
  readonly seed: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
}

export interface Making {
  /** Null when it was cancelled. */
  readonly done: Promise<Origin | null>;
  /** Hashes tried so far; a million on average. */
  readonly tries: number;
  cancel(): void;
}

/** Begins to make an address that nothing links with any other. `pace`: the pause between two slices, ms. */
export function makeOrigin(parts: { readonly clock: Clock; readonly random: Random }, pace: number): Making {
  const { clock, random } = parts;
  const seed = random.bytes(32);
  const search = new ModifierSearch(seedPublicKey(seed), random.bytes(16));
  let settle: (origin: Origin | null) => void = () => {};
  const done = new Promise<Origin | null>((resolve) => {
    settle = resolve;
  });
  const turn = (): void => {
    const modifier = search.run(slice);
    if (modifier) settle({ seed, modifier });
    else timer = clock.after(pace, turn);
  };
  let timer: Timer = clock.after(pace, turn);
  return {
    done,
    get tries() {
      return search.tries;
    },
    cancel() {
      timer.cancel();
      wipe(seed);
      settle(null);
    },
  };
}

/** The address of an origin, its secret in locked memory; null when the work was not done. The origin stays the caller's. */
export function addressOf(
  { seed, modifier }: Origin,
  kind: Pick<OwnAddress, 'isLasting' | 'label'>,
): OwnAddress | null {
  const key = seedPublicKey(seed);
  const address = apAddressOf(key, modifier);
  if (!address) return null;
  const secret = lockedBytes(64);
  seedSecretKey(secret, seed);
  return { address, key, secret, modifier: modifier.slice(), ...kind };
}
