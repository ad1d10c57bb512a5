import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { publicChannel } from '../../src/channel/channel.js';
import { systemClock } from '../../src/clock/machine-clock.js';
import { openIdentity } from '../../src/crypto/identity.js';
import { systemRandom } from '../../src/crypto/random.js';
import { FirstMessages } from '../../src/link/first-messages.js';
import { createLinks } from '../../src/link/links.js';
import { type Links, type PeerAddress, requestKinds } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import { udp } from '../../src/net/udp.js';
import { MemoryState } from '../../src/state/state.js';
import { encodeFindNodeAnswer } from '../../src/wire/find-node.js';
import { encodePingAnswer } from '../../src/wire/ping.js';
import { datagramLength } from '../../src/wire/sizes.js';
import { noStanding } from '../../src/wire/standing.js';
import { type Bench, median, rounded } from './figures.js';
import type { Usage } from './node-inside.js';

const peers = 200;
const secondsPerRound = 20;
/** An easy puzzle: its price is paid once in a node's life. */
const puzzleBits = 4;
/** All peers share an address, from which a node hears ten first messages per second. */
const dialPause = 150;

/**
 * A node in a process of its own over UDP on loopback: what it uses alone (the baseline), and with 200 links to peers
 * that answer pings and questions and want nothing.
 */
export const nodeBench: Bench = async (rounds) => {
  const child = fork(new URL('./node-inside.js', import.meta.url), [`${puzzleBits}`]);
  const closing: (() => Promise<void>)[] = [];
  try {
    const [{ port, key }] = (await once(child, 'message')) as [{ port: number; key: string }];
    const address: PeerAddress = {
      identityKey: new Uint8Array(Buffer.from(key, 'hex')),
      endpoints: [{ family: 4, address: '127.0.0.1', port }],
    };
    const alone: Round[] = [];
    for (let round = 0; round < rounds; round += 1) alone.push(await measure(child));
    for (let at = 0; at < peers; at += 1) {
      const peer = await openPeer();
      closing.push(peer.close);
      if (!(await peer.links.connect(address))) throw new Error(`peer ${at} could not link`);
      await pause(dialPause);
    }
    // What follows from new neighbours is over, and it is idle again.
    await pause(30_000);
    const linked: Round[] = [];
    for (let round = 0; round < rounds; round += 1) linked.push(await measure(child));
    const [first, last] = [alone.at(-1)!.end, linked.at(-1)!.end];
    return {
      links: last.links,
      seconds_per_round: secondsPerRound,
      cpu_seconds_per_minute_alone: alone.map(cpuPerMinute),
      cpu_seconds_per_minute: linked.map(cpuPerMinute),
      cpu_seconds_per_minute_median: rounded(median(linked.map(cpuPerMinute)), 3),
      rss_bytes_alone: first.rssBytes,
      rss_bytes: last.rssBytes,
      heap_bytes: last.heapBytes,
      ip_bytes_per_second: Math.round(median(linked.map(ipBytesPerSecond))),
    };
  } finally {
    for (const close of closing) await close();
    if (child.connected) child.disconnect();
  }
};

interface Round {
  readonly start: Usage;
  readonly end: Usage;
  readonly seconds: number;
}

async function measure(child: ChildProcess): Promise<Round> {
  const began = performance.now();
  const start = await usage(child);
  await pause(secondsPerRound * 1000);
  const end = await usage(child);
  return { start, end, seconds: (performance.now() - began) / 1000 };
}

async function usage(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [used] = (await once(child, 'message')) as [Usage];
  return used;
}

function cpuPerMinute({ start, end, seconds }: Round): number {
  return rounded(((end.cpuSeconds - start.cpuSeconds) / seconds) * 60, 3);
}

function ipBytesPerSecond({ start, end, seconds }: Round): number {
  return ((end.bytesOut - start.bytesOut) / datagramLength / seconds) * (datagramLength + 28);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function openPeer(): Promise<{ links: Links; close(): Promise<void> }> {
  const state = new MemoryState();
  const networkTime = () => Math.floor(Date.now() / 1000);
  const socket = await udp.open(0);
  const links = createLinks({
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    socket,
    identity: await openIdentity(state, systemRandom, puzzleBits),
    channel: publicChannel('bench'),
    firstMessages: await FirstMessages.open(state),
    networkTime,
    puzzleBits,
  });
  links.handle(requestKinds.ping, (_body, from) =>
    encodePingAnswer({ time: Date.now(), standing: noStanding, seenAt: from.endpoint }),
  );
  links.handle(requestKinds.findNode, () => encodeFindNodeAnswer({ contacts: [] }, 1292));
  return {
    links,
    async close() {
      links.close();
      await socket.close();
    },
  };
}
