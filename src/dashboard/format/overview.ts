import type { ConnectionState, Snapshot } from '../../control/protocol.js';
import { anonymityWords } from '../../tui/anonymity.js';
import { aloneText, droppedText, networkText, sourceText } from '../../tui/facts.js';
import { bytes, duration, rate, shortId } from '../../tui/format.js';
import type { Size } from '../../tui/frame.js';
import { isolationWords } from '../../tui/isolation.js';
import type { Glyphs } from '../../tui/look.js';
import { paragraph, type Row, row, type Style, span } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { graph } from './graph.js';
import { peerRows } from './peers.js';

/** Bytes per second in and out, once per second, newest last. */
export interface History {
  readonly received: readonly number[];
  readonly sent: readonly number[];
}

/** How a state of the connection is coloured. */
export const stateStyles: Readonly<Record<ConnectionState, Style>> = {
  starting: 'accent',
  alone: 'warn',
  joining: 'accent',
  connected: 'good',
};

const labelColumns = 16;
/** Below this many rows a table of peers is not worth its head. */
const leastPeers = 4;

/** Am I connected, since when, and what speaks against it. */
export function headRows(snapshot: Snapshot, say: Say, columns: number): Row[] {
  const { connection } = snapshot;
  const state = say('facts.for', {
    state: say(`state.${connection.state}`),
    duration: duration(connection.since, say),
  });
  const isolated = isolationWords(snapshot, say);
  const alone = aloneText(snapshot, say);
  return [
    row(state, stateStyles[connection.state]),
    ...paragraph(say(`why.${connection.reason}`), columns),
    ...(isolated === null ? [] : paragraph(isolated, columns, 'warn')),
    ...(alone === null ? [] : paragraph(alone, columns, 'warn')),
  ];
}

/** With whom, and how much goes over the line. */
export function factRows(snapshot: Snapshot, history: History, say: Say, glyphs: Glyphs, size: Size): Row[] {
  const { node, channel, traffic, sources, peers } = snapshot;
  const facts: [label: string, value: string][] = [
    [say('facts.node'), say('facts.port', { node: shortId(node.id), port: node.port })],
    [say('facts.network'), networkText(channel, say)],
    [say('facts.peers'), peersText(snapshot, say)],
    [say('facts.anonymity'), anonymityWords(snapshot.anonymity, say).join(' ')],
    [say('facts.running'), duration(snapshot.uptime, say)],
    ...sources
      .filter(({ enabled }) => enabled)
      .map((source, at): [string, string] => [at === 0 ? say('facts.sources') : '', sourceText(source, say)]),
    [say('facts.dropped'), droppedText(snapshot.dropped, say)],
  ];
  const head: Row[] = [[], ...facts.flatMap(([label, value]) => fact(label, value, size.columns)), []];
  const received: Stream = {
    caption: streamText(say('facts.received'), traffic.bytesIn, traffic.rateIn, say),
    values: history.received,
  };
  const sent: Stream = {
    caption: streamText(say('facts.sent'), traffic.bytesOut, traffic.rateOut, say),
    values: history.sent,
  };
  const rows = [...head, ...graphs(received, sent, glyphs, { ...size, rows: size.rows - head.length })];
  const room = size.rows - rows.length - 1;
  // A tall screen has room for what the next page shows.
  if (room < leastPeers || peers.length === 0) return rows;
  return [...rows, [], ...peerRows(peers, 0, say, { ...size, rows: room })];
}

function fact(label: string, value: string, columns: number): Row[] {
  return paragraph(value, columns - labelColumns).map((line, at) => [
    span((at === 0 ? label : '').padEnd(labelColumns), 'accent'),
    ...line,
  ]);
}

function peersText({ peers, table }: Snapshot, say: Say): string {
  const linked = peers.filter(({ state }) => state === 'linked').length;
  const linking = peers.length - linked;
  return [
    say('peers.linked', { count: linked }),
    ...(linking > 0 ? [say('peers.linking', { count: linking })] : []),
    say('peers.known', { count: table.contacts }),
  ].join(', ');
}

/** One direction of the traffic. */
export interface Stream {
  readonly caption: string;
  readonly values: readonly number[];
}

export function streamText(label: string, total: number, now: number, say: Say): string {
  return `${label} ${say('facts.traffic', { total: bytes(total), rate: rate(now) })}`;
}

/** The tallest graph that still looks calm. */
const tallest = 8;

/** Received and sent as two graphs side by side, as high as there is room for; their captions are always there. */
export function graphs(received: Stream, sent: Stream, glyphs: Glyphs, room: Size): Row[] {
  const rows = Math.max(0, Math.min(tallest, room.rows - 2));
  const columns = Math.floor((room.columns - 4) / 2);
  const [left, right] = [received, sent].map(({ values }) => graph(values, columns, rows, glyphs.bars));
  const cut = ({ caption }: Stream) => caption.slice(0, columns).padEnd(columns);
  const rule = glyphs.rule.repeat(columns);
  return [
    [span(`${cut(received)}    ${cut(sent)}`)],
    ...(left ?? []).map(
      (line, at): Row => [span(line, 'good'), span('    '), span(right?.[at] ?? '', 'accent')],
    ),
    ...(rows > 0 ? [[span(`${rule}    ${rule}`)]] : []),
  ];
}
