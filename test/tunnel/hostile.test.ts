/** Entry and exit nodes, and the other end, that do not keep to the rules. */
import test from 'ava';
import { x25519Public } from '../../src/crypto/x25519.js';
import { maxJoinBits } from '../../src/path/join-work.js';
import { beginTunnel } from '../../src/tunnel/handshake.js';
import type { Room } from '../../src/tunnel/room.js';
import { endFrames, framesAt, frameType, putFrame } from '../../src/wire/frames.js';
import { maxJoinMessage } from '../../src/wire/join.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { echo, tcp, tcpFlag, udp } from '../helpers/packets.js';
import { arrivals, channelKey, connected, type Machine, stream, TunnelLab } from '../helpers/tunnel-lab.js';

test('cells that were changed, cut or made up are dropped and counted, and harm nothing', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  let count = 0;
  lab.paths.tap = (_from, to, rest) => {
    count += 1;
    // One changed bit at another place each time; every seventh cell is left alone.
    if (count % 7 === 0) return rest;
    if (count % 7 === 1) return rest.slice(0, count % 1300);
    if (count % 7 === 2) return lab.random.bytes(1300);
    const changed = rest.slice();
    changed[(count * 13) % 1300]! ^= 1 << (count % 8);
    void to;
    return changed;
  };
  const flow = stream(lab, a, b, { pace: 200 });
  await lab.pass(3_000);
  flow.stop();
  const { distinct, count: came } = arrivals(b);
  t.true(distinct > 50 && distinct < 200, `${distinct}`);
  t.is(came, distinct);
  t.true(b.tunnels.dropped['cell-forged']! > 200);
  t.true(b.tunnels.dropped['cell-malformed']! > 20);
  lab.paths.tap = (_from, _to, rest) => rest;
  b.received.length = 0;
  const again = stream(lab, a, b, { pace: 200 });
  await lab.pass(3_000);
  again.stop();
  t.true(arrivals(b).distinct > 500);
});

test('replayed cells are dropped, on their own join and on any other', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const taken: Uint8Array[] = [];
  lab.paths.tap = (from, _to, rest) => {
    if (from.kind === 'exit') taken.push(rest.slice());
    return rest;
  };
  const flow = stream(lab, a, b, { pace: 100 });
  await lab.pass(1_000);
  flow.stop();
  await lab.pass(100);
  const before = b.received.length;
  for (const path of b.pool.entries) {
    for (let selector = 1; selector < 6; selector += 1) for (const rest of taken) path.onCell(selector, rest);
  }
  t.is(b.received.length, before);
  t.true(b.tunnels.dropped['cell-replay']! >= taken.length);
  t.true(b.tunnels.dropped['selector-unknown']! > 0);
});

test('first messages and further joins that come twice are met with silence', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const came = b.pool.entries.flatMap((path) => path.came);
  t.is(came.length, 2);
  lab.paths.counts.clear();
  for (const message of came)
    for (const path of b.pool.entries) path.receive(message, { path: a.pool.exits[0]!, selector: 99 });
  t.deepEqual(b.tunnels.dropped, { 'join-replay': 3, 'join-forged': 3 });
  t.is(lab.paths.counts.size, 0, 'not a cell went out');
  t.is(b.tunnels.facts()[0]!.joins.length, 2);
});

test('messages at random, too short, or too many: silence, and bounded work', async (t) => {
  const lab = new TunnelLab(t);
  const b = await lab.machine('b');
  const [entry] = b.pool.entries;
  const nobody = { path: lab.paths.make('exit'), selector: 1 };
  for (let i = 0; i < 200; i += 1) entry!.receive(lab.random.bytes(i % 2 ? maxJoinMessage : i), nobody);
  t.deepEqual(b.tunnels.dropped, { 'join-forged': 150, 'join-rate': 50 });
  t.is(entry!.closed.length, 200);
  t.deepEqual(b.tunnels.facts(), []);
});

/** A first message to B from whoever holds A's key, by A's own means. */
function opening(lab: TunnelLab, b: Machine, time: number): Uint8Array {
  const { address, publicKey, secretKey, modifier } = apKeyOf('a');
  const self = { address, key: publicKey, secret: secretKey, modifier, isLasting: true };
  return beginTunnel(self, b.address, b.record()!, channelKey, time, lab.random.bytes(32))!.message;
}

test('a first message of another time is not answered', async (t) => {
  const lab = new TunnelLab(t);
  const b = await lab.machine('b');
  const nobody = { path: lab.paths.make('exit'), selector: 1 };
  const now = lab.seconds();
  for (const time of [now - 121, now + 121, 0, 0xffffffff])
    b.pool.entries[0]!.receive(opening(lab, b, time), nobody);
  t.deepEqual(b.tunnels.dropped, { 'join-time': 4 });
  for (const time of [now - 120, now + 120]) b.pool.entries[0]!.receive(opening(lab, b, time), nobody);
  t.deepEqual(b.tunnels.dropped, { 'join-time': 4 });
  await lab.pass(11_000);
});

test('sessions that nobody confirms are few, end soon, and replace nothing', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const nobody = { path: lab.paths.make('exit'), selector: 1 };
  const since = b.tunnels.facts()[0]!.openFor;
  for (let i = 0; i < 10; i += 1) b.pool.entries[0]!.receive(opening(lab, b, lab.seconds()), nobody);
  t.deepEqual(b.tunnels.dropped, { 'join-full': 6 });
  await lab.pass(1_000);
  t.is(b.tunnels.facts()[0]!.openFor, since + 1_000, 'the tunnel there is goes on');
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(11_000);
  t.is(b.received.length, 1);
  b.pool.entries[0]!.receive(opening(lab, b, lab.seconds()), nobody);
  t.deepEqual(b.tunnels.dropped, { 'join-full': 6 }, 'and there is room again');
  await lab.pass(11_000);
});

test('an answer by somebody else opens nothing, and others are tried', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  let answers = 0;
  lab.paths.tap = (from, _to, rest) => {
    if (from.kind === 'exit') return rest;
    answers += 1;
    return answers <= 2 ? lab.random.bytes(1300) : rest;
  };
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(2_000);
  t.is(a.tunnels.dropped['answer-forged'], 2);
  t.is(b.received.length, 1);
});

test('a record whose session key is another’s leads to nobody', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const record = b.record()!;
  const sessionKey = x25519Public(lab.random.bytes(32));
  b.record = () => ({ ...record, sessionKey });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(9_000);
  t.is(b.received.length, 0);
  t.deepEqual([...a.received[0]!.packet.subarray(40, 42)], [1, 3]);
  t.is(b.tunnels.dropped['join-forged'], 5);
});

test('a record that belongs to another address is none', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b, c] = [await lab.machine('a'), await lab.machine('b'), await lab.machine('c')];
  const wrong = c.record()!;
  b.record = () => wrong;
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(1_000);
  t.is(c.received.length + b.received.length, 0);
  t.deepEqual([...a.received[0]!.packet.subarray(40, 42)], [1, 0]);
});

test('work that an address asks for is done, too much of it is not', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const record = b.record()!;
  b.record = () => ({ ...record, joinBits: 8 });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(500);
  t.is(b.received.length, 1);
  const c = await lab.machine('c');
  const own = c.record()!;
  c.record = () => ({ ...own, joinBits: 40 });
  a.tun.send([echo(a.address, c.address, 128, [1, 1])]);
  await lab.pass(500);
  t.deepEqual([...a.received.at(-1)!.packet.subarray(40, 42)], [1, 0]);
});

test('while work is done for one address packets to others go on', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b, c] = [await lab.machine('a'), await lab.machine('b'), await lab.machine('c')];
  const room = a.tunnels as unknown as Room;
  const record = b.record()!;
  b.record = () => ({ ...record, joinBits: maxJoinBits });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(lab.lookup + 2);
  t.is(room.work.size, 1);
  a.tun.send([echo(a.address, c.address, 128, [1, 1])]);
  await lab.pass(400);
  t.is(c.received.length, 1);
  await lab.pass(6_000);
  t.is(b.received.length, 1, 'it came in time');
});

test('work ends when the path that the join was for is gone', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const room = a.tunnels as unknown as Room;
  const record = b.record()!;
  b.record = () => ({ ...record, joinBits: maxJoinBits });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(lab.lookup + 2);
  t.is(room.work.size, 1);
  for (const path of a.pool.exits.splice(0)) path.close();
  a.pool.onChange();
  t.is(room.work.size, 0);
});

/** Makes every cell of a machine, before it is sealed, what a liar with the right keys would make of it. */
function lies(machine: Machine, change: (plain: Uint8Array) => void): void {
  const { out } = machine.tunnels as unknown as Room;
  const seal = out.seal.bind(out);
  out.seal = (counter, key) => {
    change(out.plain);
    seal(counter, key);
  };
}

/** Replaces what a cell holds by these frames: type, next header, payload. */
function frames(plain: Uint8Array, ...list: readonly (readonly [number, number, Uint8Array])[]): void {
  let at = framesAt;
  for (const [type, next, payload] of list) at = putFrame(plain, at, type, next, payload, 0, payload.length);
  endFrames(plain, at);
}

test('the other end of a tunnel has keys, but its frames must hold like anybody’s', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = await connected(lab);
  const send = async (change: (plain: Uint8Array) => void): Promise<Record<string, number>> => {
    let isFirst = true;
    lies(a, (plain) => {
      if (isFirst) change(plain);
      isFirst = false;
    });
    const before = { ...b.tunnels.dropped };
    a.tun.send([udp(a.address, b.address, [40_000, 9], new Uint8Array(10))]);
    await lab.pass(100);
    const after = Object.entries(b.tunnels.dropped);
    return Object.fromEntries(after.filter(([reason, count]) => count !== before[reason]));
  };
  const beyond = (plain: Uint8Array) => plain.set([1, 0xff, 0xff, 6], framesAt);
  t.deepEqual(await send(beyond), { 'cell-malformed': 1 });
  t.deepEqual(await send((plain) => frames(plain, [99, 0, new Uint8Array(8)])), { 'frame-unknown': 1 });
  const long: [number, number, Uint8Array] = [frameType.packet, 17, new Uint8Array(1241)];
  t.deepEqual(await send((plain) => frames(plain, long)), { 'frame-malformed': 1 });
  const entries: [number, number, Uint8Array] = [frameType.entries, 0, new Uint8Array(5)];
  t.deepEqual(await send((plain) => frames(plain, entries)), { 'frame-malformed': 2 });
  // Neighbour discovery, an unknown protocol, and a SYN to a port that is closed.
  const advert = new Uint8Array(32);
  advert[0] = 136;
  const syn = tcp(a.address, b.address, { ports: [1, 22], flags: tcpFlag.syn }).slice(40);
  const three = await send((plain) =>
    frames(
      plain,
      [frameType.packet, 58, advert],
      [frameType.packet, 253, advert],
      [frameType.packet, 6, syn],
    ),
  );
  t.deepEqual(three, { 'in-protocol': 2, 'in-closed': 1 });
  t.deepEqual(b.received, []);
  const many = Array.from({ length: 300 }, () => [frameType.packet, 17, new Uint8Array(0)] as const);
  t.deepEqual(await send((plain) => frames(plain, ...many)), { 'in-malformed': 300 });
  t.deepEqual(await send(() => {}), {});
  t.is(b.received.length, 1, 'and the tunnel goes on');
});

test('proofs that prove nothing make no join', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  lies(b, (plain) => {
    // In B's proof for a further join its last byte is wrong.
    if (plain[framesAt] === frameType.proof) plain[framesAt + 4 + 15]! ^= 1;
  });
  a.tun.send([echo(a.address, b.address, 128, [1, 1])]);
  await lab.pass(2_000);
  t.is(b.received.length, 1);
  t.true(a.tunnels.dropped['cell-unproven']! > 0);
  t.deepEqual(
    a.tunnels
      .facts()[0]!
      .joins.map((join) => join.state)
      .sort(),
    ['beginning', 'fit'],
  );
  t.is(b.tunnels.facts()[0]!.joins.filter((join) => join.state === 'fit').length, 1);
});
