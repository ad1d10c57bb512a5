import type { Tunnels } from '../tunnel/tunnels.js';
import type { Addresses } from '../tunnel/types.js';

/** What commands need of tunnels. */
export interface TunnelsDoor {
  readonly tunnels: Pick<Tunnels, 'facts' | 'exposed' | 'dropped'>;
  readonly addresses: Pick<Addresses, 'list'>;
}
