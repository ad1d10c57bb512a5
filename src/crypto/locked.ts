import sodium from 'sodium-native';

let isPlain = false;

/** Memory for a long-lived secret, to be filled at once: never swapped out, guarded on both sides, absent from core dumps. */
export function lockedBytes(length: number): Uint8Array {
  if (isPlain) return new Uint8Array(length);
  // No Buffer: its slices are the same memory, and whoever wipes what seems a copy would wipe the secret.
  const { buffer, byteOffset } = sodium.sodium_malloc(length);
  // The mark by which the library knows such memory.
  return Object.assign(new Uint8Array(buffer, byteOffset, length), { secure: true });
}

/**
 * From now on "locked" memory is plain memory. Each locked piece takes four pages and three of the 65530 mappings that
 * a Linux process may have, so a process with thousands of simulated nodes, whose secrets are none, calls this first.
 */
export function usePlainMemory(): void {
  isPlain = true;
}
