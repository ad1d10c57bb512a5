/**
 * A BitTorrent tracker over HTTP (BEP 3, with IPv6 peers of BEP 7) for one swarm: `node tracker.js PORT`. It knows of each
 * peer what the announce came with: the address it came from, and the port it names.
 */
import { createServer } from 'node:http';
import { addressToBytes } from '../../src/net/address.js';

const peers = new Map<string, Buffer>();

createServer((request, answer) => {
  const query = new URL(request.url ?? '/', 'http://tracker').searchParams;
  const from = request.socket.remoteAddress ?? '';
  const port = Number(query.get('port'));
  if (from.includes(':') && !from.startsWith('::ffff:') && port > 0 && query.get('event') !== 'stopped') {
    const peer = Buffer.alloc(18);
    peer.set(addressToBytes({ family: 6, address: from }));
    peer.writeUInt16BE(port, 16);
    peers.set(`${from} ${port}`, peer);
    console.log(`peer ${from} ${port}`);
  }
  const list = Buffer.concat([...peers.values()]);
  answer.end(
    Buffer.concat([Buffer.from(`d8:intervali20e5:peers0:6:peers6${list.length}:`), list, Buffer.from('e')]),
  );
}).listen(Number(process.argv[2]), '::', () => console.log('tracking'));
