/** What `phantom status`, `peers` and `log` print, from the node's facts. Pure. */
import type {
  AddressFacts,
  ChannelFacts,
  ExposedFacts,
  LookupFacts,
  NetworkFacts,
  PathsFacts,
  PeerFacts,
  Snapshot,
  TunnelFacts,
  TunnelsFacts,
} from '../control/protocol.js';
import type { LogLine } from '../log/log.js';
import { anonymityWords } from './anonymity.js';
import { foldedTable, sentence } from './fold.js';
import { bytes, clockTime, duration, printable, rate, roundTrip, shortId, table } from './format.js';
import { isolationWords } from './isolation.js';
import { reachabilityWords } from './reachability.js';
import { paragraph, plainText } from './rows.js';
import type { Say } from './texts/say.js';

/** How wide a value may be beside its label, so that a line has at most 80 columns. */
const valueColumns = 62;
/** From where on a wrong clock of this machine is spoken of, ms. */
const noticeable = 60_000;

/** The status as lines of at most 80 columns. */
export function statusLines(snapshot: Snapshot, say: Say): string[] {
  const { connection, node, channel, peers, traffic, sources, dropped } = snapshot;
  const linked = peers.filter((peer) => peer.state === 'linked').length;
  const isolated = isolationWords(snapshot, say);
  const facts: [label: string, value: string][] = [
    [say('facts.node'), say('facts.port', { node: shortId(node.id), port: node.port })],
    ...lined(say('facts.network'), networkText(channel, say)),
    ...lined(say('facts.anonymity'), anonymityWords(snapshot.anonymity, say).join(' ')),
    ...lined(say('facts.reachability'), reachabilityWords(snapshot, say)),
    ...lined(say('facts.share'), shareText(snapshot, say)),
    ...lined(say('facts.time'), timeText(snapshot, say)),
    [say('facts.running'), duration(snapshot.uptime, say)],
    [say('facts.peers'), say('peers.linked', { count: linked })],
    [say('facts.known'), String(snapshot.table.contacts)],
    [
      say('facts.received'),
      say('facts.traffic', { total: bytes(traffic.bytesIn), rate: rate(traffic.rateIn) }),
    ],
    [
      say('facts.sent'),
      say('facts.traffic', { total: bytes(traffic.bytesOut), rate: rate(traffic.rateOut) }),
    ],
    ...sources.map((source, at): [string, string] => [
      at === 0 ? say('facts.sources') : '',
      sourceText(source, say),
    ]),
    ...lined(say('facts.dropped'), droppedText(dropped, say)),
  ];
  return [
    say('facts.for', {
      state: say(`state.${connection.state}`),
      duration: duration(connection.since, say),
    }),
    ...sentence(say(`why.${connection.reason}`)),
    ...[isolated, aloneText(snapshot, say)].flatMap((text) => (text ? sentence(text) : [])),
    '',
    ...table(facts),
  ];
}

/** The network's name, how its key is come by, and whether this node keeps out of sight. */
export function networkText({ name, kind, mark, isUnlisted }: ChannelFacts, say: Say): string {
  const network = say(`facts.channel.${kind}`, { name: printable(name), mark });
  return isUnlisted ? say('facts.channel.unlisted', { network }) : network;
}

/** Why nobody may answer who is there, in a network by passphrase that was not found yet; null otherwise. */
export function aloneText({ channel, connection, peers, dropped }: Snapshot, say: Say): string | null {
  const isAlone = connection.state !== 'starting' && !peers.some((peer) => peer.state === 'linked');
  if (channel.kind !== 'passphrase' || channel.mark === '' || !isAlone) return null;
  const foreign = (dropped['foreign beacon'] ?? 0) > 0;
  const words = say('facts.channel.passphrase.alone', { mark: channel.mark });
  return foreign ? `${words} ${say('facts.channel.foreign')}` : words;
}

/** How much others get, what is left of the month, and why they get nothing now. */
export function shareText({ share }: Pick<Snapshot, 'share'>, say: Say): string {
  const { bytesPerSecond, bytesPerMonth, bytesThisMonth, pause, monthEnds } = share;
  const limits = [
    ...(bytesPerSecond === null ? [] : [say('share.rate', { rate: (bytesPerSecond * 8) / 1e6 })]),
    ...(bytesPerMonth === null
      ? []
      : [say('share.month', { used: bytes(bytesThisMonth), limit: bytes(bytesPerMonth) })]),
  ];
  const date = monthEnds === null ? '' : new Date(monthEnds).toISOString().slice(0, 10);
  const why = pause === null ? [] : [say(`share.${pause}`, { date })];
  return [`${limits.join(', ') || say('share.all')}.`, ...why].join(' ');
}

/** Network time, who says so, and by how much this machine's own clock differs where that matters to its user. */
export function timeText({ time, wall }: Pick<Snapshot, 'time' | 'wall'>, say: Say): string {
  if (!time) return say('time.none');
  const date = new Date(time.now).toISOString().slice(0, 19).replace('T', ' ');
  const { voices, agreeing } = time;
  const agreed = voices === 0 ? say('time.unasked') : say('time.agreed', { agreeing, voices });
  const off = wall - time.now;
  const isOff = Math.abs(off) >= noticeable;
  const own = isOff
    ? [say(off < 0 ? 'time.behind' : 'time.ahead', { duration: duration(Math.abs(off), say) })]
    : [];
  return [say('time.date', { date }), agreed, ...own].join(' ');
}

/** A fact whose value takes several lines. */
function lined(label: string, value: string): [label: string, value: string][] {
  return paragraph(value, valueColumns).map((line, at) => [at === 0 ? label : '', plainText(line)]);
}

/** One source of first contact in words. */
export function sourceText(source: Snapshot['sources'][number], say: Say): string {
  const name = say(`source.${source.source}`);
  const { found, linked } = source;
  return source.enabled
    ? say('facts.found', { source: name, found, linked })
    : say('facts.off', { source: name });
}

/** What was dropped, most first: `replay 12, unknown 3`. */
export function droppedText(dropped: Snapshot['dropped'], say: Say): string {
  return countsText(dropped, say('facts.dropped.none'));
}

function countsText(counts: Readonly<Record<string, number>>, none: string): string {
  const some = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  return some.length === 0 ? none : some.map(([name, count]) => `${printable(name)} ${count}`).join(', ');
}

/** The peers as a table with a head, within 80 columns. */
export function peerLines(peers: readonly PeerFacts[], say: Say): string[] {
  if (peers.length === 0) return [say('peers.none')];
  const head = [
    say('peers.node'),
    say('peers.address'),
    say('peers.for'),
    say('peers.rtt'),
    say('peers.in'),
    say('peers.out'),
  ];
  return foldedTable([head, ...peers.map((peer) => peerCells(peer, say))], [3, 4, 5], 1);
}

/** What `phantom peers` prints: the peers, and what is known beyond them. */
export function networkLines({ peers, contacts, database, view }: NetworkFacts, say: Say): string[] {
  const known = say('peers.beyond', {
    contacts: contacts.length,
    view: view.nodes,
    keepers: database.keepers,
  });
  const size = database.nodes === null ? [] : [say('peers.size', { nodes: database.nodes })];
  return [...peerLines(peers, say), '', ...sentence(known), ...size];
}

/** What `phantom paths` prints: what the network is worth, the own paths, and what is done for others. */
export function pathLines({ anonymity, own, building, waits, relayed }: PathsFacts, say: Say): string[] {
  const words = anonymityWords(anonymity, say).flatMap(sentence);
  const columns = ['kind', 'age', 'left', 'rtt', 'hops'] as const;
  const rows = own.map((path) => [
    say(`paths.${path.kind}`) + (path.state === 'ending' ? say('paths.ending') : ''),
    duration(path.age, say),
    duration(path.left, say),
    roundTrip(path.rtt),
    path.hops.map(printable).join(' '),
  ]);
  const list =
    rows.length > 0
      ? foldedTable([columns.map((column) => say(`paths.column.${column}`)), ...rows], [1, 2, 3], 4)
      : [say('paths.none')];
  const isSaid = waits === 'hops' || waits === 'guards' || waits === 'unkept';
  const isWaiting = isSaid && waits !== anonymity.waits;
  return [
    ...words,
    '',
    ...list,
    ...(building > 0 ? [say('paths.building', { count: building })] : []),
    ...(isWaiting ? [say(`paths.wait.${waits}`)] : []),
    '',
    ...sentence(say('paths.relayed', { counts: countsText(relayed, say('paths.relayed.none')) })),
  ];
}

/** What `phantom tunnels` prints: each own address with those it has to do with, and what is exposed. */
export function tunnelLines({ tunnels, exposed }: TunnelsFacts, say: Say): string[] {
  const columns = ['other', 'state', 'for', 'joins', 'rtt', 'in', 'out'] as const;
  const head = columns.map((column) => say(`tunnels.column.${column}`));
  const lines = [...new Set(tunnels.map(({ own }) => own))].flatMap((own) => {
    const rows = tunnels.filter((tunnel) => tunnel.own === own).map((tunnel) => tunnelCells(tunnel, say));
    const list = foldedTable([head, ...rows], [2, 3, 4, 5, 6], 0);
    return [say('tunnels.own', { address: printable(own) }), ...list, ''];
  });
  return [...(lines.length > 0 ? lines : [say('tunnels.none'), '']), ...exposedLines(exposed, say)];
}

function tunnelCells({ other, state, openFor, joins, bytesIn, bytesOut }: TunnelFacts, say: Say): string[] {
  const fit = joins.filter((join) => join.state === 'fit').length;
  const carrying = joins.find((join) => join.isCarrying);
  return [
    printable(other),
    say(`tunnels.${state}`),
    state === 'open' ? duration(openFor, say) : '',
    String(fit),
    roundTrip(carrying?.rtt ?? null),
    bytes(bytesIn),
    bytes(bytesOut),
  ];
}

/** The ports that strangers may reach, one per line. */
export function exposedLines(exposed: readonly ExposedFacts[], say: Say): string[] {
  if (exposed.length === 0) return [say('expose.none')];
  return exposed.map(({ port, protocol, address }) =>
    say('expose.one', { port: `${port}/${protocol}`, address: printable(address) }),
  );
}

/** What `phantom address list` prints. */
export function addressLines(addresses: readonly AddressFacts[], say: Say): string[] {
  if (addresses.length === 0) return [say('address.none')];
  const columns = ['address', 'kind', 'kept', 'label'] as const;
  const rows = addresses.map(({ address, isLasting, label, isDefault, keptBy }) => [
    address,
    say(isLasting ? 'address.lasting' : 'address.fresh') + (isDefault ? say('address.default') : ''),
    keptBy === null ? '-' : say(keptBy > 0 ? 'address.found' : 'address.unfound'),
    printable(label),
  ]);
  return foldedTable([columns.map((column) => say(`address.column.${column}`)), ...rows], [], 3);
}

/** How a lookup went: the answer, and strand by strand who was asked. */
export function lookupLines(facts: LookupFacts, say: Say): string[] {
  const { found, asked } = facts;
  const node = shortId(facts.id);
  const answer = found
    ? say('lookup.found', {
        node,
        endpoints: found.endpoints.map(printable).join(', ') || say('lookup.nowhere'),
        from: shortId(found.from),
        hops: found.hops,
        date: new Date(found.expiry * 1000).toISOString().slice(0, 16).replace('T', ' '),
      })
    : say('lookup.nobody', { node });
  const silent = asked.filter((one) => one.state === 'silent').length;
  const summary = say('lookup.asked', {
    asked: asked.length,
    silent,
    seconds: (facts.took / 1000).toFixed(1),
  });
  const rows = [...asked]
    .sort((a, b) => a.strand - b.strand)
    .map((one) => [
      String(one.strand),
      String(one.hops),
      shortId(one.id),
      printable(one.endpoint),
      say(`lookup.${one.state}`),
      `${Math.round(one.took)} ms`,
    ]);
  const head = ['strand', 'hops', 'node', 'address', 'state', 'took'] as const;
  const named = head.map((column) => say(`lookup.column.${column}`));
  return [
    ...answer.split('\n').flatMap(sentence),
    summary,
    ...(rows.length > 0 ? ['', ...foldedTable([named, ...rows], [0, 1, 5], 3)] : []),
  ];
}

/** One peer as cells: node, address, linked for, round trip, received, sent. */
export function peerCells(peer: PeerFacts, say: Say): string[] {
  return [
    shortId(peer.id),
    printable(peer.endpoint),
    peer.state === 'linked' ? duration(peer.linkedFor, say) : say('peers.pending'),
    roundTrip(peer.rtt),
    bytes(peer.bytesIn),
    bytes(peer.bytesOut),
  ];
}

/** One line of the log. */
export function logLine(line: LogLine): string {
  return `${clockTime(line.at)} ${line.level.padEnd(5)} ${line.room}: ${printable(line.text)}`;
}
