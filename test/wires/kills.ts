/** A hop dies during a transfer, again and again, in every role: TCP survives it, and not a byte is wrong. */
import type { Keeper } from '../helpers/namespaces.js';
import type { Role } from '../helpers/way.js';
import { type Stage, stage } from './stage.js';
import { serveFile, Transfer } from './transfer.js';

export interface KillOptions {
  readonly nodes: number;
  readonly roles: readonly Role[];
  /** Per role. */
  readonly kills: number;
  /** Of one transfer; when one is over before the last hop has died, the next begins. */
  readonly megabytes: number;
}

/** How long nothing may come before the transfer counts as dead, ms. */
const patience = 120_000;
/** What must have come, before a hop dies and after its death: more than what waits in the windows of both ends. */
const flowing = 1_000_000;

export async function killsDuringTransfers(
  keeper: Keeper,
  { nodes, roles, kills, megabytes }: KillOptions,
  tell: (text: string) => void,
) {
  const scene = await stage(keeper, nodes);
  const bytes = megabytes * 1e6;
  await serveFile(scene, bytes);
  const transfers = new Transfers(scene, bytes);
  await (await transfers.running()).goesOn(flowing, patience);
  await scene.recover();
  const figures = [];
  for (const role of roles) {
    const stalls: number[] = [];
    for (let tries = 0; stalls.length < kills; tries += 1) {
      if (tries > 3 * kills) throw new Error(`${megabytes} MB are there before a hop dies: transfer more`);
      const stall = await killOnce(scene, transfers, role, tell);
      if (stall !== null) stalls.push(stall);
    }
    figures.push({ role, kills: stalls.length, max_stall_ms: Math.max(...stalls), stalls_ms: stalls });
  }
  await transfers.finish();
  return {
    nodes,
    roles: figures,
    kills: Math.min(...figures.map((each) => each.kills)),
    megabytes,
    transfers: transfers.done,
    wrong: transfers.faults.length,
    ...(transfers.faults.length > 0 ? { faults: transfers.faults } : {}),
  };
}

/** For how long nothing came; null: the transfer was over too soon to say. */
async function killOnce(
  scene: Stage,
  transfers: Transfers,
  role: Role,
  tell: (text: string) => void,
): Promise<number | null> {
  const flows = async () => await (await transfers.running()).goesOn(flowing, patience);
  const { victim, at, also } = await scene.kill(role, tell, flows);
  const transfer = transfers.current!;
  const wasRunning = !transfer.isOver;
  await transfer.goesOn(flowing, patience);
  const stall = transfer.longestStall(at);
  await scene.revive(victim, at);
  if (!wasRunning || transfer.bytesAt(at) === transfer.bytes) return null;
  tell(`${role}${also.length > 0 ? ` (and ${also.join(', ')})` : ''} killed: nothing came for ${stall} ms`);
  return stall;
}

class Transfers {
  current: Transfer | null = null;
  done = 0;
  readonly faults: string[] = [];

  constructor(
    private readonly scene: Stage,
    private readonly bytes: number,
  ) {}

  async running(): Promise<Transfer> {
    if (this.current?.isOver) await this.finish();
    this.current ??= new Transfer(this.scene);
    return this.current;
  }

  async finish(): Promise<void> {
    const fault = await this.current?.verdict(this.bytes);
    if (fault) this.faults.push(fault);
    else this.done += 1;
    this.current = null;
  }
}
