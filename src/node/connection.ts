import type { ConnectionReason, ConnectionState, JoinStep, StepName } from '../control/protocol.js';

/** What connection and steps are judged by, at one instant. */
export interface JoinFacts {
  /** Steps that are behind us; null: all rooms run. */
  readonly starting: 'identity' | 'socket' | null;
  /** The start has failed at that step. */
  readonly isFailed: boolean;
  readonly puzzleTries: number;
  readonly port: number;
  /** Whether any interface but loopback has an address. */
  readonly hasNetwork: boolean;
  /** Whether the LAN is searched, or any source has ever named anybody. */
  readonly hasSource: boolean;
  /** Candidates that sources have named. */
  readonly known: number;
  /** Candidates being dialled now. */
  readonly trying: number;
  readonly links: number;
  /** How many of the nodes nearest to us are known; null until some have answered. */
  readonly neighbours: number | null;
}

/** The state of the connection and why; see control/protocol.ts for the states. */
export function connectionOf(facts: JoinFacts): { state: ConnectionState; reason: ConnectionReason } {
  if (facts.starting) return { state: 'starting', reason: 'starting' };
  if (facts.links > 0) {
    return facts.neighbours === null
      ? { state: 'joining', reason: 'finding-neighbours' }
      : { state: 'connected', reason: 'ok' };
  }
  if (facts.trying > 0) return { state: 'joining', reason: 'nobody-answers' };
  if (!facts.hasNetwork) return { state: 'alone', reason: 'no-network' };
  if (facts.known > 0) return { state: 'alone', reason: 'nobody-answers' };
  return { state: 'alone', reason: facts.hasSource ? 'nobody-found' : 'no-source' };
}

/** The steps of joining, each with how far it is. */
export function stepsOf(facts: JoinFacts): JoinStep[] {
  const { starting, links, known, neighbours } = facts;
  const now: StepName = starting ?? (links > 0 ? 'database' : known > 0 ? 'link' : 'contact');
  const isJoined = links > 0 && neighbours !== null;
  const counts: Record<StepName, number> = {
    identity: facts.puzzleTries,
    socket: facts.port,
    contact: known,
    link: links,
    database: neighbours ?? 0,
  };
  const order: StepName[] = ['identity', 'socket', 'contact', 'link', 'database'];
  return order.map((step) => {
    const behind = order.indexOf(step) < order.indexOf(now);
    const own = facts.isFailed ? 'failed' : 'working';
    const state = behind || isJoined ? 'done' : step === now ? own : 'waiting';
    return { step, state, count: counts[step] };
  });
}
