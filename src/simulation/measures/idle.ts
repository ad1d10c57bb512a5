import type { Population } from '../population.js';

/** What a node sends while nothing is asked of it and nobody comes or goes, in IP bytes per second, headers included. */
export interface Idle {
  /** What does not keep links: upkeep of table and record. */
  readonly base: number;
  /** What keeps links, divided by their number. */
  readonly perLink: number;
  /** All of it. */
  readonly all: number;
  /** Links that a node has. */
  readonly links: number;
}

/** How often links are counted, ms. */
const countEvery = 10_000;

/** Lets `ms` of virtual time pass and measures what the nodes send. */
export async function measureIdle(population: Population, ms: number): Promise<Idle> {
  const { board, clock, nodes } = population;
  const before = { ...sumTraffic(population), ip: board.sent.ipBytes };
  let links = 0;
  const counts = Math.max(1, Math.round(ms / countEvery));
  for (let count = 0; count < counts; count += 1) {
    await clock.run(ms / counts);
    for (const node of nodes) links += node.rooms!.links.list.length;
  }
  const after = sumTraffic(population);
  const perNode = (board.sent.ipBytes - before.ip) / nodes.length / (ms / 1000);
  const linkShare = (after.upkeepOut - before.upkeepOut) / (after.bytesOut - before.bytesOut);
  const linksEach = links / counts / nodes.length;
  return {
    base: perNode * (1 - linkShare),
    perLink: (perNode * linkShare) / linksEach,
    all: perNode,
    links: linksEach,
  };
}

function sumTraffic({ nodes }: Population): { bytesOut: number; upkeepOut: number } {
  const sum = { bytesOut: 0, upkeepOut: 0 };
  for (const node of nodes) {
    const { traffic } = node.rooms!.links;
    sum.bytesOut += traffic.bytesOut;
    sum.upkeepOut += traffic.upkeepOut;
  }
  return sum;
}
