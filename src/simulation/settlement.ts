/** A few whole nodes in memory, made as a plan of contacts wants them: each with the sources that the plan gives it. */
import { VirtualClock } from '../clock/virtual.js';
import type { Config } from '../config/types.js';
import { type Random, seededRandom } from '../crypto/random.js';
import { hex } from '../dht/id.js';
import { createLog, LogTail } from '../log/log.js';
import { createNode, type Node } from '../node/node.js';
import { MemoryState } from '../state/state.js';
import type { ContactPlan, PlannedContact } from './contact-plan.js';
import { HostClock } from './host-clock.js';
import { Lan } from './lan.js';
import { SharedMainline } from './mainline.js';
import { puzzleBits } from './population.js';
import { quietSettings } from './settings.js';
import { Switchboard } from './switchboard.js';

/** Dates are off by at most this, either way, ms. */
const clockError = 30_000;
/** So long two live together who are to remember each other, ms. */
const formerLife = 20_000;
/** From so many networks strangers write to everybody in BitTorrent's DHT. */
const strangers = 9;

interface Settler {
  readonly address: string;
  readonly state: MemoryState;
  readonly lan: Lan;
  readonly clock: HostClock;
  invite: string;
  node: Node | null;
}

export class Settlement {
  readonly clock = new VirtualClock();
  readonly random: Random;
  readonly #board: Switchboard;
  readonly #mainline = new SharedMainline();
  #settlers: Settler[] = [];

  constructor(seed: string) {
    this.random = seededRandom(seed);
    this.#board = new Switchboard(this.clock, this.random, { latency: 40, jitter: 0.1, loss: 0.002 });
  }

  /** Gives all a place, an identity, and the former lives that their caches come from; then all are off. */
  async prepare(plan: ContactPlan): Promise<void> {
    const lans = lansOf(plan);
    const wires = new Map(lans.map((lan) => [lan, new Lan(this.clock)]));
    this.#settlers = lans.map((lan, at) => ({
      // Everybody in a network of its own; a LAN's machines stand in one.
      address: `${20 + lan}.1.7.${at + 1}`,
      state: new MemoryState(),
      lan: wires.get(lan)!,
      clock: new HostClock(this.clock, { ahead: (2 * this.random.next() - 1) * clockError, drift: 0 }),
      invite: '',
      node: null,
    }));
    for (const settler of this.#settlers) {
      await this.#start(settler, {});
      const answer = (await settler.node!.commands['invite.create']!({})) as { invite: string };
      settler.invite = answer.invite;
      await this.#stop(settler);
    }
    for (const { from, to, source } of plan.contacts) {
      if (source === 'cache') await this.#liveTogether(this.#settlers[from]!, this.#settlers[to]!);
    }
  }

  /** Switches all on when it is their time; resolves when the last has started. */
  async startAll({ contacts, startAt }: ContactPlan): Promise<void> {
    const begun = this.clock.now();
    const order = [...startAt.entries()].sort((a, b) => a[1] - b[1]);
    for (const [at, when] of order) {
      await this.clock.run(begun + when - this.clock.now());
      const settler = this.#settlers[at]!;
      const mine = contacts.filter(({ from }) => from === at);
      // On a LAN and in BitTorrent's DHT both must look.
      const shared = contacts.filter(({ from, to }) => from === at || to === at);
      const knows = (source: PlannedContact['source']) =>
        mine.filter((contact) => contact.source === source).map(({ to }) => this.#settlers[to]!.invite);
      await this.#start(settler, {
        lan: shared.some(({ source }) => source === 'lan'),
        bittorrent: shared.some(({ source }) => source === 'bittorrent'),
        peers: knows('list'),
      });
      for (const invite of knows('invite')) await settler.node!.commands.join!({ invite });
    }
  }

  /** How many networks there are of those that run: in one are all who are linked, directly or not. */
  networks(): number {
    const running = this.#settlers.flatMap(({ node }) => (node?.rooms ? [node.rooms] : []));
    const leader = new Map(running.map(({ identity }) => [hex(identity.publicKey), hex(identity.publicKey)]));
    const leaderOf = (name: string): string => {
      const next = leader.get(name)!;
      return next === name ? name : leaderOf(next);
    };
    for (const { identity, links } of running) {
      for (const link of links.list) {
        const other = hex(link.identityKey);
        if (leader.has(other)) leader.set(leaderOf(hex(identity.publicKey)), leaderOf(other));
      }
    }
    return [...leader.keys()].filter((name) => leaderOf(name) === name).length;
  }

  async stop(): Promise<void> {
    for (const settler of this.#settlers) await this.#stop(settler);
  }

  async #liveTogether(one: Settler, other: Settler): Promise<void> {
    await this.#start(one, {});
    await this.#start(other, {});
    await one.node!.commands.join!({ invite: other.invite });
    await this.clock.run(formerLife);
    await this.#stop(one);
    await this.#stop(other);
  }

  async #start(settler: Settler, contact: Partial<Config['first_contact']>): Promise<void> {
    const { address, state, lan, clock } = settler;
    settler.node = await createNode(
      {
        clock,
        random: this.random,
        net: this.#board.host({ v4: address }),
        mainline: this.#mainline.host(address, () => strangers),
        beacons: lan.host(address),
        state,
        log: createLog('error', () => 0, []),
        logTail: new LogTail(1),
        interfaces: () => [{ name: 'eth0', family: 4, address, prefix: 24 }],
        gateway: null,
        openTun: null,
        clockSetter: null,
        puzzleBits,
      },
      { ...quietSettings, first_contact: { ...quietSettings.first_contact, ...contact } },
    );
    await settler.node.start();
  }

  /** Stopping writes state, and waits for what is on its way. */
  async #stop(settler: Settler): Promise<void> {
    const { node } = settler;
    if (!node) return;
    settler.node = null;
    let isOver = false;
    const ends = node.stop().finally(() => {
      isOver = true;
    });
    while (!isOver) await this.clock.run(1_000, () => isOver);
    await ends;
  }
}

/** The LAN of each node: the lowest number of those it shares a cable with, by way of others too. */
function lansOf({ nodes, contacts }: ContactPlan): number[] {
  const lan = Array.from({ length: nodes }, (_, at) => at);
  for (const { from, to, source } of contacts) {
    if (source !== 'lan') continue;
    const [low, high] = [Math.min(lan[from]!, lan[to]!), Math.max(lan[from]!, lan[to]!)];
    for (let at = 0; at < nodes; at += 1) if (lan[at] === high) lan[at] = low;
  }
  return lan;
}
