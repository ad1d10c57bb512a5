import type { TunnelsFacts } from '../../control/protocol.js';
import type { TunnelsDoor } from '../own-tunnels.js';

/** The tunnels of this machine's addresses, and what strangers may reach; nothing before the start. */
export function tunnels(door: TunnelsDoor | null): TunnelsFacts {
  if (!door) return { tunnels: [], exposed: [], dropped: {} };
  const { tunnels } = door;
  return { tunnels: tunnels.facts(), exposed: tunnels.exposed.list, dropped: tunnels.dropped };
}
