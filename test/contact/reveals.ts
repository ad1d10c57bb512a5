/**
 * What a source of first contact shows to whom, read off the newcomer's wire: where datagrams go besides to nodes of the
 * network, and what in them can be read or recognised without the channel's key.
 */
import { readFileSync } from 'node:fs';
import { publicChannel } from '../../src/channel/channel.js';
import type { SourceName } from '../../src/control/protocol.js';
import { beaconGroups } from '../../src/net/groups.js';
import { decodeInvite } from '../../src/wire/invite.js';
import { hourOf, meetingHash } from '../../src/wire/meeting.js';
import { capture, type Packet } from '../helpers/capture.js';
import { finder, type Secret } from '../helpers/leaks.js';
import type { Host, Keeper } from '../helpers/namespaces.js';
import type { RealNode } from '../helpers/real-nodes.js';
import { channelName, joinBy, type Place } from './place.js';

/** One row of docs/contact.json. */
export interface Reveal {
  readonly source: SourceName;
  /** Who gets something of the newcomer's besides the nodes that it links with. */
  readonly hearers: readonly string[];
  /** What these, and whoever is on the way, can read or recognise. */
  readonly readable: readonly string[];
  /** What that means, in words. */
  readonly means: string;
}

export interface Observed extends Pick<Reveal, 'source' | 'hearers' | 'readable'> {
  readonly seconds: number;
  /** Datagrams sent to nodes, and to the others. */
  readonly toNodes: number;
  readonly toOthers: number;
}

/** It is watched for so long after it has joined, ms: what it does next belongs to it. */
const watchedOn = 3_000;
const udp = 17;

export const revealTable = (): Reveal[] => JSON.parse(readFileSync('docs/contact.json', 'utf8')) as Reveal[];

/** The table as it stands in docs/protocol.md. */
export function revealPage(table: readonly Reveal[]): string {
  const list = (words: readonly string[]) => (words.length > 0 ? words.join(', ') : '-');
  const rows = table.map(
    ({ source, hearers, readable, means }) =>
      `| ${source} | ${list(hearers)} | ${list(readable)} | ${means} |`,
  );
  return [
    '| source | who hears, besides the nodes linked with | what they can read | so |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Lets a newcomer join by that source, and tells what was on its wire meanwhile. */
export async function observe(keeper: Keeper, where: Place, source: SourceName): Promise<Observed> {
  let wire: Awaited<ReturnType<typeof capture>> | null = null;
  const joined = await joinBy(keeper, where, source, async () => {
    wire = await capture(keeper, where.newcomer);
  });
  await new Promise((resolve) => setTimeout(resolve, watchedOn));
  const packets = await wire!.stop();
  const { node, seconds, snapshot } = joined;
  const secrets = await secretsOf([node, ...where.nodes]);
  await node.stop();
  const addresses = await addressesOf(where.newcomer);
  const sent = packets.filter(({ from, protocol }) => protocol === udp && addresses.includes(from));
  // What others call out on the LAN is not about the newcomer.
  const about = packets.filter(({ from, to }) => addresses.includes(from) || addresses.includes(to));
  const toNodes = sent.filter((packet) => isLink(packet, where, snapshot.node.port));
  const toOthers = sent.filter((packet) => !toNodes.includes(packet));
  return {
    source,
    seconds,
    hearers: [...new Set(toOthers.map((packet) => hearerOf(packet, where)))].sort(),
    readable: [...new Set([...about.flatMap(recognised), ...readIn(about, secrets)])].sort(),
    toNodes: toNodes.length,
    toOthers: toOthers.length,
  };
}

async function addressesOf(host: Host): Promise<string[]> {
  const shown = JSON.parse(await host.run('ip', '-j', 'address', 'show', 'eth0')) as {
    addr_info: { local: string }[];
  }[];
  return shown.flatMap(({ addr_info }) => addr_info.map(({ local }) => local));
}

/** From the port of its links to a node. */
function isLink({ to, ports }: Packet, { nodes }: Place, port: number): boolean {
  return ports?.[0] === port && nodes.some(({ host }) => to === host.ipv4 || to === host.ipv6);
}

function hearerOf({ to }: Packet, { dht, nodes }: Place): string {
  if (to === beaconGroups[4] || to === beaconGroups[6]) return 'every machine on the LAN';
  if (to === dht.ipv4) return "nodes of BitTorrent's DHT";
  if (nodes.some(({ host }) => host.ipv4 === to)) return "nodes of BitTorrent's DHT";
  return `somebody at ${to}`;
}

/** What a packet is known by, whoever looks. */
function recognised({ to, payload }: Packet): string[] {
  const isBeacon = to === beaconGroups[4] || to === beaconGroups[6];
  const isBencoded = /^d[0-9]+:/.test(Buffer.from(payload.subarray(0, 8)).toString('latin1'));
  return [
    ...(isBeacon ? ["the beacons' group and port"] : []),
    ...(isBencoded ? ["messages of BitTorrent's DHT"] : []),
  ];
}

async function secretsOf(nodes: readonly RealNode[]): Promise<Secret[]> {
  const { key } = publicChannel(channelName);
  const hour = hourOf(Date.now());
  const secrets: Secret[] = [
    { name: 'the name of the network', bytes: Buffer.from(channelName) },
    { name: "the network's key", bytes: key },
    ...[hour - 1, hour, hour + 1].map((at) => ({
      name: "the hour's number of this network",
      bytes: meetingHash(key, at),
    })),
  ];
  for (const [at, node] of nodes.entries()) {
    const whose = at === 0 ? 'its own' : "others'";
    const { invite } = await node.call<{ invite: string }>('invite.create');
    const { node: own } = (await node.snapshot())!;
    const read = decodeInvite(invite);
    if (typeof read === 'string') throw new Error(`an invite cannot be read: ${read}`);
    secrets.push({ name: `${whose} identity key`, bytes: read.identityKey });
    secrets.push({ name: `${whose} node id`, bytes: Buffer.from(own.id, 'hex') });
  }
  return secrets;
}

function readIn(packets: readonly Packet[], secrets: readonly Secret[]): string[] {
  const find = finder(secrets);
  return packets.flatMap(({ payload }) => find(payload).map(({ name }) => name));
}
