import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { Client } from 'bittorrent-dht';
import Krpc from 'k-rpc';
import KrpcSocket from 'k-rpc-socket';

/** A DHT of BitTorrent's own nodes, of which none is Phantom's, on loopback and cut off from the world. */
export async function privateMainline(t: ExecutionContext, size: number): Promise<{ nodes: string[] }> {
  const nodes: string[] = [];
  for (let at = 0; at < size; at += 1) {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const krpc = new Krpc({ idLength: 20, nodes: nodes.slice(0, 1), krpcSocket: new KrpcSocket({ socket }) });
    const client = new Client({ krpc, maxAge: 0, maxPeers: 1000, maxTables: 100, maxValues: 100 });
    await once(client, 'ready');
    nodes.push(`127.0.0.1:${socket.address().port}`);
    t.teardown(() => new Promise<void>((resolve) => client.destroy(resolve)));
  }
  return { nodes };
}
