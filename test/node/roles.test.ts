/**
 * What each role learns, held against docs/roles.json in a whole network: eleven nodes with nothing made up but sockets and
 * devices, of which two reach each other by addresses. Everything that any of them decrypts is looked at. One test at a time:
 * there is one libsodium.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { hex } from '../../src/dht/id.js';
import { addressFromBytes } from '../../src/net/address.js';
import type { HopNode, OwnPath } from '../../src/path/types.js';
import { concat } from '../../src/wire/bytes.js';
import { encodeEndpoint } from '../../src/wire/endpoint.js';
import { recordKinds } from '../../src/wire/get.js';
import { decodeSealedQuery, queryPlainLength } from '../../src/wire/sealed.js';
import { buildRecordLength, controlPlainLength } from '../../src/wire/sizes.js';
import { finder } from '../helpers/leaks.js';
import { areMeshed, type Network, network } from '../helpers/network.js';
import { echo } from '../helpers/packets.js';
import { Roles, type Verdict } from '../helpers/roles.js';
import { learnsOf, type RoleRow, rolesPage } from '../helpers/roles-page.js';
import { nameless } from '../helpers/sightings/sighting.js';
import { Tee } from '../helpers/tee.js';
import type { TestNode } from '../helpers/test-node.js';
import { type World, worldOf } from '../helpers/world.js';

const table = JSON.parse(await readFile('docs/roles.json', 'utf8')) as RoleRow[];

interface Scene extends Network {
  readonly tee: Tee;
  /** It has an address for this start, and uses that of `b`. */
  readonly a: TestNode;
  /** It has an address that it gave away. */
  readonly b: TestNode;
  readonly addresses: { readonly a: Uint8Array; readonly b: Uint8Array };
  world(): World;
  /** A ping through the tunnel, and its answer. */
  ping(sequence: number): Promise<void>;
  /** What was seen since so many were opened. */
  judge(from?: number): Verdict;
}

/** Nine relays and two with programs, of which one pings the other. */
async function scene(t: ExecutionContext): Promise<Scene> {
  const tee = new Tee();
  t.teardown(() => tee.end());
  const net = await network(t, 9, { within: tee.within });
  const { nodes, add, pass, run, until } = net;
  const [a, b] = [await add({ tun: true }), await add({ tun: true })];
  for (const node of [a, b]) await node.join(nodes[0]!);
  await run(b.command('address.new', { label: 'door' }));
  const lasting = () => b.rooms().addresses.list.find((own) => own.isLasting);
  const fresh = () => a.rooms().addresses.list[0];
  const kept = () => lasting() && b.rooms().anonymity!.published(lasting()!.address)?.kept;
  await until(() => fresh() !== undefined && (kept() ?? 0) > 0, 'a record is published', 300_000);
  await pass(30_000);
  const addresses = { a: fresh()!.address, b: lasting()!.address };
  let answers = 0;
  b.tun!.onPacket = (packet) => b.tun!.send([echo(addresses.b, addresses.a, 129, [1, packet[47]!])]);
  a.tun!.onPacket = () => {
    answers += 1;
  };

  async function ping(sequence: number): Promise<void> {
    const before = answers;
    tee.within(a.address, () => a.tun!.send([echo(addresses.a, addresses.b, 128, [1, sequence])]));
    await until(() => answers > before, 'the ping is answered');
  }

  const world = () => worldOf(nodes, [addresses.a, addresses.b]);
  const judge = (from?: number) => new Roles(tee, table, world()).judge(from);
  return { ...net, tee, a, b, addresses, ping, world, judge };
}

/** Relays that neither of the two is, for paths made by hand. */
function relays({ a, b }: Scene): HopNode[] {
  const own = [a, b].map((node) => hex(node.rooms().identity.publicKey));
  const known = a.rooms().relays();
  return known.filter(({ identityKey }) => !own.includes(hex(identityKey)));
}

/** A path of `a` over three relays. */
async function build({ a, run, tee }: Scene, hops: readonly HopNode[], yNode?: HopNode): Promise<OwnPath> {
  const { builder } = a.rooms().paths;
  const built = tee.within(a.address, () => builder.build(hops, 'exit', yNode && { yNode }));
  const path = await run(built);
  if (!('send' in path)) throw new Error('the path does not stand');
  return path;
}

test.serial(
  'each role learns what the table allows, and nothing else; a leak that is planted is found',
  async (t) => {
    const all = await scene(t);
    const { a, b, tee, nodes, addresses, ping, judge, pass, run } = all;
    for (const sequence of [1, 2, 3]) await ping(sequence);
    const [x1, x2, x3, y] = relays(all) as [HopNode, HopNode, HopNode, HopNode];
    const own = await build(all, [x1, x2, x3], y);
    await run(tee.within(a.address, () => own.ping(5_000)));

    const { faults, seen } = judge();
    t.deepEqual(faults, []);
    t.true(tee.opened.length > 3000);
    t.false(tee.opened.some(({ who }) => who === 'nobody'));
    // The table promises no more than there is, either.
    const unseen = ({ role, rarely = [] }: RoleRow): string[] =>
      Object.keys(learnsOf(table, role)).filter(
        (name) => !seen.get(role)?.has(name) && !rarely.includes(name),
      );
    // These are nobody's here: test/node/bittorrent has the last two.
    const absent = ['LAN', 'hop', 'Mainline DHT node', 'reader of a card'];
    const here = table.filter(({ role, built }) => !absent.includes(role) && built !== false);
    t.deepEqual(
      here.flatMap((row) => unseen(row).map((name) => `${row.role}: ${name}`)),
      [],
    );
    // And a table that allows less does not hold.
    const { slot, ...others } = learnsOf(table, 'storing node');
    t.truthy(slot);
    const narrower = table.map((row) => (row.role === 'storing node' ? { ...row, learns: others } : row));
    const more = new Roles(tee, narrower, all.world()).judge().faults;
    t.true(more.length > 0);
    t.true(more.every((fault) => /^The storing node at .* saw "slot"/.test(fault)));
    t.false(seen.get('storing node')!.has('proof of a contested slot'));
    // Every cell of a path had its place: none was put down to a mere neighbour.
    for (const name of ['path ids', 'cells']) t.false(seen.get('neighbour')!.has(name));

    // What nodes keep, print and answer: whose address goes with which node is nowhere but at the owner.
    t.deepEqual(await shown(all), []);
    const [relay, another] = nodes as [TestNode, TestNode];
    const secret = `the lasting address of ${b.address}`;
    const text = addressFromBytes(addresses.b);
    relay.log.sink({ at: 0, level: 'debug', room: 'path', text: `a join for ${text} by ${a.address}` });
    another.state.set('peers', concat(new Uint8Array(5), Buffer.from(addresses.b)));
    a.state.set('chosen', concat(b.rooms().identity.nodeId, addresses.b));
    const marks = await shown(all);
    for (const fault of [
      `${relay.address} has ${secret} (text ${text}) in its log`,
      `${relay.address} has ${secret} (text ${text}) in its answer to "log.tail"`,
      `${relay.address} names ${a.address} in its log of path`,
      `${another.address} has ${secret} (packed) in its state "peers"`,
      `${a.address} has ${secret} beside the node id of ${b.address} in its state "chosen"`,
    ])
      t.true(marks.includes(fault), `${fault}: not among ${marks.join(', ')}`);

    // Planted: each is put into what is about to be sealed, by nodes that are as they are otherwise.
    const found = async (
      length: number,
      plant: (plain: Uint8Array) => void,
      what: () => Promise<unknown>,
    ): Promise<string[]> => {
      const from = tee.opened.length;
      tee.plant = ({ who, plain }) => {
        if (who === a.address && plain.length === length) plant(plain);
      };
      await what();
      tee.plant = () => {};
      return judge(from).faults;
    };
    const { identity } = a.rooms();
    const once = () => build(all, [x3, x1, x2]);
    const [guard, middle] = [x3, x1].map(({ endpoints }) => endpoints[0]!.address);
    const inRecord = await found(buildRecordLength, (plain) => plain.set(identity.publicKey, 84), once);
    const key = `the identity key of ${a.address} (packed) outside its field`;
    t.true(inRecord.includes(`The middle at ${middle} saw ${key} in a hop record.`));
    t.true(inRecord.some((fault) => fault.startsWith(`The middle at ${middle} saw "${nameless}"`)));

    const entryId = a.rooms().anonymity!.pools.held.find(({ path }) => path.entryId)!.path.entryId!;
    const atGuard = await found(buildRecordLength, (plain) => plain.set(entryId, 68), once);
    t.true(
      atGuard.includes(
        `The guard at ${guard} saw "entry id", which the table does not allow, in a hop record.`,
      ),
    );
    t.true(atGuard.some((fault) => fault.includes(' saw entry id ')));

    const base64 = Buffer.from(Buffer.from(addresses.b).toString('base64'));
    const atEnd = await found(
      controlPlainLength,
      (plain) => plain.set(base64, 1000),
      async () => {
        await run(tee.within(a.address, () => own.ping(5_000)));
        await ping(4);
      },
    );
    const exit = x3.endpoints[0]!.address;
    const address = `the lasting address of ${b.address} (base64 behind 0 bytes)`;
    t.true(atEnd.includes(`The exit node at ${exit} saw ${address} in a control message.`));

    const nodeId = Buffer.from(hex(identity.nodeId));
    const inTunnel = await found(
      controlPlainLength,
      (plain) => plain.set(nodeId, 1000),
      () => ping(5),
    );
    const name = `the node id of ${a.address} (hex) outside its field`;
    t.true(inTunnel.includes(`The other end at ${b.address} saw ${name} in a tunnel cell.`));

    const nobody = addresses.b.map((byte, at) => (at === 15 ? byte ^ 1 : byte));
    const seenAt = encodeEndpoint({ family: 4, address: a.address, port: a.rooms().port });
    const asked = await found(
      queryPlainLength,
      (plain) => plain.set(seenAt, 900),
      async () => {
        tee.within(a.address, () => a.tun!.send([echo(addresses.a, nobody, 128, [1, 1])]));
        await pass(5_000);
      },
    );
    const sees = `saw the endpoint of ${a.address} (packed) outside its field in a question.`;
    t.true(asked.some((fault) => fault.startsWith('The storing node at') && fault.endsWith(sees)));
  },
);

/** What is in nodes' states, logs, records and answers that must not be there. */
async function shown({ nodes, a, b, run, tee, ...scene }: Scene): Promise<string[]> {
  const world = scene.world();
  const held = finder(world.held);
  const named = finder(world.nodes.flatMap(({ names }) => names));
  const faults: string[] = [];
  const asked = tee.opened.flatMap(({ plain }) => decodeSealedQuery(plain) ?? []);
  const slots = [...new Map(asked.map(({ slot }) => [hex(slot), slot])).values()];
  let kept = 0;
  for (const node of nodes) {
    const others = world.nodes.filter(({ who }) => who !== node.address);
    const look = (what: string, hay: Uint8Array | string, mayHold: boolean): void => {
      const leaks = held(hay);
      for (const { name, form } of leaks) {
        const secret = world.held.find((one) => one.name === name)!;
        if (!mayHold || !secret.by.has(node.address))
          faults.push(`${node.address} has ${name} (${form}) in ${what}`);
        // Who has a tunnel knows the other address, and the other node as a node: never that both are one.
        const owner = others.find(({ who }) => name.endsWith(` of ${who}`));
        const named = owner && finder(owner.names)(hay);
        if (named?.length) faults.push(`${node.address} has ${name} beside ${named[0]!.name} in ${what}`);
      }
    };
    for (const { room, text } of node.log.last(5000)) {
      look('its log', text, false);
      // Of other nodes only those speak that find them; what carries others' paths and ours names nobody.
      const silent = !['node', 'link', 'dht', 'bootstrap'].includes(room);
      const name = world.nodes.find(({ digits, who }) => text.includes(digits) || text.includes(who));
      if (silent && name) faults.push(`${node.address} names ${name.who} in its log of ${room}`);
    }
    for (const record of slots.flatMap((slot) => node.rooms().dht.holdings.get(recordKinds.ap, slot))) {
      kept += 1;
      look('a record', record, false);
      for (const { name } of named(record)) faults.push(`${node.address} has ${name} in a record`);
    }
    for (const [name, bytes] of node.state) look(`its state "${name}"`, bytes, true);
    const lookedUp = hex((node === a ? b : a).rooms().identity.nodeId);
    const commands = ['status', 'peers', 'paths', 'tunnels', 'address.list', 'expose.list', 'config.show'];
    const answers = [
      ...commands.map((name) => ({ name, answer: node.command(name) })),
      { name: 'lookup', answer: node.command('lookup', { id: lookedUp }) },
      { name: 'log.tail', answer: node.command('log.tail', { count: 500 }) },
    ];
    for (const { name, answer } of answers) {
      const said = JSON.stringify(await run(answer.catch((error: Error) => error.message)));
      look(`its answer to "${name}"`, said, true);
    }
  }
  if (kept === 0) faults.push('no node keeps a record');
  return [...new Set(faults)];
}

test.serial('a beacon tells the LAN which node is there, and nothing else', async (t) => {
  const tee = new Tee();
  t.teardown(() => tee.end());
  const { nodes, until } = await network(t, 3, { lan: true, within: tee.within });
  await until(() => areMeshed(nodes), 'all have found each other');
  const { faults, seen } = new Roles(tee, table, worldOf(nodes)).judge();
  t.deepEqual(faults, []);
  const { learns } = table.find(({ role }) => role === 'LAN')!;
  t.deepEqual([...seen.get('LAN')!].sort(), Object.keys(learns).sort());
});

test.serial('nothing is opened but where the tee stands', async (t) => {
  const files = (await readdir('src', { recursive: true })).filter((name) => name.endsWith('.ts'));
  const opening = new Set<string>();
  for (const name of files) {
    const text = await readFile(`src/${name}`, 'utf8');
    for (const [call] of text.matchAll(/\w*(_decrypt|_open|createDecipher)\w*(?=\()/g))
      opening.add(`${name}: ${call}`);
  }
  const declared = 'crypto/sodium-native.d.ts';
  t.deepEqual([...opening].filter((use) => !use.startsWith(declared)).sort(), [
    'crypto/aead.ts: crypto_aead_chacha20poly1305_ietf_decrypt',
    'crypto/box.ts: crypto_aead_xchacha20poly1305_ietf_decrypt',
  ]);
});

test.serial('docs/protocol.md shows the table as it is', async (t) => {
  const page = 'docs/protocol.md';
  const [start, end] = ['<!-- roles.json -->\n', '\n<!-- end of roles.json -->'];
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(start) as [string, string];
  const after = rest.slice(rest.indexOf(end));
  const wanted = `${before}${start}${rolesPage(table)}${after}`;
  if (process.env.PHANTOM_PICTURES) await writeFile(page, wanted);
  else t.is(text, wanted, 'drawn anew by PHANTOM_PICTURES=1 npm test');
  t.pass();
});
