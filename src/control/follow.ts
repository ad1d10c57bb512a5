import type { Clock, Timer } from '../clock/clock.js';
import { ControlClient, ControlError } from './client.js';
import type { Snapshot } from './protocol.js';

/** How long to wait before the next try when the node is away? Milliseconds. */
const retryAfter = 1000;

/** What a screen knows of its node right now. */
export type Seen =
  | { readonly state: 'connecting' }
  | { readonly state: 'up'; readonly snapshot: Snapshot }
  | { readonly state: 'down'; readonly error: ControlError };

export interface Follower {
  /** Calls a method over the same connection; `ControlError` when there is none. */
  call(method: string, params?: Record<string, unknown>): Promise<unknown>;
  close(): void;
}

/**
 * Keeps a subscription to the node's snapshots, through its restarts: `onSeen` is called with each snapshot, and with
 * the reason whenever the node is away; then it is tried again every second.
 */
export function followNode(
  path: string,
  clock: Clock,
  every: number,
  onSeen: (seen: Seen) => void,
): Follower {
  let client: ControlClient | null = null;
  let timer: Timer | null = null;
  let closed = false;

  const away = (error: ControlError) => {
    client?.close();
    client = null;
    if (closed) return;
    timer?.cancel();
    timer = clock.after(retryAfter, () => void attempt());
    onSeen({ state: 'down', error });
  };

  const attempt = async () => {
    try {
      const fresh = await ControlClient.connect(path, clock);
      if (closed) {
        fresh.close();
        return;
      }
      client = fresh;
      fresh.onClose = () => {
        if (client === fresh) away(new ControlError('not-running', 'The node has just ended.'));
      };
      fresh.onNotification = (method, params) => {
        if (method === 'snapshot' && !closed) onSeen({ state: 'up', snapshot: params as Snapshot });
      };
      await fresh.call('subscribe', { every });
    } catch (error) {
      away(error instanceof ControlError ? error : new ControlError('failed', (error as Error).message));
    }
  };

  void attempt();
  return {
    async call(method, params = {}) {
      if (!client) throw new ControlError('not-running', 'The node is not running.');
      return await client.call(method, params);
    },
    close() {
      closed = true;
      timer?.cancel();
      client?.close();
    },
  };
}
