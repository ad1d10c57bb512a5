/**
 * A node's onion keys (X25519): what is meant for it alone is sealed to the one that it tells others, and for a while after
 * a new one took its place the old one still opens what comes. Then it is wiped, here and in the state, so that a machine
 * that is taken opens nothing older.
 *
 *     new key -> written to the state -> told (a week) -> answers only (`overlap`) -> out of the state -> wiped
 *
 * Made by node/, which hands it to links, dht and path. Lives are own time (clock/own-time.ts): a clock that is years off can
 * make a new key come early, once per start, and then the one before still has its whole overlap.
 */
import type { Clock, Timer } from '../clock/clock.js';
import { startOwnTime } from '../clock/own-time.js';
import type { Log } from '../log/log.js';
import type { State } from '../state/state.js';
import { decodeOnionKeys, encodeOnionKeys, type KeptOnionKey } from '../wire/onion-keys.js';
import { wipe } from './hash.js';
import { lockedBytes } from './locked.js';
import type { KeyPair } from './noise.js';
import type { Random } from './random.js';
import { x25519Public } from './x25519.js';

const stateName = 'onion-key';
const hour = 3600;
/** How long a key is told to others, seconds. */
export const toldFor = 7 * 24 * hour;
/**
 * How long it answers afterwards, seconds: as long as somebody may honestly go by it. A record in a view is up to 3 h old when its
 * node was spoken with last; the node stays in the view for 12 h, and for 12 h more in a set of whoever chose it; a path that is then
 * built to it as its entry node is joined for up to 75 min. The rest is for clocks.
 */
export const overlap = 30 * hour;
/** How often the time is noted in the state, and after how long what could not be written is tried again, seconds. */
const noteEvery = hour;

export interface OnionKeyParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  /** Seconds since 1970 by the machine's own clock. */
  readonly date: () => number;
}

interface Aged {
  readonly key: KeyPair;
  /** Own seconds: of the current key, until the next one comes; of the one before, as long as it answers. */
  readonly until: number;
}

interface Keys {
  readonly current: Aged;
  readonly previous: Aged | null;
}

export class OnionKeys {
  /** Another key is told from now on. One listener. */
  onChange = (): void => {};
  #keys: Keys;
  #obeyed: readonly KeyPair[];
  #timer: Timer | null = null;
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(
    private readonly parts: OnionKeyParts,
    private readonly own: () => number,
    keys: Keys,
  ) {
    this.#keys = keys;
    this.#obeyed = obeyedOf(keys);
  }

  /** Reads the keys, or makes one; rejects when the state can be neither read nor written. */
  static async open(parts: OnionKeyParts): Promise<OnionKeys> {
    const { clock, date, log, random, state } = parts;
    const bytes = await state.read(stateName);
    const kept = bytes && decodeOnionKeys(bytes);
    if (bytes && !kept) log.warn('the kept onion key cannot be read; others will hear of a new one');
    const own = startOwnTime(clock, kept, date());
    const keys = kept
      ? { current: aged(kept.current), previous: kept.previous && aged(kept.previous) }
      : { current: { key: newKey(random), until: own() + toldFor }, previous: null };
    if (bytes) wipe(bytes);
    const opened = new OnionKeys(parts, own, keys);
    const renewed = renew(keys, own(), random);
    await opened.#write(renewed);
    opened.#adopt(renewed);
    return opened;
  }

  /** From now on keys come and go in time; before, nothing but the memory is held. Once only. */
  start(): void {
    this.#wake();
  }

  /** The public key that others are told, 32 bytes. */
  get told(): Uint8Array {
    return this.#keys.current.key.publicKey;
  }

  /** The keys that open what comes, the newest first. */
  get obeyed(): readonly KeyPair[] {
    return this.#obeyed;
  }

  /** Notes the time in the state and wipes the keys; to be called when nobody uses them any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#writing;
    try {
      await this.#write(this.#keys);
    } finally {
      this.#obeyed = [];
      for (const { key } of agedOf(this.#keys)) wipe(key.secretKey);
    }
  }

  /** When the next thing is due. */
  #wake(): void {
    const now = this.own();
    const next = Math.min(now + noteEvery, ...agedOf(this.#keys).map(({ until }) => until));
    // What was due and could not be written is due still.
    const pause = next > now ? next - now : noteEvery;
    this.#timer = this.parts.clock.after(pause * 1000, () => {
      this.#writing = this.#step();
    });
  }

  async #step(): Promise<void> {
    const { log, random } = this.parts;
    const renewed = renew(this.#keys, this.own(), random);
    try {
      // Before others hear of it, and before what was kept is gone: a crash at any instant leaves the keys that count.
      await this.#write(renewed);
      this.#adopt(renewed);
    } catch (error) {
      if (renewed.current !== this.#keys.current) wipe(renewed.current.key.secretKey);
      log.warn(`the onion key could not be kept, and stays as it is: ${(error as Error).message}`);
    }
    if (!this.#isClosed) this.#wake();
  }

  async #write({ current, previous }: Keys): Promise<void> {
    const { date, state } = this.parts;
    const bytes = encodeOnionKeys({
      own: this.own(),
      date: date(),
      current: kept(current),
      previous: previous && kept(previous),
    });
    try {
      await state.write(stateName, bytes);
    } finally {
      wipe(bytes);
    }
  }

  #adopt(keys: Keys): void {
    const before = this.#keys;
    this.#keys = keys;
    this.#obeyed = obeyedOf(keys);
    for (const { key } of agedOf(before)) if (!this.#obeyed.includes(key)) wipe(key.secretKey);
    if (before.current !== keys.current) this.onChange();
  }
}

/** The keys as they are to be at `now`. */
function renew({ current, previous }: Keys, now: number, random: Random): Keys {
  if (now >= current.until) {
    return {
      current: { key: newKey(random), until: now + toldFor },
      previous: { key: current.key, until: now + overlap },
    };
  }
  return { current, previous: previous && now < previous.until ? previous : null };
}

function agedOf({ current, previous }: Keys): readonly Aged[] {
  return previous ? [current, previous] : [current];
}

function obeyedOf(keys: Keys): readonly KeyPair[] {
  return agedOf(keys).map(({ key }) => key);
}

function newKey(random: Random): KeyPair {
  return pairOf(random.bytes(32));
}

/** Moves a secret into locked memory. */
function pairOf(bytes: Uint8Array): KeyPair {
  const secretKey = lockedBytes(32);
  secretKey.set(bytes);
  wipe(bytes);
  return { secretKey, publicKey: x25519Public(secretKey) };
}

function aged({ secretKey, until }: KeptOnionKey): Aged {
  return { key: pairOf(secretKey), until };
}

function kept({ key, until }: Aged): KeptOnionKey {
  return { secretKey: key.secretKey, until };
}
