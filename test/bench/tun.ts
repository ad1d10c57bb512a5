import { keeping } from '../helpers/keeper.js';
import { lonely } from '../helpers/namespaces.js';
import { type Bench, median, rounded } from './figures.js';
import type { TunRound } from './tun-inside.js';

const packets = 4096;
const size = 1280;

/**
 * Microseconds per packet read from and written to a TUN device: our batches, and the baseline, fs.read and fs.write
 * one at a time on the same device, as the tuntap2 of old did. Reading empties a queue that was filled before, writing
 * goes to a socket whose buffer is full, so that only the crossing itself is measured; the two take turns.
 */
export const tunBench: Bench = async (rounds) => {
  const result = await keeping(async (keeper) => {
    const host = await lonely(keeper);
    return host.evaluate(
      async ({ module, rounds, packets, size }): Promise<TunRound[]> =>
        (await import(module)).measure(rounds, packets, size),
      { module: new URL('./tun-inside.js', import.meta.url).href, rounds, packets, size },
    );
  });
  const column = (name: keyof TunRound) => result.map((round) => rounded(round[name], 3));
  const ratio = (fs: keyof TunRound, batch: keyof TunRound) =>
    rounded(median(result.map((round) => round[fs] / round[batch])), 2);
  return {
    packets,
    bytes_per_packet: size,
    us_read_batch: column('readBatch'),
    us_read_fs: column('readFs'),
    us_write_batch: column('writeBatch'),
    us_write_fs: column('writeFs'),
    ratio_read_median: ratio('readFs', 'readBatch'),
    ratio_write_median: ratio('writeFs', 'writeBatch'),
  };
};
