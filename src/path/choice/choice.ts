/**
 * Choosing hops. The decisions are pure and stand beside this file; here is the shell that holds what they decide about and asks
 * them, once a minute and before a path is made:
 *
 *     view -> sight.ts -> level.ts, standing.ts: may paths be made, and how -> sets.ts: who is in the sets -> hops.ts: the hops of
 *     one path -> report(): what came of it -> ledger.ts -> weights.ts: the next draws          keeper.ts: into the state
 *
 * Called by the pools (../pool.ts) and, for what the operator sees and decides, by commands. It knows nothing of cells, and
 * looks nobody up: who is chosen comes from the view, or was chosen before.
 */
import { every } from '../../clock/clock.js';
import { startOwnTime } from '../../clock/own-time.js';
import { hash } from '../../crypto/hash.js';
import { decodeChosen, decodeGuards, encodeGuards } from '../../wire/chosen.js';
import type { PathKind } from '../types.js';
import { Absences } from './absences.js';
import { Bias } from './bias.js';
import { asGuard, guardsInUse, newGuards, told, withImported } from './guards.js';
import { hasTwoApart, pickHops } from './hops.js';
import { endsName, Keeper, stateName } from './keeper.js';
import { type EndSets, fromChosen, fromKeptRelay, type Holdings, hex, toKeptRelay } from './kept.js';
import { endsPerAddress, lives, type Presence, usable } from './kept-set.js';
import { Ledger, type Outcome } from './ledger.js';
import { isBelow, levelOf, type Plan, planOf, sizeOf } from './level.js';
import type { Relay } from './relay.js';
import { Rests } from './rests.js';
import { Sets } from './sets.js';
import { Sight } from './sight.js';
import { accept, newStanding, stand } from './standing.js';
import type { AddressChoice, Choice, ChoiceParts, StandingFacts, Want } from './types.js';

export type { AddressChoice, Choice, ChoiceParts, StandingFacts, Want } from './types.js';

/** How often sets are looked at; how old a look may be when a path is made; how often the ledger is written; ms. */
const lookEvery = 60_000;
const freshFor = 5_000;
const keepEvery = 30 * 60_000;
/** After a start the view fills for so long; what it lacks until then says nothing of the network, ms. */
const fillingFor = 2 * 3600_000;

/** Rejects when the state cannot be read. */
export async function openChoice(parts: ChoiceParts): Promise<Choice> {
  const bytes = await parts.state.read(stateName);
  const chosen = bytes && decodeChosen(bytes);
  if (bytes && !chosen) parts.log.warn('what was chosen before cannot be read; all is chosen anew');
  const mark = chosen ? { own: chosen.own, date: chosen.date } : null;
  const ownTime = startOwnTime(parts.clock, mark, parts.date());
  const now = ownTime();
  const fresh = (): Holdings => ({
    standing: newStanding(now),
    guards: newGuards(now),
    layer2: [],
    ledger: new Ledger(),
    ends: new Map(),
  });
  return new NodeChoice(parts, ownTime, chosen ? fromChosen(chosen) : fresh(), chosen !== null);
}

/** What the end hops of an address are kept under: the address itself is not written down here. */
function nameOf(apKey: Uint8Array): string {
  return hex(hash(16, 'phantom end hops', apKey));
}

class NodeChoice implements Choice {
  onKept = (): void => {};
  /** End hops of addresses that end with this start. */
  readonly #passing = new Map<string, EndSets>();
  readonly #rests = new Rests();
  readonly #absences = new Absences();
  readonly #bias = new Bias();
  readonly #startedAt: number;
  readonly #sight: Sight;
  readonly #sets: Sets;
  readonly #keeper: Keeper;
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #timers;

  constructor(
    private readonly parts: ChoiceParts,
    private readonly ownTime: () => number,
    private readonly holdings: Holdings,
    isRead: boolean,
  ) {
    const { clock, random } = parts;
    this.#startedAt = clock.now();
    this.#sight = new Sight(parts);
    this.#sets = new Sets(
      parts,
      holdings,
      this.#sight,
      () => this.#mayDraw,
      (now) => this.#presence(now),
      this.#isSuspected,
    );
    this.#keeper = new Keeper(parts, ownTime, holdings, isRead);
    this.#keeper.onKept = () => this.onKept();
    this.#timers = [
      every(clock, lookEvery, 0.1, random.next, () => this.#look()),
      every(clock, keepEvery, 0.1, random.next, () => this.#keeper.save()),
    ];
  }

  of(apKey: Uint8Array, lasts: boolean): AddressChoice {
    const name = nameOf(apKey);
    const where = lasts ? this.holdings.ends : this.#passing;
    if (!where.has(name)) where.set(name, { exit: [], entry: [] });
    const sets = where.get(name)!;
    const owner = lasts ? name : null;
    return {
      hops: (kind, open) => {
        where.set(name, sets);
        return this.#hops(owner, sets, kind, open);
      },
      outgrown: (kind, open) => this.#outgrown(owner, sets, kind, open),
      close: () => {
        if (!lasts) where.delete(name);
      },
    };
  }

  keep(apKeys: readonly Uint8Array[]): void {
    const { ends } = this.holdings;
    const names = new Set(apKeys.map(nameOf));
    const gone = [...ends.keys()].filter((name) => !names.has(name));
    for (const name of gone) ends.delete(name);
    if (gone.length > 0) this.#keeper.save();
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
    this.#absences.note(names, outcome, now);
    this.#bias.note(names, outcome, now);
  }

  facts(): StandingFacts {
    this.#lookIfStale();
    const { standing, guards } = this.holdings;
    const { relays, prefixes, isLan } = sizeOf(this.#sight.relays);
    const plan = this.#plan();
    return {
      level: standing.level,
      best: standing.best,
      relays,
      prefixes,
      isLan,
      hops: plan?.hops ?? 0,
      areGuardsFirm: guards.isFirm,
      waits: this.#waits(plan),
    };
  }

  #waits(plan: Plan | null): StandingFacts['waits'] {
    if (plan === null) return 'fewer';
    if (plan.hops === 0) return 'few';
    const now = this.ownTime();
    if (this.#guards(plan.guards, now).length > 0) return null;
    const areDrawn = guardsInUse(this.holdings.guards, plan.guards, now).length > 0;
    return areDrawn && this.#keeper.isFailing ? 'unkept' : 'guards';
  }

  accept(): void {
    this.#look();
    this.holdings.standing = accept(this.holdings.standing);
    this.#look();
    this.#keeper.save();
  }

  exportGuards(): Uint8Array {
    const { guards } = this.holdings;
    if (!guards.isFirm) return encodeGuards([]);
    const now = this.ownTime();
    return encodeGuards(
      guards.list.map(({ relay, until }) => ({ relay: toKeptRelay(relay), left: Math.max(0, until - now) })),
    );
  }

  async importGuards(bytes: Uint8Array): Promise<boolean> {
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
    await this.#keeper.write();
    return true;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#keeper.save();
    await this.#keeper.done;
  }

  #presence(now: number): Presence {
    return {
      isOut: (name) => this.#absences.isOut(name, now),
      isDue: (name) => !this.#rests.has(name, now),
      isLost: (name) => this.#absences.isLost(name, now),
    };
  }

  readonly #isSuspected = (name: string): boolean => this.#bias.isSuspected(name, this.ownTime());

  /** Guards to begin paths with now: those in use, as far as they are written down. */
  #guards(want: number, now: number): readonly Relay[] {
    const { guards } = this.holdings;
    const kept = { ...guards, list: this.#keeper.kept('guards', guards.list) };
    return guardsInUse(kept, want, now, this.#isSuspected).map(({ relay }) => relay);
  }

  /** @param owner the name under which the end hops are written down; null: they never are */
  #hops(
    owner: string | null,
    sets: EndSets,
    kind: PathKind,
    open: readonly (readonly Relay[])[],
  ): readonly Relay[] | Want {
    this.#lookIfStale();
    const plan = this.#plan();
    if (plan === null) return 'fewer';
    if (plan.hops === 0) return 'few';
    const now = this.ownTime();
    // The guards may have rested out, or one be due, since the last look.
    this.#sets.renewGuards(plan, now);
    if (guardsInUse(this.holdings.guards, plan.guards, now).length === 0) return 'guards';
    this.#sets.renewEnds(sets, kind, plan, now);
    this.#keeper.saveIfChanged();
    return this.#pick(owner, sets, kind, plan, open) ?? (this.#keeper.isUpToDate ? 'hops' : 'unkept');
  }

  #pick(
    owner: string | null,
    sets: EndSets,
    kind: PathKind,
    plan: Plan,
    open: readonly (readonly Relay[])[],
  ): Relay[] | null {
    const { random, ownName, own } = this.parts;
    const now = this.ownTime();
    const layer2 = this.#keeper.kept('layer2', this.holdings.layer2);
    const ends = owner === null ? sets[kind] : this.#keeper.kept(endsName(owner, kind), sets[kind]);
    const presence = this.#presence(now);
    return pickHops({
      plan,
      guards: this.#guards(plan.guards, now),
      layer2: usable(layer2, plan.layer2, now, presence).map(({ relay }) => relay),
      ends: usable(ends, endsPerAddress, now, presence).map(({ relay }) => relay),
      relays: this.#sight.relays,
      weights: this.#sight.weights,
      ownName,
      own: own(),
      rests: ({ name }) => this.#rests.has(name, now),
      open,
      isPair: kind === 'exit',
      random,
    });
  }

  #outgrown(
    owner: string | null,
    sets: EndSets,
    kind: PathKind,
    open: readonly (readonly Relay[])[],
  ): readonly Relay[] | null {
    this.#lookIfStale();
    const plan = this.#plan();
    if (plan === null || plan.hops === 0) return null;
    const short = open.find(({ length }) => length < plan.hops);
    if (short || open.length < 2 || hasTwoApart(open)) return short ?? null;
    const now = this.ownTime();
    // In place of one of them a path of those awake would leave two apart.
    const isBetter = (hops: readonly Relay[]): boolean => {
      const others = open.filter((one) => one !== hops);
      const next = this.#pick(owner, sets, kind, plan, others);
      // Guards have rules of their own.
      const isAwake = next?.slice(1).every(({ name }) => !this.#rests.has(name, now)) ?? false;
      return isAwake && hasTwoApart([...others, next!]);
    };
    return open.find(isBetter) ?? null;
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
    if (this.#mayDraw) return levelOf(sizeOf(this.#sight.relays));
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
    this.#sight.take(holdings.ledger, now);
    const size = sizeOf(this.#sight.relays);
    // Without a connection the view says nothing.
    if (parts.isOnline()) {
      const { level } = levelOf(size);
      holdings.standing = stand(holdings.standing, level, size.relays, now, this.#isFilling);
    }
    this.#sets.refresh(now);
    const plan = this.#plan();
    if (!plan || plan.hops === 0) return;
    this.#sets.renewGuards(plan, now);
    this.#sets.renewLayer2(plan, now);
    this.#keeper.saveIfChanged();
  }
}
