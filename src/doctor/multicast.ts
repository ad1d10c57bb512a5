/** Whether this machine can call its local networks: it sends to a group with hop limit 0, so that nobody else hears it. */
import { createSocket, type Socket } from 'node:dgram';
import { beaconGroups } from '../net/groups.js';

/** Its own word comes back at once, or never, ms. */
const patience = 500;

/** True when from one of these IPv4 addresses a datagram to the beacons' group goes out, and comes in again. */
export async function canMulticast(addresses: readonly string[]): Promise<boolean> {
  const tries = await Promise.all(addresses.map(hearsItself));
  return tries.some((heard) => heard);
}

function hearsItself(address: string): Promise<boolean> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(false), patience);
    const end = (heard: boolean): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.close(() => resolve(heard));
    };
    socket.on('error', () => end(false));
    socket.bind({ port: 0 }, () => call(socket, address, end));
  });
}

function call(socket: Socket, address: string, end: (heard: boolean) => void): void {
  try {
    socket.setMulticastTTL(0);
    socket.setMulticastLoopback(true);
    socket.setMulticastInterface(address);
    socket.addMembership(beaconGroups[4], address);
  } catch {
    end(false);
    return;
  }
  const { port } = socket.address();
  socket.on('message', () => end(true));
  socket.send(new Uint8Array(1), port, beaconGroups[4], (error) => {
    if (error) end(false);
  });
}
