/**
 * Choosing hops. The decisions are pure and stand beside this file; here is the shell that holds what they decide about, asks them
 * once a minute and before a path is made, and keeps it in the state:
 *
 *     view -> level.ts, standing.ts: may paths be made, and how -> guards.ts, kept-set.ts: who is in the sets
 *          -> hops.ts: the hops of one path -> report(): what came of it -> ledger.ts -> weights.ts: the next draws
 *
 * Called by the pools (../pool.ts) and, for what the operator sees and decides, by commands. It knows nothing of cells, and
 * looks nobody up: who is chosen comes from the view, or was chosen before.
 */
import { type Clock, every } from '../../clock/clock.js';
import { hash } from '../../crypto/hash.js';
import type { Random } from '../../crypto/random.js';
import type { Log } from '../../log/log.js';
import type { State } from '../../state/state.js';
import { decodeChosen, decodeGuards, encodeChosen, encodeGuards } from '../../wire/chosen.js';
import type { PathKind } from '../types.js';
import { noRules } from './draw.js';
import { asGuard, guardsInUse, newGuards, renewGuards, told, withImported } from './guards.js';
import { hasTwoApart, pickHops } from './hops.js';
import {
  type EndSets,
  fromChosen,
  fromKeptRelay,
  type Holdings,
  hex,
  toChosen,
  toKeptRelay,
} from './kept.js';
import { endsPerAddress, lives, type Member, refreshed, renew, usable } from './kept-set.js';
import { Ledger, type Outcome } from './ledger.js';
import { isBelow, type Level, levelOf, type Plan, planOf, sizeOf } from './level.js';
import { startOwnTime } from './own-time.js';
import type { Relay } from './relay.js';
import { Rests } from './rests.js';
import { accept, isStable, newStanding, stand } from './standing.js';
import { weigh } from './weights.js';

/** Name of the kept bytes in the state. */
const stateName = 'chosen';
/** How often sets are looked at; how old a look may be when a path is made; how often the ledger is written; ms. */
const lookEvery = 60_000;
const freshFor = 5_000;
const keepEvery = 30 * 60_000;
/** After a start the view fills for so long; what it lacks until then says nothing of the network, ms. */
const fillingFor = 2 * 3600_000;

export interface ChoiceParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  /** Seconds since 1970. */
  readonly networkTime: () => number;
  /** The verified relays of the local view. */
  readonly relays: () => readonly Relay[];
  /** Our own name (node id in hex), and ourselves as others see us; null while nobody can. */
  readonly ownName: string;
  readonly own: () => Relay | null;
  /** The open link with a node, and the onion key it said there; null: none is open. */
  readonly linkTo: (identityKey: Uint8Array) => { readonly onionKey: Uint8Array } | null;
  /** Whether our own connection works: somebody was heard lately. */
  readonly isOnline: () => boolean;
}

/**
 * Why there are no hops now: too few relays for any anonymity; fewer than there were, and the operator has not agreed; no guard that can
 * be used; nobody for the other places.
 */
export type Want = 'few' | 'fewer' | 'guards' | 'hops';

/** What screens say of the network's worth. */
export interface StandingFacts {
  readonly level: Level;
  readonly best: Level;
  readonly relays: number;
  readonly prefixes: number;
  /** Most relays are on private addresses: one LAN. */
  readonly isLan: boolean;
  readonly hops: number;
  /** Guards stay for months; before, they are the best of few. */
  readonly areGuardsFirm: boolean;
  /** Why no new path is made now; null: they are. */
  readonly waits: 'few' | 'fewer' | 'guards' | null;
}

/** The choice for one address. */
export interface AddressChoice {
  /** @param open the hops of its paths of this kind: others are preferred */
  hops(kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | Want;
  /** One of the open paths of a kind that would be made better now: longer, or so that two of them share no hop. */
  outgrown(kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | null;
  /** What is not meant to last is forgotten. */
  close(): void;
}

export interface Choice {
  /** @param lasts whether the address outlives this start, and its end hops with it */
  of(apKey: Uint8Array, lasts: boolean): AddressChoice;
  /** What became of a path of hops given here. */
  report(hops: readonly Relay[], outcome: Outcome): void;
  facts(): StandingFacts;
  /** The operator agrees to paths in a network that gives less than it did. */
  accept(): void;
  /** The guards, for the backup of an address; they go with whoever restores it. */
  exportGuards(): Uint8Array;
  /** False when the bytes are none. */
  importGuards(bytes: Uint8Array): boolean;
  /** No timer is left, and everything is written. */
  close(): Promise<void>;
}

/** Rejects when the state cannot be read. */
export async function openChoice(parts: ChoiceParts): Promise<Choice> {
  const bytes = await parts.state.read(stateName);
  const chosen = bytes && decodeChosen(bytes);
  if (bytes && !chosen) parts.log.warn('what was chosen before cannot be read; all is chosen anew');
  const mark = chosen ? { own: chosen.own, network: chosen.network } : null;
  const ownTime = startOwnTime(parts.clock, mark, parts.networkTime());
  const now = ownTime();
  const fresh = (): Holdings => ({
    standing: newStanding(now),
    guards: newGuards(now),
    layer2: [],
    ledger: new Ledger(),
    ends: new Map(),
  });
  return new NodeChoice(parts, ownTime, chosen ? fromChosen(chosen) : fresh());
}

class NodeChoice implements Choice {
  /** End hops of addresses that end with this start. */
  readonly #passing = new Map<string, EndSets>();
  readonly #rests = new Rests();
  readonly #startedAt: number;
  #relays: readonly Relay[] = [];
  /** The same by name, and ourselves. */
  #view: ReadonlyMap<string, Relay> = new Map();
  #weights: ReadonlyMap<string, number> = new Map();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #saved = '';
  #saving: Promise<void> = Promise.resolve();
  readonly #timers;

  constructor(
    private readonly parts: ChoiceParts,
    private readonly ownTime: () => number,
    private readonly holdings: Holdings,
  ) {
    const { clock, random } = parts;
    this.#startedAt = clock.now();
    this.#saved = this.#members();
    this.#timers = [
      every(clock, lookEvery, 0.1, random.next, () => this.#look()),
      every(clock, keepEvery, 0.1, random.next, () => this.#save()),
    ];
  }

  of(apKey: Uint8Array, lasts: boolean): AddressChoice {
    const name = hex(hash(16, 'phantom end hops', apKey));
    const where = lasts ? this.holdings.ends : this.#passing;
    if (!where.has(name)) where.set(name, { exit: [], entry: [] });
    const sets = where.get(name)!;
    return {
      hops: (kind, open) => {
        where.set(name, sets);
        return this.#hops(sets, kind, open);
      },
      outgrown: (kind, open) => this.#outgrown(sets, kind, open),
      close: () => {
        if (!lasts) where.delete(name);
      },
    };
  }

  report(hops: readonly Relay[], outcome: Outcome): void {
    const { isOnline, linkTo } = this.parts;
    const [guard] = hops;
    if (!guard || !isOnline()) return;
    const now = this.ownTime();
    const { holdings } = this;
    const isSilent = typeof outcome === 'object' && outcome.at === null;
    const isUnreachable = isSilent && (outcome.status !== null || linkTo(guard.identityKey) === null);
    if (isUnreachable || outcome === 'cut') {
      holdings.guards = told(holdings.guards, guard.name, 'unreachable', now);
      holdings.ledger.note([guard.name], { at: 0, status: null }, now);
      return;
    }
    const isLost = isSilent || outcome === 'died';
    holdings.guards = told(holdings.guards, guard.name, isLost ? 'silent' : 'answered', now);
    const names = hops.map(({ name }) => name);
    holdings.ledger.note(names, outcome, now);
    this.#rests.note(names, outcome, now);
  }

  facts(): StandingFacts {
    this.#lookIfStale();
    const { standing, guards } = this.holdings;
    const { relays, prefixes, isLan } = sizeOf(this.#relays);
    const plan = this.#plan();
    const areGuards = guardsInUse(guards, plan?.guards ?? 0, this.ownTime()).length > 0;
    return {
      level: standing.level,
      best: standing.best,
      relays,
      prefixes,
      isLan,
      hops: plan?.hops ?? 0,
      areGuardsFirm: guards.isFirm,
      waits: plan === null ? 'fewer' : plan.hops === 0 ? 'few' : areGuards ? null : 'guards',
    };
  }

  accept(): void {
    this.#look();
    this.holdings.standing = accept(this.holdings.standing);
    this.#look();
    this.#save();
  }

  exportGuards(): Uint8Array {
    const { guards } = this.holdings;
    if (!guards.isFirm) return encodeGuards([]);
    const now = this.ownTime();
    return encodeGuards(
      guards.list.map(({ relay, until }) => ({ relay: toKeptRelay(relay), left: Math.max(0, until - now) })),
    );
  }

  importGuards(bytes: Uint8Array): boolean {
    const given = decodeGuards(bytes);
    if (!given) return false;
    const now = this.ownTime();
    const imported = given.map(({ relay, left }) =>
      asGuard({
        relay: fromKeptRelay(relay),
        seen: now,
        until: now + Math.min(left, lives.guards.most),
      }),
    );
    if (imported.length > 0)
      this.holdings.guards = withImported(
        this.holdings.guards,
        imported.filter(({ relay }) => relay.name !== this.parts.ownName),
        now,
      );
    this.#save();
    return true;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#save();
    await this.#saving;
  }

  #hops(sets: EndSets, kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | Want {
    this.#lookIfStale();
    const plan = this.#plan();
    if (plan === null) return 'fewer';
    if (plan.hops === 0) return 'few';
    const now = this.ownTime();
    // The guards may have rested out, or one be due, since the last look.
    this.#renewGuards(plan, now);
    if (guardsInUse(this.holdings.guards, plan.guards, now).length === 0) return 'guards';
    sets[kind] = renew(this.#refreshed(sets[kind], now), now, {
      want: endsPerAddress,
      life: lives.ends,
      relays: this.#mayDraw ? this.#withOwn() : [],
      weights: this.#weights,
      rules: { ...noRules, isStrict: plan.isStrict },
      random: this.parts.random,
    });
    this.#saveIfChanged();
    return this.#pick(sets, kind, plan, open) ?? 'hops';
  }

  #pick(sets: EndSets, kind: PathKind, plan: Plan, open: readonly (readonly Relay[])[]): Relay[] | null {
    const { random, ownName } = this.parts;
    const now = this.ownTime();
    const { guards, layer2 } = this.holdings;
    return pickHops({
      plan,
      guards: guardsInUse(guards, plan.guards, now).map(({ relay }) => this.#asLinked(relay)),
      layer2: usable(layer2, plan.layer2, now).map(({ relay }) => relay),
      ends: usable(sets[kind], endsPerAddress, now).map(({ relay }) => relay),
      relays: this.#relays,
      weights: this.#weights,
      own: ownName,
      rests: ({ name }) => this.#rests.has(name, now),
      open,
      isPair: kind === 'exit',
      random,
    });
  }

  #outgrown(sets: EndSets, kind: PathKind, open: readonly (readonly Relay[])[]): readonly Relay[] | null {
    this.#lookIfStale();
    const plan = this.#plan();
    if (plan === null || plan.hops === 0) return null;
    const short = open.find(({ length }) => length < plan.hops);
    if (short || open.length < 2 || hasTwoApart(open)) return short ?? null;
    const now = this.ownTime();
    // In place of one of them a path of those awake would leave two apart.
    const isBetter = (hops: readonly Relay[]): boolean => {
      const others = open.filter((one) => one !== hops);
      const next = this.#pick(sets, kind, plan, others);
      // Guards have rules of their own.
      const isAwake = next?.slice(1).every(({ name }) => !this.#rests.has(name, now)) ?? false;
      return isAwake && hasTwoApart([...others, next!]);
    };
    return open.find(isBetter) ?? null;
  }

  /** A guard changes its onion key while it is in no view of ours; over the link it says the one that counts. */
  #asLinked(guard: Relay): Relay {
    const link = this.parts.linkTo(guard.identityKey);
    // Zeros: it has not said any.
    return link?.onionKey.some((byte) => byte !== 0) ? { ...guard, onionKey: link.onionKey } : guard;
  }

  /** Nothing new is drawn in a network that is less than it was. */
  get #mayDraw(): boolean {
    return !isBelow(this.holdings.standing.level, this.holdings.standing.best);
  }

  /**
   * How paths are made now; null: not at all before the operator agrees. Shortly after a start those are made that need nobody
   * new, for who was drawn in better times is no worse for what our view looks like today.
   */
  #plan(): Plan | null {
    const { best } = this.holdings.standing;
    if (this.#mayDraw) return levelOf(sizeOf(this.#relays));
    return this.#isFilling ? planOf(best) : null;
  }

  get #isFilling(): boolean {
    return this.parts.clock.now() - this.#startedAt < fillingFor;
  }

  #lookIfStale(): void {
    if (this.parts.clock.now() - this.#lookedAt >= freshFor) this.#look();
  }

  /** Takes the view in and sees to the sets. */
  #look(): void {
    const { parts, holdings } = this;
    this.#lookedAt = parts.clock.now();
    const now = this.ownTime();
    this.#relays = parts.relays().filter(({ name }) => name !== parts.ownName);
    this.#view = new Map(this.#withOwn().map((relay) => [relay.name, relay]));
    holdings.ledger.see(
      this.#relays.map(({ name }) => name),
      now,
    );
    this.#weights = this.#withOwnWeight(weigh(this.#relays, holdings.ledger, now));
    const size = sizeOf(this.#relays);
    // Without a connection the view says nothing.
    if (parts.isOnline()) {
      const { level } = levelOf(size);
      holdings.standing = stand(holdings.standing, level, size.relays, now, this.#isFilling);
    }
    holdings.guards = { ...holdings.guards, list: this.#refreshed(holdings.guards.list, now) };
    holdings.layer2 = this.#refreshed(holdings.layer2, now);
    const plan = this.#plan();
    if (!plan || plan.hops === 0) return;
    this.#renewGuards(plan, now);
    this.#renewLayer2(plan, now);
    this.#saveIfChanged();
  }

  #renewGuards(plan: Plan, now: number): void {
    const { parts, holdings } = this;
    if (!parts.isOnline()) return;
    const own = parts.own();
    holdings.guards = renewGuards(holdings.guards, now, {
      want: plan.guards,
      relays: this.#mayDraw ? this.#relays : [],
      weights: this.#weights,
      rules: {
        names: new Set([parts.ownName]),
        prefixes: new Set(own ? [own.prefix] : []),
        isStrict: plan.isStrict,
      },
      random: parts.random,
      isStable: this.#mayDraw && isStable(holdings.standing, now),
    });
  }

  #renewLayer2(plan: Plan, now: number): void {
    const { parts, holdings } = this;
    if (plan.layer2 === 0) return;
    const own = parts.own();
    const guards = holdings.guards.list.map(({ relay }) => relay);
    holdings.layer2 = renew(holdings.layer2, now, {
      want: plan.layer2,
      life: lives.layer2,
      relays: this.#mayDraw ? this.#relays : [],
      weights: this.#weights,
      rules: {
        names: new Set([parts.ownName, ...guards.map(({ name }) => name)]),
        prefixes: new Set([...(own ? [own.prefix] : []), ...guards.map(({ prefix }) => prefix)]),
        isStrict: plan.isStrict,
      },
      random: parts.random,
    });
  }

  #refreshed<M extends Member>(members: readonly M[], now: number): M[] {
    return refreshed(members, this.#view, now);
  }

  #withOwn(): readonly Relay[] {
    const own = this.parts.own();
    return own ? [...this.#relays, own] : this.#relays;
  }

  /** Others may well choose us; we choose ourselves as often as anybody. */
  #withOwnWeight(weights: Map<string, number>): Map<string, number> {
    const sum = [...weights.values()].reduce((total, weight) => total + weight, 0);
    if (weights.size > 0) weights.set(this.parts.ownName, sum / weights.size);
    return weights;
  }

  /** Who is in which set, as one text. */
  #members(): string {
    const { guards, layer2, ends, standing } = this.holdings;
    const sets = [...ends.values()].flatMap(({ exit, entry }) => [exit, entry]);
    const names = [guards.list, layer2, ...sets].map((set) => set.map(({ relay }) => relay.name).join());
    return `${guards.isFirm} ${standing.best} ${names.join(' ')}`;
  }

  /** At once: who is drawn and then forgotten, since the node was made to crash, would be another throw of the dice. */
  #saveIfChanged(): void {
    if (this.#members() !== this.#saved) this.#save();
  }

  #save(): void {
    const { parts, holdings } = this;
    const now = this.ownTime();
    this.#saved = this.#members();
    for (const [name, sets] of holdings.ends) {
      const isOver = [...sets.exit, ...sets.entry].every(({ until }) => until <= now);
      if (isOver && sets.exit.length + sets.entry.length > 0) holdings.ends.delete(name);
    }
    const bytes = encodeChosen(toChosen(holdings, now, parts.networkTime()));
    this.#saving = this.#saving
      .then(() => parts.state.write(stateName, bytes))
      .catch((error: Error) => parts.log.warn(`the choice could not be kept: ${error.message}`));
  }
}
