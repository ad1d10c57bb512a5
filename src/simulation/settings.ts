/** The settings of a node in a simulation, where there is neither a person nor a machine to have wishes; scenarios change what is theirs. */
import type { Config } from '../config/types.js';

export const quietSettings: Config = {
  version: 1,
  language: 'en',
  channel: 'simulation',
  channel_kind: 'public',
  unlisted: false,
  share: { mbit_per_second: 0, gigabytes_per_month: 0 },
  network: { port: 0, private_endpoints: false, port_mapping: false },
  first_contact: {
    lan: false,
    cache: true,
    bittorrent: false,
    bittorrent_port: 0,
    bittorrent_nodes: [],
    peers: [],
  },
  tun: { enabled: false, name: 'none', carries: 'all', destinations: [], elsewhere: [] },
  clock: { set: false },
  control: { socket: '/nowhere' },
  log: { level: 'error' },
};
