/** Whole nodes with nothing made up but sockets and devices: a program reaches an address it was given. */
import test from 'ava';
import type { TunnelsFacts } from '../../src/control/protocol.js';
import { hash } from '../../src/crypto/hash.js';
import { addressFromBytes } from '../../src/net/address.js';
import { textOf } from '../../src/wire/bytes.js';
import { network } from '../helpers/network.js';
import { echo, udp } from '../helpers/packets.js';

test('among eleven nodes a lasting address is made, published, found and pinged, and an exposed port reached', async (t) => {
  const { nodes, add, pass, run, until } = await network(t, 9);
  const [a, b] = [await add({ tun: true }), await add({ tun: true })];
  for (const node of [a, b]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  const lasting = () => b.rooms().addresses.list.find((own) => own.isLasting);
  const fresh = () => a.rooms().addresses.list[0];
  const isPublished = () => {
    const own = lasting();
    return own !== undefined && (b.rooms().anonymity!.published(own.address)?.kept ?? 0) > 0;
  };
  await until(() => fresh() !== undefined && lasting() !== undefined, 'both have addresses', 300_000);
  await until(isPublished, 'the record is published', 300_000);
  await pass(30_000);
  const [own, other] = [fresh()!.address, lasting()!.address];

  const came: string[] = [];
  b.tun!.onPacket = (packet) => {
    came.push(packet[6] === 58 ? `ping ${packet[47]}` : `port ${(packet[42]! << 8) | packet[43]!}`);
    if (packet[6] === 58) b.tun!.send([echo(other, own, 129, [1, packet[47]!])]);
  };
  a.tun!.onPacket = (packet) => came.push(`answer ${packet[47]}`);
  for (const sequence of [1, 2, 3]) {
    a.tun!.send([echo(own, other, 128, [1, sequence])]);
    await pass(2_000);
  }
  t.deepEqual(came.splice(0), ['ping 1', 'answer 1', 'ping 2', 'answer 2', 'ping 3', 'answer 3']);

  const data = new Uint8Array(10);
  await run(b.command('expose.add', { port: 9, protocol: 'udp' }));
  a.tun!.send([udp(own, other, [5000, 9], data), udp(own, other, [5000, 10], data)]);
  await pass(2_000);
  t.deepEqual(came, ['port 9']);
  const { tunnels, exposed, dropped } = (await b.command('tunnels')) as TunnelsFacts;
  t.like(tunnels[0], { state: 'open', role: 'answerer' });
  t.is(exposed.length, 1);
  t.deepEqual(dropped, { 'in-closed': 1 });

  // Nothing of an address outlives it on the disk: neither one that is removed, nor one that was for a start only.
  const kept = (node: typeof a, name: string) => Buffer.from(node.state.get(name) ?? []).toString('latin1');
  const endHops = textOf(hash(16, 'phantom end hops', lasting()!.key));
  const isKept = () => [
    kept(b, 'exposed-ports').includes(addressFromBytes(other)),
    kept(b, 'ap-revisions').includes(textOf(other)),
    kept(b, 'chosen').includes(endHops),
  ];
  t.deepEqual(isKept(), [true, true, true]);
  await run(b.command('address.remove', { address: 'door' }));
  await pass(2_000);
  t.deepEqual(isKept(), [false, false, false]);
  await run(a.command('expose.add', { port: 9, address: addressFromBytes(own) }));
  t.true(kept(a, 'exposed-ports').includes(addressFromBytes(own)));
  await run(a.stop());
  await run(a.restart());
  await pass(2_000);
  t.is(kept(a, 'exposed-ports'), '[]');
});
