import test from 'ava';
import * as tuntap2 from 'tuntap2';
import { MemoryTun } from '../../src/tun/memory.js';
import { field, fieldCount, slotSizeFor } from '../../src/tun/tun.js';
import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { stories } from './suite.js';

const own = Uint8Array.of(0x20, 0x01, 0, 0x2f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
const other = Uint8Array.of(0x20, 0x01, 0, 0x2f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);

/** An IPv6 packet with a UDP datagram to 2001:2f::2, as the system would make it; nobody here checks its sum. */
function udpPacket(payload: Uint8Array): Uint8Array {
  const packet = Buffer.alloc(48 + payload.length);
  packet.writeUInt8(0x60, 0);
  packet.writeUInt16BE(8 + payload.length, 4);
  packet.writeUInt8(17, 6);
  packet.set(own, 8);
  packet.set(other, 24);
  packet.writeUInt16BE(5555, 40);
  packet.writeUInt16BE(4242, 42);
  packet.writeUInt16BE(8 + payload.length, 44);
  packet.set(payload, 48);
  return packet;
}

for (const [index, story] of stories.entries()) {
  test(`in memory: ${story.name}`, async (t) => {
    const device = new MemoryTun({ name: 'phantom0', mtu: 1280, addresses: ['2001:2f::1/28'] });
    const received: Uint8Array[] = [];
    device.onPacket = (packet) => {
      const toUs = own.every((byte, i) => packet[24 + i] === byte);
      if (toUs && packet[42]! * 256 + packet[43]! === 5555) received.push(packet.slice(48));
    };
    const facts = await story.run({
      device,
      received,
      send: (payloads) => device.send(payloads.map(udpPacket)),
      async until(condition) {
        if (!condition()) throw new Error('in memory everything has happened at once');
      },
    });
    t.deepEqual(facts, story.expected);
  });

  netTest(`on a real device: ${story.name}`, async (t) => {
    const host = await lonely(t);
    const facts = await host.evaluate(async ({ module, index }) => (await import(module)).runStory(index), {
      module: new URL('./real.js', import.meta.url).href,
      index,
    });
    t.deepEqual(facts, story.expected);
  });
}

netTest('when somebody else deletes the interface, the room above is told once', async (t) => {
  const host = await lonely(t);
  const reasons = await host.evaluate(
    async (module) => {
      const { openTun } = await import(module);
      const { execFileSync } = await import('node:child_process');
      const device = openTun({ name: 'phantom0', mtu: 1280, addresses: [] });
      const seen: string[] = [];
      const told = new Promise<void>((resolve) => {
        device.onGone = (reason: string) => {
          seen.push(reason);
          resolve();
        };
      });
      execFileSync('ip', ['link', 'delete', 'phantom0']);
      await told;
      device.write(0, 1);
      device.close();
      return seen;
    },
    new URL('../../src/tun/device.js', import.meta.url).href,
  );
  t.deepEqual(reasons, ['the network interface phantom0 was deleted by somebody else']);
});

test('descriptors mean the same here and in the addon', (t) => {
  t.deepEqual(
    [field.offset, field.length, field.segment, field.peer, fieldCount],
    [tuntap2.OFFSET, tuntap2.LENGTH, tuntap2.SEGMENT, tuntap2.PEER, tuntap2.FIELDS],
  );
});

test('a slot holds headroom, the longest packet and one byte more, in whole cache lines', (t) => {
  t.is(slotSizeFor(1280), 1408);
  t.is(slotSizeFor(1279), 1344);
  t.is(slotSizeFor(65535), 65600);
});
