/**
 * What a visitor waits for who follows a link to an address that his machine has never heard of: from the first packet of his
 * program, a TCP SYN, to the first byte of the answer to its request; in trips of a packet from one end to the other, as they
 * are over the tunnel afterwards. At best seven and a bit: four for connection and request, two for the tunnel's handshake, and
 * the question for the record, which goes over three hops and a link, and back.
 *
 * - Every link takes the same time one way, nothing is lost, processors cost no time. Three hops on each side make seven links,
 *   and six where one node is the end hop of both.
 * - Cold is all that concerns the two: each visitor meets each address once. Paths stand, as they do some minutes after a start.
 */
import { addressFromBytes } from '../../net/address.js';
import { type End, exposedAddress, newEnd, ownAddress } from '../ends.js';
import { grow } from '../life.js';
import { quantile } from '../measures/statistics.js';
import { serve, Visit, webPort } from '../measures/web.js';
import { Population } from '../population.js';

export const coldDefaults = { nodes: 100, visitors: 6, addresses: 6, linkMs: 50 };

export interface ColdOptions {
  readonly seed: string;
  /** The ends included. */
  readonly nodes: number;
  /** Each visits each of the addresses, one after the other. */
  readonly visitors: number;
  readonly addresses: number;
  /** What a datagram takes from a node to any other, ms. */
  readonly linkMs: number;
}

export interface ColdFigures {
  readonly nodes: number;
  readonly links_ms: number;
  readonly visits: number;
  /** Visits that brought nothing. */
  readonly failed: number;
  /** A packet's way from one end to the other over the tunnel that stands. */
  readonly one_way_ms: number;
  /** From the SYN to the first byte, over that of most visits. */
  readonly ttfb_over_one_way: number;
  readonly ttfb_over_one_way_worst: number;
  /** Medians: until the record was there, from then until the tunnel stood, and from then to the first byte. */
  readonly record_ms: number;
  readonly tunnel_ms: number;
  readonly exchange_ms: number;
}

/** From the last join but the ends' own, and from the last record kept to the first visit: the view must know enough for three hops, ms. */
const settling = 120_000;
/** A program gives up, ms. */
const patience = 30_000;
/** Between two visits, ms. */
const rest = 30_000;

interface Visited {
  readonly record: number;
  readonly tunnel: number;
  readonly ttfb: number;
  readonly oneWay: number;
}

/** @param tell hears of every visit */
export async function cold(
  options: ColdOptions,
  tell: (text: string) => void = () => {},
): Promise<ColdFigures> {
  const { seed, nodes, visitors, addresses, linkMs } = options;
  // All live in one place, and the way out of it takes what a link does.
  const population = new Population(seed, { latency: linkMs }, { roundTrip: 0 });
  await grow(population, nodes - visitors - addresses);
  await population.clock.run(settling);
  const ends: End[] = [];
  for (let at = 0; at < visitors + addresses; at += 1) ends.push(await newEnd(population));
  const guests: Guest[] = [];
  for (const end of ends.slice(0, visitors)) guests.push({ ...end, own: await ownAddress(population, end) });
  const hosts: Host[] = [];
  for (const end of ends.slice(visitors)) {
    const host: Host = { address: await exposedAddress(population, end, webPort, 'tcp'), askedAt: 0 };
    serve(population.clock, end.tun, () => {
      host.askedAt = population.clock.now();
    });
    hosts.push(host);
  }
  await population.clock.run(settling);
  const visits: (Visited | null)[] = [];
  for (const guest of guests) {
    for (const host of hosts) {
      const visited = await visit(population, guest, host);
      visits.push(visited);
      tell(visited ? JSON.stringify(visited) : 'nothing came');
      await population.clock.run(rest);
    }
  }
  await population.stop();
  const done = visits.filter((visited) => visited !== null);
  const median = (of: (visited: Visited) => number) => quantile(done.map(of), 0.5);
  const oneWay = median((visited) => visited.oneWay);
  return {
    nodes,
    links_ms: linkMs,
    visits: visits.length,
    failed: visits.length - done.length,
    one_way_ms: oneWay,
    ttfb_over_one_way: median(({ ttfb }) => ttfb) / oneWay,
    ttfb_over_one_way_worst: Math.max(...done.map(({ ttfb }) => ttfb)) / oneWay,
    record_ms: median(({ record }) => record),
    tunnel_ms: median(({ tunnel }) => tunnel),
    exchange_ms: median(({ ttfb, record, tunnel }) => ttfb - record - tunnel),
  };
}

interface Guest extends End {
  readonly own: Uint8Array;
}

interface Host {
  readonly address: Uint8Array;
  /** `Clock.now()` of the last request's arrival. */
  askedAt: number;
}

/** Null when no answer came. */
async function visit({ clock }: Population, { node, tun, own }: Guest, host: Host): Promise<Visited | null> {
  const begunAt = clock.now();
  const web = new Visit(clock, tun, own, host.address);
  const tunnels = () => node.rooms!.anonymity!.tunnels.facts();
  const other = addressFromBytes(host.address);
  const state = () => tunnels().find((tunnel) => tunnel.other === other)?.state;
  await clock.run(patience, () => state() !== 'looking');
  const foundAt = clock.now();
  await clock.run(patience, () => state() === 'open');
  const openAt = clock.now();
  const answered = async (): Promise<number | null> => {
    await clock.run(patience, () => web.answeredAt !== null);
    return web.answeredAt;
  };
  const firstAt = await answered();
  if (firstAt === null) return null;
  const againAt = clock.now();
  web.ask();
  const lastAt = await answered();
  if (lastAt === null) return null;
  const [there, back] = [host.askedAt - againAt, lastAt - host.askedAt];
  return {
    record: foundAt - begunAt,
    tunnel: openAt - foundAt,
    ttfb: firstAt - begunAt,
    oneWay: (there + back) / 2,
  };
}
