import { onePerFamily } from '../dht/seen.js';
import { classOf, sameEndpoint } from '../net/address.js';
import type { Endpoint } from '../net/net.js';

/** What is known of where this node can be reached. */
export interface OwnFacts {
  /** Where most peers see us, public endpoints first; see dht/seen.ts. */
  readonly seen: readonly Endpoint[];
  /** Our interfaces' addresses with our port. */
  readonly interfaces: readonly Endpoint[];
  readonly port: number;
  /** network.private_endpoints: the network may live on this one machine. */
  readonly privateEndpoints: boolean;
}

/** All endpoints that are ourselves; none of them is ever dialled. */
export function ownEndpoints({ seen, interfaces, port }: OwnFacts): Endpoint[] {
  return [...seen, ...interfaces, ...loopback(port)];
}

/**
 * Where others are told that we are, at most one endpoint per family: where peers see us, or, as long as nobody has over that family,
 * a public address of an interface. @param mayTell whether others would dial it
 */
export function toldEndpoints(
  { seen, interfaces }: OwnFacts,
  mayTell: (endpoint: Endpoint) => boolean,
): Endpoint[] {
  const known = [...seen, ...interfaces.filter((one) => classOf(one) === 'public')];
  return onePerFamily(known.filter(mayTell));
}

/**
 * The families over which this machine gets out to the internet: where an interface's address, or what peers see, says so. IPv4 may
 * be private, since routers translate it.
 */
export function familiesOf({ seen, interfaces }: OwnFacts): (4 | 6)[] {
  const known = [...seen, ...interfaces];
  const goesOut = (endpoint: Endpoint): boolean => {
    const is = classOf(endpoint);
    return is === 'public' || (is === 'private' && endpoint.family === 4);
  };
  return ([4, 6] as const).filter((family) => known.some((one) => one.family === family && goesOut(one)));
}

/**
 * The endpoint for an invite, null when there is none that anybody else could dial: a public one before a private
 * one, IPv4 before IPv6, since more machines have that, what peers see before what interfaces have. Loopback only where the network lives on one machine.
 */
export function invitable(facts: OwnFacts): Endpoint | null {
  const known = [...facts.seen, ...facts.interfaces].filter(
    (endpoint, at, all) => all.findIndex((other) => sameEndpoint(other, endpoint)) === at,
  );
  const v4First = known.sort((a, b) => a.family - b.family);
  const pick = (wanted: string) => v4First.find((endpoint) => classOf(endpoint) === wanted);
  const local = facts.privateEndpoints ? (pick('loopback') ?? loopback(facts.port)[0]) : undefined;
  return pick('public') ?? pick('private') ?? local ?? null;
}

function loopback(port: number): Endpoint[] {
  return [
    { family: 4, address: '127.0.0.1', port },
    { family: 6, address: '::1', port },
  ];
}
