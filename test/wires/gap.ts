/**
 * For how long packets stop when the process in a role of their way is killed: a thousand a second, one way, as in the simulation of the same
 * name, but over real wires and devices and in real time. How long they stop on this machine while nobody dies is told beside it.
 */
import { eventually, type Keeper } from '../helpers/namespaces.js';
import type { Role } from '../helpers/way.js';
import { NumbersStream } from './numbers-stream.js';
import { type Stage, stage } from './stage.js';

export interface GapOptions {
  readonly nodes: number;
  readonly roles: readonly Role[];
  /** Per role. */
  readonly kills: number;
  /** Packets per second. */
  readonly rate: number;
}

/** From the full rate to the death, and from there to the end of watching, ms. */
const before = 3_000;
const after = 6_000;
/** How long a gap is waited for, ms. */
const patience = 120_000;

export async function gaps(
  keeper: Keeper,
  { nodes, roles, kills, rate }: GapOptions,
  tell: (text: string) => void,
) {
  const scene = await stage(keeper, nodes);
  const stream = await NumbersStream.begin(scene, rate);
  await eventually('packets come', patience, () => stream.taken.received > 0);
  await scene.recover();
  const figures = [];
  for (const role of roles) {
    const measured: Measured[] = [];
    for (let kill = 0; kill < kills; kill += 1) measured.push(await killOnce(scene, stream, role, tell));
    const of = (field: keyof Measured) => measured.map((each) => each[field]);
    figures.push({ role, max_gap_ms: Math.max(...of('gap')), gaps_ms: of('gap'), ...rest(of) });
  }
  return {
    nodes,
    kills,
    roles: figures,
    rate: Math.min(...figures.map((each) => each.rate)),
    max_gap_ms: Math.max(...figures.map((each) => each.max_gap_ms)),
    calm_gap_ms: Math.max(...figures.map((each) => each.calm_gap_ms)),
    wrong: stream.taken.wrong,
  };
}

interface Measured {
  readonly gap: number;
  /** The longest gap before the death. */
  readonly calm: number;
  /** Lost from the beginning of the full rate to its end. */
  readonly lost: number;
  /** Packets per second that were sent. */
  readonly rate: number;
}

function rest(of: (field: keyof Measured) => number[]) {
  return { calm_gap_ms: Math.max(...of('calm')), lost: of('lost'), rate: Math.min(...of('rate')) };
}

async function killOnce(
  scene: Stage,
  stream: NumbersStream,
  role: Role,
  tell: (text: string) => void,
): Promise<Measured> {
  const missing = stream.missing;
  stream.run(true);
  await pass(before);
  const begun = stream.sent;
  const { victim, at, also } = await scene.kill(role, tell);
  await pass(after);
  await eventually('packets come again', patience, () => stream.taken.quiet < 100);
  const gap = stream.longestPause(at, at + after);
  const calm = stream.longestPause(begun.at - before / 2, at - 1_000);
  const { sent, at: end } = stream.sent;
  const rate = Math.round(((sent - begun.sent) * 1_000) / (end - begun.at));
  stream.run(false);
  // What is still under way is not lost.
  await pass(2_000);
  const lost = stream.missing - missing;
  await scene.revive(victim, at);
  const alsoWas = also.length > 0 ? ` (and ${also.join(', ')})` : '';
  tell(
    `${role}${alsoWas} killed: no packet for ${gap} ms (before: ${calm} ms), ${lost} lost, ${rate} a second`,
  );
  return { gap, calm, lost, rate };
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
