import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LookupFacts } from '../../src/control/protocol.js';
import { addressToBytes } from '../../src/net/address.js';
import { decodeInvite, encodeInvite } from '../../src/wire/invite.js';
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

/** The address that something points at: a node's own, on its wire. */
function isOwn(address: string, { host }: RealNode): boolean {
  return address === host.ipv4 || address === host.ipv6;
}

/** Null: an invite of the node names it where it is; else what it says. */
function wrongInvite(invite: string, node: RealNode): unknown {
  const decoded = decodeInvite(invite);
  return typeof decoded !== 'string' && isOwn(decoded.endpoint.address, node) ? null : decoded;
}

const debug = `${lanSettings}\nlog:\n  level: debug`;

netTest('two ends that are no neighbours as nodes are not named to each other by anything', async (t) => {
  t.timeout(300_000);
  const nodes = await realNodes(t, 8, debug);
  const [client, server] = [nodes[0]!, nodes[1]!];
  // Whatever either knows of the other then, it was told.
  for (const { host } of [client, server]) {
    const { middle, port } = host.plug!;
    await middle.run('ip', 'link', 'set', port, 'type', 'bridge_slave', 'isolated', 'on');
  }
  await eventually('all are connected', 120_000, async () => {
    const facts = await Promise.all(nodes.map((node) => node.snapshot()));
    return facts.every((one) => one?.connection.state === 'connected');
  });
  await hasPaths(client, 1, 120_000);
  const address = await reachable(server, ['80'], 120_000);
  const page = await serve(server, pageBytes);
  t.is((await ping(client, address, 5)).back, 5);
  t.is((await fetchPage(client, address)).sha256, page.sha256);
  await t.throwsAsync(client.host.run('ping', '-c', '1', '-W', '1', server.host.ipv4));

  const ids = await Promise.all(nodes.map(async (node) => (await node.snapshot())!.node.id));
  const { addresses } = await client.call<AddressList>('address.list');
  const clientAddress = addresses.find((own) => own.isDefault)!.address;
  const ends = [
    { name: 'the address that is reached', text: address },
    { name: 'the address that reaches', text: clientAddress },
  ].map(({ name, text }) => ({ name, bytes: packed(text), texts: [text] }));

  /** Who that is as a node, also by as few digits of its id as logs show. */
  const nodeAt = (at: number) => ({
    name: `node ${at + 1}`,
    bytes: Buffer.from(ids[at]!, 'hex'),
    texts: [ids[at]!.slice(0, 8), nodes[at]!.host.ipv4, nodes[at]!.host.ipv6],
  });
  for (const [at, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const node = nodes[at]!;
    const methods = ['tunnels', 'address.list', 'expose.list', 'config.show'];
    const answers = await Promise.all(methods.map((method) => node.call(method)));
    const logged = JSON.stringify(await node.call('log.tail', { count: 1_000 })) + node.output();
    t.deepEqual(leaksIn(JSON.stringify(answers) + logged, [nodeAt(other)]), []);
    // Those that are its neighbours are named there, so that finding nothing says something.
    const named = ids.filter((_, third) => leaksIn(logged, [nodeAt(third)]).length > 0);
    t.true(named.length >= 3, `the log of node ${at + 1} names ${named.length} nodes`);
  }

  // Records and invites say where nodes are, and nothing of who is reached behind them.
  for (const [at, node] of nodes.entries()) {
    const { invite } = await node.call<{ invite: string }>('invite.create');
    t.is(wrongInvite(invite, node), null);
    const others = nodes.filter((other) => other !== node);
    const records = await Promise.all(
      others.map((other) => node.call<LookupFacts>('lookup', { id: ids[nodes.indexOf(other)]! })),
    );
    for (const [which, { found }] of records.entries()) {
      const endpoints = found!.endpoints.map((text) => text.replace(/:\d+$/, '').replace(/^\[|\]$/g, ''));
      t.true(endpoints.length > 0 && endpoints.every((each) => isOwn(each, others[which]!)), `${endpoints}`);
    }
    const answers = await Promise.all(['status', 'peers', 'paths'].map((method) => node.call(method)));
    const told = JSON.stringify([answers, records]);
    t.deepEqual(leaksIn(told, ends), []);
    t.notRegex(told, /2001:2[0-9a-f]:/);
    if (at < 2) continue;
    t.deepEqual(leaksIn(node.output(), ends), []);
    for (const name of await readdir(node.directory, { recursive: true })) {
      const file = await readFile(join(node.directory, name)).catch(() => null);
      if (file) t.deepEqual(leaksIn(file, ends), [], name);
    }
  }
  const wrong = encodeInvite({
    identityKey: Buffer.from(ids[0]!, 'hex'),
    endpoint: { family: 6, address: clientAddress, port: 1 },
  });
  t.like(wrongInvite(wrong, client), { endpoint: { address: clientAddress } });
});
