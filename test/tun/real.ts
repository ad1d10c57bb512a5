/** The programs behind a real TUN device: a UDP socket of this process. Runs inside a namespace; see tun.test.ts. */
import { createSocket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTun } from '../../src/tun/device.js';
import { stories } from './suite.js';

/** Runs the story of that number on a device made for it, and gives its facts. */
export async function runStory(index: number): Promise<unknown> {
  const device = openTun({ name: 'phantom%d', mtu: 1280, addresses: ['2001:2f::1/28'] });
  const socket = createSocket('udp6');
  const received: Uint8Array[] = [];
  await new Promise<void>((resolve) => socket.bind(0, '2001:2f::1', resolve));
  socket.on('message', (data, from) => {
    if (from.address === '2001:2f::2' && from.port === 4242) received.push(data);
  });
  try {
    return await stories[index]!.run({
      device,
      received,
      send(payloads) {
        for (const payload of payloads) socket.send(payload, 4242, '2001:2f::2');
      },
      async until(condition) {
        for (const deadline = Date.now() + 20_000; !condition(); await sleep(5)) {
          if (Date.now() > deadline) throw new Error(`waited in vain; ${received.length} received`);
        }
      },
    });
  } finally {
    socket.close();
    device.close();
  }
}
