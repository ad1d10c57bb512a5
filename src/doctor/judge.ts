/**
 * One verdict for each thing that may stand between this machine and the others: a pure function of the facts. Words are
 * made of it by tui/doctor.ts, and every `why` has its sentences there: what it is, and what to do.
 */
import { isPlausible } from '../clock/plausible.js';
import type { Snapshot } from '../control/protocol.js';
import type { DoctorFacts } from './facts.js';

export const checkNames = [
  'node',
  'network',
  'udp',
  'contact',
  'reach',
  'isolation',
  'clock',
  'ipv6',
  'multicast',
  'tun',
] as const;

export type CheckName = (typeof checkNames)[number];

/** `unknown`: it cannot be told yet, or not without a node that runs. */
export type Verdict = 'fine' | 'unknown' | 'warn' | 'bad';

export interface Check {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** What it comes from, as a code; each has its sentences in the catalogue. */
  readonly why: string;
  /** Numbers for the sentences; durations in ms. */
  readonly values: Readonly<Record<string, number>>;
}

/** Others get so long to answer before silence means something, ms. */
const patience = 120_000;
/** So many links all made by ourselves, for so long (ms), and nobody has ever come by itself. */
const oneWay = { links: 8, uptime: 1_800_000 } as const;
/** A clock that is off by more spoils certificates and logs, ms. */
const clockOff = 60_000;

type Verdicts = Readonly<Record<CheckName, (facts: DoctorFacts) => Omit<Check, 'check'>>>;

/** All checks, in the order in which they are to be put right. */
export function judge(facts: DoctorFacts): Check[] {
  return checkNames.map((check) => ({ check, ...verdicts[check](facts) }));
}

/** Whether anything stands in the way. */
export function isIll(checks: readonly Check[]): boolean {
  return checks.some(({ verdict }) => verdict === 'bad');
}

const says = (verdict: Verdict, why: string, values: Check['values'] = {}): Omit<Check, 'check'> => ({
  verdict,
  why,
  values,
});
const fine = says('fine', 'fine');
const noNode = says('unknown', 'no-node');

const verdicts: Verdicts = {
  node({ node }) {
    if (!node) return says('bad', 'off');
    const { state, since } = node.connection;
    if (state === 'connected') return fine;
    return state === 'starting' || since < patience ? says('unknown', 'young') : says('warn', state);
  },

  network({ machine, config }) {
    if (machine.interfaces.length === 0) {
      return config.network.private_endpoints ? says('fine', 'alone') : says('bad', 'none');
    }
    const { route4, route6 } = machine;
    if (route4 === null && route6 === null) return says('unknown', 'unknown');
    if (route4 || route6) return fine;
    return config.network.private_endpoints ? says('fine', 'alone') : says('warn', 'no-route');
  },

  udp({ node }) {
    if (!node) return noNode;
    if (linked(node).length > 0 || node.traffic.bytesIn > 0) return fine;
    const found = node.sources.reduce((sum, source) => sum + source.found, 0);
    if (found === 0 || node.traffic.bytesOut === 0) return says('unknown', 'nobody');
    return node.uptime < patience ? says('unknown', 'young') : says('bad', 'blocked', { count: found });
  },

  contact({ node }) {
    if (!node) return noNode;
    if (linked(node).length > 0) return fine;
    if (node.connection.reason === 'no-source') return says('bad', 'no-source');
    return node.uptime < patience ? says('unknown', 'young') : says('warn', node.connection.reason);
  },

  reach({ node }) {
    if (!node) return noNode;
    const { reachability } = node;
    if (reachability.state !== 'unknown') {
      const { state, judges, mapping, natKind } = reachability;
      if (state === 'reachable') return says('fine', 'fine', { count: judges });
      if (natKind === 'port-per-peer') return says('warn', 'port-per-peer', { count: judges });
      return says('warn', mapping === 'off' ? 'closed-unasked' : 'closed', { count: judges });
    }
    const links = linked(node);
    if (links.some(({ direction, source }) => direction === 'in' && source === 'incoming')) return fine;
    const isOneWay = links.length >= oneWay.links && node.uptime >= oneWay.uptime;
    return isOneWay ? says('warn', 'one-way', { count: links.length }) : says('unknown', 'unknown');
  },

  isolation({ node }) {
    if (!node) return noNode;
    if (linked(node).length === 0) return says('unknown', 'unlinked');
    return node.isolation ? says('warn', node.isolation, { count: isolationCount(node) }) : fine;
  },

  clock({ node, machine, config }) {
    const time = node?.time ?? null;
    if (!isPlausible(machine.date)) return says('warn', 'dead');
    if (!time || time.voices === 0) return says('unknown', 'unasked');
    const { voices, agreeing } = time;
    if (3 * agreeing < 2 * voices) return says('warn', 'apart', { voices, agreeing });
    const off = machine.date - time.now;
    if (Math.abs(off) < clockOff) return fine;
    if (config.clock.set) return says('warn', 'unset', { off: Math.abs(off) });
    return says('warn', off < 0 ? 'behind' : 'ahead', { off: Math.abs(off) });
  },

  ipv6({ node, machine, config }) {
    if (machine.isIpv6Off) return says(config.tun.enabled ? 'bad' : 'warn', 'off');
    if (!machine.hasPublic6) return says('fine', 'none');
    if (machine.route6 === false) return says('warn', 'no-route');
    const over6 = node?.peers.filter(({ endpoint }) => endpoint.startsWith('[')) ?? [];
    if (!node || over6.length === 0) return says('unknown', 'unused');
    const isSilent = over6.every(({ state }) => state === 'linking') && node.uptime >= patience;
    return isSilent && linked(node).length > 0 ? says('warn', 'silent') : fine;
  },

  multicast({ machine, config }) {
    if (!config.first_contact.lan) return says('fine', 'off');
    if (machine.multicast === null) return says('unknown', 'unknown');
    return machine.multicast ? fine : says('warn', 'none');
  },

  tun({ node, machine, config }) {
    if (!config.tun.enabled) return says('fine', 'off');
    if (node?.anonymity.isRunning) return fine;
    if (!machine.hasTun) return says('bad', 'no-device');
    if (machine.isIpv6Off) return says('bad', 'no-ipv6');
    if (!node) return noNode;
    return node.connection.state === 'starting' ? says('unknown', 'young') : says('bad', 'no-right');
  },
};

function linked(node: Snapshot): Snapshot['peers'] {
  return node.peers.filter(({ state }) => state === 'linked');
}

/** How many the sentence on it speaks of. */
function isolationCount({ isolation, sources, table }: Snapshot): number {
  const remembered = sources.find(({ source }) => source === 'cache')?.found ?? 0;
  return isolation === 'remembered-gone' ? remembered : table.contacts;
}
