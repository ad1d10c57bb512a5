/**
 * One node, and an attacker with thousands of addresses in a few networks who wants to be all that it knows: courted
 * day and night, among honest nodes that come and go, and restarted from what it kept. Eclipsed is a victim that, when
 * looked at, has no honest link, knows no honest contact, or finds none of some honest owners' records.
 */
import { publicChannel } from '../../channel/channel.js';
import { hex } from '../../dht/id.js';
import { k } from '../../dht/table.js';
import type { Node } from '../../node/node.js';
import { MemoryState } from '../../state/state.js';
import type { Home } from '../homes.js';
import { RentedAddresses } from '../hostile/addresses.js';
import { Collusion } from '../hostile/collusion.js';
import { contactOf } from '../hostile/contact-of.js';
import { Courtship } from '../hostile/courtship.js';
import { lie } from '../hostile/ways/lie.js';
import { Population, puzzleBits } from '../population.js';

export interface EclipseOptions {
  readonly seed: string;
  readonly seeds: number;
  readonly honest: number;
  readonly prefixes: number;
  /** Addresses in each of them. */
  readonly addresses: number;
  readonly hours: number;
  readonly restarts: number;
}

export interface EclipseFigures {
  readonly honest: number;
  readonly puzzle_bits: number;
  readonly prefixes: number;
  readonly addresses: number;
  readonly hours: number;
  readonly victim_restarts: number;
  readonly seeds: number;
  /** In how many of them the victim was eclipsed at any look. */
  readonly eclipsed: number;
  /** The worst that was seen: honest links, honest contacts in the table, part of lookups that succeeded. */
  readonly fewest_honest_links: number;
  readonly fewest_honest_contacts: number;
  readonly least_lookup_success: number;
}

interface Look {
  readonly hour: number;
  readonly links: number;
  readonly contacts: number;
  readonly found: number;
}

/** How long honest nodes stay, on average, ms: exponentially distributed, every second one leaves without a word. */
const meanLife = 4 * 3_600_000;

const minute = 60_000;
const hour = 60 * minute;

/** How long the victim is down between two lives, and after which time in the new one it is first looked at. */
const downFor = minute;
const afterRestart = 10 * minute;

/** Honest owners looked up per look; an owner counts when it was there so long, ms. */
const owners = 5;
const settled = 10 * minute;

/** @param report called for every look, for whoever wants to see the day go by */
export async function eclipse(
  options: EclipseOptions,
  report: (seed: string, look: object) => void = () => {},
): Promise<EclipseFigures> {
  const { seed, seeds, honest, prefixes, addresses, hours, restarts } = options;
  const worst = {
    eclipsed: 0,
    links: Number.POSITIVE_INFINITY,
    contacts: Number.POSITIVE_INFINITY,
    found: 1,
  };
  for (let at = 1; at <= seeds; at += 1) {
    const day = new Day(`${seed} ${at}`, options);
    const looks = await day.pass((look) => report(`${seed} ${at}`, look));
    if (looks.some((look) => look.links === 0 || look.contacts === 0 || look.found === 0))
      worst.eclipsed += 1;
    worst.links = Math.min(worst.links, ...looks.map((look) => look.links));
    worst.contacts = Math.min(worst.contacts, ...looks.map((look) => look.contacts));
    worst.found = Math.min(worst.found, ...looks.map((look) => look.found));
  }
  return {
    honest,
    puzzle_bits: puzzleBits,
    prefixes,
    addresses,
    hours,
    victim_restarts: restarts,
    seeds,
    eclipsed: worst.eclipsed,
    fewest_honest_links: worst.links,
    fewest_honest_contacts: worst.contacts,
    least_lookup_success: worst.found,
  };
}

/** One seed. */
class Day {
  readonly #population: Population;
  readonly #born = new Map<Node, number>();
  readonly #victim: { readonly state: MemoryState; home?: Home } = { state: new MemoryState() };

  constructor(
    seed: string,
    readonly options: EclipseOptions,
  ) {
    this.#population = new Population(seed);
  }

  async pass(report: (look: object) => void): Promise<Look[]> {
    const { clock } = this.#population;
    const { honest, hours, restarts } = this.options;
    for (let at = 0; at < honest; at += 1) {
      this.#live(await this.#population.add(this.#somebody()));
      await clock.run(500);
    }
    this.#victim.home = this.#population.newHome();
    let victim = await this.#population.add(this.#somebody(), this.#victim);
    await clock.run(10 * minute);
    const { collusion, courtship } = await this.#besiege(victim);
    const looks: Look[] = [];
    const look = async (): Promise<void> => {
      looks.push(await this.#look(victim));
      report({ ...looks.at(-1)!, suitors: courtship.linked });
    };
    const restartAt = new Set(
      Array.from({ length: restarts }, (_, at) => Math.round((hours * (at + 1)) / (restarts + 1))),
    );
    for (let now = 1; now <= hours; now += 1) {
      const end = clock.now() + hour;
      if (restartAt.has(now - 1)) {
        courtship.quiet = true;
        await this.#end(victim);
        await clock.run(downFor);
        victim = await this.#population.add(null, this.#victim);
        courtship.quiet = false;
        await clock.run(afterRestart);
        await look();
      }
      while (clock.now() < end) {
        await clock.run(Math.min(minute, end - clock.now()));
        await this.#churn(victim);
        collusion.crawled(this.#population.nodes.map(contactOf));
      }
      await look();
    }
    courtship.end();
    await collusion.close();
    await this.#population.stop();
    return looks;
  }

  #somebody(): Node | null {
    return this.#population.anybody();
  }

  /** With a word to its neighbours or without. */
  async #end(node: Node): Promise<void> {
    if (this.#population.random.next() < 0.5) this.#population.crash(node);
    else await this.#population.leave(node);
  }

  #live(node: Node): void {
    this.#born.set(node, this.#population.clock.now());
  }

  async #besiege(victim: Node): Promise<{ collusion: Collusion; courtship: Courtship }> {
    const { clock, random, board } = this.#population;
    const collusion = new Collusion(
      {
        clock,
        random,
        channel: publicChannel('simulation'),
        puzzleBits,
        networkTime: () => Math.floor(clock.wall()),
        host: (v4) => board.host({ v4 }),
      },
      k,
    );
    collusion.crawled(this.#population.nodes.map(contactOf));
    const { prefixes, addresses, honest } = this.options;
    const courtship = await Courtship.begin(collusion, {
      victim: contactOf(victim),
      rented: new RentedAddresses(prefixes, addresses),
      way: lie(collusion),
      // Two of each network, which is what a bucket takes, for each bucket that honest nodes are in; and one beside the
      // victim's id. More would only use up what the table takes of a network where there is nobody to be driven out.
      perBucket: 2 * prefixes,
      deepest: puzzleBits + Math.ceil(Math.log2(honest)) - 1,
      beside: prefixes,
      around: prefixes,
    });
    return { collusion, courtship };
  }

  /** A minute's goings and comings: the same number of each. */
  async #churn(victim: Node): Promise<void> {
    const { random, nodes } = this.#population;
    const leaving = nodes.filter((node) => node !== victim && random.next() < minute / meanLife);
    for (const node of leaving) {
      await this.#end(node);
      this.#born.delete(node);
    }
    for (let left = leaving.length; left > 0; left -= 1) {
      let host = this.#somebody();
      while (host === victim) host = this.#somebody();
      this.#live(await this.#population.add(host));
    }
  }

  async #look(victim: Node): Promise<Look> {
    const { clock, random, nodes } = this.#population;
    const { links, dht } = victim.rooms!;
    const honest = new Set(
      nodes.filter((node) => node !== victim).map((node) => hex(node.rooms!.identity.nodeId)),
    );
    const isHonest = ({ nodeId }: { nodeId: Uint8Array }): boolean => honest.has(hex(nodeId));
    const facts = {
      hour: Math.round((clock.now() / hour) * 10) / 10,
      links: links.list.filter(isHonest).length,
      contacts: dht.table.all().filter(isHonest).length,
    };
    const old = nodes.filter((node) => clock.now() - (this.#born.get(node) ?? clock.now()) > settled);
    let found = 0;
    for (let at = 0; at < owners; at += 1) {
      const owner = old[Math.floor(random.next() * old.length)]!;
      const record = await this.#population.settled(dht.findNode(owner.rooms!.identity.nodeId));
      if (record) found += 1;
    }
    return { ...facts, found: found / owners };
  }
}
