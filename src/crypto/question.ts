/**
 * Sealed questions: Noise NK to the onion key of the node that is asked. Whoever carries one sees neither the question nor
 * the answer, and whoever is asked does not see who asks.
 */

import { concat } from '../wire/bytes.js';
import { hash } from './hash.js';
import { type KeyPair, NoiseHandshake, patterns } from './noise.js';

const prologueStart = new TextEncoder().encode('phantom query');

/** The public part of a question by which a repeated one is known: Noise's ephemeral key. */
export const questionIdLength = 32;

export interface SealedQuestion {
  /** 48 bytes longer than what is asked. */
  readonly body: Uint8Array;
  /** What was answered, or null when the answer was not made by the node that was asked. Once only. */
  open(answer: Uint8Array): Uint8Array | null;
  /** Nothing was answered: wipes what would have opened it. */
  end(): void;
}

/** @param ephemeral 32 fresh random bytes */
export function sealQuestion(
  onionKey: Uint8Array,
  channelKey: Uint8Array,
  plain: Uint8Array,
  ephemeral: Uint8Array,
): SealedQuestion | null {
  const noise = new NoiseHandshake(patterns.NK, true, prologueOf(channelKey), { remoteStatic: onionKey });
  const body = noise.write(plain, ephemeral);
  if (!body) {
    noise.end();
    return null;
  }
  return {
    body,
    open(answer) {
      const told = noise.read(answer);
      noise.end();
      return told;
    },
    end: () => noise.end(),
  };
}

export interface OpenedQuestion {
  readonly plain: Uint8Array;
  /** Seals the answer, 48 bytes longer. Once only. @param ephemeral 32 fresh random bytes */
  answer(plain: Uint8Array, ephemeral: Uint8Array): Uint8Array | null;
  /** There is nothing to answer: wipes what would have sealed it. */
  end(): void;
}

/** @param keys our onion keys that are still obeyed, the newest first */
export function openQuestion(
  keys: readonly KeyPair[],
  channelKey: Uint8Array,
  body: Uint8Array,
): OpenedQuestion | null {
  for (const key of keys) {
    const noise = new NoiseHandshake(patterns.NK, false, prologueOf(channelKey), { static: key });
    const plain = noise.read(body);
    if (plain) {
      return {
        plain,
        answer(told, ephemeral) {
          const sealed = noise.write(told, ephemeral);
          noise.end();
          return sealed;
        },
        end: () => noise.end(),
      };
    }
    noise.end();
  }
  return null;
}

function prologueOf(channelKey: Uint8Array): Uint8Array {
  return concat(prologueStart, hash(16, 'phantom channel id', channelKey));
}
