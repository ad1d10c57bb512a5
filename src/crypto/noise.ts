/**
 * The Noise Protocol Framework, revision 34, over 25519, ChaChaPoly and BLAKE2b, as pure steps: nothing here waits,
 * sends or draws randomness. Only the patterns this project uses are written down.
 */
import { concat } from '../wire/bytes.js';
import { open, seal, tagLength } from './aead.js';
import { equal, hash, hmac, wipe } from './hash.js';
import { x25519, x25519Public } from './x25519.js';

export type Token = 'e' | 's' | 'ee' | 'es' | 'se' | 'ss' | 'psk';

export interface Pattern {
  readonly name: string;
  /** Whether the responder's static key is known beforehand (`<- s`). */
  readonly responderKnown: boolean;
  /** Initiator's and responder's messages in turn. */
  readonly messages: readonly (readonly Token[])[];
}

export const patterns = {
  /** Paths: the hop's onion key is known, the owner stays unnamed. */
  NK: {
    name: 'NK',
    responderKnown: true,
    messages: [
      ['e', 'es'],
      ['e', 'ee'],
    ],
  },
  /** Tunnels. */
  IK: {
    name: 'IK',
    responderKnown: true,
    messages: [
      ['e', 'es', 's', 'ss'],
      ['e', 'ee', 'se'],
    ],
  },
  /** Links: the channel's key is the psk. */
  IKpsk0: {
    name: 'IKpsk0',
    responderKnown: true,
    messages: [
      ['psk', 'e', 'es', 's', 'ss'],
      ['e', 'ee', 'se'],
    ],
  },
} as const satisfies Record<string, Pattern>;

export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export interface NoiseKeys {
  /** Own X25519 static key pair, where the pattern has one. */
  readonly static?: KeyPair;
  /** The other side's static public key, where it is known beforehand. */
  readonly remoteStatic?: Uint8Array;
  /** What the two static keys agree on, where it was reckoned before; else it is when it is needed. */
  readonly sharedStatic?: Uint8Array;
  /** In the order in which the pattern's psk tokens come. */
  readonly psks?: readonly Uint8Array[];
}

/** Keys for what follows the handshake: 32 bytes each, to send and to receive. */
export interface TransportKeys {
  readonly send: Uint8Array;
  readonly receive: Uint8Array;
}

const encoder = new TextEncoder();
const hashLength = 64;
const nothing = new Uint8Array(0);
const [one, two, three] = [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)] as const;

/** HKDF of Noise: two outputs of 64 bytes. */
function hkdf2(chainingKey: Uint8Array, input: Uint8Array): [Uint8Array, Uint8Array] {
  const secret = hmac(chainingKey, input);
  const first = hmac(secret, one);
  const second = hmac(secret, first, two);
  wipe(secret);
  return [first, second];
}

interface PskOutputs {
  readonly chainingKey: Uint8Array;
  readonly psk: Uint8Array;
  readonly outputs: readonly [Uint8Array, Uint8Array, Uint8Array];
}

let last: PskOutputs | null = null;

/** HKDF with three outputs. A psk that stands first gives the same in every handshake of a channel: the last is kept. */
function hkdf3(chainingKey: Uint8Array, psk: Uint8Array): PskOutputs['outputs'] {
  if (last && equal(last.chainingKey, chainingKey) && equal(last.psk, psk)) return last.outputs;
  const secret = hmac(chainingKey, psk);
  const first = hmac(secret, one);
  const second = hmac(secret, first, two);
  const third = hmac(secret, second, three);
  wipe(secret);
  last = { chainingKey: chainingKey.slice(), psk: psk.slice(), outputs: [first, second, third] };
  return last.outputs;
}

/** Ciphers and hashes the transcript (Noise section 5.2). */
class SymmetricState {
  #chainingKey: Uint8Array;
  #hash: Uint8Array;
  #key: Uint8Array | null = null;
  #counter = 0;

  /** @param from the protocol's name, or another state to copy */
  constructor(from: string | SymmetricState) {
    if (typeof from !== 'string') {
      this.#hash = from.#hash.slice();
      this.#chainingKey = from.#chainingKey.slice();
      this.#key = from.#key?.slice() ?? null;
      this.#counter = from.#counter;
      return;
    }
    // All of these names are ASCII and no longer than a hash.
    this.#hash = new Uint8Array(hashLength);
    for (let at = 0; at < from.length; at += 1) this.#hash[at] = from.charCodeAt(at);
    this.#chainingKey = this.#hash.slice();
  }

  mixHash(data: Uint8Array): void {
    this.#hash = hash(hashLength, this.#hash, data);
  }

  mixKey(input: Uint8Array): void {
    const [chainingKey, key] = hkdf2(this.#chainingKey, input);
    this.#setKeys(chainingKey, key);
  }

  mixKeyAndHash(input: Uint8Array): void {
    const [first, second, third] = hkdf3(this.#chainingKey, input);
    this.mixHash(second);
    this.#setKeys(first.slice(), third.slice());
  }

  #setKeys(chainingKey: Uint8Array, key: Uint8Array): void {
    wipe(this.#chainingKey);
    if (this.#key) wipe(this.#key);
    this.#chainingKey = chainingKey;
    this.#key = key.slice(0, 32);
    wipe(key);
    this.#counter = 0;
  }

  /** Bytes that a message of `length` becomes. */
  sealedLength(length: number): number {
    return length + (this.#key ? tagLength : 0);
  }

  encryptAndHash(plain: Uint8Array): Uint8Array {
    const out = new Uint8Array(this.sealedLength(plain.length));
    if (this.#key) seal(out, plain, this.#hash, this.#counter++, this.#key);
    else out.set(plain);
    this.mixHash(out);
    return out;
  }

  decryptAndHash(sealed: Uint8Array): Uint8Array | null {
    if (this.#key && sealed.length < tagLength) return null;
    const out = new Uint8Array(sealed.length - (this.#key ? tagLength : 0));
    if (!this.#key) out.set(sealed);
    else if (!open(out, sealed, this.#hash, this.#counter++, this.#key)) return null;
    this.mixHash(sealed);
    return out;
  }

  /** 64 bytes for another purpose than the handshake's own. */
  derive(purpose: Uint8Array): Uint8Array {
    const [first, second] = hkdf2(this.#chainingKey, purpose);
    wipe(second);
    return first;
  }

  split(): [Uint8Array, Uint8Array] {
    const [first, second] = hkdf2(this.#chainingKey, nothing);
    const keys: [Uint8Array, Uint8Array] = [first.slice(0, 32), second.slice(0, 32)];
    wipe(first);
    wipe(second);
    return keys;
  }

  get handshakeHash(): Uint8Array {
    return this.#hash;
  }

  wipe(): void {
    wipe(this.#chainingKey);
    if (this.#key) wipe(this.#key);
  }
}

/**
 * One side of a handshake. Call `write` and `read` in turn, as the pattern says, then `split`. A null from `read` or
 * `write` means the other side's bytes are no good: the handshake is over and must be thrown away.
 */
export class NoiseHandshake {
  #symmetric: SymmetricState;
  readonly #keys: NoiseKeys;
  #psks: Uint8Array[];
  #ephemeralSecret: Uint8Array | null = null;
  #remoteEphemeral: Uint8Array | null = null;
  #remoteStatic: Uint8Array | null;
  #turn = 0;

  constructor(
    readonly pattern: Pattern,
    readonly initiator: boolean,
    prologue: Uint8Array,
    keys: NoiseKeys,
  ) {
    this.#keys = keys;
    this.#psks = [...(keys.psks ?? [])];
    this.#remoteStatic = keys.remoteStatic ?? null;
    this.#symmetric = new SymmetricState(`Noise_${pattern.name}_25519_ChaChaPoly_BLAKE2b`);
    this.#symmetric.mixHash(prologue);
    if (pattern.responderKnown) {
      this.#symmetric.mixHash(initiator ? keys.remoteStatic! : keys.static!.publicKey);
    }
  }

  /** The other side's static public key, once known. */
  get remoteStatic(): Uint8Array | null {
    return this.#remoteStatic;
  }

  /** Binds what follows to this handshake (Noise section 11.2). 64 bytes. */
  get handshakeHash(): Uint8Array {
    return this.#symmetric.handshakeHash;
  }

  /** The next message with `payload` inside. `ephemeralSecret`: 32 fresh random bytes, wiped by `end`. */
  write(payload: Uint8Array, ephemeralSecret: Uint8Array): Uint8Array | null {
    const parts: Uint8Array[] = [];
    for (const token of this.#nextTokens()) {
      if (token === 'e') {
        this.#ephemeralSecret = ephemeralSecret;
        const publicKey = x25519Public(ephemeralSecret);
        parts.push(publicKey);
        this.#mixEphemeral(publicKey);
      } else if (token === 's') {
        parts.push(this.#symmetric.encryptAndHash(this.#keys.static!.publicKey));
      } else if (!this.#mixToken(token)) return null;
    }
    parts.push(this.#symmetric.encryptAndHash(payload));
    return concat(...parts);
  }

  /** The payload of the other side's message, or null. */
  read(message: Uint8Array): Uint8Array | null {
    let at = 0;
    for (const token of this.#nextTokens()) {
      if (token === 'e') {
        if (message.length < at + 32) return null;
        this.#remoteEphemeral = message.slice(at, at + 32);
        at += 32;
        this.#mixEphemeral(this.#remoteEphemeral);
      } else if (token === 's') {
        const length = this.#symmetric.sealedLength(32);
        if (message.length < at + length) return null;
        this.#remoteStatic = this.#symmetric.decryptAndHash(message.subarray(at, at + length));
        if (!this.#remoteStatic) return null;
        at += length;
      } else if (!this.#mixToken(token)) return null;
    }
    return this.#symmetric.decryptAndHash(message.subarray(at));
  }

  /** The transport keys, after the last message. */
  split(): TransportKeys {
    const [first, second] = this.#symmetric.split();
    return this.initiator ? { send: first, receive: second } : { send: second, receive: first };
  }

  /** 32 bytes that both sides have after the same message, for one purpose beside the handshake. */
  derive(purpose: string): Uint8Array {
    const derived = this.#symmetric.derive(encoder.encode(purpose));
    const key = derived.slice(0, 32);
    wipe(derived);
    return key;
  }

  /**
   * The same handshake as it stands now, to be ended by itself: a message that may be forged is read by a copy, so that the
   * genuine one can still come.
   */
  copy(): NoiseHandshake {
    const copied = new NoiseHandshake(this.pattern, this.initiator, nothing, this.#keys);
    copied.#symmetric.wipe();
    copied.#symmetric = new SymmetricState(this.#symmetric);
    copied.#psks = [...this.#psks];
    copied.#ephemeralSecret = this.#ephemeralSecret?.slice() ?? null;
    copied.#remoteEphemeral = this.#remoteEphemeral;
    copied.#remoteStatic = this.#remoteStatic;
    copied.#turn = this.#turn;
    return copied;
  }

  /** Wipes what must not outlive the handshake. */
  end(): void {
    this.#symmetric.wipe();
    if (this.#ephemeralSecret) wipe(this.#ephemeralSecret);
  }

  #nextTokens(): readonly Token[] {
    const tokens = this.pattern.messages[this.#turn++];
    if (!tokens) throw new Error(`Noise ${this.pattern.name} has no message ${this.#turn}`);
    return tokens;
  }

  #mixEphemeral(publicKey: Uint8Array): void {
    this.#symmetric.mixHash(publicKey);
    // Noise section 9.2: with a psk in the pattern, ephemeral keys also enter the chaining key.
    if (this.pattern.messages.some((tokens) => tokens.includes('psk'))) this.#symmetric.mixKey(publicKey);
  }

  #mixToken(token: 'ee' | 'es' | 'se' | 'ss' | 'psk'): boolean {
    if (token === 'psk') {
      this.#symmetric.mixKeyAndHash(this.#psks.shift()!);
      return true;
    }
    if (token === 'ss' && this.#keys.sharedStatic) {
      this.#symmetric.mixKey(this.#keys.sharedStatic);
      return true;
    }
    // The first letter names the initiator's key, the second the responder's.
    const [ours, theirs] = this.initiator ? [token[0], token[1]] : [token[1], token[0]];
    const secret = ours === 'e' ? this.#ephemeralSecret! : this.#keys.static!.secretKey;
    const shared = x25519(secret, theirs === 'e' ? this.#remoteEphemeral! : this.#remoteStatic!);
    if (!shared) return false;
    this.#symmetric.mixKey(shared);
    wipe(shared);
    return true;
  }
}
