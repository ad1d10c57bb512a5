import test from 'ava';
import fc from 'fast-check';
import { type Exposure, Filter, lives } from '../../src/tunnel/filter.js';
import { makeError, unreachable } from '../../src/tunnel/icmp.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { echo, ipv6, tcp, tcpFlag, udp } from '../helpers/packets.js';

const own = apKeyOf('a').address;
const other = apKeyOf('b').address;
const closed: Exposure = { tcp: new Set(), udp: new Set(), answersPing: false };
const open: Exposure = { tcp: new Set([80]), udp: new Set([53]), answersPing: true };

class Story {
  readonly filter = new Filter();
  now = 1000;

  out(packet: Uint8Array) {
    return this.filter.outbound(packet, 0, packet.length, this.now);
  }

  in(packet: Uint8Array, exposure = closed) {
    return this.filter.inbound(packet, 0, packet.length, exposure, this.now);
  }
}

const toUs = (flags: number, ports: readonly [number, number] = [80, 40_000]) =>
  tcp(other, own, { ports, flags });
const fromUs = (flags: number, ports: readonly [number, number] = [40_000, 80]) =>
  tcp(own, other, { ports, flags });
const { syn, ack, fin, rst } = tcpFlag;

test('TCP: a stranger gets in to exposed ports only, an answer always', (t) => {
  const story = new Story();
  t.is(story.in(toUs(syn, [5000, 80])), 'closed');
  t.is(story.in(toUs(syn, [5000, 80]), open), 'ok');
  t.is(story.in(toUs(ack, [5000, 80]), open), 'ok');
  t.is(story.in(toUs(syn, [5000, 81]), open), 'closed');
  t.is(story.in(toUs(syn | ack)), 'closed');
  t.is(story.out(fromUs(syn)), 'ok');
  t.is(story.in(toUs(syn | ack)), 'ok');
  t.is(story.in(toUs(ack)), 'ok');
  t.is(story.in(toUs(syn | ack, [81, 40_000])), 'closed', 'another port there');
  t.is(story.in(toUs(syn | ack, [80, 40_001])), 'closed', 'another port here');
  t.is(story.in(toUs(syn)), 'closed', 'nobody begins anything on a tuple of ours');
});

test('TCP: entries live as long as connections do', (t) => {
  const story = new Story();
  story.out(fromUs(syn));
  story.now += lives.tcpBegun;
  t.is(story.in(toUs(syn | ack)), 'closed', 'nobody answered for two minutes');
  story.out(fromUs(syn));
  story.in(toUs(syn | ack));
  story.now += lives.tcp - 1;
  t.is(story.in(toUs(ack)), 'ok', 'idle for hours');
  story.out(fromUs(fin | ack));
  story.now += 3_600_000;
  t.is(story.in(toUs(ack)), 'ok', 'half-closed');
  story.in(toUs(fin | ack));
  t.is(story.in(toUs(ack)), 'ok');
  story.now += lives.tcpFinished;
  t.is(story.in(toUs(ack)), 'closed');
  story.out(fromUs(syn));
  story.in(toUs(rst | ack));
  story.now += lives.tcpReset;
  t.is(story.in(toUs(ack)), 'closed');
  t.is(story.out(fromUs(ack)), 'ok');
  t.is(story.in(toUs(ack)), 'ok', 'a program that goes on after a restart of the node opens its tuple again');
  story.out(fromUs(rst, [41_000, 80]));
  t.is(story.in(toUs(ack, [80, 41_000])), 'closed', 'a reset opens nothing');
});

test('UDP and echo: answers for a while, strangers by permission', (t) => {
  const story = new Story();
  t.is(story.in(udp(other, own, [7, 53], new Uint8Array(1))), 'closed');
  t.is(story.in(udp(other, own, [7, 53], new Uint8Array(1)), open), 'ok');
  story.out(udp(own, other, [4000, 7], new Uint8Array(1)));
  t.is(story.in(udp(other, own, [7, 4000], new Uint8Array(1))), 'ok');
  t.is(story.in(udp(other, own, [8, 4000], new Uint8Array(1))), 'closed');
  story.now += lives.udp - 1;
  t.is(story.in(udp(other, own, [7, 4000], new Uint8Array(1))), 'ok');
  story.now += lives.udp;
  t.is(story.in(udp(other, own, [7, 4000], new Uint8Array(1))), 'closed');
  t.is(story.in(echo(other, own, 128, [3, 1])), 'closed');
  t.is(story.in(echo(other, own, 128, [3, 1]), open), 'ok');
  t.is(story.in(echo(other, own, 129, [3, 1]), open), 'closed', 'nobody asked');
  story.out(echo(own, other, 128, [3, 1]));
  t.is(story.in(echo(other, own, 129, [3, 1])), 'ok');
  t.is(story.in(echo(other, own, 129, [4, 1])), 'closed');
  story.now += lives.echo;
  t.is(story.in(echo(other, own, 129, [3, 1])), 'closed');
});

/** An ICMPv6 error about `packet`, from whom it was meant for. */
function errorAbout(packet: Uint8Array, type: number = unreachable.type): Uint8Array {
  const memory = new Uint8Array(64 + packet.length);
  memory.set(packet, 64);
  const length = makeError(memory, 64, packet.length, type, 4, 0);
  return memory.slice(16, 16 + length);
}

test('errors come in about what is open, and about nothing else', (t) => {
  const story = new Story();
  const question = udp(own, other, [4000, 7], new Uint8Array(9));
  t.is(story.in(errorAbout(question)), 'closed');
  story.out(question);
  t.is(story.in(errorAbout(question)), 'ok');
  t.is(story.in(errorAbout(udp(own, other, [4001, 7], new Uint8Array(9)))), 'closed');
  t.is(story.in(errorAbout(question, 2)), 'protocol', 'nothing is too big between two ends');
  const elsewhere = errorAbout(udp(own, apKeyOf('c').address, [4000, 7], new Uint8Array(9)));
  elsewhere.set(other, 8);
  t.is(story.in(elsewhere), 'protocol', 'about a packet to somebody else');
  story.out(fromUs(syn));
  t.is(story.in(errorAbout(fromUs(syn))), 'ok');
  t.is(story.in(errorAbout(fromUs(ack, [80, 5000])), open), 'ok');
  t.is(story.out(errorAbout(udp(other, own, [7, 4000], new Uint8Array(9)))), 'ok');
  const wrong = errorAbout(udp(apKeyOf('c').address, own, [7, 4000], new Uint8Array(9)));
  wrong.set(other, 24);
  t.is(story.out(wrong), 'protocol', 'about a packet from somebody else');
});

test('only TCP, UDP and the ICMPv6 that ends need', (t) => {
  const story = new Story();
  for (const next of [0, 4, 41, 43, 47, 50, 60, 132, 59]) {
    const packet = ipv6(other, own, next, new Uint8Array(64), null);
    t.is(story.in(packet, open), 'protocol', `${next}`);
    t.is(story.out(ipv6(own, other, next, new Uint8Array(64), null)), 'protocol');
  }
  for (const type of [130, 131, 133, 134, 135, 136, 137, 143, 255]) {
    const payload = new Uint8Array(80);
    payload[0] = type;
    t.is(story.in(ipv6(other, own, 58, payload, 2), open), 'protocol', `ICMPv6 ${type}`);
  }
  t.is(story.in(ipv6(other, own, 6, new Uint8Array(19), null), open), 'malformed');
  t.is(story.in(ipv6(other, own, 44, new Uint8Array(7), null), open), 'malformed');
});

/** The parts of a datagram, as a kernel cuts them. */
function fragments(packet: Uint8Array, id: number, size: number): Uint8Array[] {
  const [source, destination] = [packet.subarray(8, 24), packet.subarray(24, 40)];
  const payload = packet.subarray(40);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += size) {
    const head = Buffer.alloc(8);
    head[0] = packet[6]!;
    head.writeUInt16BE(at | (at + size < payload.length ? 1 : 0), 2);
    head.writeUInt32BE(id, 4);
    parts.push(ipv6(source, destination, 44, Buffer.concat([head, payload.subarray(at, at + size)]), null));
  }
  return parts;
}

test('fragments come in behind a first part that may', (t) => {
  const story = new Story();
  const [first, second] = fragments(udp(other, own, [7, 53], new Uint8Array(2000)), 99, 1200);
  t.is(story.in(second!, open), 'closed');
  t.is(story.in(first!, closed), 'closed');
  t.is(story.in(second!, open), 'closed');
  t.is(story.in(first!, open), 'ok');
  t.is(story.in(second!, closed), 'ok');
  story.now += lives.fragment;
  t.is(story.in(second!, open), 'closed');
  const [tiny] = fragments(udp(other, own, [7, 53], new Uint8Array(100)), 100, 0x8);
  t.is(story.in(tiny!.subarray(0, 50), open), 'malformed');
  for (const part of fragments(udp(own, other, [4000, 9], new Uint8Array(2000)), 5, 1200))
    t.is(story.out(part), 'ok');
  t.is(story.in(udp(other, own, [9, 4000], new Uint8Array(1))), 'ok');
});

test('entries are bounded, and strangers make none', (t) => {
  const story = new Story();
  for (let port = 1; port <= 6000; port += 1) story.out(udp(own, other, [4000, port], new Uint8Array(1)));
  t.is(story.filter.size, 4096);
  t.is(story.in(udp(other, own, [6000, 4000], new Uint8Array(1))), 'ok', 'the newest stay');
  const stranger = new Story();
  for (let port = 1; port <= 200; port += 1) {
    stranger.in(tcp(other, own, { ports: [port, 80], flags: syn }), open);
    stranger.in(udp(other, own, [port, 53], new Uint8Array(1)), open);
    stranger.in(echo(other, own, 128, [port, 1]), open);
  }
  t.is(stranger.filter.size, 0);
  story.now += lives.udp;
  story.filter.sweep(story.now);
  t.is(story.filter.size, 0);
});

test('whatever comes, the filter gives a verdict, and lets nothing in where nothing is open', (t) => {
  const any = fc.uint8Array({ minLength: 0, maxLength: 120 });
  fc.assert(
    fc.property(any, fc.nat(255), (payload, next) => {
      const packet = ipv6(other, own, next, payload, null);
      t.not(new Story().in(packet), 'ok');
      new Story().out(ipv6(own, other, next, payload, null));
    }),
  );
});
