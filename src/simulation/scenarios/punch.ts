/**
 * Nodes behind routers of every kind that RFC 4787 knows. Any two are to link, of which strangers do not get through to the second: it
 * is dialled as its record says, so by an introduction. Where the two routers do not allow that, programs on machines behind such
 * routers ask each other over paths, which others carry.
 *
 * Which routers allow it: all but those of which one shows each peer another port, while the other one lets in only the very port that was
 * sent to. So it is known beforehand from the kinds alone.
 */
import type { Node } from '../../node/node.js';
import { introducedBy } from '../../nodedb/introduced.js';
import { checkNodeRecord } from '../../nodedb/node-records.js';
import { type End, exposedAddress, newEnd, ownAddress } from '../ends.js';
import { grow } from '../life.js';
import { EchoPrograms, echoPort } from '../measures/echo.js';
import type { NatKind } from '../nat.js';
import { Population, puzzleBits } from '../population.js';

export interface PunchOptions {
  readonly seed: string;
  readonly nodes: number;
  /** Part of them behind a router, in percent. */
  readonly nat: number;
  /** Pairs that are to link. */
  readonly pairs: number;
  /** Machines with programs behind routers of either kind that do not allow it. */
  readonly ends: number;
}

export const punchDefaults: Omit<PunchOptions, 'seed'> = { nodes: 80, nat: 50, pairs: 400, ends: 2 };

export interface PunchFigures {
  readonly nodes: number;
  /** Behind a router; the part of those whom strangers do not reach that says so; and how many say so wrongly. */
  readonly behind_nat: number;
  readonly judged: number;
  readonly misjudged: number;
  /** Pairs whose routers allow it, and the part of them that linked. */
  readonly pairs: number;
  readonly success: number;
  /** Of pairs whose routers do not: how many there were, and how many linked all the same. */
  readonly hopeless: number;
  readonly hopeless_linked: number;
  /** Questions over paths between machines whose routers do not allow it, and the part that was answered. */
  readonly asked: number;
  readonly carried: number;
  /** Hidden nodes that were hops of others' paths while those were open. */
  readonly hidden_relays: number;
  /** By kinds of the two routers: linked of tried. */
  readonly kinds: Readonly<Record<string, string>>;
}

/** From the last join until all have been judged; between two pairs; until the paths of ends stand; virtual ms. */
const settling = 240_000;
const rest = 2_000;

type Kind = NatKind | 'open';

/** Whether strangers get through to it. */
const isOpen = (kind: Kind): boolean => kind === 'open' || kind === 'full-cone';

/** Whether the routers let both ends' first messages in, if both are told where the other one seems to be. */
export function allows(one: Kind, other: Kind): boolean {
  const isStrict = (kind: Kind) => kind === 'port-restricted' || kind === 'symmetric';
  const pair = [one, other];
  return !(pair.includes('symmetric') && pair.every(isStrict));
}

/** @param tell hears how far it is */
export async function punch(
  options: PunchOptions,
  tell: (text: string) => void = () => {},
): Promise<PunchFigures> {
  const { seed, nodes, nat, pairs, ends } = options;
  const population = new Population(seed, { jitter: 0.1, loss: 0.002 }, { nat: nat / 100 });
  await grow(population, nodes);
  await population.clock.run(settling);
  const kindOf = (node: Node): Kind => population.resident(node).home.options.nat?.kind ?? 'open';
  const all = [...population.nodes];
  const closed = all.filter((node) => !isOpen(kindOf(node)));
  const isHidden = (node: Node): boolean => node.snapshot().reachability.state === 'unreachable';
  tell(`${closed.filter(isHidden).length} of ${closed.length} say that nobody reaches them`);

  const tally = await linkPairs(population, pairs, all, closed.filter(isHidden), kindOf);
  tell(JSON.stringify(tally.kinds));
  const echoes = await askEachOther(population, ends, tell);
  const hidden_relays = all.filter((node) => isHidden(node) && node.rooms!.paths.facts().relayed > 0).length;
  const judged = closed.filter(isHidden).length / closed.length;
  const misjudged = all.filter((node) => isOpen(kindOf(node)) && isHidden(node)).length;
  const behind_nat = all.filter((node) => kindOf(node) !== 'open').length;
  await population.stop();
  return {
    nodes,
    behind_nat,
    judged,
    misjudged,
    ...tally,
    ...echoes,
    hidden_relays,
  };
}

type Tally = Pick<PunchFigures, 'pairs' | 'success' | 'hopeless' | 'hopeless_linked' | 'kinds'>;

/** Has any dial any that is hidden, of those that are not linked. */
async function linkPairs(
  population: Population,
  count: number,
  all: readonly Node[],
  hidden: readonly Node[],
  kindOf: (node: Node) => Kind,
): Promise<Tally> {
  const { clock, random } = population;
  const kinds = new Map<string, { tried: number; linked: number; isAllowed: boolean }>();
  for (let done = 0; done < count; ) {
    const [from, to] = [all, hidden].map((list) => list[Math.floor(random.next() * list.length)]!) as [
      Node,
      Node,
    ];
    done += 1;
    if (from === to || linkOf(from, to)) continue;
    const linked = await link(population, from, to);
    if (linked === null) continue;
    const pair: [Kind, Kind] = [kindOf(from), kindOf(to)];
    const name = pair.join(' to ');
    const sum = kinds.get(name) ?? { tried: 0, linked: 0, isAllowed: allows(...pair) };
    sum.tried += 1;
    if (linked) sum.linked += 1;
    kinds.set(name, sum);
    await clock.run(rest);
  }
  const sums = (isAllowed: boolean, of: 'tried' | 'linked'): number =>
    [...kinds.values()].reduce((sum, one) => sum + (one.isAllowed === isAllowed ? one[of] : 0), 0);
  return {
    pairs: sums(true, 'tried'),
    success: sums(true, 'linked') / sums(true, 'tried'),
    hopeless: sums(false, 'tried'),
    hopeless_linked: sums(false, 'linked'),
    kinds: Object.fromEntries([...kinds].map(([name, { linked, tried }]) => [name, `${linked}/${tried}`])),
  };
}

const linkOf = (from: Node, to: Node) => from.rooms!.links.find(to.rooms!.identity.publicKey);

/** Dials as the record says; null: the lookup that brought it has linked the two already. */
async function link(population: Population, from: Node, to: Node): Promise<boolean | null> {
  const { dht } = from.rooms!;
  const found = await population.settled(dht.findNode(to.rooms!.identity.nodeId));
  if (linkOf(from, to)) return null;
  const checked = found && checkNodeRecord(found.value, from.rooms!.time.seconds(), puzzleBits);
  if (!checked || typeof checked === 'string') return false;
  const { identityKey, endpoints } = checked.record;
  const peer = { identityKey, endpoints, ...introducedBy(checked.record) };
  return (await population.settled(dht.dialer.reach(peer, 'met', []))) !== null;
}

/** Programs on machines behind routers that do not allow it, each with each. */
async function askEachOther(
  population: Population,
  count: number,
  tell: (text: string) => void,
): Promise<Pick<PunchFigures, 'asked' | 'carried'>> {
  const ends: End[] = [];
  for (let at = 0; at < count; at += 1)
    for (const kind of ['symmetric', 'port-restricted'] as const) ends.push(await newEnd(population, kind));
  const programs = ends.map(({ tun }) => new EchoPrograms(population.clock, tun));
  const own: Uint8Array[] = [];
  const exposed: Uint8Array[] = [];
  for (const end of ends) {
    own.push(await ownAddress(population, end));
    exposed.push(await exposedAddress(population, end, echoPort, 'udp'));
  }
  await population.clock.run(settling);
  let [asked, answered] = [0, 0];
  for (const [from, program] of programs.entries()) {
    for (const to of exposed.keys()) {
      if (from === to) continue;
      const echo = await population.settled(program.ask(own[from]!, exposed[to]!));
      asked += 1;
      if (echo.seconds !== null) answered += 1;
      tell(`${from} asks ${to}: ${echo.seconds === null ? 'nothing came' : `${echo.seconds} s`}`);
    }
  }
  return { asked, carried: asked === 0 ? 1 : answered / asked };
}
