import type { PeerFacts } from '../../control/protocol.js';
import { peerCells } from '../../tui/facts.js';
import { table } from '../../tui/format.js';
import type { Size } from '../../tui/frame.js';
import { type Row, row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';

/** From this width on there is room for who told of a peer. */
const wideColumns = 96;

/** The peers from number `from` on, as a table with a head; the last row says which part is shown. */
export function peerRows(peers: readonly PeerFacts[], from: number, say: Say, size: Size): Row[] {
  if (peers.length === 0) return [row(say('peers.none'))];
  const wide = size.columns >= wideColumns;
  const room = Math.max(1, size.rows - 3);
  const top = scrollTop(peers.length, from, room);
  const head = (['node', 'address', 'for', 'rtt', 'in', 'out'] as const).map((name) => say(`peers.${name}`));
  // Widths are those of all peers, so that nothing jumps while scrolling.
  const all = table(
    [
      wide ? [...head, say('peers.source')] : head,
      ...peers.map((peer) => [...peerCells(peer, say), ...(wide ? [say(`source.${peer.source}`)] : [])]),
    ],
    [3, 4, 5],
  );
  const lines = all.slice(1 + top, 1 + top + room);
  const range = say('peers.range', { from: top + 1, to: top + lines.length, count: peers.length });
  return [
    row(all[0]!.slice(0, size.columns), 'accent'),
    ...lines.map((line) => row(line.slice(0, size.columns))),
    ...(lines.length < peers.length ? [[], row(range)] : []),
  ];
}

/** The first line to show so that `room` of `count` lines are shown from `from` on, never past the end. */
export function scrollTop(count: number, from: number, room: number): number {
  return Math.max(0, Math.min(from, count - room));
}
