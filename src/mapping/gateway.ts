/** What the mapping of ports needs of this machine; a test has another one. */
import type { Endpoint } from '../net/net.js';

export interface Gateway {
  /** The default router's IPv4 address; null: there is none. */
  router(): string | null;
  /** Sends datagrams, once more every half second, until an answer pleases or `ms` are over. */
  ask<T>(
    sent: readonly { readonly data: Uint8Array; readonly to: Endpoint }[],
    pleases: (data: Uint8Array, from: Endpoint) => T | null,
    ms: number,
  ): Promise<T | null>;
  /** GET without a body, else POST: the text that came, whatever the status; null when nothing did or it was too long. */
  http(url: URL, headers: Readonly<Record<string, string>>, body: string | null): Promise<string | null>;
}
