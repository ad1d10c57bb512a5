import test from 'ava';
import { errorHeadLength, isError, makeError, tooBig, unreachable } from '../../src/tunnel/icmp.js';
import { clampSegment, maxSegment } from '../../src/tunnel/mss.js';
import { examine, flowOf, transportSum, writeHeader } from '../../src/tunnel/packet.js';
import { apKeyOf } from '../helpers/ap-keys.js';
import { echo, ipv6, sumHolds, tcp, tcpFlag, udp } from '../helpers/packets.js';

const a = apKeyOf('a').address;
const b = apKeyOf('b').address;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('the checksum is that of a packet from a capture', (t) => {
  // An echo request from ::1 to ::1, id 0x1234, sequence 1, no data: sum of the pseudo header and 80 00 00 00 12 34 00 01.
  const one = new Uint8Array(16);
  one[15] = 1;
  const packet = ipv6(one, one, 58, Uint8Array.of(128, 0, 0, 0, 0x12, 0x34, 0, 1), null);
  // 1 + 1 + 8 + 58 + 0x8000 + 0x1234 + 1 = 0x9279
  t.is(transportSum(packet, 0, packet.length), ~0x9279 & 0xffff);
});

test('packets are looked at before anything else', (t) => {
  const good = udp(a, b, [1, 2], new Uint8Array(5));
  const changed = (change: (packet: Uint8Array) => void) => {
    const packet = good.slice();
    change(packet);
    return examine(packet, 0, packet.length);
  };
  t.is(examine(good, 0, good.length), 'ok');
  t.is(examine(good, 0, 39), 'not-ipv6');
  t.is(
    changed((packet) => {
      packet[0] = 0x45;
    }),
    'not-ipv6',
  );
  t.is(examine(good, 0, good.length - 1), 'cut');
  t.is(
    changed((packet) => {
      packet[24] = 0xff;
    }),
    'multicast',
  );
  for (const at of [8, 11, 24, 27]) {
    t.is(
      changed((packet) => {
        packet[at]! ^= 1;
      }),
      'elsewhere',
      `byte ${at}`,
    );
  }
  const long = udp(a, b, [1, 2], new Uint8Array(1233));
  t.is(examine(long, 0, long.length), 'too-long');
});

test('a header made anew tells nothing of the one before', (t) => {
  const packet = udp(a, b, [1, 2], new Uint8Array(5), {
    trafficClass: 0xb9,
    flowLabel: 0x12345,
    hopLimit: 3,
  });
  writeHeader(packet, 0, 13, 17, a, b);
  t.is(hex(packet.subarray(0, 8)), '60000000000d1140');
  t.is(hex(packet.subarray(8, 40)), hex(a) + hex(b));
  t.true(sumHolds(packet));
});

test('"no route" is an ICMPv6 error from the address that was meant, byte by byte', (t) => {
  const packet = udp(a, b, [5000, 53], Uint8Array.of(1, 2, 3));
  const memory = new Uint8Array(64 + packet.length);
  memory.set(packet, 64);
  const length = makeError(memory, 64, packet.length, unreachable.type, unreachable.noRoute, 0);
  const error = memory.subarray(64 - errorHeadLength, 64 - errorHeadLength + length);
  t.is(hex(error.subarray(0, 40)), `60000000${(8 + 51).toString(16).padStart(4, '0')}3a40${hex(b)}${hex(a)}`);
  t.is(hex(error.subarray(40, 42)), '0100');
  t.is(hex(error.subarray(44, 48)), '00000000');
  t.is(hex(error.subarray(48)), hex(packet));
  t.true(sumHolds(error));
  t.true(isError(error, 0, error.length));
  t.false(isError(packet, 0, packet.length));
});

test('"too big" says the MTU, and is itself no longer than that', (t) => {
  const packet = udp(a, b, [5000, 53], new Uint8Array(1400));
  const memory = new Uint8Array(64 + packet.length);
  memory.set(packet, 64);
  const length = makeError(memory, 64, packet.length, tooBig.type, tooBig.code, 1280);
  const error = memory.subarray(16, 16 + length);
  t.is(length, 1280);
  t.is(hex(error.subarray(40, 42)), '0200');
  t.is(hex(error.subarray(44, 48)), '00000500');
  t.true(sumHolds(error));
});

const option = (value: number) => Uint8Array.of(2, 4, value >> 8, value & 255);

test('the segment a SYN announces is lowered, and its checksum mended', (t) => {
  for (const options of [
    option(1440),
    Uint8Array.of(...option(65_535), 4, 2, 0, 0),
    Uint8Array.of(1, 1, ...option(1460), 1, 1),
    // At an odd place.
    Uint8Array.of(1, ...option(1440), 1, 1, 1),
    Uint8Array.of(3, 3, 7, ...option(8960), 1),
  ]) {
    for (const flags of [tcpFlag.syn, tcpFlag.syn | tcpFlag.ack]) {
      const packet = tcp(a, b, { ports: [40_000, 80], flags, options, sequence: 0x12345678 });
      const lowered = Buffer.from(options);
      const at = lowered.indexOf(Buffer.of(2, 4)) + 2;
      lowered.writeUInt16BE(maxSegment, at);
      clampSegment(packet, 0, packet.length);
      t.is(hex(packet.subarray(60)), hex(lowered));
      t.true(sumHolds(packet), hex(options));
    }
  }
});

test('what needs no clamp, and what is no SYN, stays as it is', (t) => {
  const packets = [
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn, options: option(maxSegment) }),
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn, options: option(536) }),
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.ack, options: option(1440) }),
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn }),
    // Options that lie about their length.
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn, options: Uint8Array.of(2, 0, 5, 200) }),
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn, options: Uint8Array.of(3, 40, 5, 200) }),
    tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn, options: Uint8Array.of(0, ...option(1440), 0, 0, 0) }),
    udp(a, b, [1, 2], option(1440)),
  ];
  // A data offset beyond the packet's end.
  packets.push(tcp(a, b, { ports: [1, 2], flags: tcpFlag.syn }));
  packets.at(-1)![52] = 0xf0;
  for (const packet of packets) {
    const before = hex(packet);
    clampSegment(packet, 0, packet.length);
    t.is(hex(packet), before);
  }
});

test('packets of one flow are one flow, and others are another', (t) => {
  const flow = (packet: Uint8Array) => flowOf(packet, 0, packet.length);
  t.is(flow(udp(a, b, [1, 2], new Uint8Array(5))), flow(udp(a, b, [1, 2], new Uint8Array(900))));
  const flows = new Set<number>();
  for (let port = 1000; port < 1200; port += 1)
    flows.add(flow(udp(a, b, [port, 53], new Uint8Array(0))) & 63);
  t.true(flows.size > 50, `${flows.size} of 64`);
  t.is(flow(echo(a, b, 128, [1, 1])), flow(echo(a, b, 128, [1, 2])));
});
