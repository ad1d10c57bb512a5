/**
 * One tick that keeps the links a node wants (keep.ts decides which), asks linked peers now and then how they are,
 * and checks contacts that nobody heard of for long.
 */
import { type Clock, every, type Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { type Link, type Links, requestKinds } from '../link/types.js';
import { decodePingAnswer, encodePingRequest } from '../wire/ping.js';
import type { Dialer } from './dialer.js';
import { hex } from './id.js';
import { contactsToLink, linkLimits, linksToClose } from './keep.js';
import type { SeenAt } from './seen.js';
import type { Entry, NodeContact, Table } from './table.js';

/** How often links and contacts are looked through, ms. */
const tickEvery = 5_000;

/** How often a linked peer is pinged: for its round trip, its time, and where it sees us; ms. */
const pingEvery = 120_000;

/** A contact not heard of for this long is dialled to see whether it is still there, ms. */
const staleAfter = 900_000;

/** Dials of upkeep at the same time. */
const maxDials = 4;

export interface UpkeepParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly table: Table;
  readonly seenAt: SeenAt;
  readonly ownId: Uint8Array;
  readonly networkTime: () => number;
}

export interface Upkeep {
  /** A link has opened: ask it where it sees us, or close it at once where there are far too many. */
  opened(link: Link): void;
  closed(link: Link): void;
  /** Whether that contact can be reached now; what became of it is in the table afterwards. */
  check(contact: NodeContact): Promise<boolean>;
  close(): void;
}

export function startUpkeep(parts: UpkeepParts): Upkeep {
  const { clock, links, table, dialer } = parts;
  const pingedAt = new Map<string, number>();
  const dialling = new Set<string>();

  async function ping(link: Link): Promise<void> {
    pingedAt.set(hex(link.nodeId), clock.now());
    const body = await links.request(
      link,
      requestKinds.ping,
      encodePingRequest({ time: parts.networkTime() }),
    );
    const answer = body && decodePingAnswer(body);
    if (!answer || !link.open) return;
    parts.seenAt.vote(hex(link.nodeId), answer.seenAt);
    const entry = table.get(link.nodeId);
    if (entry) table.seen(entry, clock.now());
  }

  async function check(contact: NodeContact): Promise<boolean> {
    const name = hex(contact.nodeId);
    dialling.add(name);
    const link = await dialer.reach(contact, 'met', []);
    dialling.delete(name);
    if (link && hex(link.nodeId) === name) return true;
    table.failed(contact.nodeId, clock.now());
    return false;
  }

  function stale(): Entry[] {
    const now = clock.now();
    const old = table.all().filter((entry) => now - entry.seenAt > staleAfter && entry.tryAfter <= now);
    return old.sort((a, b) => a.seenAt - b.seenAt).slice(0, 1);
  }

  function closeExtra(): void {
    for (const link of linksToClose(links.list, parts.ownId, clock.now())) links.disconnect(link);
  }

  function tick(): void {
    const now = clock.now();
    closeExtra();
    const linked = new Set(links.list.map((link) => hex(link.nodeId)));
    for (const link of links.list) {
      if (now - (pingedAt.get(hex(link.nodeId)) ?? now) > pingEvery) void ping(link);
    }
    const entries = table.all();
    const wanted = contactsToLink(
      entries,
      links.list.length,
      (entry) => linked.has(entry.name),
      parts.ownId,
      now,
    );
    const idle = [...wanted, ...stale()].filter((entry) => !dialling.has(entry.name));
    for (const entry of idle.slice(0, Math.max(0, maxDials - dialling.size))) void check(entry);
  }

  const timer: Timer = every(clock, tickEvery, 0.25, parts.random.next, tick);

  return {
    opened(link) {
      if (links.list.length > linkLimits.hard) closeExtra();
      if (link.open) void ping(link);
    },
    closed(link) {
      pingedAt.delete(hex(link.nodeId));
      parts.seenAt.forget(hex(link.nodeId));
    },
    check,
    close: () => timer.cancel(),
  };
}
