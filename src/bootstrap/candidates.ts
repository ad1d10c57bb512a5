/**
 * Who might be a first contact, and when to try whom: a book without clock or socket. Each source's candidates are
 * tried soon, then at growing intervals. Who has never been linked with us may be the only way to a part of the network that nobody else
 * here knows, so nobody is given up for good; a node with links enough only takes its time with those whom no human has named.
 */
import { type SourceFacts, type SourceName, sourceNames } from '../control/protocol.js';
import { hex } from '../dht/id.js';
import type { PeerAddress } from '../link/types.js';
import { sameEndpoint } from '../net/address.js';
import type { ToldBy } from '../net/dialable.js';

/** What one source says: this node may be there. */
export interface Found {
  readonly peer: PeerAddress;
  readonly toldBy: ToldBy;
}

export interface Candidate extends Found {
  readonly source: SourceName;
  /** The identity key in hex. */
  readonly name: string;
  peer: PeerAddress;
  /** `now` when its source first named it, last named it, and when it was last tried. */
  readonly since: number;
  namedAt: number;
  triedAt: number | null;
  /** `now` before which it is not tried. */
  tryAfter: number;
  tries: number;
  isTrying: boolean;
}

/** Links from which on only those are dialled who were never linked with us, and of these not all. */
export const enoughLinks = 8;

/**
 * Until so many links of our own making lead into different networks, each remembered node is tried once although there
 * are links enough: they may all be those of one who waited for us to come back.
 */
export const enoughNetworks = 12;

/** First and longest pause after a failed try, ms; it doubles from one to the other. */
const pauses: Record<SourceName, readonly [first: number, longest: number]> = {
  invite: [2_000, 60_000],
  list: [2_000, 60_000],
  lan: [2_000, 60_000],
  cache: [10_000, 600_000],
  bittorrent: [10_000, 600_000],
};

/**
 * With links enough, those whom we remember or met in BitTorrent's DHT and who never linked are tried again when as much time has
 * passed as they had been known for at the last try; not sooner than, and not later than, ms.
 */
const patientPauses = { least: 600_000, most: 86_400_000 } as const;

/** Whom the LAN has not named for this long is gone, ms. */
const lanMemory = 600_000;

/** Candidates per source; a flood of beacons must not fill the memory. */
const maxPerSource = 256;

export class Candidates {
  readonly #bySource: Record<SourceName, Map<string, Candidate>> = {
    cache: new Map(),
    list: new Map(),
    invite: new Map(),
    lan: new Map(),
    bittorrent: new Map(),
  };
  readonly #found: Record<SourceName, number> = {
    cache: 0,
    list: 0,
    invite: 0,
    lan: 0,
    bittorrent: 0,
  };
  readonly #linked: Record<SourceName, Set<string>> = {
    cache: new Set(),
    list: new Set(),
    invite: new Set(),
    lan: new Set(),
    bittorrent: new Set(),
  };

  /** A source names somebody. News of the address is tried at once. */
  add(source: SourceName, found: Found, now: number): void {
    const known = this.#bySource[source];
    const name = hex(found.peer.identityKey);
    const old = known.get(name);
    if (old) {
      old.namedAt = now;
      const fresh = found.peer.endpoints.filter(
        (endpoint) => !old.peer.endpoints.some((other) => sameEndpoint(endpoint, other)),
      );
      if (fresh.length === 0) return;
      old.peer = { ...old.peer, endpoints: [...fresh, ...old.peer.endpoints].slice(0, 4) };
      old.tries = 0;
      old.tryAfter = now;
      return;
    }
    this.#found[source] += 1;
    if (known.size >= maxPerSource) {
      const worst = [...known.values()]
        .filter((candidate) => !candidate.isTrying)
        .sort((a, b) => b.tries - a.tries)[0];
      if (worst) known.delete(worst.name);
    }
    const never = { triedAt: null, tries: 0, isTrying: false };
    known.set(name, { ...found, ...never, source, name, since: now, namedAt: now, tryAfter: now });
  }

  /**
   * Whom to try now, those tried least first.
   * @param networks tells in how many networks those are whom we dialled and are linked with
   */
  due(
    now: number,
    links: number,
    networks: () => number,
    isLinked: (identityKey: Uint8Array) => boolean,
  ): Candidate[] {
    for (const [name, candidate] of this.#bySource.lan) {
      if (now - candidate.namedAt > lanMemory && !candidate.isTrying) this.#bySource.lan.delete(name);
    }
    const isWanted = (candidate: Candidate): boolean => {
      const { source, name, tries } = candidate;
      if (links < enoughLinks) return true;
      // Who was linked with us has joined our knowledge to theirs; to dial it whenever its link ends helps nobody.
      if (this.#linked[source].has(name)) return false;
      if (source === 'lan' || source === 'invite' || source === 'list') return true;
      if (isRested(candidate, now)) return true;
      return tries === 0 && (source === 'bittorrent' || networks() < enoughNetworks);
    };
    const sources: SourceName[] = ['lan', 'invite', 'list', 'cache', 'bittorrent'];
    const ready = sources
      .flatMap((source) => [...this.#bySource[source].values()].filter(isWanted))
      .filter((candidate) => candidate.tryAfter <= now && !isLinked(candidate.peer.identityKey));
    const trying = new Set(this.trying().map((candidate) => candidate.name));
    return ready.filter((candidate) => !trying.has(candidate.name)).sort((a, b) => a.tries - b.tries);
  }

  trying(): Candidate[] {
    return Object.values(this.#bySource).flatMap((known) =>
      [...known.values()].filter((candidate) => candidate.isTrying),
    );
  }

  /** A try has ended without a link. @param chance in [0, 1): spreads the tries of many nodes */
  failed(candidate: Candidate, now: number, chance: number): void {
    const [first, longest] = pauses[candidate.source];
    const pause = Math.min(longest, first * 2 ** Math.min(candidate.tries, 16));
    candidate.tries += 1;
    candidate.triedAt = now;
    candidate.tryAfter = now + pause * (0.75 + chance / 2);
  }

  /** There is a link to that node, whoever began it. */
  linked(identityKey: Uint8Array, now: number): void {
    const name = hex(identityKey);
    for (const candidate of Object.values(this.#bySource).flatMap((known) => known.get(name) ?? [])) {
      candidate.tries = 0;
      candidate.tryAfter = now;
      if (this.#linked[candidate.source].size < maxPerSource) this.#linked[candidate.source].add(name);
    }
  }

  /** What names that node, the operator's word before chance; null: no source of ours. */
  sourceOf(identityKey: Uint8Array): SourceName | null {
    const name = hex(identityKey);
    const order: SourceName[] = ['invite', 'list', 'lan', 'cache', 'bittorrent'];
    return order.find((source) => this.#bySource[source].has(name)) ?? null;
  }

  /** How many are known. */
  get size(): number {
    return Object.values(this.#bySource).reduce((sum, known) => sum + known.size, 0);
  }

  facts(enabled: Record<SourceName, boolean>): SourceFacts[] {
    return sourceNames.map((source) => ({
      source,
      enabled: enabled[source],
      found: this.#found[source],
      linked: this.#linked[source].size,
    }));
  }
}

function isRested({ since, triedAt }: Candidate, now: number): boolean {
  const last = triedAt ?? since;
  const { least, most } = patientPauses;
  return now - last >= Math.min(most, Math.max(least, last - since));
}
