/**
 * The three ways to have a router open a port, each tried in its order: PCP and NAT-PMP cost one datagram each to the router; UPnP a
 * search that the whole LAN hears. Nothing is kept here.
 */
import type { Random } from '../crypto/random.js';
import type { Endpoint } from '../net/net.js';
import type { Gateway } from './gateway.js';
import {
  decodePcpMap,
  decodePmpAddress,
  decodePmpMap,
  encodePcpMap,
  encodePmpMap,
  type MapRequest,
  pmpAddressRequest,
  routerPort,
} from './pcp.js';
import {
  locationIn,
  question,
  type Service,
  searches,
  searchGroup,
  searchPort,
  serviceIn,
  tagIn,
} from './upnp.js';

export type Kind = 'pcp' | 'nat-pmp' | 'upnp';

/** Where a router has opened a port, and how it was asked. */
export interface Mapping {
  readonly kind: Kind;
  readonly outside: Endpoint;
  /** Seconds until it ends; 0: never by itself. */
  readonly life: number;
}

export interface Asking {
  readonly gateway: Gateway;
  readonly random: Random;
  readonly router: string;
  /** Our IPv4 address towards the router. */
  readonly own: string;
  /** PCP's, 12 bytes. */
  readonly nonce: Uint8Array;
}

/** A way: what came of a request; null: nothing. With a life of 0 the mapping is let go. */
export type Way = (asking: Asking, wanted: MapRequest) => Promise<Mapping | null>;

/** How long answers are waited for, ms. */
const patience = 2_000;
const searchPatience = 3_000;

/** Answers of others than the router count for nothing. */
const isFrom = (from: Endpoint, router: string, port: number): boolean =>
  from.address === router && from.port === port;

const at = (address: string, port: number): Endpoint => ({ family: 4, address, port });

const pcp: Way = async ({ gateway, router, own, nonce }, wanted) => {
  const sent = [{ data: encodePcpMap(wanted, own, nonce), to: at(router, routerPort) }];
  const granted = await gateway.ask(
    sent,
    (data, from) => (isFrom(from, router, routerPort) ? decodePcpMap(data, wanted.port, nonce) : null),
    patience,
  );
  if (!granted?.address) return null;
  return { kind: 'pcp', outside: at(granted.address, granted.outside), life: granted.life };
};

const natPmp: Way = async ({ gateway, router }, wanted) => {
  const to = at(router, routerPort);
  const only =
    <T>(read: (data: Uint8Array) => T | null) =>
    (data: Uint8Array, from: Endpoint): T | null =>
      isFrom(from, router, routerPort) ? read(data) : null;
  const address = await gateway.ask([{ data: pmpAddressRequest, to }], only(decodePmpAddress), patience);
  if (!address) return null;
  const map = [{ data: encodePmpMap(wanted), to }];
  const granted = await gateway.ask(
    map,
    only((data) => decodePmpMap(data, wanted.port)),
    patience,
  );
  return granted && { kind: 'nat-pmp', outside: at(address, granted.outside), life: granted.life };
};

/** UPnP's word for a port that somebody else has, and for a router that gives no leases. */
const [conflict, onlyPermanent] = ['718', '725'];
/** Outside ports tried: the wished one, then any. */
const mostPorts = 3;

const upnp: Way = async (asking, { port, outside, life }) => {
  const service = await findService(asking);
  if (!service) return null;
  const ask = (action: string, values: readonly (readonly [string, string])[]) =>
    soap(asking, service, action, values);
  const named = (wished: number) =>
    [
      ['NewRemoteHost', ''],
      ['NewExternalPort', String(wished)],
      ['NewProtocol', 'UDP'],
    ] as const;
  if (life === 0) {
    await ask('DeletePortMapping', named(outside));
    return null;
  }
  const address = tagIn((await ask('GetExternalIPAddress', [])) ?? '', 'NewExternalIPAddress');
  if (!address) return null;
  let [wished, lease] = [outside, life];
  for (let tries = 0; tries < mostPorts; tries += 1) {
    const answer = await ask('AddPortMapping', [
      ...named(wished),
      ['NewInternalPort', String(port)],
      ['NewInternalClient', asking.own],
      ['NewEnabled', '1'],
      ['NewPortMappingDescription', `udp ${port}`],
      ['NewLeaseDuration', String(lease)],
    ]);
    if (answer?.includes('AddPortMappingResponse'))
      return { kind: 'upnp', outside: at(address, wished), life: lease };
    const error = tagIn(answer ?? '', 'errorCode');
    if (error === onlyPermanent) lease = 0;
    else if (error === conflict) wished = 1024 + Math.floor(asking.random.next() * 64_512);
    else return null;
  }
  return null;
};

async function findService({ gateway, router }: Asking): Promise<Service | null> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const sent = [router, searchGroup].flatMap((host) =>
    searches(host).map((text) => ({ data: encode(text), to: at(host, searchPort) })),
  );
  const location = await gateway.ask(
    sent,
    (data, from) =>
      from.address === router ? locationIn(Buffer.from(data).toString('latin1'), router) : null,
    searchPatience,
  );
  const description = location && (await gateway.http(location, {}, null));
  return description ? serviceIn(description, location) : null;
}

function soap(
  { gateway }: Asking,
  { type, url }: Service,
  action: string,
  values: readonly (readonly [string, string])[],
): Promise<string | null> {
  const headers = { 'Content-Type': 'text/xml; charset="utf-8"', SOAPAction: `"${type}#${action}"` };
  return gateway.http(url, headers, question(type, action, values));
}

export const ways: Readonly<Record<Kind, Way>> = { pcp, 'nat-pmp': natPmp, upnp };
