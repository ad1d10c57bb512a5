/** Between what the choice thinks with and what it writes down. */
import { prefixOf } from '../../net/address.js';
import type { Chosen, KeptMember, KeptRelay } from '../../wire/chosen.js';
import { asGuard, type Guard, type Guards } from './guards.js';
import type { Member } from './kept-set.js';
import { Ledger } from './ledger.js';
import { levels } from './level.js';
import type { Relay } from './relay.js';
import type { Standing } from './standing.js';

/** The end hops of one address. */
export interface EndSets {
  exit: Member[];
  entry: Member[];
}

/** Everything that outlives a restart. */
export interface Holdings {
  standing: Standing;
  guards: Guards;
  layer2: Member[];
  readonly ledger: Ledger;
  /** Of addresses that last, by name (16 bytes in hex). */
  readonly ends: Map<string, EndSets>;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function toBytes(name: string): Uint8Array {
  return Uint8Array.from(Buffer.from(name, 'hex'));
}

export function toKeptRelay({ name, identityKey, onionKey, endpoints }: Relay): KeptRelay {
  return { nodeId: toBytes(name), identityKey, onionKey, endpoints };
}

export function fromKeptRelay({ nodeId, identityKey, onionKey, endpoints }: KeptRelay): Relay {
  return { name: hex(nodeId), identityKey, onionKey, endpoints, prefix: prefixOf(endpoints[0]!) };
}

export function toChosen(holdings: Holdings, own: number, date: number): Chosen {
  const { standing, guards, layer2, ledger, ends } = holdings;
  return {
    own,
    date,
    best: levels.indexOf(standing.best),
    stableSince: standing.stableSince,
    reference: standing.reference,
    since: standing.since,
    isFirm: guards.isFirm,
    tokens: guards.tokens,
    tokensAt: guards.tokensAt,
    guards: guards.list.map((guard) => ({ ...toKept(guard), unreachableSince: guard.unreachableSince })),
    layer2: layer2.map(toKept),
    ends: [...ends].flatMap(([owner, sets]) =>
      (['exit', 'entry'] as const)
        .filter((kind) => sets[kind].length > 0)
        .map((kind) => ({ owner: toBytes(owner), kind, members: sets[kind].map(toKept) })),
    ),
    ledger: ledger.all().map(([name, evidence]) => ({ name: toBytes(name), ...evidence })),
  };
}

export function fromChosen(chosen: Chosen): Holdings {
  const ledger = new Ledger();
  for (const { name, ...evidence } of chosen.ledger) ledger.restore(hex(name), evidence);
  const ends = new Map<string, EndSets>();
  for (const { owner, kind, members } of chosen.ends) {
    const sets = ends.get(hex(owner)) ?? { exit: [], entry: [] };
    sets[kind] = members.map(fromKept);
    ends.set(hex(owner), sets);
  }
  const { isFirm, tokens, tokensAt, stableSince, reference } = chosen;
  return {
    standing: {
      level: 'none',
      best: levels[chosen.best] ?? 'none',
      since: levels.map((_, at) => chosen.since[at] ?? null),
      stableSince,
      reference,
    },
    guards: {
      list: chosen.guards.map(
        (guard): Guard => ({ ...asGuard(fromKept(guard)), unreachableSince: guard.unreachableSince }),
      ),
      isFirm,
      tokens,
      tokensAt,
    },
    layer2: chosen.layer2.map(fromKept),
    ledger,
    ends,
  };
}

function toKept({ relay, seen, until }: Member): KeptMember {
  return { relay: toKeptRelay(relay), seen, until };
}

function fromKept({ relay, seen, until }: KeptMember): Member {
  return { relay: fromKeptRelay(relay), seen, until };
}
