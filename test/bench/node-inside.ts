/**
 * A whole node in a process of its own, as `phantom run` has one, for node.ts: says where it is, then answers every
 * message with what the process has used so far. Its limits on links are raised, since it would close most of them.
 */
import { systemClock } from '../../src/clock/machine-clock.js';
import type { Config } from '../../src/config/types.js';
import { systemRandom } from '../../src/crypto/random.js';
import { linkLimits } from '../../src/dht/keep.js';
import { LogTail, silentLog } from '../../src/log/log.js';
import { systemInterfaces } from '../../src/net/interfaces.js';
import { udp } from '../../src/net/udp.js';
import { createNode } from '../../src/node/node.js';
import { Lan } from '../../src/simulation/lan.js';
import { quietSettings } from '../../src/simulation/settings.js';
import { MemoryState } from '../../src/state/state.js';

/** What the process has used since its start, and how many links it has now. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly links: number;
  readonly bytesOut: number;
}

const many = 1_000;
Object.assign(linkLimits, { kept: many, most: many, hard: many });

const config: Config = {
  ...quietSettings,
  channel: 'bench',
  network: { ...quietSettings.network, private_endpoints: true },
  first_contact: { ...quietSettings.first_contact, cache: false },
};

const node = await createNode(
  {
    clock: systemClock,
    random: systemRandom,
    net: udp,
    gateway: null,
    mainline: null,
    beacons: new Lan(systemClock).host('127.0.0.1'),
    state: new MemoryState(),
    log: silentLog,
    logTail: new LogTail(),
    interfaces: systemInterfaces,
    openTun: null,
    clockSetter: null,
    puzzleBits: Number(process.argv[2]),
  },
  config,
);
await node.start();
const rooms = node.rooms!;
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const usage: Usage = {
    cpuSeconds: (user + system) / 1e6,
    rssBytes: rss,
    heapBytes: heapUsed,
    links: rooms.links.list.length,
    bytesOut: rooms.links.traffic.bytesOut,
  };
  process.send!(usage);
});
process.on('disconnect', () => process.exit(0));
process.send!({ port: rooms.port, key: Buffer.from(rooms.identity.publicKey).toString('hex') });
