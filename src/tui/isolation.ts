import type { Snapshot } from '../control/protocol.js';
import type { Say } from './texts/say.js';

/** Why this node may be cut off from the rest of the network, in words; null: nothing speaks for it. */
export function isolationWords({ isolation, sources, table }: Snapshot, say: Say): string | null {
  if (!isolation) return null;
  const remembered = sources.find(({ source }) => source === 'cache')?.found ?? 0;
  const count = isolation === 'remembered-gone' ? remembered : table.contacts;
  return `${say(`isolated.${isolation}`, { count })} ${say(`isolated.${isolation}.cure`)}`;
}
