/**
 * What clients (CLI, wizard, dashboard) and the node say to each other over the control socket: newline-delimited
 * JSON-RPC 2.0. Rooms offer commands (`CommandTable`), node/ collects them, control/server.ts serves them. Clients
 * hold no node logic: they draw what a `Snapshot` says. Facts travel as codes and numbers; words are made by the client.
 */

/** Raised on an incompatible change. The first call of every client is `hello`, which returns it. */
export const controlVersion = 1;

/** A command's handler: JSON in, JSON out. It throws `CommandError` for what the operator did wrong. */
export type Command = (params: Record<string, unknown>) => Promise<unknown> | unknown;

/** Method name (e.g. `invite.create`) to handler. */
export type CommandTable = Record<string, Command>;

/** The operator's mistake: `code` for programs, `message` a sentence: what was expected, what came, what to do. */
export class CommandError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

/**
 *     starting --> alone <--> joining --> connected
 *                    ^                       |
 *                    +-----------------------+
 * alone: nobody to talk to, and nobody being tried; joining: somebody is being tried, or linked but the node
 * database does not know us yet; connected: linked, and neighbours of our own id have answered.
 */
export type ConnectionState = 'starting' | 'alone' | 'joining' | 'connected';

/** Why the node is in this state; each has its sentence in the catalogue. */
export type ConnectionReason =
  | 'starting'
  | 'no-network' // no address but loopback on this machine
  | 'no-source' // LAN search is off and no invite, list or cache names anybody
  | 'nobody-found' // sources are searched, nobody seen yet
  | 'nobody-answers' // somebody is known, none answers
  | 'finding-neighbours'
  | 'ok';

/**
 * Why this node may be cut off from the rest of the network: none of many nodes met before answers; all links are inside a LAN, or
 * most in one network; hardly anybody is known; all that is known was told by one first contact.
 */
export type Isolation = 'remembered-gone' | 'lan-only' | 'one-network' | 'few' | 'one-entrance';

export type StepName = 'identity' | 'socket' | 'contact' | 'link' | 'database';

/** One real step of joining, in the order they happen. */
export interface JoinStep {
  readonly step: StepName;
  readonly state: 'waiting' | 'working' | 'done' | 'failed';
  /** A number that says how far: puzzle tries, contacts found, links up, neighbours known. */
  readonly count: number;
}

export type SourceName = 'cache' | 'list' | 'invite' | 'lan' | 'bittorrent';

export const sourceNames: readonly SourceName[] = ['cache', 'list', 'invite', 'lan', 'bittorrent'];

export interface SourceFacts {
  readonly source: SourceName;
  readonly enabled: boolean;
  /** Nodes that this source has named since the start. */
  readonly found: number;
  /** Of those, how many linked. */
  readonly linked: number;
}

export interface PeerFacts {
  /** Node id, 64 hex digits; empty while a node is dialled whose id is not known yet (an invite or a beacon has only its key). */
  readonly id: string;
  /** `address:port` or `[address]:port`. */
  readonly endpoint: string;
  readonly state: 'linking' | 'linked';
  /** Who sent the first message. */
  readonly direction: 'out' | 'in';
  /** What first told us of this peer; `peer`: another peer did, `incoming`: it came by itself. */
  readonly source: SourceName | 'peer' | 'incoming';
  /** Milliseconds since it became `linked`; 0 before. */
  readonly linkedFor: number;
  /** Smoothed round trip in milliseconds; null until measured. */
  readonly rtt: number | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** What the network is worth to this node's user; the table is in docs/protocol.md, "Small networks". */
export interface AnonymityFacts {
  /** Whether programs on this machine are carried over paths now. If not, nobody is hidden, whatever the rest says. */
  readonly isRunning: boolean;
  readonly level: 'none' | 'practice' | 'weak' | 'fair' | 'full';
  /** The best one held for a day. */
  readonly best: AnonymityFacts['level'];
  /** Other verified relays in view, and the networks they are in. */
  readonly relays: number;
  readonly prefixes: number;
  /** Most of them are on one LAN. */
  readonly isLan: boolean;
  /** Hops of a path; 0: there are none. */
  readonly hops: number;
  /** Guards stay for months; before, they are the best of few. */
  readonly areGuardsFirm: boolean;
  /** Why no new path is made: too few relays, fewer than there were, no guard in reach, what is chosen cannot be kept; null: they are. */
  readonly waits: 'few' | 'fewer' | 'guards' | 'unkept' | null;
}

/** A path that this node has made for itself. */
export interface OwnPathFacts {
  readonly kind: 'exit' | 'entry';
  /** `ending`: another one has taken its place. */
  readonly state: 'open' | 'ending';
  /** Milliseconds since it was built, and until it ends. */
  readonly age: number;
  readonly left: number;
  /** Short names of nodes, the guard first. */
  readonly hops: readonly string[];
  /** Round trip to the end hop, ms; null while unknown. */
  readonly rtt: number | null;
}

/** What `paths` answers. */
export interface PathsFacts {
  readonly anonymity: AnonymityFacts;
  readonly own: readonly OwnPathFacts[];
  /** How many are being built. */
  readonly building: number;
  /** Why none is built though one is wanted; `hops`: nobody for a place but the guard's. */
  readonly waits: AnonymityFacts['waits'] | 'hops';
  /** What is relayed for others: counts by name, and nothing else. */
  readonly relayed: Readonly<Record<string, number>>;
}

/** One of this machine's AP addresses and somebody else's. Durations in ms. */
export interface TunnelFacts {
  /** AP addresses in text form. */
  readonly own: string;
  readonly other: string;
  readonly state: 'looking' | 'opening' | 'open' | 'unreachable' | 'idle';
  /** Who opened it; null while it is not open. */
  readonly role: 'opener' | 'answerer' | null;
  readonly openFor: number;
  readonly idleFor: number;
  readonly joins: readonly {
    readonly isCarrying: boolean;
    readonly state: 'beginning' | 'fit' | 'silent';
    readonly rtt: number;
    readonly endsIn: number;
  }[];
  /** Packets that wait, and flows that were opened from here. */
  readonly waiting: number;
  readonly flows: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** A port that strangers may reach. */
export interface ExposedFacts {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** AP address in text form. */
  readonly address: string;
}

/** What `tunnels` answers. */
export interface TunnelsFacts {
  readonly tunnels: readonly TunnelFacts[];
  readonly exposed: readonly ExposedFacts[];
  /** Packets, cells and joins dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** The network a node is in. */
export interface ChannelFacts {
  readonly name: string;
  readonly kind: 'public' | 'passphrase' | 'invite';
  /** By which members compare their keys, 8 hexadecimal digits; empty until the node runs. */
  readonly mark: string;
  /** Whether this node keeps out of what nodes tell each other. */
  readonly isUnlisted: boolean;
}

/** Whether strangers reach this node from outside; who judges, and how, is in docs/protocol.md, "Behind routers". */
export interface ReachabilityFacts {
  /** `unreachable`: others reach it by an introduction only. Whatever is known best, IPv4 or IPv6, counts. */
  readonly state: 'unknown' | 'reachable' | 'unreachable';
  /** From how many networks there is a verdict. */
  readonly judges: number;
  /** What has opened the port of the router before this PC; `off`: by the operator's wish nothing is asked for. */
  readonly mapping: 'off' | 'none' | 'pcp' | 'nat-pmp' | 'upnp';
  /**
   * The router's way with IPv4: there is none; it shows one port to everybody; it shows another one to each peer, so that nobody can
   * be told where to knock.
   */
  readonly natKind: 'unknown' | 'none' | 'one-port' | 'port-per-peer';
  /** Linked peers that introduce others to this node. */
  readonly introducers: number;
}

/** What others get of this machine, and what is left of a month that has a limit. */
export interface ShareFacts {
  /** Bytes a second that go out for others at most; null: no limit. */
  readonly bytesPerSecond: number | null;
  /** Of all that goes out and comes in; null: no limit. */
  readonly bytesPerMonth: number | null;
  /** Of this month; 0 where there is no limit. */
  readonly bytesThisMonth: number;
  /** `used`: nothing is left of this month; `ahead`: what is left is spread over it; null: others' paths are taken. */
  readonly pause: 'used' | 'ahead' | null;
  /** When the month is over, milliseconds since 1970; null without a limit, or while nobody has said what day it is. */
  readonly monthEnds: number | null;
}

/** Everything a screen needs, taken at one instant. All durations in ms, all rates in bytes per second. */
export interface Snapshot {
  readonly version: string;
  /** The machine's date, milliseconds since 1970. */
  readonly wall: number;
  /** What the network takes for the date, and how many of the networks asked agree; null before the node runs. */
  readonly time: {
    /** Milliseconds since 1970. */
    readonly now: number;
    readonly voices: number;
    readonly agreeing: number;
  } | null;
  readonly uptime: number;
  /** The id is empty and the port 0 until the node has them. */
  readonly node: { readonly id: string; readonly port: number };
  readonly channel: ChannelFacts;
  readonly connection: {
    readonly state: ConnectionState;
    readonly reason: ConnectionReason;
    /** Milliseconds since the state last changed. */
    readonly since: number;
  };
  /** Null: nothing speaks for it. See bootstrap/isolation.ts. */
  readonly isolation: Isolation | null;
  readonly reachability: ReachabilityFacts;
  readonly anonymity: AnonymityFacts;
  readonly share: ShareFacts;
  readonly steps: readonly JoinStep[];
  readonly sources: readonly SourceFacts[];
  readonly peers: readonly PeerFacts[];
  readonly table: { readonly contacts: number; readonly buckets: number };
  readonly traffic: {
    readonly bytesIn: number;
    readonly bytesOut: number;
    /** The part of `bytesOut` that only kept links open. */
    readonly upkeepOut: number;
    readonly rateIn: number;
    readonly rateOut: number;
  };
  /** Bad input dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** What a link is wanted for by this end: its node is near us, one of the others we keep, or it only serves a question. */
export type LinkWant = 'neighbour' | 'other' | 'passing';

/** A peer, and what the node database has to do with it. */
export interface PeerDetails extends PeerFacts {
  /** Null while it is being linked. */
  readonly want: LinkWant | null;
  /** Milliseconds since it was last heard, and since it was last asked something; null while it is being linked. */
  readonly heardFor: number | null;
  readonly usedFor: number | null;
  /** How many first bits its id shares with ours; null when it is not in the table. */
  readonly bucket: number | null;
  /** Questions in a row that it left unanswered. */
  readonly failures: number;
}

/** A contact of the table that is not linked now. */
export interface ContactFacts {
  readonly id: string;
  readonly endpoint: string;
  readonly bucket: number;
  /** Milliseconds since it was last heard of, and since it was first. */
  readonly heardFor: number;
  readonly knownFor: number;
  readonly failures: number;
}

/** What `peers` answers. */
export interface NetworkFacts {
  readonly peers: readonly PeerDetails[];
  readonly contacts: readonly ContactFacts[];
  readonly database: {
    /** How many nodes there seem to be, judged by how densely they lie; null while unknown. */
    readonly nodes: number | null;
    /** How many nodes keep our own record. */
    readonly keepers: number;
    /** Records held for others. */
    readonly held: { readonly nodes: number; readonly slots: number };
    /** What became of records that others left here, by verdict. */
    readonly stores: Readonly<Record<string, number>>;
  };
  /** The sample that hops are to be chosen from: how many nodes, and how many of each network. */
  readonly view: { readonly nodes: number; readonly prefixes: Readonly<Record<string, number>> };
  /** Bad input dropped, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** One of this machine's AP addresses. */
export interface AddressFacts {
  /** IPv6, as RFC 5952 writes it. */
  readonly address: string;
  /** Whether it outlives this start. */
  readonly isLasting: boolean;
  /** Known on this machine only; may be empty. */
  readonly label: string;
  /** Programs go out with it. */
  readonly isDefault: boolean;
  /** How many nodes keep its record, by which others find it; null: it has none, since it is only for going out. */
  readonly keptBy: number | null;
}

/** One node that was asked in a lookup. */
export interface AskedFacts {
  readonly id: string;
  readonly endpoint: string;
  /** The strand it served, from 1; strands share nobody. */
  readonly strand: number;
  /** Length of the chain of referrals that led to it. */
  readonly hops: number;
  /** How many nodes are expected nearer to the id than this one; null while the size of the network is unknown. */
  readonly nearer: number | null;
  readonly state: 'answered' | 'silent' | 'waiting';
  /** Milliseconds until it answered or was given up; with `waiting` so far. */
  readonly took: number;
}

/** What became of looking up a node's record. */
export interface LookupFacts {
  /** The whole node id. */
  readonly id: string;
  /** Null when nobody gave a true one. */
  readonly found: {
    readonly endpoints: readonly string[];
    /** Seconds since 1970, network time. */
    readonly expiry: number;
    /** Length of the chain of referrals that led to who gave it. */
    readonly hops: number;
    /** Node id of who gave it. */
    readonly from: string;
  } | null;
  /** Milliseconds. */
  readonly took: number;
  /** How many nodes there seem to be; null while unknown. */
  readonly nodes: number | null;
  /** In the order in which they were asked. */
  readonly asked: readonly AskedFacts[];
}

/*
 * Methods of the node (all parameters and results are JSON objects):
 *   hello            {}                      -> { control: number, version: string }
 *   list             {}                      -> { methods: string[] }
 *   status           {}                      -> Snapshot
 *   peers            {}                      -> NetworkFacts
 *   paths            {}                      -> PathsFacts
 *   paths.accept     {}                      -> { changed: boolean }     (paths in a network that gives less than it did)
 *   tunnels          {}                      -> TunnelsFacts
 *   expose.list      {}                      -> { exposed: ExposedFacts[] }
 *   expose.add       { port: number, protocol: string, address?: string } -> ExposedFacts and { changed: boolean }
 *   expose.remove    the same                -> the same
 *   invite.create    {}                      -> { invite: string }       (needs a known endpoint of our own)
 *   invite.file      {}                      -> { file: string, nodes: number }          (the text of an invite file)
 *   join             { invite: string }      -> { endpoint: string }              (as in PeerFacts)
 *   join.file        { file: string }        -> { endpoints: string[] }
 *   lookup           { id: string }          -> LookupFacts
 *   address.list     {}                      -> { addresses: AddressFacts[] }       (the one programs go out with first)
 *   address.new      { label: string }       -> { making: number }
 *   address.making   { making: number }      -> { tries: number, address: AddressFacts | null }   (once made, only once)
 *   address.default  { address: string | null }  -> {}             (an address or a label; null: a fresh one per start)
 *   address.remove   { address: string }     -> { removed: string }
 *   address.backup   { passphrase: string }  -> { backup: string }
 *   address.restore  { backup, passphrase }  -> { restored: string[], there: string[] }
 *   log.tail         { count: number }       -> { lines: LogLine[] }
 *   config.show      {}                      -> { config: Config }
 *   subscribe        { every: number(ms) }   -> { subscription: number }, then notifications
 *                                               { method: 'snapshot', params: Snapshot }
 *   stop             {}                      -> {}                       (the node ends cleanly)
 */
