import { createInterface } from 'node:readline';
import { keeping } from '../helpers/keeper.js';
import { bridge, type Host } from '../helpers/namespaces.js';
import { type Bench, median, rounded } from './figures.js';
import type { Received } from './link-inside.js';

const seconds = 3;

/**
 * Goodput of one link between two hosts joined by veth and a bridge, in Mbit/s of cell bodies that arrived, against
 * plain node:dgram with datagrams of the same size over the same veth (UDP payload that arrived). Both keep a window of
 * datagrams under way, as fast as the receiver answers; what is lost does not count. The two take turns.
 */
export const linkBench: Bench = (rounds) =>
  keeping(async (keeper) => {
    const { hosts } = await bridge(keeper, 2);
    const [from, to] = [hosts[0]!, hosts[1]!];
    const link: Received[] = [];
    const raw: Received[] = [];
    for (let round = 0; round < rounds; round += 1) {
      raw.push(await measure('raw', from, to));
      link.push(await measure('link', from, to));
    }
    return {
      seconds_per_round: seconds,
      bytes_per_datagram: 1344,
      mbit_link: link.map((each) => rounded(each.mbit, 1)),
      mbit_raw: raw.map((each) => rounded(each.mbit, 1)),
      raw: 'node:dgram, 1344 bytes',
      ratio_median: rounded(median(link.map((each, i) => each.mbit / raw[i]!.mbit)), 3),
      mbit_link_median: rounded(median(link.map((each) => each.mbit)), 1),
      cells_per_second_median: Math.round(median(link.map((each) => each.datagrams / seconds))),
      lost_link: link.map((each) => each.lost),
      lost_raw: raw.map((each) => each.lost),
    };
  });

const inside = new URL('./link-inside.js', import.meta.url).pathname;

/** One round: a receiver that says where it is, a sender that is told, and what the receiver counted. */
async function measure(kind: 'raw' | 'link', from: Host, to: Host): Promise<Received> {
  const receiver = to.start(process.execPath, inside, kind, 'receive', String(seconds * 1000));
  const lines = createInterface(receiver.process.stdout!)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the receiver ended: ${receiver.output()}`);
    return JSON.parse(value);
  };
  const where = await next();
  const sender = from.start(
    process.execPath,
    inside,
    kind,
    'send',
    JSON.stringify({ address: to.ipv4, ...where }),
  );
  const result: Received = await next();
  await sender.stop('SIGTERM');
  await receiver.ended;
  return result;
}
