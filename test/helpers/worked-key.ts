/** The key of a join with so many bits of work behind it, done at one go. */
import { seededRandom } from '../../src/crypto/random.js';
import { type WorkedKey, WorkSearch } from '../../src/path/join-work.js';

const random = seededRandom('worked keys');

export function workedKey(bits = 0, secret = random.bytes(32)): WorkedKey {
  return { secret, nonce: new WorkSearch(secret, bits).run(Number.POSITIVE_INFINITY)! };
}
