/**
 * Nodes with IPv4 only, with IPv6 only and with both in one network. Everybody looks up records of everybody; then programs on machines of
 * each kind ask those of the others over paths, whose hops must be such that each reaches the next.
 */
import type { Node } from '../../node/node.js';
import { type End, exposedAddress, newEndAt, ownAddress } from '../ends.js';
import type { Home } from '../homes.js';
import { sample } from '../measures/asking.js';
import { EchoPrograms, echoPort } from '../measures/echo.js';
import { Population } from '../population.js';

export interface FamiliesOptions {
  readonly seed: string;
  readonly nodes: number;
  /** Between each two kinds. */
  readonly lookups: number;
  /** Questions over paths between each two kinds. */
  readonly rounds: number;
}

export const familiesDefaults: Omit<FamiliesOptions, 'seed'> = { nodes: 90, lookups: 100, rounds: 3 };

export interface FamiliesFigures {
  readonly nodes: number;
  /** How many of each kind. */
  readonly kinds: Readonly<Record<Kind, number>>;
  readonly connected: number;
  readonly lookups: number;
  /** Of the two kinds between which least lookups succeed; and of those between IPv4 and IPv6 only. */
  readonly lookup_success: number;
  readonly lookup_success_across: number;
  /** Questions over paths, and the part that was answered; between IPv4 and IPv6 only. */
  readonly asked: number;
  readonly answered: number;
  readonly answered_across: number;
}

type Kind = 'v4' | 'v6' | 'both';
const kinds: readonly Kind[] = ['v4', 'v6', 'both'];

const joinEvery = 400;
const settling = 240_000;

/** @param tell hears how far it is */
export async function families(
  options: FamiliesOptions,
  tell: (text: string) => void = () => {},
): Promise<FamiliesFigures> {
  const { seed, nodes, lookups, rounds } = options;
  const population = new Population(seed, { jitter: 0.1, loss: 0.002 }, { ipv6: 1 / 3, ipv6Only: 1 / 3 });
  const { clock } = population;
  const town = new Town(population);
  for (let at = 0; at < nodes; at += 1) {
    await town.add(at < kinds.length ? order[at]! : null);
    await clock.run(joinEvery);
  }
  await clock.run(settling);
  const groups = Object.fromEntries(kinds.map((kind) => [kind, town.of(kind)])) as Record<Kind, Node[]>;
  const connected = population.nodes.filter(
    (node) => node.snapshot().connection.state === 'connected',
  ).length;
  const looked = new Map<string, number>();
  let asked = 0;
  for (const from of kinds) {
    for (const to of kinds) {
      const tally = await sample(population, lookups, groups[from], groups[to]);
      looked.set(`${from} ${to}`, tally.success);
      asked += tally.asked;
      tell(`${from} finds ${to}: ${tally.success} of ${tally.asked}`);
    }
  }
  const echoes = await askEachOther(population, town, rounds, tell);
  await population.stop();
  return {
    nodes,
    kinds: { v4: groups.v4.length, v6: groups.v6.length, both: groups.both.length },
    connected: connected / nodes,
    lookups: asked,
    lookup_success: Math.min(...looked.values()),
    lookup_success_across: Math.min(looked.get('v4 v6')!, looked.get('v6 v4')!),
    ...echoes,
  };
}

/** The first three: an invite names one endpoint, IPv4 before IPv6, so whoever has both is invited into IPv6 by who has nothing else. */
const order: readonly Kind[] = ['v6', 'both', 'v4'];

/** Who lives where, and who can invite whom. */
class Town {
  readonly #kinds = new Map<Node, Kind>();

  constructor(private readonly population: Population) {}

  of(kind: Kind): Node[] {
    return this.population.nodes.filter((node) => this.#kinds.get(node) === kind);
  }

  /** One more; of a kind, or as chance has it. */
  async add(kind: Kind | null): Promise<Node> {
    const home = this.#home(kind);
    const node = await this.population.add(this.inviter(kindOf(home)), { home });
    this.#kinds.set(node, kindOf(home));
    return node;
  }

  /** A machine with programs, which is no one of the groups. */
  async end(kind: Kind): Promise<End> {
    return newEndAt(this.population, this.#home(kind), this.inviter(kind));
  }

  /** Somebody whose invite leads somewhere; null while there is nobody. */
  inviter(kind: Kind): Node | null {
    const fit =
      kind === 'v6'
        ? this.of('v6')
        : kind === 'v4'
          ? [...this.of('v4'), ...this.of('both')]
          : this.population.nodes;
    return fit[Math.floor(this.population.random.next() * fit.length)] ?? null;
  }

  #home(kind: Kind | null): Home {
    let home = this.population.newHome();
    while (kind !== null && kindOf(home) !== kind) home = this.population.newHome();
    return home;
  }
}

function kindOf({ addresses }: Home): Kind {
  return addresses.v4 && addresses.v6 ? 'both' : addresses.v4 ? 'v4' : 'v6';
}

async function askEachOther(
  population: Population,
  town: Town,
  rounds: number,
  tell: (text: string) => void,
): Promise<Pick<FamiliesFigures, 'asked' | 'answered' | 'answered_across'>> {
  const ends = await Promise.all([town.end('v4'), town.end('v6'), town.end('both')]);
  const programs = ends.map(({ tun }) => new EchoPrograms(population.clock, tun));
  const own: Uint8Array[] = [];
  const exposed: Uint8Array[] = [];
  for (const end of ends) {
    own.push(await ownAddress(population, end));
    exposed.push(await exposedAddress(population, end, echoPort, 'udp'));
  }
  await population.clock.run(settling);
  const answers: { readonly isAcross: boolean; readonly isAnswered: boolean }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [from, program] of programs.entries()) {
      for (const to of exposed.keys()) {
        if (from === to) continue;
        const echo = await population.settled(program.ask(own[from]!, exposed[to]!));
        tell(
          `${kinds[from]} asks ${kinds[to]}: ${echo.seconds === null ? 'nothing came' : `${echo.seconds} s`}`,
        );
        answers.push({ isAcross: from + to === 1, isAnswered: echo.seconds !== null });
      }
    }
  }
  const part = (list: typeof answers): number =>
    list.length === 0 ? 1 : list.filter(({ isAnswered }) => isAnswered).length / list.length;
  return {
    asked: answers.length,
    answered: part(answers),
    answered_across: part(answers.filter(({ isAcross }) => isAcross)),
  };
}
