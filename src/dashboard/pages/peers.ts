import { peerRows } from '../format/peers.js';
import { type Page, shown } from '../page.js';

export const peers: Page = {
  help: 'peers.help',
  items({ seen, scroll }, say, { size }) {
    return seen.state === 'up' ? [shown(peerRows(seen.snapshot.peers, scroll, say, size))] : [];
  },
  most: ({ seen }) => (seen.state === 'up' ? Math.max(0, seen.snapshot.peers.length - 1) : 0),
};
