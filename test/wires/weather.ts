/** Bad weather on wires, or a hop that drops half of what it relays: how soon and how fast TCP goes on. */
import { badCable, type Weather } from '../helpers/cable.js';
import { bridge, type Host, type Keeper } from '../helpers/namespaces.js';
import type { RealNode } from '../helpers/real-nodes.js';
import { filePort, type Stage, stage } from './stage.js';
import { serve, serveFile, Transfer } from './transfer.js';

export interface WeatherOptions {
  readonly nodes: number;
  readonly seed: string;
}

/** More than any way carries while it is watched. */
const fileBytes = 10e9;
/** The rate that is asked for, bytes per second, and within which time it is, s; so long the transfer is watched on after that. */
const enough = 125_000;
const within = 10;
const watched = 10;
/** How long the first bytes may take, ms. */
const patience = 120_000;

/** Links between two machines whose paths have three hops each. */
const links = 7;

/** The same weather on the wire of every node; the transfer begins when paths have stood in it. */
export async function onAllWires(keeper: Keeper, weather: Weather, options: WeatherOptions) {
  return await onWires(keeper, weather, options, ({ nodes }) => nodes);
}

/** On the wires of the two machines only. */
export async function atBothEnds(keeper: Keeper, weather: Weather, options: WeatherOptions) {
  return await onWires(keeper, weather, options, ({ client, server }) => [client.node, server.node]);
}

/** Each datagram takes its time on every wire; beside it what the kernel's own TCP makes of a single wire that is as long as them all. */
export async function farApart(keeper: Keeper, delay: number, jitter: number, options: WeatherOptions) {
  const { hosts } = await bridge(keeper, 2);
  const [client, server] = hosts as [Host, Host];
  for (const host of hosts) {
    await host.run('ip', 'link', 'set', 'eth0', 'mtu', '1280');
    const whole = { delay: links * delay, jitter: Math.sqrt(links) * jitter };
    await badCable(keeper, host, whole, options.seed);
  }
  await serve(server, filePort, fileBytes);
  const plain = new Transfer({ client: { node: { host: client } }, address: server.ipv4 });
  const raw = await judged(plain, plain.since, null);
  const ours = await onAllWires(keeper, { delay, jitter }, options);
  const later = ours.seconds === null || raw.seconds === null ? null : ours.seconds - raw.seconds;
  return { ...ours, raw_seconds: raw.seconds, raw_mbit: raw.mbit, later };
}

async function onWires(
  keeper: Keeper,
  weather: Weather,
  { nodes, seed }: WeatherOptions,
  which: (scene: Stage) => readonly RealNode[],
) {
  const scene = await stage(keeper, nodes);
  await serveFile(scene, fileBytes);
  const first = new Transfer(scene);
  await first.goesOn(1, patience);
  const fault = await first.verdict(null);
  await Promise.all(which(scene).map(({ host }) => badCable(keeper, host, weather, seed)));
  await scene.recover();
  const transfer = new Transfer(scene);
  return { nodes, ...(await judged(transfer, transfer.since, fault)) };
}

/** The exit path's middle hop begins to drop every second cell in the middle of a transfer. */
export async function halfAHop(keeper: Keeper, { nodes }: WeatherOptions) {
  const scene = await stage(keeper, nodes, new URL('../fixtures/half-relay.js', import.meta.url).href);
  await serveFile(scene, fileBytes);
  const transfer = new Transfer(scene);
  await transfer.goesOn(1_000_000, patience);
  await scene.recover();
  const bad = await badHop(scene);
  bad.signal('SIGUSR2');
  const figures = await judged(transfer, Date.now(), null);
  const dropped = [...bad.output().matchAll(/^dropped (\d+)$/gm)].map(([, count]) => Number(count));
  return { nodes, ...figures, dropped: dropped.at(-1) ?? 0, dropped_each: dropped.slice(0, within) };
}

async function badHop(scene: Stage) {
  const way = await scene.way();
  const ends = [scene.client.node, scene.server.node];
  const hop = [way['exit-middle'], way['entry-middle'], way['exit-end']].find((one) => !ends.includes(one));
  if (!hop) throw new Error('the hops between the guards are the ends themselves');
  return hop;
}

/** From a moment on: after how many seconds one passed with enough, and what came then. */
async function judged(transfer: Transfer, from: number, fault: string | null) {
  await new Promise((resolve) => setTimeout(resolve, from + (within + watched) * 1_000 - Date.now()));
  const came = (second: number) => transfer.bytesAt(from + second * 1_000);
  const each = Array.from({ length: within + watched }, (_, second) => came(second + 1) - came(second));
  const enoughIn = each.findIndex((bytes) => bytes >= enough);
  const wrong = [fault, await transfer.verdict(null)].filter((one) => one !== null);
  return {
    seconds: enoughIn < 0 ? null : enoughIn + 1,
    mbit: (8 * (came(within + watched) - came(within))) / watched / 1e6,
    mbit_each: each.map((bytes) => Math.round((8 * bytes) / 1e5) / 10),
    wrong: wrong.length,
    ...(wrong.length > 0 ? { faults: wrong } : {}),
  };
}
