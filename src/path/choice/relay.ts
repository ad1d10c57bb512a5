import type { HopNode } from '../types.js';

/** A node that may be a hop, as the local view knows it. */
export interface Relay extends HopNode {
  /** Its node id in hex. */
  readonly name: string;
  /** The network of its best endpoint (/16 or /32); a private address is its own. */
  readonly prefix: string;
}
