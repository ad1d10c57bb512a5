import test from 'ava';
import {
  readError,
  readSegment,
  tcpFlag,
  tcpPacket,
  udpPacket,
} from '../../../src/simulation/measures/packets.js';
import { errorHeadLength, makeError, unreachable } from '../../../src/tunnel/icmp.js';
import { examine, nextHeader } from '../../../src/tunnel/packet.js';

const address = (last: number) => new Uint8Array([0x20, 0x01, 0, 0x25, ...new Uint8Array(11), last]);
const from = { address: address(1), port: 50_000 };
const to = { address: address(2), port: 7 };

test('what a program sends is a whole packet, and is read as it was sent', (t) => {
  const payload = new Uint8Array([1, 2, 3]);
  const udp = udpPacket(from, to, payload);
  t.is(examine(udp, 0, udp.length), 'ok');
  t.deepEqual(readSegment(udp, nextHeader.udp), { from, to, payload, flags: 0 });
  t.is(readSegment(udp, nextHeader.tcp), null);
  const tcp = tcpPacket(from, to, tcpFlag.ack | tcpFlag.push, payload);
  t.is(examine(tcp, 0, tcp.length), 'ok');
  t.deepEqual(readSegment(tcp, nextHeader.tcp), { from, to, payload, flags: 24 });
});

test('a packet that was changed on its way is not read', (t) => {
  const udp = udpPacket(from, to, new Uint8Array(8));
  for (const at of [10, 30, 41, 45, 50]) {
    const changed = udp.slice();
    changed[at]! ^= 4;
    t.is(readSegment(changed, nextHeader.udp), null, `${at}`);
  }
  t.is(readSegment(udp.subarray(0, 44), nextHeader.udp), null);
});

test('an error tells which packet it is about; an echo is none', (t) => {
  const udp = udpPacket(from, to, new Uint8Array(8));
  const bytes = new Uint8Array(errorHeadLength + udp.length);
  bytes.set(udp, errorHeadLength);
  makeError(bytes, errorHeadLength, udp.length, unreachable.type, unreachable.noRoute, 0);
  t.deepEqual(readError(bytes), { from, to });
  t.is(readError(udp), null);
  bytes[40] = 128;
  t.is(readError(bytes), null);
});
