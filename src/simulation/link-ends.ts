/** Rooms of links, as nodes have them, each on a host of its own on a switchboard; nothing above them. */
import type { VirtualClock } from '../clock/virtual.js';
import { openIdentity } from '../crypto/identity.js';
import type { Random } from '../crypto/random.js';
import { FirstMessages } from '../link/first-messages.js';
import { createLinks } from '../link/links.js';
import { type Channel, type Links, type PeerAddress, requestKinds } from '../link/types.js';
import { silentLog } from '../log/log.js';
import type { DatagramSocket, Endpoint } from '../net/net.js';
import { MemoryState, type State } from '../state/state.js';
import type { Switchboard } from './switchboard.js';

const port = 4000;
/** An easy puzzle: its price is another scenario's subject. */
const puzzleBits = 4;

export interface LinkEnd {
  readonly links: Links;
  readonly socket: DatagramSocket;
  readonly endpoint: Endpoint;
  readonly address: PeerAddress;
  readonly state: State;
  /** Tells its peers, and keeps its state. */
  stop(): Promise<void>;
}

export interface LinkEndOptions {
  /** IPv4 address of its host. */
  readonly v4: string;
  readonly channel: Channel;
  /** Kept by an end that was stopped: who it is. */
  readonly state?: State;
  /** Whether it knows what time it is. */
  readonly hasTime?: boolean;
}

/** Opens an end that answers pings with what they ask, and takes cells of paths. */
export async function openLinkEnd(
  { clock, random, board }: { clock: VirtualClock; random: Random; board: Switchboard },
  { v4, channel, state = new MemoryState(), hasTime = true }: LinkEndOptions,
): Promise<LinkEnd> {
  const socket = await board.host({ v4 }).open(port);
  const networkTime = () => (hasTime ? Math.floor(clock.wall() / 1000) : 0);
  const identity = await openIdentity(state, random, puzzleBits);
  const firstMessages = await FirstMessages.open(state);
  const links = createLinks({
    clock,
    random,
    log: silentLog,
    socket,
    identity,
    channel,
    firstMessages,
    networkTime,
    puzzleBits,
  });
  links.handle(requestKinds.ping, (body) => body);
  links.onCell = () => {};
  const endpoint = socket.local[0]!;
  return {
    links,
    socket,
    endpoint,
    state,
    address: { identityKey: identity.publicKey, endpoints: [endpoint] },
    async stop() {
      links.close();
      await firstMessages.close();
      await socket.close();
    },
  };
}

/** Lets virtual time go on until a promise settles. */
export async function settled<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  promise.then(end, end);
  while (!isSettled) await clock.run(10_000, () => isSettled);
  return promise;
}
