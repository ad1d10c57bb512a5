import type { SourceName } from '../../control/protocol.js';
import type { Link } from '../../link/types.js';
import type { Found } from '../candidates.js';

/** A way to hear of first contacts. All run side by side. */
export interface Source {
  readonly name: SourceName;
  /** Switched off by the operator, it is neither started nor asked at first. */
  readonly enabled: boolean;
  /** Calls `found` for everybody it hears of, from now until `stop`, after which it may be started anew. */
  start(found: (who: Found) => void): Promise<void>;
  /** Cancels its timers, closes its sockets, keeps what is to be kept. */
  stop(): Promise<void>;
  /** A link has opened; sources that learn from it do. */
  linkOpened?(link: Link): void;
}
