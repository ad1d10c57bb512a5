import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import { type DatagramSocket, type Net, NetError } from '../net/net.js';
import type { State } from '../state/state.js';

/** Random ports lie above the well-known ones and below those that systems hand out to programs. */
const lowest = 10_000;
const highest = 32_000;

/** How many random ports are tried before giving up. */
const maxTries = 20;

const stateName = 'port';

/**
 * Listens on the configured port; without one (0) on the port of last time, which others remember and routers may let
 * through, or at the first start on a random one that is then kept. When somebody else has the kept one, which is
 * nobody's fault, a new one takes its place, with a warning. Throws `NetError` when the configured port, or none at all,
 * can be had.
 */
export async function openKeptPort(
  net: Net,
  state: State,
  random: Random,
  configured: number,
  log: Log,
): Promise<DatagramSocket> {
  if (configured !== 0) return net.open(configured);
  const kept = portOf(await state.read(stateName));
  if (kept === null) return keep(await openRandom(net, random), state);
  const socket = await openUnlessTaken(net, kept);
  if (socket) return socket;
  const other = await keep(await openRandom(net, random), state);
  log.warn(
    `UDP port ${kept}, where this node listened last time, is in use by another program; from now on it is ${other.local[0]!.port}. Invites given out before name the old port: make new ones`,
  );
  return other;
}

async function openRandom(net: Net, random: Random): Promise<DatagramSocket> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const socket = await openUnlessTaken(net, lowest + Math.floor(random.next() * (highest - lowest)));
    if (socket) return socket;
  }
  throw new NetError(
    'port-in-use',
    `Phantom looked for a free UDP port ${maxTries} times and found none. Stop programs that use many, or set a free port at network.port in phantom.yaml.`,
  );
}

/** Null when another program has that port. */
async function openUnlessTaken(net: Net, port: number): Promise<DatagramSocket | null> {
  try {
    return await net.open(port);
  } catch (error) {
    if (error instanceof NetError && error.code === 'port-in-use') return null;
    throw error;
  }
}

/** A port that cannot be kept is given back: at the next start nobody would find us there. */
async function keep(socket: DatagramSocket, state: State): Promise<DatagramSocket> {
  try {
    await state.write(stateName, new TextEncoder().encode(`${socket.local[0]!.port}\n`));
    return socket;
  } catch (error) {
    await socket.close();
    throw error;
  }
}

function portOf(bytes: Uint8Array | null): number | null {
  const port = bytes ? Number(new TextDecoder().decode(bytes)) : 0;
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? port : null;
}
