/**
 * How strangers reach this node: made by node/, which tells it of links that open. It finds out whether they do (judging.ts,
 * verdicts.ts), says so to neighbours and in our record, chooses who introduces others to us where they do not (introducers.ts),
 * introduces others (introductions.ts), and tries the port that a router has opened for us. It knows nothing of tables, lookups or
 * paths, and of a router only what mapping/ tells.
 */
import { type Clock, every } from '../clock/clock.js';
import { equal } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import type { Link, Links, PeerAddress } from '../link/types.js';
import type { Log } from '../log/log.js';
import { classOf, formatEndpoint, prefixOf, sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';
import { verdicts } from '../wire/introduce.js';
import type { Introducer } from '../wire/node-record.js';
import { marks, type Standing } from '../wire/standing.js';
import { chooseIntroducers, type Neighbour } from './introducers.js';
import { Introductions } from './introductions.js';
import { Judging } from './judging.js';
import { type NatKind, natKindOf } from './nat-kind.js';
import { type State, Verdicts } from './verdicts.js';

/** How often it is looked whether another verdict is wanted, ms. */
const lookEvery = 5_000;
/** How long a neighbour that was asked to judge is not asked again, ms. */
const askAgainAfter = 600_000;
/** After so many questions in vain, where too few strangers are left to knock, nobody is asked for that long. */
const mostVain = 6;

export interface ReachParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  /** Linked peers with what they said, in any order. */
  readonly neighbours: () => readonly Neighbour[];
  /** Where others see us, at most one endpoint per family, fit to be told. */
  readonly seenAt: () => readonly Endpoint[];
  /** Families over which this machine gets out. */
  readonly families: () => readonly (4 | 6)[];
  /** Every linked peer's word of where it sees us, public addresses only. */
  readonly named: () => readonly Endpoint[];
  /** Addresses of our interfaces. */
  readonly ownAddresses: () => readonly string[];
  /** The endpoint that a router says it has opened for us, the same object as long as it is the same; null: none. */
  readonly mapped: () => Endpoint | null;
  readonly mayTell: (endpoint: Endpoint) => boolean;
  /** Dials on neighbours' behalf; see dht/dialer.ts. */
  readonly dialer: {
    reach(
      peer: PeerAddress,
      toldBy: 'told',
      tellers: readonly string[],
      isBrief: boolean,
    ): Promise<Link | null>;
    knock(peer: PeerAddress, teller: string): Promise<Link | 'refused' | null>;
  };
  /** A node id in hex. */
  readonly nameOf: (nodeId: Uint8Array) => string;
  /** Whether we are hidden, or who introduces to us, is other than before. */
  readonly onChange: () => void;
}

export interface Reach {
  /** Our own word. */
  standing(): Standing;
  /** For our record: two, or none. */
  introducers(): Introducer[];
  isIntroducer(link: Link): boolean;
  /** Has us introduced to a peer; see introductions.ts. */
  introduce(peer: PeerAddress, tellers: readonly string[]): Promise<readonly Endpoint[] | null>;
  linkOpened(link: Link): void;
  readonly facts: {
    readonly state: State;
    readonly judges: number;
    readonly natKind: NatKind;
    readonly introducers: number;
  };
  readonly dropped: Readonly<Record<string, number>>;
  close(): void;
}

export function createReach(parts: ReachParts): Reach {
  return new ReachRoom(parts);
}

/** One address family: what was found of the endpoint that others are told, and of the one that a router opened. */
class Way {
  readonly verdicts = new Verdicts();
  #address = '';
  asking = false;
  vain = 0;
  restsUntil = 0;

  /** Evidence is about one address. */
  at(address: string): void {
    if (address === this.#address) return;
    this.#address = address;
    this.forget();
  }

  forget(): void {
    this.verdicts.forget();
    this.vain = 0;
    this.restsUntil = 0;
  }
}

class ReachRoom implements Reach {
  readonly dropped: Record<string, number> = {};
  readonly #ways = { 4: new Way(), 6: new Way() };
  /** Of the endpoint that a router opened, while that is another one than what peers see. */
  readonly #mapped = new Way();
  #mappedAt = '';
  readonly #introductions: Introductions;
  readonly #judging: Judging;
  /** When a peer was asked to judge; node id in hex. */
  readonly #askedAt = new Map<string, number>();
  /** Identity keys of strangers who came, until a judge names them as whom it sent. */
  readonly #came: { readonly link: Link; readonly at: number }[] = [];
  #introducers: readonly Link[] = [];
  /** Those before, the oldest first, and until when records may be about that name them. */
  readonly #former = new Map<Link, number>();
  #said = '';
  readonly #timer;

  constructor(private readonly parts: ReachParts) {
    const drop = (reason: string): void => {
      this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
    };
    const saidBy = (link: Link): Standing | null =>
      parts.neighbours().find((one) => one.link === link)?.said ?? null;
    this.#introductions = new Introductions({
      ...parts,
      saidBy,
      drop,
      own: () => this.#told(),
      reach: (peer, tellers) => parts.dialer.reach(peer, 'told', tellers, true),
    });
    this.#judging = new Judging({
      ...parts,
      saidBy,
      drop,
      knock: (peer, teller) => parts.dialer.knock(peer, teller),
    });
    this.#timer = every(parts.clock, lookEvery, 0.25, parts.random.next, () => this.#look());
  }

  standing(): Standing {
    const endpoints = this.#told();
    let said = 0;
    for (const family of [...this.parts.families(), ...endpoints.map((endpoint) => endpoint.family)])
      said |= family === 4 ? marks.dials4 : marks.dials6;
    let isHidden = false;
    for (const endpoint of endpoints) {
      const { family } = endpoint;
      const state = this.#wayTo(endpoint).verdicts.state(this.parts.clock.now());
      if (state === 'reachable') said |= family === 4 ? marks.reached4 : marks.reached6;
      if (state === 'unreachable' || (state === 'unknown' && this.#isTranslated(endpoint))) isHidden = true;
    }
    if (isHidden) said |= marks.hidden;
    if (isHidden && this.#natKind() === 'port-per-peer') said |= marks.portPerPeer;
    return { marks: said, endpoints };
  }

  introducers(): Introducer[] {
    this.#choose(this.parts.clock.now());
    const open = this.#introducers.filter((link) => link.open);
    const [first, second = first] = open.map(({ identityKey, endpoint }) => ({
      identityKey,
      endpoints: [endpoint],
    }));
    return first && second ? [first, second] : [];
  }

  isIntroducer(link: Link): boolean {
    return this.#introducers.includes(link) || this.#former.has(link);
  }

  introduce(peer: PeerAddress, tellers: readonly string[]): Promise<readonly Endpoint[] | null> {
    return this.#introductions.ask(peer, tellers);
  }

  linkOpened(link: Link): void {
    if (!link.isUnasked) return;
    const { endpoint } = link;
    const told = this.#told().find(({ family }) => family === endpoint.family);
    // Whoever is inside the same LAN shows nothing of the outside.
    if (!told || classOf(told) !== classOf(endpoint)) return;
    const now = this.parts.clock.now();
    while (this.#came.length > 0 && now - this.#came[0]!.at > cameFor) this.#came.shift();
    if (this.#came.length < mostCame) this.#came.push({ link, at: now });
    this.#note(this.#wayTo(told), endpoint, true);
  }

  get facts(): Reach['facts'] {
    const now = this.parts.clock.now();
    const ways = this.#told().map((endpoint) => this.#wayTo(endpoint).verdicts);
    const states = ways.map((one) => one.state(now));
    const state = (['reachable', 'unreachable'] as const).find((one) => states.includes(one)) ?? 'unknown';
    return {
      state,
      judges: ways[states.indexOf(state)]?.count(now) ?? 0,
      natKind: this.#natKind(),
      introducers: this.#introducers.length,
    };
  }

  close(): void {
    this.#timer.cancel();
  }

  #natKind(): NatKind {
    return natKindOf(this.parts.named(), this.parts.ownAddresses());
  }

  /** Where others are told that we are: where they see us, or where a router lets them in, once that is proven. */
  #told(): readonly Endpoint[] {
    const seen = this.parts.seenAt();
    const mapped = this.#opened();
    const isProven = this.#mapped.verdicts.state(this.parts.clock.now()) === 'reachable';
    if (!mapped || !isProven) return seen;
    return [mapped, ...seen.filter(({ family }) => family !== mapped.family)];
  }

  /** What a router has opened, if it is at the address at which peers see us: else knocks there would not be for us. */
  #opened(): Endpoint | null {
    const mapped = this.parts.mapped();
    const isOurs = mapped && this.parts.seenAt().some(({ address }) => address === mapped.address);
    return isOurs ? mapped : null;
  }

  #wayTo(told: Endpoint): Way {
    return told === this.#opened() && !isIn(told, this.parts.seenAt())
      ? this.#mapped
      : this.#ways[told.family];
  }

  /** A router has opened a port, another one, or none any more: what was found before says nothing. */
  #mapping(mapped: Endpoint | null): void {
    const name = mapped ? formatEndpoint(mapped) : '';
    if (name === this.#mappedAt) return;
    this.#mappedAt = name;
    this.#askedAt.clear();
    this.#mapped.at(name);
    this.#ways[4].forget();
  }

  #note(way: Way, from: Endpoint, got: boolean): void {
    way.verdicts.note(prefixOf(from), got, this.parts.clock.now());
  }

  #look(): void {
    const { parts } = this;
    const now = parts.clock.now();
    const seen = parts.seenAt();
    const mapped = this.#opened();
    this.#mapping(mapped);
    if (mapped && !isIn(mapped, seen)) this.#judge(this.#mapped, mapped, now);
    for (const endpoint of seen) {
      const way = this.#ways[endpoint.family];
      way.at(endpoint.address);
      if (isIn(endpoint, this.#told())) this.#judge(way, endpoint, now);
    }
    this.#choose(now);
    const { marks: said } = this.standing();
    const names = this.#introducers.map(({ nodeId }) => parts.nameOf(nodeId));
    const told = `${said & (marks.hidden | marks.portPerPeer)} ${names.join(' ')}`;
    if (told === this.#said) return;
    const isFirst = this.#said === '';
    this.#said = told;
    if (isFirst && (said & marks.hidden) === 0) return;
    const { state, judges } = this.facts;
    parts.log.info(
      `from outside this node is ${state}, by ${judges} networks; ${names.length} introduce to it`,
    );
    parts.onChange();
  }

  /** Has one neighbour judge, if a verdict is wanted and one is left to ask. */
  #judge(way: Way, where: Endpoint, now: number): void {
    if (way.asking || now < way.restsUntil || !way.verdicts.isThin(now)) return;
    const judge = this.#judgeFor(way, where, now);
    if (!judge) return;
    way.asking = true;
    void this.#ask(way, where, judge).finally(() => {
      way.asking = false;
    });
  }

  async #ask(way: Way, where: Endpoint, judge: Link): Promise<void> {
    const { clock, nameOf } = this.parts;
    const name = `${where.port} ${nameOf(judge.nodeId)}`;
    this.#askedAt.delete(name);
    this.#askedAt.set(name, clock.now());
    for (const oldest of this.#askedAt.keys()) {
      if (this.#askedAt.size <= mostAsked) break;
      this.#askedAt.delete(oldest);
    }
    const answer = await this.#judging.ask(judge, where.family, where.port);
    if (answer?.verdict === verdicts.silent) {
      way.vain = 0;
      this.#note(way, judge.endpoint, false);
    } else if (answer?.verdict === verdicts.reached) {
      way.vain = 0;
      // At what peers see, whoever comes counts by itself; here the judge says at which port its knocker came.
      const came = this.#came.find(({ link }) => equal(link.identityKey, answer.knocker));
      if (came && way === this.#mapped) this.#note(way, came.link.endpoint, true);
    } else way.vain += 1;
    if (way.vain < mostVain) return;
    way.vain = 0;
    way.restsUntil = clock.now() + askAgainAfter;
  }

  /** A neighbour that sees us at that address, in a network that has not spoken; by chance. */
  #judgeFor(way: Way, where: Endpoint, now: number): Link | null {
    const { links, nameOf, random } = this.parts;
    const free = links.list.filter(({ endpoint, nodeId }) => {
      if (endpoint.family !== where.family || classOf(endpoint) !== classOf(where)) return false;
      if (way.verdicts.has(prefixOf(endpoint), now)) return false;
      const askedAt = this.#askedAt.get(`${where.port} ${nameOf(nodeId)}`);
      return askedAt === undefined || now - askedAt >= askAgainAfter;
    });
    return free[Math.floor(random.next() * free.length)] ?? null;
  }

  #choose(now: number): void {
    const isHidden = (this.standing().marks & marks.hidden) !== 0;
    const chosen = isHidden ? chooseIntroducers(this.#introducers, this.parts.neighbours(), now) : [];
    for (const link of this.#introducers)
      if (!chosen.includes(link)) this.#former.set(link, now + recordLife);
    for (const [link, until] of this.#former)
      if (until <= now || !link.open || this.#former.size > mostFormer) this.#former.delete(link);
    this.#introducers = chosen;
  }

  /** Whether a router stands before us that shows another address than ours: then nobody gets through until it is proven. */
  #isTranslated(endpoint: Endpoint): boolean {
    const own = this.parts.ownAddresses();
    return classOf(endpoint) === 'public' && own.length > 0 && !own.includes(endpoint.address);
  }
}

function isIn(endpoint: Endpoint, list: readonly Endpoint[]): boolean {
  return list.some((one) => sameEndpoint(one, endpoint));
}

/** A record of ours lives so long, ms; so many links are kept for those of whom older ones tell. */
const recordLife = 3 * 3_600_000;
const mostFormer = 4;
/** Strangers who came are remembered for so long, ms, and so many: a judge's answer is not far behind. */
const cameFor = 30_000;
const mostCame = 64;
/** Peers of which is known when they were asked. */
const mostAsked = 512;
