import test from 'ava';
import { addressFromBytes } from '../../src/net/address.js';
import { Asked } from '../../src/tunnel/asked.js';
import type { OwnAddress } from '../../src/tunnel/types.js';
import { ipv6, sumHolds, udp } from '../helpers/packets.js';
import { TunnelLab } from '../helpers/tunnel-lab.js';

const address = (last: number): Uint8Array =>
  Uint8Array.from([0x20, 1, 0, 0x25, ...new Uint8Array(11), last]);
const own = (last: number): OwnAddress => ({ address: address(last) }) as OwnAddress;
const [site, outgoing, asker] = [own(1), own(2), address(9)];
const nowhere = (_ports: number): boolean => false;

function asks(asked: Asked, of: OwnAddress, from: number, now = 0, isOpenElsewhere = nowhere): boolean {
  const question = udp(asker, of.address, [from, 53], Buffer.from('question'));
  return asked.admit(question, 0, question.length, of, isOpenElsewhere, now);
}

/** What leaves when the program answers from the outgoing address; null: nothing. */
function answered(asked: Asked, to: number, now = 0): Uint8Array | null {
  const answer = udp(outgoing.address, asker, [53, to], Buffer.from('the answer'));
  return asked.answer(answer, 0, answer.length, now) ? answer : null;
}

test('an answer leaves from the address that was asked, for two minutes after the last packet', (t) => {
  const asked = new Asked();
  t.true(asks(asked, site, 5000));
  const right = udp(site.address, asker, [53, 5000], Buffer.from('the answer'));
  t.deepEqual(answered(asked, 5000), right);
  t.deepEqual(answered(asked, 5000, 119_000), right);
  t.deepEqual(answered(asked, 5000, 238_000), right);
  // Other ports, and what comes too late, are other flows.
  const other = udp(outgoing.address, asker, [53, 5001], Buffer.from('the answer'));
  t.deepEqual(answered(asked, 5001), other);
  t.deepEqual(answered(asked, 5000, 359_000)?.subarray(8, 24), outgoing.address);
});

test('what comes after goes to the address that the program answers from', (t) => {
  const asked = new Asked();
  asks(asked, site, 5000);
  answered(asked, 5000);
  const next = udp(asker, site.address, [5000, 53], Buffer.from('next'));
  t.true(asked.admit(next, 0, next.length, site, nowhere, 1));
  t.deepEqual(next, udp(asker, outgoing.address, [5000, 53], Buffer.from('next')));
  // Until it answers from the right one by itself.
  const right = udp(site.address, asker, [53, 5000], Buffer.from('x'));
  t.true(asked.answer(right, 0, right.length, 2));
  const last = udp(asker, site.address, [5000, 53], Buffer.from('last'));
  t.true(asked.admit(last, 0, last.length, site, nowhere, 3));
  t.deepEqual(last.subarray(24, 40), site.address);
});

test('the same ports at another address of ours go no further, nor those of a flow of our own', (t) => {
  const asked = new Asked();
  t.true(asks(asked, site, 5000));
  t.false(asks(asked, own(3), 5000));
  t.true(asks(asked, own(3), 5001));
  t.false(asks(asked, site, 5002, 0, (ports) => ports === ((53 << 16) | 5002)));
  // An answer never goes from an address that was not asked.
  t.deepEqual(answered(asked, 5000)?.subarray(8, 24), site.address);
  t.deepEqual(answered(asked, 5001)?.subarray(8, 24), address(3));
});

test('nobody pushes a flow out: who has too many gets no more, until they end', (t) => {
  const asked = new Asked();
  for (let from = 1; from <= 1024; from += 1) t.true(asks(asked, site, from));
  t.false(asks(asked, site, 2000));
  t.is(asked.size, 1024);
  t.deepEqual(answered(asked, 1)?.subarray(8, 24), site.address);
  t.true(asks(asked, site, 2000, 200_000));
  t.is(asked.size, 1);
});

/** A fragment: at `offset` bytes of a packet with that number. */
function fragment(
  from: Uint8Array,
  to: Uint8Array,
  id: number,
  offset: number,
  data: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(8);
  head[0] = 17;
  head.writeUInt16BE(offset | 1, 2);
  head.writeUInt32BE(id, 4);
  return ipv6(from, to, 44, Buffer.concat([head, data]), null);
}

test('a long answer leaves from the right address, every fragment of it', (t) => {
  const asked = new Asked();
  asks(asked, site, 5000);
  const datagram = (from: Uint8Array) => udp(from, asker, [53, 5000], new Uint8Array(1600).fill(7));
  const [wrong, right] = [datagram(outgoing.address), datagram(site.address)];
  const parts = (from: Uint8Array, whole: Uint8Array) => [
    fragment(from, asker, 77, 0, whole.subarray(40, 1240)),
    fragment(from, asker, 77, 1200, whole.subarray(1240)),
  ];
  const sent = parts(outgoing.address, wrong);
  for (const part of sent) t.true(asked.answer(part, 0, part.length, 0));
  t.deepEqual(sent, parts(site.address, right));
  // Others of another number are none of it.
  const stranger = fragment(outgoing.address, asker, 78, 1200, new Uint8Array(8));
  t.true(asked.answer(stranger, 0, stranger.length, 0));
  t.deepEqual(stranger.subarray(8, 24), outgoing.address);
});

test('an error from another address than was asked does not leave', (t) => {
  const asked = new Asked();
  asks(asked, site, 5000);
  answered(asked, 5000);
  const error = (from: Uint8Array, quoted: Uint8Array): Uint8Array => {
    const head = Uint8Array.of(1, 4, 0, 0, 0, 0, 0, 0);
    return ipv6(from, asker, 58, Buffer.concat([head, quoted]), 2);
  };
  const seen = (ports: [number, number]) => udp(asker, outgoing.address, ports, Buffer.from('question'));
  const astray = error(outgoing.address, seen([5000, 53]));
  t.false(asked.answer(astray, 0, astray.length, 1));
  const another = error(outgoing.address, seen([5001, 53]));
  t.true(asked.answer(another, 0, another.length, 1));
});

test('through tunnels: another tunnel between the same two ends, and the end of the one that was asked, change nothing', async (t) => {
  const lab = new TunnelLab(t);
  const [a, b] = [await lab.machine('a'), await lab.machine('b')];
  const fresh: OwnAddress = {
    ...b.own,
    address: Uint8Array.from(b.address, (byte, at) => (at === 15 ? byte ^ 1 : byte)),
  };
  b.addresses.list.push(fresh);
  await b.tunnels.exposed.add({ port: 9, protocol: 'udp', address: addressFromBytes(b.address) });
  const answer = udp(fresh.address, a.address, [9, 5000], Buffer.from('answer'));
  // A program of b's begins something with a, which makes a pair of those two addresses.
  b.tun.send([udp(fresh.address, a.address, [40_000, 80], Buffer.from('visit'))]);
  await lab.pass(500);
  a.tun.send([udp(a.address, b.address, [5000, 9], Buffer.from('question'))]);
  await lab.pass(500);
  a.received.length = 0;
  b.tun.send([answer.slice()]);
  await lab.pass(500);
  const [arrived] = a.received.map(({ packet }) => packet).filter((packet) => packet[6] === 17);
  t.deepEqual(arrived, udp(b.address, a.address, [9, 5000], Buffer.from('answer')));
  t.true(sumHolds(arrived!));
});
