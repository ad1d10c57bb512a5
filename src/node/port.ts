import type { Random } from '../crypto/random.js';
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
 * through, or at the first start on a random one that is then kept. Throws `NetError` when it cannot be had.
 */
export async function openKeptPort(
  net: Net,
  state: State,
  random: Random,
  configured: number,
): Promise<DatagramSocket> {
  if (configured !== 0) return net.open(configured);
  const kept = portOf(await state.read(stateName));
  if (kept !== null) return net.open(kept);
  for (let tries = 1; ; tries += 1) {
    const port = lowest + Math.floor(random.next() * (highest - lowest));
    try {
      return await keep(await net.open(port), state);
    } catch (error) {
      const isTaken = error instanceof NetError && error.code === 'port-in-use';
      if (!isTaken || tries === maxTries) throw error;
    }
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
