/**
 * Who is in which set, seen to before a path is made and once a minute: guards, the second layer around them, and the end hops
 * of each address. What the rules are stands in guards.ts and kept-set.ts; here is with whom, and beside whom, they are asked.
 */
import type { PathKind } from '../types.js';
import { noRules } from './draw.js';
import { type Guard, renewGuards } from './guards.js';
import type { EndSets, Holdings } from './kept.js';
import { endsPerAddress, lives, type Presence, renew } from './kept-set.js';
import type { Plan } from './level.js';
import { canReach, isOpen } from './meet.js';
import type { Relay } from './relay.js';
import type { Sight } from './sight.js';
import { isStable } from './standing.js';
import type { ChoiceParts } from './types.js';

export class Sets {
  constructor(
    private readonly parts: Pick<ChoiceParts, 'random' | 'ownName' | 'own' | 'linkTo' | 'isOnline'>,
    private readonly holdings: Holdings,
    private readonly sight: Sight,
    /** Whether anybody new may be drawn now. */
    private readonly mayDraw: () => boolean,
    private readonly presence: (now: number) => Presence,
    /** A guard behind which most second hops fail. */
    private readonly isSuspected: (name: string) => boolean,
  ) {}

  /** What the view says of members; nobody comes or goes. */
  refresh(now: number): void {
    const { holdings, sight } = this;
    holdings.guards = { ...holdings.guards, list: sight.refreshed(holdings.guards.list, now) };
    holdings.layer2 = sight.refreshed(holdings.layer2, now);
  }

  renewGuards(plan: Plan, now: number): void {
    const { parts, holdings, sight } = this;
    if (!parts.isOnline()) return;
    const own = parts.own();
    const renewed = renewGuards(holdings.guards, now, {
      want: plan.guards,
      relays: this.mayDraw() ? sight.relays.filter((relay) => !own || canReach(own, relay)) : [],
      weights: sight.weights,
      rules: {
        names: new Set([parts.ownName]),
        prefixes: new Set(own ? [own.prefix] : []),
        isStrict: plan.isStrict,
      },
      random: parts.random,
      isStable: this.mayDraw() && isStable(holdings.standing, now),
      isSuspected: this.isSuspected,
    });
    holdings.guards = { ...renewed, list: renewed.list.map((guard) => this.#asLinked(guard)) };
  }

  renewLayer2(plan: Plan, now: number): void {
    const { parts, holdings, sight } = this;
    if (plan.layer2 === 0) return;
    const own = parts.own();
    const guards = holdings.guards.list.map(({ relay }) => relay);
    holdings.layer2 = renew(holdings.layer2, now, {
      want: plan.layer2,
      life: lives.layer2,
      relays: this.#drawable(sight.relays),
      weights: sight.weights,
      rules: {
        names: new Set([parts.ownName, ...guards.map(({ name }) => name)]),
        prefixes: new Set([...(own ? [own.prefix] : []), ...guards.map(({ prefix }) => prefix)]),
        isStrict: plan.isStrict,
      },
      random: parts.random,
      presence: this.presence(now),
    });
  }

  renewEnds(sets: EndSets, kind: PathKind, plan: Plan, now: number): void {
    const { parts, sight } = this;
    const all = this.#drawable(sight.withOwn());
    // Others' joins come to an entry node from anywhere.
    const open = kind === 'entry' ? all.filter(isOpen) : all;
    sets[kind] = renew(sight.refreshed(sets[kind], now), now, {
      want: endsPerAddress,
      life: lives.ends,
      relays: open.length > 0 ? open : all,
      weights: sight.weights,
      rules: { ...noRules, isStrict: plan.isStrict },
      random: parts.random,
      presence: this.presence(now),
    });
  }

  #drawable(relays: readonly Relay[]): readonly Relay[] {
    return this.mayDraw() ? relays : [];
  }

  /** A guard changes its onion key while it is in no view of ours; over the link it says the one that counts. */
  #asLinked(guard: Guard): Guard {
    const link = this.parts.linkTo(guard.relay.identityKey);
    // Zeros: it has not said any.
    if (!link?.onionKey.some((byte) => byte !== 0)) return guard;
    return { ...guard, relay: { ...guard.relay, onionKey: link.onionKey } };
  }
}
