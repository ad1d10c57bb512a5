/**
 * First contact: all sources run side by side and name candidates; whoever is due is dialled, a few at a time, until
 * there are links, and again whenever there are too few. Made by node/. It knows nothing of tables and lookups: what
 * a link is good for is another room's business.
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { SourceFacts, SourceName } from '../control/protocol.js';
import type { Random } from '../crypto/random.js';
import type { Dialer } from '../dht/dialer.js';
import type { Link, Links } from '../link/types.js';
import type { Log } from '../log/log.js';
import { prefixOf } from '../net/address.js';
import { type Candidate, Candidates, enoughLinks } from './candidates.js';
import type { Source } from './sources/source.js';

/** How often it is looked who is due: while links are few, and when there are enough; ms. */
const tickEvery = { few: 1_000, enough: 6_000 } as const;

/** Tries at the same time. */
const maxTrying = 6;

export interface BootstrapParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly links: Links;
  readonly dialer: Dialer;
  readonly sources: readonly Source[];
}

export class Bootstrap {
  readonly #candidates = new Candidates();
  #timer: Timer | null = null;
  #stopped = false;
  /** Those that are asked. */
  readonly #on = new Set<Source>();
  #turning: Promise<void> = Promise.resolve();

  constructor(private readonly parts: BootstrapParts) {}

  async start(): Promise<void> {
    for (const source of this.parts.sources) if (source.enabled) await this.#begin(source);
    this.#plan();
  }

  /** Has a source asked from now on, or no longer. */
  turn(name: SourceName, isOn: boolean): void {
    this.#turning = this.#turning.then(async () => {
      const source = this.parts.sources.find((one) => one.name === name);
      if (!source || this.#stopped || this.#on.has(source) === isOn) return;
      if (isOn) await this.#begin(source);
      else await this.#end(source);
    });
  }

  async #begin(source: Source): Promise<void> {
    const { clock, links, log } = this.parts;
    this.#on.add(source);
    try {
      await source.start((who) => {
        this.#candidates.add(source.name, who, clock.now());
        if (links.find(who.peer.identityKey)) this.#candidates.linked(who.peer.identityKey, clock.now());
        this.#tryDue();
      });
    } catch (error) {
      // One way to meet less is no reason not to start.
      log.warn(`looking for nodes by ${source.name} does not work here: ${(error as Error).message}`);
    }
  }

  async #end(source: Source): Promise<void> {
    this.#on.delete(source);
    await source
      .stop()
      .catch((error: Error) => this.parts.log.warn(`${source.name} did not end cleanly: ${error.message}`));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#turning;
    for (const source of this.#on) await source.stop();
  }

  linkOpened(link: Link): void {
    this.#candidates.linked(link.identityKey, this.parts.clock.now());
    for (const source of this.#on) source.linkOpened?.(link);
  }

  /** What names that node; null: no source of ours. */
  sourceOf(identityKey: Uint8Array): SourceName | null {
    return this.#candidates.sourceOf(identityKey);
  }

  /** How many candidates are known, and how many of them are being tried. */
  get known(): number {
    return this.#candidates.size;
  }

  get trying(): number {
    return this.#candidates.trying().length;
  }

  facts(): SourceFacts[] {
    const enabled = { cache: false, list: false, invite: false, lan: false, bittorrent: false };
    for (const { name } of this.#on) enabled[name] = true;
    return this.#candidates.facts(enabled);
  }

  #plan(): void {
    const { clock, random, links } = this.parts;
    const pause = links.list.length < enoughLinks ? tickEvery.few : tickEvery.enough;
    this.#timer = clock.after(pause * (0.75 + random.next() / 2), () => {
      this.#tryDue();
      this.#plan();
    });
  }

  #tryDue(): void {
    if (this.#stopped) return;
    const { clock, links } = this.parts;
    const room = maxTrying - this.trying;
    if (room <= 0) return;
    const open = links.list;
    const isLinked = (key: Uint8Array): boolean => links.find(key) !== null;
    const networks = (): number => networksDialled(open);
    const due = this.#candidates.due(clock.now(), open.length, networks, isLinked);
    for (const candidate of due.slice(0, room)) void this.#try(candidate);
  }

  async #try(candidate: Candidate): Promise<void> {
    candidate.isTrying = true;
    const link = await this.parts.dialer.reach(candidate.peer, candidate.toldBy, []);
    candidate.isTrying = false;
    if (link) return;
    this.#candidates.failed(candidate, this.parts.clock.now(), this.parts.random.next());
    this.#tryDue();
  }
}

/** In how many networks (/16, /32) those are whom we dialled. */
function networksDialled(links: readonly Link[]): number {
  return new Set(links.flatMap((link) => (link.direction === 'out' ? prefixOf(link.endpoint) : []))).size;
}
