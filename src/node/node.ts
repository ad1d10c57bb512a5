/**
 * A whole node: its life from start to stop, its facts at one instant, and its commands. Rooms are joined in
 * rooms.ts; here is only what concerns them all.
 */
import { every, type Timer } from '../clock/clock.js';
import type { Config } from '../config/types.js';
import { version } from '../config/version.js';
import type { CommandTable, ConnectionState, Snapshot } from '../control/protocol.js';
import type { Level } from '../log/log.js';
import { keepPcClock } from '../pc-clock/keep.js';
import { networkMark } from '../wire/invite-file.js';
import type { LiveSettings } from './commands/apply-settings.js';
import { nodeCommands } from './commands/commands.js';
import { connectionOf, type JoinFacts, stepsOf } from './connection.js';
import { DayTraffic } from './day.js';
import { anonymityFacts, type PathsDoor } from './own-paths.js';
import type { TunnelsDoor } from './own-tunnels.js';
import type { NodeParts } from './parts.js';
import { Rates } from './rates.js';
import { openRooms, type Rooms } from './rooms.js';
import { roomFacts } from './snapshot.js';

/** How often rates and the connection's state are taken down, ms. */
const tickEvery = 5_000;

/**
 *     new -> starting -> running -> stopped
 *               |                     ^
 *               +---------------------+   (a start that fails, or is stopped half-way)
 */
export interface Node {
  /** What the operator may ask of the node; good before the start, too. */
  readonly commands: CommandTable;
  /** The rooms, once they run. */
  readonly rooms: Rooms | null;
  snapshot(): Snapshot;
  /**
   * Opens identity, socket and rooms; resolves when the node is up, long before it is connected. Throws `NetError`
   * when the port cannot be had. Once only.
   */
  start(): Promise<void>;
  /** Ends everything in order; may be called at any time and more than once. */
  stop(): Promise<void>;
  /** Called when the node has stopped. One listener. */
  onStop: () => void;
}

/** A node that is ready to start: its commands and facts can be asked for while it makes its identity. */
export async function createNode(parts: NodeParts, config: Config): Promise<Node> {
  return new PhantomNode(parts, config);
}

const nobodyTraffic = { bytesIn: 0, bytesOut: 0, upkeepOut: 0 };

class PhantomNode implements Node {
  onStop = (): void => {};
  readonly commands: CommandTable;
  #rooms: Rooms | null = null;
  #starting: 'identity' | 'socket' | null = 'identity';
  #isFailed = false;
  #puzzleTries = 0;
  #starts: Promise<void> | null = null;
  #stops: Promise<void> | null = null;
  #tick: Timer | null = null;
  #pcClock: Timer | null = null;
  readonly #rates = new Rates();
  readonly #day: DayTraffic;
  readonly #createdAt: number;
  #state: ConnectionState = 'starting';
  #stateSince: number;

  constructor(
    private readonly parts: NodeParts,
    private config: Config,
  ) {
    this.#createdAt = parts.clock.now();
    this.#day = new DayTraffic(this.#createdAt);
    this.#stateSince = this.#createdAt;
    this.commands = nodeCommands({
      config: () => this.config,
      live: () => this.#live(),
      day: () => this.#day.facts,
      logTail: parts.logTail,
      rooms: () => this.#rooms,
      paths: () => this.#paths,
      tunnels: () => this.#tunnels,
      snapshot: () => this.snapshot(),
    });
  }

  get rooms(): Rooms | null {
    return this.#rooms;
  }

  /** Null as long as programs on this machine are not carried. */
  get #paths(): PathsDoor | null {
    const rooms = this.#rooms;
    if (!rooms?.anonymity) return null;
    const { choice, pools } = rooms.anonymity;
    const { relayed, ends, joins, relayedCells } = rooms.paths.facts();
    return {
      isRunning: true,
      choice,
      pools,
      relayed: () => ({ paths: relayed, ends, joins, cells: relayedCells }),
    };
  }

  get #tunnels(): TunnelsDoor | null {
    const rooms = this.#rooms;
    return rooms?.anonymity ? { tunnels: rooms.anonymity.tunnels, addresses: rooms.addresses } : null;
  }

  start(): Promise<void> {
    if (this.#starts || this.#stops) throw new Error('a node starts once');
    this.#starts = this.#start();
    return this.#starts;
  }

  stop(): Promise<void> {
    this.#stops ??= this.#stop();
    return this.#stops;
  }

  snapshot(): Snapshot {
    const { clock } = this.parts;
    const now = clock.now();
    const rooms = this.#rooms;
    const traffic = rooms?.links.traffic ?? nobodyTraffic;
    const facts = this.#joinFacts();
    return {
      ...roomFacts(rooms, now, now - this.#createdAt),
      anonymity: anonymityFacts(this.#paths, () => rooms?.relays() ?? []),
      version,
      wall: clock.wall(),
      time: rooms?.time.facts() ?? null,
      uptime: now - this.#createdAt,
      channel: {
        name: this.config.channel,
        kind: this.config.channel_kind,
        mark: rooms ? networkMark(rooms.channel.key) : '',
        isUnlisted: this.config.unlisted,
      },
      connection: this.#connection(facts, now),
      steps: stepsOf(facts),
      traffic: { ...traffic, ...this.#rates.at(traffic, now) },
    };
  }

  async #start(): Promise<void> {
    const { clock, log, random } = this.parts;
    try {
      const rooms = await openRooms(this.parts, this.config, {
        onTry: (tries) => {
          this.#puzzleTries = tries;
        },
        onStep: (step) => {
          this.#starting = step;
        },
      });
      this.#rooms = rooms;
      this.#starting = null;
      log.info(`listening on UDP port ${rooms.port} in the network "${this.config.channel}"`);
    } catch (error) {
      this.#isFailed = true;
      throw error;
    }
    this.#takeDown();
    this.#pcClock = this.#keepPcClock();
    this.#tick = every(clock, tickEvery, 0.1, random.next, () => this.#takeDown());
  }

  async #stop(): Promise<void> {
    await this.#starts?.catch(() => {});
    this.#tick?.cancel();
    this.#pcClock?.cancel();
    const rooms = this.#rooms;
    // Commands find no rooms from here on: what they began now, nobody would end.
    this.#rooms = null;
    await rooms?.stop();
    this.onStop();
  }

  /** Null where the operator has not agreed to it. */
  #keepPcClock(): Timer | null {
    const { clock, random, log, clockSetter } = this.parts;
    const time = this.#rooms?.time;
    if (!time || !clockSetter || !this.config.clock.set) return null;
    return keepPcClock({ clock, random: random.next, time, log: log.for('clock'), setter: clockSetter });
  }

  /** What the operator may change now without a restart. */
  #live(): LiveSettings {
    const { logLimit, mainline } = this.parts;
    const rooms = this.#rooms;
    const contact = (name: 'lan' | 'bittorrent') => (value: unknown) => {
      const isOn = value === true;
      this.config = { ...this.config, first_contact: { ...this.config.first_contact, [name]: isOn } };
      rooms?.bootstrap.turn(name, isOn);
    };
    return {
      ...(logLimit && {
        'log.level': (value) => {
          logLimit.level = value as Level;
          this.config = { ...this.config, log: { level: logLimit.level } };
        },
      }),
      // Rooms that are being opened have read the settings already.
      ...(rooms && {
        'first_contact.lan': contact('lan'),
        ...(mainline && { 'first_contact.bittorrent': contact('bittorrent') }),
        'clock.set': (value) => {
          this.config = { ...this.config, clock: { set: value === true } };
          this.#pcClock?.cancel();
          this.#pcClock = this.#keepPcClock();
        },
        'network.port_mapping': (value) => {
          const isWanted = value === true;
          if (isWanted !== this.config.network.port_mapping) rooms.setMapping(isWanted);
          this.config = { ...this.config, network: { ...this.config.network, port_mapping: isWanted } };
        },
      }),
    };
  }

  #takeDown(): void {
    const now = this.parts.clock.now();
    const traffic = this.#rooms?.links.traffic ?? nobodyTraffic;
    this.#rates.sample(traffic, now);
    this.#day.sample(traffic, now);
    const { state, reason } = this.#connection(this.#joinFacts(), now);
    this.#report(state, reason);
  }

  #connection(facts: JoinFacts, now: number): Snapshot['connection'] {
    const { state, reason } = connectionOf(facts);
    if (state !== this.#state) {
      this.#state = state;
      this.#stateSince = now;
    }
    return { state, reason, since: now - this.#stateSince };
  }

  #reported = '';

  #report(state: ConnectionState, reason: string): void {
    if (this.#reported === state) return;
    this.#reported = state;
    this.parts.log.info(`connection: ${state} (${reason})`);
  }

  #joinFacts(): JoinFacts {
    const rooms = this.#rooms;
    const sources = rooms?.bootstrap.facts() ?? [];
    const isSearching =
      this.config.first_contact.lan ||
      this.config.first_contact.bittorrent ||
      this.config.network.private_endpoints;
    return {
      starting: this.#starting,
      isFailed: this.#isFailed,
      puzzleTries: this.#puzzleTries,
      port: rooms?.port ?? 0,
      hasNetwork: this.config.network.private_endpoints || this.parts.interfaces().length > 0,
      hasSource: isSearching || sources.some((source) => source.found > 0),
      known: rooms?.bootstrap.known ?? 0,
      trying: rooms?.bootstrap.trying ?? 0,
      links: rooms?.links.list.length ?? 0,
      neighbours: rooms?.dht.neighbours ?? null,
    };
  }
}
