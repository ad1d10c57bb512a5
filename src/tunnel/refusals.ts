/** What programs are told at once when a packet of theirs goes nowhere: ICMPv6 errors, written to the TUN device. */
import { field, fieldCount } from '../tun/tun.js';
import { errorHeadLength, isError, makeError, tooBig, unreachable } from './icmp.js';
import { headerLength, tunMtu, writeHeader } from './packet.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';

/** Tells the program that sent the packet in a slot of the TUN's batch why it goes nowhere. */
export function refuse(
  room: Room,
  slot: number,
  at: number,
  length: number,
  type: number,
  code: number,
  now: number,
): void {
  const { batch } = room.parts.tun;
  if (isError(batch.arena, at, length) || !room.errors.take('', now)) return;
  const size = makeError(batch.arena, at, length, type, code, type === tooBig.type ? tunMtu : 0);
  batch.descriptors[slot * fieldCount + field.offset] = at - errorHeadLength;
  batch.descriptors[slot * fieldCount + field.length] = size;
  room.parts.tun.write(slot, 1);
}

/** There is no way to the other address: whoever waits for it is told, and whoever comes in the next seconds. */
export function refuseAll(room: Room, pair: Pair, code: number, until: number, now: number): void {
  const { batch } = room.parts.tun;
  pair.refusal = { until, code };
  for (let slot = pair.queue.peek(now); slot !== -1; slot = pair.queue.peek(now)) {
    pair.queue.shift();
    const [length, from] = [room.slots.length(slot), room.slots.offset(slot)];
    batch.arena.set(room.slots.memory(slot).subarray(from, from + length), batch.headroom + headerLength);
    writeHeader(
      batch.arena,
      batch.headroom,
      length,
      room.slots.nextHeader(slot),
      pair.own.address,
      pair.other,
    );
    room.slots.release(slot);
    room.drop('out-unreachable');
    refuse(room, 0, batch.headroom, length + headerLength, unreachable.type, code, now);
  }
}
