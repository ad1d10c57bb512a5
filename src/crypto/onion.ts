import type { State } from '../state/state.js';
import type { KeyPair } from './noise.js';
import type { Random } from './random.js';
import { x25519Public } from './x25519.js';

const stateName = 'onion-key';

/** The X25519 key that what is meant for this node alone is sealed to; made at the first start and kept. */
export async function openOnionKey(state: State, random: Random): Promise<KeyPair> {
  const kept = await state.read(stateName);
  if (kept?.length === 32) return { secretKey: kept, publicKey: x25519Public(kept) };
  const secretKey = random.bytes(32);
  await state.write(stateName, secretKey);
  return { secretKey, publicKey: x25519Public(secretKey) };
}
