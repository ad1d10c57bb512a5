/**
 * A target of probes and its peers, whose conversations are recorded on the way to it: with one that keeps its link, one
 * behind a way where only halves pass, one without a clock, and one that the target dials itself.
 */
import type { VirtualClock } from '../clock/virtual.js';
import { hash } from '../crypto/hash.js';
import type { Random } from '../crypto/random.js';
import { type Channel, requestKinds } from '../link/types.js';
import type { Endpoint } from '../net/net.js';
import { datagramLength } from '../wire/sizes.js';
import { type LinkEnd, openLinkEnd, settled } from './link-ends.js';
import type { Recording } from './probes.js';
import type { Switchboard } from './switchboard.js';

const narrow = 1200;

export interface Recordings {
  /** The target's address, and the target as it runs now. */
  readonly address: string;
  readonly target: () => LinkEnd;
  readonly recording: Recording;
  /** Called for everything that is sent. */
  record(datagram: Uint8Array, from: Endpoint, to: Endpoint): void;
  /** Starts the target, if it does not run, and records new conversations with new peers. */
  renew(): Promise<void>;
  /** Stops the target and starts it with what it kept. */
  restart(): Promise<void>;
  /** A recorded sender. */
  anyPeer(random: Random): Endpoint;
  stop(): Promise<void>;
}

export function recordings(
  world: { readonly clock: VirtualClock; readonly random: Random; readonly board: Switchboard },
  channel: Channel,
): Recordings {
  const { clock, board } = world;
  const address = '25.0.0.1';
  const foreign: Channel = { ...channel, key: hash(32, 'simulation channel', 'another') };
  let target: LinkEnd | null = null;
  let peers: LinkEnd[] = [];
  let made = 0;
  /** Where datagrams to the target go while a conversation is recorded. */
  let take: ((datagram: Uint8Array) => void) | null = null;
  const recording = {
    firsts: [] as Uint8Array[],
    firstHalves: [] as Uint8Array[],
    answers: [] as Uint8Array[],
    cells: [] as Uint8Array[],
    cellHalves: [] as Uint8Array[],
    foreignFirsts: [] as Uint8Array[],
  };

  const running = (): LinkEnd => {
    if (!target) throw new Error('the target was not started');
    return target;
  };

  /** A conversation with the target: the handshake's first datagrams go to `head`, the others to cells. */
  async function converse(
    options: { hasTime?: boolean; isNarrow?: boolean },
    leaves: boolean,
  ): Promise<void> {
    made += 1;
    const v4 = `26.${made >> 8}.${made & 255}.1`;
    board.setMtu(v4, options.isNarrow ? narrow : 1500);
    const peer = await openLinkEnd(world, { v4, channel, hasTime: options.hasTime ?? true });
    peers.push(peer);
    const heard: Uint8Array[] = [];
    let isLinked = false;
    take = (datagram) => {
      if (isLinked)
        (datagram.length === datagramLength ? recording.cells : recording.cellHalves).push(datagram);
      else heard.push(datagram);
    };
    const link = await settled(clock, peer.links.connect(running().address));
    if (!link) throw new Error('a peer to be recorded could not link');
    // What passed before is a first message, perhaps one that did not get through, and the confirmation.
    if (options.isNarrow) recording.firstHalves.push(...heard.slice(1, 3));
    else recording.firsts.push(heard[0]!);
    isLinked = true;
    for (let cell = 0; cell < 4; cell += 1) {
      peer.links.send(link, 1, new Uint8Array(1304));
      await settled(clock, peer.links.request(link, requestKinds.ping, new Uint8Array(8)));
    }
    if (leaves) peer.links.disconnect(link);
    await clock.run(1_000);
    take = null;
  }

  /** The target dials: what it hears first is the answer. */
  async function answerTo(): Promise<void> {
    made += 1;
    const peer = await openLinkEnd(world, { v4: `26.${made >> 8}.${made & 255}.1`, channel });
    peers.push(peer);
    const heard: Uint8Array[] = [];
    take = (datagram) => void heard.push(datagram);
    const link = await settled(clock, running().links.connect(peer.address));
    recording.answers.push(heard[0]!);
    take = null;
    running().links.disconnect(link!);
    await clock.run(1_000);
  }

  /** Somebody of another channel knocks, and is not heard. */
  async function knock(): Promise<void> {
    made += 1;
    const other = await openLinkEnd(world, { v4: `26.${made >> 8}.${made & 255}.1`, channel: foreign });
    take = (datagram) => void recording.foreignFirsts.push(datagram);
    await settled(clock, other.links.connect(running().address));
    take = null;
    await other.stop();
  }

  async function stopPeers(): Promise<void> {
    for (const peer of peers) await peer.stop();
    peers = [];
    await clock.run(1_000);
  }

  return {
    address,
    target: running,
    recording,
    record(datagram, _from, to) {
      if (to.address === address) take?.(datagram.slice());
    },
    async renew() {
      await stopPeers();
      target ??= await openLinkEnd(world, { v4: address, channel });
      for (const kind of Object.values(recording)) kind.length = 0;
      for (let i = 0; i < 3; i += 1) {
        await converse({}, true);
        await converse({ isNarrow: true }, true);
        await converse({ hasTime: false }, true);
        await answerTo();
      }
      await knock();
      // These stay linked.
      await converse({}, false);
      await converse({ isNarrow: true }, false);
    },
    async restart() {
      const { state } = running();
      await running().stop();
      await clock.run(1_000);
      target = await openLinkEnd(world, { v4: address, channel, state });
    },
    anyPeer: (random) => peers[Math.floor(random.next() * peers.length)]!.endpoint,
    async stop() {
      await stopPeers();
      await target?.stop();
    },
  };
}
