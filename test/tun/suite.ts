/**
 * What every TUN device must do, real or in memory: each story runs with a device and the programs behind it, and tells
 * facts that are compared with `expected`. It holds no assertion library, because the real device's stories run in a
 * process inside a namespace.
 */
import { field, fieldCount, type TunDevice } from '../../src/tun/tun.js';

/** A device with address 2001:2f::1/28 and an MTU of 1280, and a program that talks UDP over it. */
export interface Bench {
  readonly device: TunDevice;
  /** The program sends datagrams to 2001:2f::2, all before the event loop turns. */
  send(payloads: readonly Uint8Array[]): void;
  /** What the program received, in order. */
  readonly received: readonly Uint8Array[];
  /** Resolves when the condition holds; rejects after some seconds. */
  until(condition: () => boolean): Promise<void>;
}

export interface Story {
  readonly name: string;
  run(bench: Bench): Promise<unknown>;
  readonly expected: unknown;
}

/** Source and destination change places, addresses and ports alike, which leaves every sum valid. */
function turnRound(device: TunDevice, index: number): void {
  const { batch } = device;
  const at = batch.descriptors[index * fieldCount + field.offset]! - index * batch.slotSize;
  const slot = batch.slot(index);
  for (const [one, other, size] of [
    [8, 24, 16],
    [40, 42, 2],
  ] as const) {
    const kept = slot.slice(at + one, at + one + size);
    slot.copyWithin(at + one, at + other, at + other + size);
    slot.set(kept, at + other);
  }
}

/** Whether slot `index` holds an IPv6 packet with UDP in it; the system also speaks of itself on a fresh interface. */
function isUdp(device: TunDevice, index: number): boolean {
  const { batch } = device;
  const at = batch.descriptors[index * fieldCount + field.offset]!;
  return batch.arena[at]! >> 4 === 6 && batch.arena[at + 6] === 17;
}

/** Answers everything; gives the lengths of the packets that came. */
function echo(device: TunDevice): number[] {
  const lengths: number[] = [];
  device.onBatch = (count) => {
    for (let i = 0; i < count; i += 1) {
      if (!isUdp(device, i)) continue;
      lengths.push(device.batch.descriptors[i * fieldCount + field.length]!);
      turnRound(device, i);
      device.write(i, 1);
    }
  };
  return lengths;
}

const filled = (size: number) => new Uint8Array(size).fill(size);

export const stories: Story[] = [
  {
    name: 'packets come in the order they were sent and go back through the same batch',
    async run({ device, send, received, until }) {
      const lengths = echo(device);
      const sizes = Array.from({ length: 200 }, (_, i) => i + 1);
      send(sizes.map(filled));
      await until(() => received.length === 200);
      return {
        lengths: lengths.every((length, i) => length === i + 1 + 48),
        bytes: received.every(
          (data, i) => data.length === i + 1 && data.every((byte) => byte === data.length % 256),
        ),
        dropped: device.dropped,
      };
    },
    expected: { lengths: true, bytes: true, dropped: { in: 0, out: 0 } },
  },
  {
    name: 'a packet as long as the MTU passes, with room before it for headers',
    async run({ device, send, received, until }) {
      const lengths = echo(device);
      let room = 0;
      const answer = device.onBatch;
      device.onBatch = (count) => {
        room = device.batch.descriptors[field.offset]!;
        answer(count);
      };
      send([filled(1280 - 48)]);
      await until(() => received.length === 1);
      return { lengths, room, size: received[0]!.length };
    },
    expected: { lengths: [1280], room: 64, size: 1232 },
  },
  {
    name: 'what is not an IP packet is dropped and counted, and the next one passes',
    async run({ device, send, received, until }) {
      const taken: number[] = [];
      device.onBatch = (count) => {
        for (let i = 0; i < count; i += 1) {
          if (!isUdp(device, i)) continue;
          turnRound(device, i);
          const at = device.batch.descriptors[i * fieldCount + field.offset]!;
          const kept = device.batch.arena[at]!;
          device.batch.arena[at] = 0;
          taken.push(device.write(i, 1));
          device.batch.arena[at] = kept;
          taken.push(device.write(i, 1));
        }
      };
      send([filled(10)]);
      await until(() => received.length === 1);
      return { taken, dropped: device.dropped };
    },
    expected: { taken: [0, 1], dropped: { in: 0, out: 1 } },
  },
  {
    name: 'addresses come and go while it runs',
    async run({ device }) {
      device.addAddress('2001:2f::9/128');
      const more = [...device.addresses];
      device.removeAddress('2001:2f::9/128');
      return { more, less: [...device.addresses], mtu: device.mtu };
    },
    expected: { more: ['2001:2f::1/28', '2001:2f::9/128'], less: ['2001:2f::1/28'], mtu: 1280 },
  },
  {
    name: 'a closed device hands over nothing and takes nothing',
    async run({ device, send, received, until }) {
      const lengths = echo(device);
      send([filled(5)]);
      await until(() => received.length === 1);
      device.close();
      device.close();
      return { lengths, taken: device.write(0, 1) };
    },
    expected: { lengths: [53], taken: 0 },
  },
];
