/**
 * Every setting of phantom.yaml in one place: the comment that operators read in the file, the default, and the check.
 * The commented default file (template.ts), the reader (parse.ts) and `phantom config` are all made from this table,
 * so a setting is added here, in types.ts, and nowhere else.
 */
import { isIPv6 } from 'node:net';
import { levels } from '../log/log.js';
import { channelKinds, isChannelKind, isChannelName } from '../wire/channel.js';
import { decodeInvite } from '../wire/invite.js';
import { isLanguageCode, languageCodes } from './languages.js';
import type { Config } from './types.js';

/** Leaf paths of the configuration, as written on the command line: `network.port`. */
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string | number | boolean | readonly unknown[]
    ? K
    : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

export type SettingPath = Leaves<Config>;

export interface Setting {
  /** The operator's manual, printed above the key. */
  readonly comment: string;
  readonly fallback: unknown;
  /** What is expected, in words that fit after "expected". */
  readonly expected: string;
  /** All values that may stand, where they can be named. */
  readonly values?: readonly unknown[];
  /** True when `value` may stand; or a sentence when there is more to say than "expected ...". */
  check(value: unknown): boolean | string;
}

/** The longest path a Unix socket may have, one byte being kept for its end mark. */
const socketPathBytes = 107;

/** What is wrong with the first bad invite of a list, as a sentence. */
function inviteTrouble(invites: readonly unknown[]): string | null {
  const words = {
    'not-an-invite': 'is not an invite: those begin with "ph1"',
    truncated: 'is cut off: some letters are missing at its end',
    mistyped: 'has a slip in it: compare it letter by letter',
    'unknown-version': 'comes from a newer version of Phantom',
    'no-endpoint': 'holds no address that could be called',
  } as const;
  for (const invite of invites) {
    const read = decodeInvite(String(invite));
    if (typeof read === 'string') return `first_contact.peers: ${JSON.stringify(invite)} ${words[read]}.`;
  }
  return null;
}

function isAmount(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && (value === 0 || (value >= least && value <= most));
}

function isHostAndPort(value: unknown): boolean {
  const [, port] = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:(\d{1,5})$/.exec(String(value)) ?? [];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

function isApText(value: unknown): boolean {
  return typeof value === 'string' && isIPv6(value) && /^2001:0{0,2}25:/i.test(value);
}

const yesOrNo = {
  expected: 'true or false',
  values: [true, false],
  check: (value: unknown) => typeof value === 'boolean',
};

export const settings: Readonly<Record<SettingPath, Setting>> = {
  version: {
    comment: 'Version of this file format.',
    fallback: 1,
    expected: '1',
    check: (value) => value === 1,
  },
  language: {
    comment: `Language of the screens and of what commands answer: ${languageCodes.join(', ')}. auto: that of the shell (LANG), where it is one of these, else English.`,
    fallback: 'auto',
    expected: `auto or one of ${languageCodes.join(', ')}`,
    check: (value) => value === 'auto' || isLanguageCode(value),
  },
  channel: {
    comment: 'Name of the network to join. Only nodes with the same name and the same key find each other.',
    fallback: 'public',
    expected: 'a name of 1 to 64 letters, digits, dots, hyphens and underscores',
    check: isChannelName,
  },
  channel_kind: {
    comment:
      'How the key of that network is come by. public: from its name, so anybody who knows the name can join, and look through the network. passphrase or invite: it is kept in the state directory, where "phantom channel" or the set-up puts it; without it the node does not start.',
    fallback: 'public',
    expected: 'public, passphrase or invite',
    values: channelKinds,
    check: isChannelKind,
  },
  unlisted: {
    comment:
      'Ask every node this one talks to not to name it to others, leave no record of it anywhere, call out to nobody, and relay for nobody. Whoever goes through the network asking does not find it; nodes it links to do know it, and since it relays nothing, they know that all it sends is its own. For a node that was always so: one that was listed before stays known for hours.',
    fallback: false,
    ...yesOrNo,
  },
  'network.port': {
    comment: 'UDP port of this node. 0: chosen at random on the first start, then kept.',
    fallback: 0,
    expected: 'a whole number from 0 to 65535',
    check: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
  },
  'network.private_endpoints': {
    comment:
      'Talk to private addresses (like 192.168.0.5) that other nodes tell of. Only for a network that lives inside one LAN: elsewhere a stranger could make this node knock at machines of your own network.',
    fallback: false,
    ...yesOrNo,
  },
  'network.port_mapping': {
    comment:
      'Ask the router before this PC (by PCP, NAT-PMP or UPnP) to let other nodes through to the port above, so that they reach this node and it carries more for them. The router then knows that this PC waits for UDP datagrams at that port, and UPnP asks aloud in the local network; neither is told what for. Only where this PC has private addresses alone, and not with private_endpoints.',
    fallback: true,
    ...yesOrNo,
  },
  'first_contact.lan': {
    comment:
      'Look for other nodes on the local network by multicast. Machines there see that somebody calls, but only nodes of the same network can read it.',
    fallback: true,
    ...yesOrNo,
  },
  'first_contact.cache': {
    comment: 'Remember nodes met before and try them at the next start. Nothing is sent to anybody new.',
    fallback: true,
    ...yesOrNo,
  },
  'first_contact.bittorrent': {
    comment:
      'Meet other nodes in the DHT of BitTorrent, which is there without a server of ours. Its nodes, strangers all over the world, see the address of this PC as that of any BitTorrent program, and a number that changes every hour: whoever knows the name of this network can reckon it, and so list who looks here. Nothing is downloaded. It finds others where nobody is known, however old this disc is.',
    fallback: false,
    ...yesOrNo,
  },
  'first_contact.bittorrent_port': {
    comment:
      'UDP port for that, 0: any free one. Others find this node there only if your router and firewall let them through to it, for which it must be a fixed one.',
    fallback: 0,
    expected: 'a whole number from 0 to 65535',
    check: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
  },
  'first_contact.bittorrent_nodes': {
    comment:
      'Whom to ask for the way into that DHT when no node of it met before answers, as host:port. These are run by makers of BitTorrent programs; any node of that DHT will do. Your name server sees these names.',
    fallback: ['router.bittorrent.com:6881', 'dht.transmissionbt.com:6881', 'dht.libtorrent.org:25401'],
    expected: 'a list of host:port, names or IPv4 addresses',
    check: (value) => Array.isArray(value) && value.every(isHostAndPort),
  },
  'first_contact.peers': {
    comment:
      'Invites of nodes to try at every start, one per line, as "phantom invite" prints them. Whoever watches your line sees that you talk to these nodes.',
    fallback: [],
    expected: 'a list of invites',
    check: (value) => Array.isArray(value) && (inviteTrouble(value) ?? true),
  },
  'tun.enabled': {
    comment:
      'Carry programs of this machine to Phantom addresses (2001:25:...). Without it the node only relays for others.',
    fallback: true,
    ...yesOrNo,
  },
  'tun.name': {
    comment:
      'Name of the network device for that. %d becomes the first free number. The package\'s firewall lets through only devices whose names begin with "phantom".',
    fallback: 'phantom%d',
    expected: 'a name of 1 to 15 letters, digits, hyphens and underscores, with at most one %d',
    check: (value) =>
      typeof value === 'string' && value.length <= 15 && /^[A-Za-z][\w-]*(%d)?[\w-]*$/.test(value),
  },
  'tun.carries': {
    comment:
      'Where this machine is in several networks: all: what goes to any Phantom address goes by this one, but for those under "elsewhere". named: only what goes to the destinations below; answers find their way back in any case. One network has "all"; "phantom channel reach" keeps both lists.',
    fallback: 'all',
    expected: 'all or named',
    values: ['all', 'named'],
    check: (value) => value === 'all' || value === 'named',
  },
  'tun.destinations': {
    comment: 'Phantom addresses of others that are in this network, where another one carries all the rest.',
    fallback: [],
    expected: 'a list of Phantom addresses (2001:25:...)',
    check: (value) => Array.isArray(value) && value.length <= 1000 && value.every(isApText),
  },
  'tun.elsewhere': {
    comment:
      'Phantom addresses that belong to another network of this machine. They are never asked for in this one, even while the other is off: its members would learn whom you look for.',
    fallback: [],
    expected: 'a list of Phantom addresses (2001:25:...)',
    check: (value) => Array.isArray(value) && value.length <= 1000 && value.every(isApText),
  },
  'share.mbit_per_second': {
    comment:
      'How much of what others send this node passes on at most, in Mbit per second, counted once where it goes out (it comes in as well). 0: as much as there is. What programs of this machine send is not counted.',
    fallback: 0,
    expected: 'a number from 0.1 to 10000, or 0',
    check: (value) => isAmount(value, 0.1, 10_000),
  },
  'share.gigabytes_per_month': {
    comment:
      'How many gigabytes this node sends and receives in a calendar month, in all, before it passes nothing on for others any more. Their part is spread over the month; what programs of this machine send goes on in any case, and so do some 10 GB a month that keep a node in touch. 0: no limit.',
    fallback: 0,
    expected: 'a number from 10 to 1000000, or 0',
    check: (value) => isAmount(value, 10, 1_000_000),
  },
  'clock.set': {
    comment:
      'Set the clock of this PC by the time that other nodes agree on, so that other programs work in spite of a dead battery. The node cannot do it itself: "systemctl enable --now phantom-clock.socket" starts what does. Leave it off where another program sets the clock (NTP).',
    fallback: false,
    ...yesOrNo,
  },
  'control.socket': {
    comment:
      'Where "phantom status" and the screens reach the node. Members of the group "phantom" may use it.',
    fallback: '/run/phantom/control.sock',
    expected: `an absolute path of at most ${socketPathBytes} bytes`,
    check: (value) =>
      typeof value === 'string' && value.startsWith('/') && Buffer.byteLength(value) <= socketPathBytes,
  },
  'log.level': {
    comment: 'How much is written to the log: error, warn, info or debug. No level writes keys or content.',
    fallback: 'info',
    expected: `one of ${levels.join(', ')}`,
    values: levels,
    check: (value) => (levels as readonly unknown[]).includes(value),
  },
};

export const settingPaths = Object.keys(settings) as SettingPath[];

export function isSettingPath(path: string): path is SettingPath {
  return Object.hasOwn(settings, path);
}

/** The sentence for a value that may not stand, or null when it may. */
export function complaint(path: SettingPath, value: unknown): string | null {
  const verdict = settings[path].check(value);
  if (verdict === true) return null;
  if (typeof verdict === 'string') return verdict;
  return `${path}: expected ${settings[path].expected}, but ${JSON.stringify(value) ?? 'nothing'} came.`;
}
