import {
  type Batch,
  batchSlots,
  field,
  fieldCount,
  headroom,
  slotSizeFor,
  type TunDevice,
  type TunOptions,
} from './tun.js';

/** A TUN device without a system: a test or a simulation takes the part of the programs behind it. */
export class MemoryTun implements TunDevice {
  readonly name: string;
  readonly mtu: number;
  readonly batch: Batch;
  readonly addresses: string[];
  readonly dropped = { in: 0, out: 0 };
  onBatch: (count: number) => void = () => {};
  onGone: (reason: string) => void = () => {};
  /** What programs receive; the bytes are theirs to keep. */
  onPacket: (packet: Uint8Array) => void = () => {};
  /** Addresses that programs do not take by themselves. */
  readonly deprecated = new Set<string>();
  #open = true;

  constructor(options: TunOptions) {
    this.name = options.name;
    this.mtu = options.mtu;
    this.addresses = [...options.addresses];
    this.batch = memoryBatch(slotSizeFor(options.mtu));
  }

  /** Packets that programs send, handed over in batches before the call returns. */
  send(packets: readonly Uint8Array[]): void {
    const { batch } = this;
    let count = 0;
    for (const packet of packets) {
      if (!this.#open) return;
      if (packet.length >= batch.slotSize - batch.headroom) {
        this.dropped.in += 1;
        continue;
      }
      batch.slot(count).set(packet, batch.headroom);
      const at = count * fieldCount;
      batch.descriptors[at + field.offset] = count * batch.slotSize + batch.headroom;
      batch.descriptors[at + field.length] = packet.length;
      batch.descriptors[at + field.segment] = 0;
      batch.descriptors[at + field.peer] = 0;
      count += 1;
      if (count === batch.slots) {
        this.onBatch(count);
        count = 0;
      }
    }
    if (count > 0) this.onBatch(count);
  }

  write(first: number, count: number): number {
    const { arena, descriptors } = this.batch;
    if (!this.#open) return 0;
    let taken = 0;
    for (let at = first * fieldCount; at < (first + count) * fieldCount; at += fieldCount) {
      const offset = descriptors[at + field.offset]!;
      const packet = arena.slice(offset, offset + descriptors[at + field.length]!);
      const version = packet[0]! >> 4;
      if (version === 4 || version === 6) {
        taken += 1;
        this.onPacket(packet);
      } else {
        this.dropped.out += 1;
      }
    }
    return taken;
  }

  addAddress(cidr: string): void {
    this.addresses.push(cidr);
  }

  preferAddress(cidr: string, isPreferred: boolean): void {
    if (isPreferred) this.deprecated.delete(cidr);
    else this.deprecated.add(cidr);
  }

  removeAddress(cidr: string): void {
    this.addresses.splice(this.addresses.indexOf(cidr), 1);
  }

  close(): void {
    this.#open = false;
  }
}

function memoryBatch(slotSize: number): Batch {
  const arena = new Uint8Array(batchSlots * slotSize);
  const slots = Array.from({ length: batchSlots }, (_, i) =>
    arena.subarray(i * slotSize, (i + 1) * slotSize),
  );
  return {
    slots: batchSlots,
    slotSize,
    headroom,
    arena,
    descriptors: new Int32Array(batchSlots * fieldCount),
    slot: (index) => slots[index]!,
  };
}
