import test from 'ava';
import { VirtualClock } from '../../../src/clock/virtual.js';
import { EchoPrograms } from '../../../src/simulation/measures/echo.js';
import { MemoryTun } from '../../../src/tun/memory.js';
import { field, fieldCount } from '../../../src/tun/tun.js';
import { errorHeadLength, makeError, unreachable } from '../../../src/tunnel/icmp.js';

const [a, b] = [1, 2].map((last) => new Uint8Array([0x20, 0x01, 0, 0x25, ...new Uint8Array(11), last]));

/** Two machines' programs, and a way between their devices that loses the first packets. */
function machines(lost: number) {
  const clock = new VirtualClock();
  const tuns = [1, 2].map(() => new MemoryTun({ name: 'memory', mtu: 1280, addresses: [] }));
  const [asker, owner] = tuns.map((tun) => new EchoPrograms(clock, tun));
  let left = lost;
  tuns.forEach((tun, at) => {
    tun.onBatch = (count) => {
      const { arena, descriptors } = tun.batch;
      for (let slot = 0; slot < count; slot += 1) {
        const offset = descriptors[slot * fieldCount + field.offset]!;
        const packet = arena.slice(offset, offset + descriptors[slot * fieldCount + field.length]!);
        left -= 1;
        if (left < 0) clock.after(100, () => tuns[1 - at]!.onPacket(packet));
      }
    };
  });
  return { clock, tuns, asker: asker!, owner: owner! };
}

test('a question is answered by the other machine, and sent again until then', async (t) => {
  const { clock, asker } = machines(2);
  const echo = asker.ask(a!, b!);
  await clock.run(20_000);
  t.deepEqual(await echo, { seconds: 2.2, packets: 3, wasRefused: false });
  t.is(clock.pending(), 0);
});

test('who hears nothing for ten seconds has no answer; an error is noted and no end', async (t) => {
  const { clock, asker, tuns } = machines(1_000);
  const echo = asker.ask(a!, b!);
  const { arena, descriptors } = tuns[0]!.batch;
  const offset = descriptors[field.offset]!;
  const length = descriptors[field.length]!;
  const error = new Uint8Array(errorHeadLength + length);
  error.set(arena.subarray(offset, offset + length), errorHeadLength);
  makeError(error, errorHeadLength, length, unreachable.type, unreachable.address, 0);
  clock.after(3_500, () => tuns[0]!.onPacket(error));
  await clock.run(20_000);
  t.deepEqual(await echo, { seconds: null, packets: 10, wasRefused: true });
  t.is(clock.pending(), 0);
});
