import { addressToBytes } from '../../src/net/address.js';
import { type Capture, capture, type Packet } from '../helpers/capture.js';
import { fetchPage, hasPaths, ping, reachable, serve } from '../helpers/hidden.js';
import { leaksIn } from '../helpers/leaks.js';
import { eventually } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { allLinked, lanSettings, type RealNode, realNodes } from '../helpers/real-nodes.js';

const udp = 17;
const icmp6 = 58;
const beaconPort = 28_776;
/** Whole datagrams and halves. */
const ourSizes = new Set([1344, 678]);
/** Neighbour discovery and multicast listeners, which every host does by itself. */
const neighbourly = new Set([130, 131, 132, 133, 134, 135, 136, 143]);

const pageBytes = 3_000_000;

interface Scene {
  readonly nodes: RealNode[];
  readonly client: RealNode;
  readonly server: RealNode;
  /** Where programs of the server are reached. */
  readonly address: string;
  /** Where programs of the client come from. */
  readonly clientAddress: string;
}

interface AddressList {
  readonly addresses: readonly { readonly address: string; readonly isDefault: boolean }[];
}

/** Eight nodes; programs of the first reach an address of the second. */
async function scene(t: Parameters<Parameters<typeof netTest>[1]>[0]): Promise<Scene> {
  const nodes = await realNodes(t, 8, lanSettings);
  const [client, server] = [nodes[0]!, nodes[1]!];
  await allLinked(nodes, 120_000);
  await hasPaths(client, 1, 120_000);
  const address = await reachable(server, ['80'], 120_000);
  const { addresses } = await client.call<AddressList>('address.list');
  return { nodes, client, server, address, clientAddress: addresses.find((own) => own.isDefault)!.address };
}

function packed(address: string): Uint8Array {
  return addressToBytes({ family: 6, address });
}

/** What a host's wire may show of us; else a sentence. */
function strange({ protocol, ports, payload, from, to }: Packet): string | null {
  if (protocol === icmp6 && neighbourly.has(payload[0]!)) return null;
  // Multicast reports travel with a hop-by-hop option in front.
  if (protocol === 0 || protocol === 2) return null;
  if (protocol === udp && ports?.[1] === beaconPort) return null;
  if (protocol === udp && ourSizes.has(payload.length)) return null;
  return `protocol ${protocol}, ports ${ports}, ${payload.length} bytes from ${from} to ${to}`;
}

netTest('the wires show nothing but datagrams of our sizes, and no address of either end', async (t) => {
  t.timeout(300_000);
  const { nodes, client, server, address, clientAddress } = await scene(t);
  const wires = await Promise.all(nodes.map((node) => capture(t, node.host)));
  const device = await capture(t, client.host, 'phantom0');

  t.is((await ping(client, address, 5)).back, 5);
  const page = await serve(server, pageBytes);
  const sent = page.sha256;
  t.is((await fetchPage(client, address)).sha256, sent);
  // Programs that talk with others than AP addresses stay out of it.
  await client.host.run('ping', '-c', '1', nodes[4]!.host.ipv4);

  // What a leak would look like, so that finding none says something.
  const planted = Buffer.from(packed(address)).toString('base64');
  await nodes[3]!.host.evaluate(async (text: string) => {
    const { createSocket } = await import('node:dgram');
    const socket = createSocket('udp4');
    await new Promise((resolve) => socket.send(`x${text}`, 9, '192.168.77.5', resolve));
    socket.close();
  }, planted);

  const seen = await Promise.all(wires.map((wire: Capture) => wire.stop()));
  const all = seen.flat();
  const isPlanted = ({ ports }: Packet): boolean => ports?.[1] === 9;
  // An ICMP echo of our own, and the answer that nobody listens at the planted leak's port.
  const others = all.filter((packet) => packet.protocol !== 1 && !isPlanted(packet));
  t.deepEqual([...new Set(others.flatMap((packet) => strange(packet) ?? []))], []);
  t.true(all.filter(isPlanted).every((packet) => strange(packet) !== null));

  const secrets = [
    { name: 'the address that is reached', bytes: packed(address), texts: [address] },
    { name: 'the address that reaches', bytes: packed(clientAddress), texts: [clientAddress] },
  ];
  const wire = (packets: readonly Packet[]): Buffer => Buffer.concat(packets.map(({ payload }) => payload));
  t.deepEqual(leaksIn(wire(others), secrets), []);
  t.is(leaksIn(wire(all.filter(isPlanted)), secrets)[0]?.name, 'the address that is reached');

  // The page went from hop to hop, and not from one end to the other. Whoever serves it, and whoever fetches it, may be a
  // hop of the other's path, since neither knows where the other is: so nothing is said of who their own guards are.
  const between = (a: RealNode, b: RealNode): number =>
    others
      .filter(({ from, to }) => from === a.host.ipv4 && to === b.host.ipv4)
      .reduce((sum, { payload }) => sum + payload.length, 0) / 2;
  const guards = nodes.slice(1).filter((node) => between(node, client) > pageBytes / 3);
  t.true(guards.length > 0, 'a guard brought the page');
  const relaying = nodes.slice(2).filter((node) => {
    const out = nodes.reduce((sum, other) => sum + (other === node ? 0 : between(node, other)), 0);
    return out > pageBytes / 3;
  });
  // Each path has three different hops, of which one may be the other end.
  t.true(relaying.length >= 2, `${relaying.length} nodes relayed it`);

  const inside = await device.stop();
  t.true(inside.length > 100);
  const isAp = (text: string): boolean => text.startsWith('2001:25:');
  const stray = inside.filter(({ from, to, protocol }) => protocol !== 0 && !(isAp(from) && isAp(to)));
  // The kernel greets every new device: router solicitations and reports of multicast listeners, which go nowhere.
  t.deepEqual(
    stray.filter(({ to }) => !to.startsWith('ff02:')),
    [],
  );

  // Nor do others know of them: what they log, and what they answer to whoever asks.
  for (const node of nodes.slice(2)) {
    const answers = await Promise.all(
      ['status', 'peers', 'paths', 'tunnels', 'address.list'].map((method) => node.call(method)),
    );
    t.deepEqual(leaksIn(JSON.stringify(answers) + node.output(), secrets), []);
  }
  const [ids] = [await Promise.all(nodes.slice(0, 2).map((node) => node.snapshot()))];
  const ends = [
    { node: client, others: ids[1]!.node.id, ip: server.host.ipv4 },
    { node: server, others: ids[0]!.node.id, ip: client.host.ipv4 },
  ];
  // Each is the other's neighbour as a node, which says nothing; with the tunnel it must not be named.
  for (const { node, others: id, ip } of ends) {
    const tunnels = JSON.stringify(await node.call('tunnels'));
    t.deepEqual(leaksIn(tunnels, [{ name: 'node', bytes: Buffer.from(id, 'hex'), texts: [ip] }]), []);
  }
});

netTest('a hop that is killed in the middle of a transfer cuts nothing off', async (t) => {
  t.timeout(300_000);
  const { nodes, client, server, address } = await scene(t);
  const page = await serve(server, 40_000_000);
  t.is((await ping(client, address, 2)).back, 2);
  const ids = await Promise.all(nodes.map(async (node) => (await node.snapshot())!.node.id));
  const { own } = await client.call<{ own: { kind: string; hops: string[] }[] }>('paths');
  const middles = own.filter(({ kind }) => kind === 'exit').map(({ hops }) => hops[1]!);
  const victim = nodes.find(
    (node, at) => node !== client && node !== server && middles.some((name) => ids[at]!.startsWith(name)),
  );
  const fetching = fetchPage(client, address);
  await eventually('the transfer goes on', 60_000, async () => {
    const { tunnels } = await client.call<{ tunnels: { bytesIn: number }[] }>('tunnels');
    return (tunnels[0]?.bytesIn ?? 0) > 5_000_000;
  });
  await victim?.stop('SIGKILL');
  t.is((await fetching).sha256, page.sha256);
});
