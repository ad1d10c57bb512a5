import test from 'ava';
import { requestKinds } from '../../src/link/types.js';
import type { Endpoint } from '../../src/net/net.js';
import { LinkLab } from '../helpers/links.js';

const moved: Endpoint = { family: 4, address: '10.0.7.7', port: 7777 };

/** From now on everything of one end leaves by, and comes in through, another address: a NAT that changed its mind. */
async function move(
  lab: LinkLab,
  end: { endpoint: Endpoint; socket: { send: unknown; onDatagram: unknown } },
  reachable: boolean,
) {
  const other = await lab.board.host({ v4: moved.address }).open(moved.port);
  const socket = end.socket as {
    send(data: Uint8Array, to: Endpoint): void;
    onDatagram(data: Uint8Array, from: Endpoint): void;
  };
  socket.send = (data, to) => other.send(data, to);
  if (reachable) other.onDatagram = (data, from) => socket.onDatagram(data, from);
  lab.board.setDown(end.endpoint.address, true);
}

test('a link follows its peer to another address at once, without a new handshake', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  for (const end of [a, b]) end.links.handle(requestKinds.ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(1000);
  await move(lab, a, true);
  t.truthy(await lab.settled(a.links.request(link, requestKinds.ping, Buffer.from('x'), 10_000)));
  t.deepEqual(b.links.list[0]!.endpoint, moved);
  t.truthy(await lab.settled(b.links.request(b.links.list[0]!, requestKinds.ping, Buffer.from('y'))));
  t.deepEqual(b.events, ['open']);
});

test('cells that only seem to come from elsewhere do not move a link', async (t) => {
  const lab = new LinkLab(t);
  const [a, b] = [await lab.end(), await lab.end()];
  a.links.handle(requestKinds.ping, (body) => body);
  const link = (await lab.settled(a.links.connect(b.address)))!;
  await lab.clock.run(1000);
  // Somebody on the way rewrites the sender of genuine cells.
  lab.board.onSent = (data, from, to) => {
    if (from.address !== a.endpoint.address || to.address !== b.endpoint.address) return;
    lab.board.onSent = () => {};
    lab.board.send(data, moved, to);
    lab.board.weather.loss = 1;
  };
  a.links.send(link, 1, Buffer.from('x'));
  lab.board.weather.loss = 0;
  await lab.clock.run(5000);
  t.deepEqual(b.links.list[0]!.endpoint, a.endpoint);
  t.truthy(await lab.settled(b.links.request(b.links.list[0]!, requestKinds.ping, Buffer.from('y'))));
});
