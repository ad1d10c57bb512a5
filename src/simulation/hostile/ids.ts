/**
 * Ids as an attacker makes them: by the thousand, and ground until they fall where it wants them. The puzzle is solved
 * honestly; in simulations it is easy, which is what an attacker's machines make of the real one.
 */
import sodium from 'sodium-native';
import { type Identity, leadingZeroBits, nodeIdOf } from '../../crypto/identity.js';
import type { Random } from '../../crypto/random.js';
import { concat } from '../../wire/bytes.js';

const nonceLength = 8;

/** An identity whose id falls anywhere. */
export function anyIdentity(random: Random, puzzleBits: number): Identity {
  const keys = makeKeys(random);
  const walk = new Walk(keys.publicKey, random);
  while (leadingZeroBits(walk.next()) < puzzleBits);
  return walk.identity(keys.secretKey);
}

/**
 * Identities beside each of `keys` (32 bytes, with the puzzle's zeros): `count` for each key, all sharing at least
 * `shared` (up to 31) first bits with it. Costs about `count` · 2^shared hashes, whatever the number of keys.
 */
export function groundIdentities(
  random: Random,
  keys: readonly Uint8Array[],
  count: number,
  shared: number,
): Identity[][] {
  const found: Identity[][] = keys.map(() => []);
  const byStart = new Map<number, number[]>();
  keys.forEach((key, at) => {
    const start = startOf(key, shared);
    byStart.set(start, [...(byStart.get(start) ?? []), at]);
  });
  let missing = count * keys.length;
  let pair = makeKeys(random);
  let walk = new Walk(pair.publicKey, random);
  while (missing > 0) {
    const near = byStart.get(startOf(walk.next(), shared));
    const place = near?.map((at) => found[at]!).find((list) => list.length < count);
    if (!place) continue;
    place.push(walk.identity(pair.secretKey));
    missing -= 1;
    pair = makeKeys(random);
    walk = new Walk(pair.publicKey, random);
  }
  return found;
}

/** The id's first bits as a number. */
function startOf(id: Uint8Array, bits: number): number {
  const word = ((id[0]! << 24) | (id[1]! << 16) | (id[2]! << 8) | id[3]!) >>> 0;
  return word >>> (32 - bits);
}

function makeKeys(random: Random): { publicKey: Uint8Array; secretKey: Uint8Array } {
  const publicKey = new Uint8Array(32);
  // Not in locked memory as a node's own is: there are too many of them, and they guard nothing.
  const secretKey = new Uint8Array(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, random.bytes(32));
  return { publicKey, secretKey };
}

/** The ids that one key has, nonce after nonce. */
class Walk {
  readonly #message: Uint8Array;
  readonly #nonce: DataView;
  readonly #id = new Uint8Array(32);

  constructor(
    readonly publicKey: Uint8Array,
    random: Random,
  ) {
    const start = new TextEncoder().encode('phantom node');
    this.#message = concat(start, publicKey, random.bytes(nonceLength));
    this.#nonce = new DataView(this.#message.buffer, this.#message.length - nonceLength);
  }

  /** The next id; valid until the next call. */
  next(): Uint8Array {
    this.#nonce.setUint32(4, this.#nonce.getUint32(4) + 1);
    sodium.crypto_generichash(this.#id, this.#message);
    return this.#id;
  }

  /** The identity of the id that came last. */
  identity(secretKey: Uint8Array): Identity {
    const puzzleNonce = this.#message.slice(-nonceLength);
    const { publicKey } = this;
    return { publicKey, secretKey, puzzleNonce, nodeId: nodeIdOf(publicKey, puzzleNonce) };
  }
}
