/**
 * Who may be dialled. A node that dials whatever it is told becomes a tool: for scanning the LAN it stands in, or
 * for sending datagrams to machines that asked for none. Asked before every dial, whoever named the endpoint.
 */
import { classOf, sameEndpoint } from './address.js';
import type { Endpoint } from './net.js';

/**
 * How an endpoint is known. told: another node named it; given: the operator did, by invite or list; beacon: it was
 * heard on the LAN; met: a node's authenticated datagrams came from there.
 */
export type ToldBy = 'told' | 'given' | 'beacon' | 'met';

export interface DialRules {
  /** network.private_endpoints: this network lives inside one LAN or machine. */
  readonly privateEndpoints: boolean;
  /** Families over which this machine gets out; left out: nobody knows. */
  readonly families?: readonly (4 | 6)[];
  /** Where this node itself listens or is seen; dialling oneself is never right. */
  readonly own: readonly Endpoint[];
}

/** Ports below that no node of ours is at, but where a datagram may do harm: DNS, NTP, SNMP and their kind. */
const lowestPort = 1024;

/** Whether `endpoint` may be dialled, as it is known by `toldBy`. */
export function mayDial(endpoint: Endpoint, toldBy: ToldBy, rules: DialRules): boolean {
  if (rules.own.some((own) => sameEndpoint(own, endpoint))) return false;
  const isClaimed = toldBy === 'told' || toldBy === 'beacon';
  if (isClaimed && endpoint.port < lowestPort) return false;
  switch (classOf(endpoint)) {
    case 'public':
      return rules.families?.includes(endpoint.family) ?? true;
    case 'private':
      return rules.privateEndpoints || toldBy !== 'told';
    case 'loopback':
      return rules.privateEndpoints || toldBy === 'given' || toldBy === 'met';
    case 'link-local':
      // Without its zone nobody can tell which cable it is on, and zones do not travel.
      return endpoint.family === 6
        ? endpoint.address.includes('%') && toldBy !== 'told'
        : toldBy !== 'told' || rules.privateEndpoints;
    default:
      return false;
  }
}
