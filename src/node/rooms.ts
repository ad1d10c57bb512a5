/**
 * The one place where a node's rooms are made and joined, from the ground up:
 *
 *     state -> identity -> socket -> links -> dht, reach -> paths -> bootstrap
 *
 * and taken down in the reverse order. No logic of its own.
 */
import { Addresses } from '../address/addresses.js';
import { Bootstrap } from '../bootstrap/bootstrap.js';
import { BittorrentSource } from '../bootstrap/sources/bittorrent.js';
import { CacheSource } from '../bootstrap/sources/cache.js';
import { InviteSource } from '../bootstrap/sources/invite.js';
import { LanSource } from '../bootstrap/sources/lan.js';
import { ListSource } from '../bootstrap/sources/list.js';
import { openChannel } from '../channel/kept.js';
import { type Clock, every } from '../clock/clock.js';
import { NetworkTime } from '../clock/network-time.js';
import type { Config } from '../config/types.js';
import { type Identity, openIdentity } from '../crypto/identity.js';
import { OnionKeys } from '../crypto/onion-keys.js';
import { createDht, type Dht } from '../dht/dht.js';
import { hex } from '../dht/id.js';
import { FirstMessages } from '../link/first-messages.js';
import { createLinks } from '../link/links.js';
import type { Channel, Links } from '../link/types.js';
import { type Mapper, startMapper } from '../mapping/mapper.js';
import { mayDial } from '../net/dialable.js';
import { endpointsOf } from '../net/interfaces.js';
import type { Endpoint } from '../net/net.js';
import type { Relay } from '../path/choice/relay.js';
import { createPaths, type Paths } from '../path/paths.js';
import { createReach, type Reach } from '../reach/reach.js';
import { openShare, type Share } from '../share/share.js';
import type { TunDevice } from '../tun/tun.js';
import { apPrefix, tunMtu } from '../tunnel/packet.js';
import { queryKinds } from '../wire/path-control.js';
import { type Anonymity, openAnonymity } from './anonymity.js';
import { belongsHere } from './destinations.js';
import { limitsOf, lineBytes, relayedRate } from './limits.js';
import { familiesOf, type OwnFacts, ownEndpoints, toldEndpoints } from './own-endpoints.js';
import type { NodeParts } from './parts.js';
import { openKeptPort } from './port.js';
import { relaysIn } from './relays.js';

/** How often what must survive a power cut is written, ms. */
const keepEvery = 60_000;

export interface Rooms {
  readonly clock: Clock;
  readonly identity: Identity;
  /** Of the network that this node is in. */
  readonly channel: Channel;
  readonly port: number;
  readonly links: Links;
  readonly dht: Dht;
  /** How strangers reach this node. */
  readonly reach: Reach;
  /** What a router was asked for. */
  readonly mapper: Mapper;
  readonly paths: Paths;
  readonly time: NetworkTime;
  /** What others get of this node. */
  readonly share: Share;
  /** AP addresses of this machine. */
  readonly addresses: Addresses;
  /** Null: programs on this machine are not carried, and the node only relays. */
  readonly anonymity: Anonymity | null;
  readonly bootstrap: Bootstrap;
  readonly invites: InviteSource;
  /** Nodes that can be hops of our own paths. */
  relays(): Relay[];
  /** Where this node can be reached, as far as it knows now. */
  own(): OwnFacts;
  /** Bad input dropped, by reason, of all rooms. */
  dropped(): Record<string, number>;
  /** Sources, paths, lookups, links, socket: in this order. No timer and no socket is left. */
  stop(): Promise<void>;
}

/** How far the start is, for screens. */
export interface Progress {
  onTry(tries: number): void;
  onStep(step: 'identity' | 'socket'): void;
}

/** Throws `NetError` when the port cannot be had, and `Error` when the state cannot be read or written. */
export async function openRooms(parts: NodeParts, config: Config, progress: Progress): Promise<Rooms> {
  const { clock, random, state, puzzleBits } = parts;
  // Before anything is made that could tie one network to another.
  const channel = await openChannel(state, config);
  const isUnlisted = config.unlisted;
  progress.onStep('identity');
  const hasRunBefore = (await state.read('identity')) !== null;
  const identity = await openIdentity(state, random, puzzleBits, progress.onTry);
  const time = new NetworkTime(clock);
  const seconds = () => time.seconds();
  const onionLog = parts.log.for('node');
  const onion = await OnionKeys.open({ clock, random, log: onionLog, state, date: () => time.date() });
  const onionKey = () => onion.told;
  const onionKeys = () => onion.obeyed;
  progress.onStep('socket');
  const firstMessages = await FirstMessages.open(state);
  const socket = await openKeptPort(parts.net, state, random, config.network.port, parts.log);
  const port = socket.local[0]!.port;
  const privateEndpoints = config.network.private_endpoints;

  const links = createLinks({
    clock,
    random,
    log: parts.log.for('link'),
    socket,
    identity,
    channel,
    firstMessages,
    networkTime: seconds,
    stamp: () => time.stamp(),
    puzzleBits,
    onionKey,
    hasRunBefore,
    isUnlisted,
  });

  const own = (): OwnFacts => ({
    seen: dht.seenAt(),
    interfaces: endpointsOf(parts.interfaces(), port),
    port,
    privateEndpoints,
  });
  const dht: Dht = createDht({
    clock,
    random,
    log: parts.log.for('dht'),
    links,
    identity,
    channelKey: channel.key,
    onionKey,
    onionKeys,
    puzzleBits,
    privateEndpoints,
    own: () => ownEndpoints(own()),
    families: () => familiesOf(own()),
    reach: {
      standing: () => reach.standing(),
      introducers: () => reach.introducers(),
      introduce: (peer, tellers) => reach.introduce(peer, tellers),
    },
    time,
    isUnlisted,
    isUsed: (link) => paths.isUsed(link) || reach.isIntroducer(link),
  });
  const mapper = startMapper({
    clock,
    random,
    log: parts.log.for('mapping'),
    gateway: config.network.port_mapping && !privateEndpoints ? parts.gateway : null,
    interfaces: parts.interfaces,
    port,
  });
  const mayTell = (endpoint: Endpoint) => mayDial(endpoint, 'told', { privateEndpoints, own: [] });
  const reach: Reach = createReach({
    clock,
    random,
    log: parts.log.for('reach'),
    links,
    dialer: dht.dialer,
    neighbours: () => [...dht.book.all()],
    seenAt: () => toldEndpoints(own(), mayTell),
    families: () => familiesOf(own()),
    named: () => dht.seenBy,
    ownAddresses: () => parts.interfaces().map(({ address }) => address),
    mapped: () => mapper.mapped,
    mayTell,
    nameOf: hex,
    onChange: () => dht.standingChanged(),
  });

  const limits = limitsOf(config.share);
  const share = await openShare({
    clock,
    random,
    log: parts.log.for('share'),
    state,
    limits,
    date: () => (time.networks > 0 ? time.now() : null),
    traffic: () => lineBytes(links.traffic),
  });
  const paths: Paths = createPaths({
    clock,
    random,
    log: parts.log.for('path'),
    links,
    identityKey: identity.publicKey,
    onionKeys,
    channelKey: channel.key,
    networkTime: seconds,
    isNoHop: () => isUnlisted || !share.isGiving,
    ...relayedRate(limits),
    // Our own hops come from the view, where we have met them; others' are told to us.
    reach: async (peer, teller) => {
      if (!teller) return dht.dialer.reach(peer, 'met', []);
      return links.find(peer.identityKey) || dht.hasRoom
        ? dht.dialer.reach(peer, 'told', [hex(teller.nodeId)])
        : null;
    },
    isLeaving: (link) => dht.isLeaving(link),
    standing: () => reach.standing(),
    askOurselves: (kind, body) => (kind === queryKinds.record ? dht.ownRecord : dht.answerSealed(body)),
  });
  links.onCell = paths.receive;
  onion.onChange = dht.recordChanged;

  const relays = () => relaysIn(dht.view.all(), privateEndpoints);
  const tun = tryTun(parts, config);
  let anonymity: Anonymity | null = null;
  const addresses = await Addresses.open({
    clock,
    random,
    log: parts.log.for('address'),
    state,
    isGoingOut: tun !== null,
    guards: {
      take: () => anonymity?.choice.exportGuards() ?? new Uint8Array(0),
      give: async (bytes) => (await anonymity?.choice.importGuards(bytes)) ?? false,
    },
  });
  if (tun) {
    anonymity = await openAnonymity({
      ...parts,
      identity,
      onionKey,
      channelKey: channel.key,
      links,
      dht,
      paths,
      time,
      relays,
      standing: () => reach.standing(),
      introducers: () => reach.introducers(),
      tun,
      mayBegin: belongsHere(config.tun),
      addresses,
    });
  }

  const sourcesDropped: Record<string, number> = {};
  const log = parts.log.for('bootstrap');
  const lan = new LanSource(config.first_contact.lan, {
    clock,
    random,
    log,
    beacons: parts.beacons,
    channel,
    identityKey: identity.publicKey,
    isUnlisted,
    port,
    interfaces: parts.interfaces,
    linkCount: () => links.list.length,
    dropped: sourcesDropped,
  });
  const bittorrent = new BittorrentSource(config.first_contact.bittorrent && parts.mainline !== null, {
    clock,
    random,
    log,
    state,
    mainline: parts.mainline,
    channelKey: channel.key,
    identityKey: identity.publicKey,
    isUnlisted,
    linkPort: port,
    port: config.first_contact.bittorrent_port,
    nodes: config.first_contact.bittorrent_nodes,
    privateEndpoints,
    networkTime: () => time.now(),
    linkCount: () => links.list.length,
    networkSize: () => dht.nodes,
    dropped: sourcesDropped,
  });
  const invites = new InviteSource();
  const sources = [
    new CacheSource(config.first_contact.cache, { clock, random, log, state }),
    new ListSource(config.first_contact.peers, log),
    invites,
    lan,
    bittorrent,
  ];
  const bootstrap = new Bootstrap({ clock, random, log, links, dialer: dht.dialer, sources });

  links.onChange = (link, event) => {
    if (event === 'open') {
      bootstrap.linkOpened(link);
      dht.linkOpened(link, bootstrap.sourceOf(link.identityKey) !== null);
      reach.linkOpened(link);
    } else {
      paths.linkClosed(link);
      dht.linkClosed(link);
    }
  };
  time.onStep = (by, isShared) => {
    const seconds = (Math.abs(by) / 1000).toFixed(0);
    parts.log.info(
      `network time was set ${by > 0 ? 'forward' : 'back'} by ${seconds} s, as most peers have it`,
    );
    dht.timeStepped();
    anonymity?.timeStepped(by, isShared);
  };
  const keeping = every(clock, keepEvery, 0.25, random.next, () => {
    firstMessages.save().catch((error: Error) => log.warn(`state could not be kept: ${error.message}`));
  });
  onion.start();
  await bootstrap.start();

  return {
    clock,
    identity,
    channel,
    addresses,
    port,
    links,
    dht,
    reach,
    mapper,
    paths,
    time,
    share,
    anonymity,
    bootstrap,
    invites,
    relays,
    own,
    dropped: () => ({
      ...links.dropped,
      ...dht.dropped,
      ...reach.dropped,
      ...paths.dropped,
      ...anonymity?.dropped(),
      ...sourcesDropped,
    }),
    async stop() {
      keeping.cancel();
      await bootstrap.stop();
      await share.close();
      await anonymity?.close();
      tun?.close();
      addresses.close();
      paths.close();
      reach.close();
      await mapper.close();
      dht.close();
      links.close();
      await socket.close();
      await onion.close();
      await firstMessages.close();
    },
  };
}

/** The TUN device; null where none is wanted or to be had, which the log explains. */
function tryTun({ openTun, log }: NodeParts, { tun }: Config): TunDevice | null {
  if (!openTun || !tun.enabled) return null;
  try {
    const device = openTun({
      name: tun.name,
      mtu: tunMtu,
      addresses: [],
      confined: apPrefix.text,
      ...(tun.carries === 'named' && { destinations: tun.destinations }),
    });
    device.onGone = (reason) =>
      log.error(
        `the network device ${device.name} is gone (${reason}): restart the node to carry programs again`,
      );
    log.info(`programs reach Phantom addresses through the network device ${device.name}`);
    return device;
  } catch (error) {
    log.warn(`programs of this machine are not carried, the node only relays: ${(error as Error).message}`);
    return null;
  }
}
