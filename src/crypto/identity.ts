/**
 * A node's identity: an Ed25519 key and the puzzle's solution that turns it into a node id. The puzzle makes ids
 * cost something (about 2 s of one old core), so that nobody has thousands for nothing or chooses where they fall.
 */
import sodium from 'sodium-native';
import type { State } from '../state/state.js';
import { concat } from '../wire/bytes.js';
import { hash, wipe } from './hash.js';
import { lockedBytes } from './locked.js';
import type { Random } from './random.js';

/** What a node must have to run links. */
export interface Identity {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 secret key, 64 bytes, in locked memory. */
  readonly secretKey: Uint8Array;
  /** 8 bytes. */
  readonly puzzleNonce: Uint8Array;
  /** 32 bytes: BLAKE2b-256("phantom node" ‖ public key ‖ puzzle nonce), with the leading zero bits the network asks for. */
  readonly nodeId: Uint8Array;
}

/** Leading zero bits of every node id in the real networks; an own core of 2006 takes about 2 s for it. */
export const puzzleBits = 20;

/** BLAKE2b-256("phantom node" ‖ identity key ‖ puzzle nonce). Says nothing about whether the puzzle is solved. */
export function nodeIdOf(identityKey: Uint8Array, puzzleNonce: Uint8Array): Uint8Array {
  return hash(32, 'phantom node', identityKey, puzzleNonce);
}

/** How many zero bits the bytes begin with. */
export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

const stateName = 'identity';
const seedLength = 32;
const nonceLength = 8;
const triesPerTurn = 20_000;

/**
 * Reads the identity from the state, or makes one and keeps it. Solving the puzzle gives way to other work between
 * turns; `onTry` hears how many nonces were tried. Kept bytes that are no identity of this difficulty throw: the
 * operator must not lose an identity without knowing.
 */
export async function openIdentity(
  state: State,
  random: Random,
  bits: number,
  onTry: (tries: number) => void = () => {},
): Promise<Identity> {
  const kept = await state.read(stateName);
  if (kept) {
    const identity = kept.length === seedLength + nonceLength ? identityOf(kept) : null;
    wipe(kept);
    if (!identity || leadingZeroBits(identity.nodeId) < bits) {
      throw new Error(
        `the file "${stateName}" in the state directory is damaged: 40 bytes of a node's identity were expected. ` +
          'Restore it from a backup, or remove it to become a new node.',
      );
    }
    return identity;
  }
  const bytes = random.bytes(seedLength + nonceLength);
  await solve(bytes, bits, onTry);
  await state.write(stateName, bytes);
  const identity = identityOf(bytes);
  wipe(bytes);
  return identity;
}

function identityOf(bytes: Uint8Array): Identity {
  const publicKey = new Uint8Array(32);
  const secretKey = lockedBytes(64);
  sodium.crypto_sign_seed_keypair(publicKey, secretKey, bytes.subarray(0, seedLength));
  const puzzleNonce = bytes.slice(seedLength, seedLength + nonceLength);
  return { publicKey, secretKey, puzzleNonce, nodeId: nodeIdOf(publicKey, puzzleNonce) };
}

/** Counts the nonce up in place until the id has its zero bits. */
async function solve(bytes: Uint8Array, bits: number, onTry: (tries: number) => void): Promise<void> {
  const { publicKey, secretKey } = identityOf(bytes);
  wipe(secretKey);
  const nonce = bytes.subarray(seedLength, seedLength + nonceLength);
  const view = new DataView(nonce.buffer, nonce.byteOffset, nonce.byteLength);
  const message = concat(new TextEncoder().encode('phantom node'), publicKey, nonce);
  const tail = message.subarray(message.length - nonceLength);
  const id = new Uint8Array(32);
  for (let tries = 1; ; tries += 1) {
    tail.set(nonce);
    sodium.crypto_generichash(id, message);
    if (leadingZeroBits(id) >= bits) {
      onTry(tries);
      return;
    }
    view.setBigUint64(0, view.getBigUint64(0) + 1n);
    if (tries % triesPerTurn === 0) {
      onTry(tries);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
