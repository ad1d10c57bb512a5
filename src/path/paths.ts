/**
 * The room of paths: made by node/, one per node. Below it links, above it tunnels. It builds paths for this node, is a
 * hop of others' paths, and an end of some. The journey of a cell that a link brings:
 *
 *   its path id stands for something:  an own path (own/) · a relayed one (transit/) · a join at its end hop (ends/)
 *   it stands for nothing:             a splice? a build? a join for an entry path here?      else dropped and counted
 *
 * Randomness, time, links and the way to reach a peer come in; it knows nothing of addresses, tunnels or IP packets.
 */
import type { Timer } from '../clock/clock.js';
import { Limiter } from '../link/limiter.js';
import type { Link } from '../link/types.js';
import { hopRoles } from '../wire/build.js';
import { textOf } from '../wire/bytes.js';
import { Cap } from './cap.js';
import { buildTimeout, carriedRate, idleLimit, trialRate, upkeepEvery, usualCellRate } from './constants.js';
import { PathEnd } from './ends/end.js';
import { Entries } from './ends/entry.js';
import { Exit } from './ends/exit.js';
import { JoinCounts } from './ends/join-counts.js';
import { idOf, mayChoose, phaseOf } from './ids.js';
import { Neighbours } from './neighbours.js';
import { Builder } from './own/builder.js';
import type { Inside, PathParts } from './parts.js';
import { Builds } from './transit/builds.js';
import type { Relay } from './transit/relay.js';
import { Splices } from './transit/splice.js';
import type { PathBuilder } from './types.js';
import { Ways } from './ways.js';

export interface PathFacts {
  /** Own paths that are open. */
  readonly own: number;
  /** Others' paths through us, and how many of them end here. */
  readonly relayed: number;
  readonly ends: number;
  /** Joins at our ends. */
  readonly joins: number;
  /** Cells that went out for others, and for ourselves. */
  readonly relayedCells: number;
  readonly ownCells: number;
}

export interface Paths {
  readonly builder: PathBuilder;
  /** Bad cells, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
  facts(): PathFacts;
  /** To be called for every cell of a path: `links.onCell`. */
  receive(link: Link, pathId: number, body: Uint8Array): void;
  linkClosed(link: Link): void;
  /** Whether paths go over that link. */
  isUsed(link: Link): boolean;
  /** Ends every path and cancels every timer. */
  close(): void;
}

export function createPaths(parts: PathParts): Paths {
  const { clock, links, random } = parts;
  const dropped: Record<string, number> = {};
  const ways = new Ways();
  const caps = {
    relayed: new Cap(parts.relayedCells ?? usualCellRate, clock.now()),
    own: new Cap(parts.ownCells ?? usualCellRate, clock.now()),
  };
  const sent = { relayed: 0, own: 0 };
  const joins = new JoinCounts();
  const trials = new Limiter(trialRate);
  const carried = new Limiter(carriedRate);
  const ends = new Set<PathEnd>();
  let upkeep: Timer | null = null;
  let isClosed = false;

  function drop(reason: string): void {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  }

  function send(as: 'relayed' | 'own', link: Link, pathId: number, body: Uint8Array): boolean {
    if (!caps[as].take(clock.now())) {
      drop(`cap-${as}`);
      return link.open;
    }
    sent[as] += 1;
    neighbours.sent(link);
    return links.send(link, pathId, body);
  }

  const neighbours = new Neighbours(parts, (link) => builder.cut(link));
  const inside: Inside = {
    ...parts,
    ways,
    neighbours,
    drop,
    sendRelayed: (link, pathId, body) => void send('relayed', link, pathId, body),
    sendOwn: (link, pathId, body) => send('own', link, pathId, body),
  };
  const entries = new Entries(inside);
  const splices = new Splices(inside);
  const builds = new Builds({
    ...inside,
    splices,
    onRelay: () => {
      upkeep ??= clock.after(upkeepEvery * random.next(), look);
    },
    isTaken: (entryId) => entries.has(entryId),
    endingOf(relay, { record }, keys) {
      const isEntry = record.role === hopRoles.entry;
      const exit = new Exit({ ...inside, carried, takeOwn: (...taken) => entries.takeOwn(...taken) });
      const end = new PathEnd(
        { ...inside, joins },
        relay,
        keys,
        isEntry ? 'entry' : 'exit',
        (asked, message) => !isEntry && exit.ask(asked, message),
        (closed) => {
          ends.delete(closed);
          if (isEntry) entries.remove(record.entryId, closed);
        },
      );
      ends.add(end);
      if (isEntry) entries.add(record.entryId, record.joinEffort, end);
      return end;
    },
  });
  const builder = new Builder(inside);

  function receive(link: Link, pathId: number, body: Uint8Array): void {
    if (isClosed) return;
    const [bit, id] = [phaseOf(pathId), idOf(pathId)];
    const way = ways.get(link, id);
    if (way) way.receive(bit, body);
    else begin(link, bit, id, body);
  }

  /** A cell on a path id that stands for nothing yet. */
  function begin(link: Link, bit: number, id: number, body: Uint8Array): void {
    if (!trials.take(textOf(link.identityKey), clock.now())) {
      drop('path-trials');
      return;
    }
    const isChosen = bit === 0 && mayChoose(link.identityKey, parts.identityKey, id);
    const isTaken =
      isChosen &&
      (splices.take(link, id, body) || builds.take(link, id, body) || entries.take(link, id, body));
    if (!isTaken) drop('path-unknown');
  }

  function isOver(relay: Relay): boolean {
    if (relay.endsAt <= clock.now()) return true;
    const limit = relay.state === 'building' ? 2 * buildTimeout : idleLimit;
    return clock.now() - relay.heardAt >= limit;
  }

  /** Runs only while somebody's path goes through us: most nodes of a simulation are never a hop. */
  function look(): void {
    for (const relay of [...builds.relays]) {
      if (isOver(relay)) relay.close();
      else relay.ending?.upkeep(clock.now());
    }
    upkeep = builds.relays.size > 0 ? clock.after(upkeepEvery, look) : null;
  }

  return {
    builder,
    dropped,
    facts: () => ({
      own: builder.paths.size,
      relayed: builds.relays.size,
      ends: ends.size,
      joins: joins.count,
      relayedCells: sent.relayed,
      ownCells: sent.own,
    }),
    receive,
    linkClosed: (link) => ways.closed(link),
    isUsed: (link) => ways.count(link) > 0,
    close() {
      isClosed = true;
      builder.close();
      builds.closed();
      upkeep?.cancel();
    },
  };
}
