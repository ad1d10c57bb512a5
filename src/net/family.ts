/** A socket of one address family: by batches (batched.ts), or where those are missing one datagram at a time (dgram.ts). */
import type { Endpoint } from './net.js';

export interface FamilySocket {
  readonly local: Endpoint;
  onDatagram: (data: Uint8Array, from: Endpoint) => void;
  send(data: Uint8Array, to: Endpoint): void;
  close(): Promise<void>;
}

/** Room for a burst while this process is busy; the kernel may grant less. */
export const bufferBytes = 4 << 20;
