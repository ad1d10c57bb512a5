import type { Level } from '../log/log.js';
import type { ChannelKind } from '../wire/channel.js';
import type { LanguageCode } from './languages.js';

/** The one checked object that phantom.yaml becomes; comments and defaults stand in schema.ts. */
export interface Config {
  readonly version: 1;
  /** In which screens and commands speak; `auto`: in that of the shell's locale. */
  readonly language: LanguageCode | 'auto';
  /** Name of the network to join. */
  readonly channel: string;
  /** How its key is come by; of other than public ones it is in the state directory. */
  readonly channel_kind: ChannelKind;
  /** Keep out of what nodes tell each other. */
  readonly unlisted: boolean;
  readonly network: {
    /** UDP port, 0 = chosen at random on the first start and kept in the state directory. */
    readonly port: number;
    /** Dial private addresses that other nodes tell of. Only for networks that live inside one LAN. */
    readonly private_endpoints: boolean;
    /** Ask the router to let others through to the port. */
    readonly port_mapping: boolean;
  };
  readonly first_contact: {
    /** Look for nodes on the local network. */
    readonly lan: boolean;
    /** Remember nodes met before. */
    readonly cache: boolean;
    /** Meet other nodes in BitTorrent's DHT. */
    readonly bittorrent: boolean;
    /** UDP port there, 0 = any. */
    readonly bittorrent_port: number;
    /** Whom to ask there at first, `host:port`. */
    readonly bittorrent_nodes: readonly string[];
    /** Invites of nodes to try at every start. */
    readonly peers: readonly string[];
  };
  /** The network device through which programs reach AP addresses. */
  readonly tun: {
    readonly enabled: boolean;
    /** At most 15 characters; `%d` becomes the first free number. */
    readonly name: string;
    /** Whether it carries what goes to any AP address, or only what its own addresses and `destinations` are for. */
    readonly carries: 'all' | 'named';
    /** AP addresses that are reached over this network, whatever carries the others. */
    readonly destinations: readonly string[];
    /** AP addresses that belong to another network of this machine: never asked for in this one. */
    readonly elsewhere: readonly string[];
  };
  /** What others get of this machine's line; 0: as much as there is. */
  readonly share: {
    readonly mbit_per_second: number;
    /** Of all traffic of this node, both ways. */
    readonly gigabytes_per_month: number;
  };
  readonly clock: {
    /** Have this machine's own clock set by network time. */
    readonly set: boolean;
  };
  readonly control: {
    /** Path of the control socket. */
    readonly socket: string;
  };
  readonly log: { readonly level: Level };
}
