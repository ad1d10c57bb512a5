/**
 * Nodes as users run them: each a process `phantom run` with a file and a directory of its own, on a host of its own
 * (namespaces.ts). Asked through their control sockets, which need no network. For the demo and for tests of the whole.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock/machine-clock.js';
import { ControlClient } from '../../src/control/client.js';
import type { Snapshot } from '../../src/control/protocol.js';
import { bridge, eventually, type Host, type Keeper, type Program } from './namespaces.js';

/** The command line as compiled beside this file; run from the repository's root. */
export const phantom = new URL('../../src/cli/main.js', import.meta.url).pathname;

export class RealNode {
  /** Its settings file; `phantom COMMAND --config` talks to it. */
  readonly config: string;
  readonly #socket: string;
  readonly #state: string;
  #program: Program | null = null;

  constructor(
    readonly host: Host,
    readonly directory: string,
    /** A module that its process loads first. */
    readonly preload: string | null = null,
    /** Words before the program's, `env NAME=VALUE` for instance. */
    readonly before: readonly string[] = [],
  ) {
    this.config = join(directory, 'phantom.yaml');
    this.#socket = join(directory, 'control.sock');
    this.#state = join(directory, 'state');
  }

  /** Writes the settings; lines that are not given stay at their defaults. */
  async configure(settings: string): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await writeFile(this.config, `version: 1\n${settings}\ncontrol:\n  socket: ${this.#socket}\n`);
  }

  /** @param daysAhead by how many days this machine's date is wrong; may be negative */
  start(daysAhead = 0): Program {
    const date = `data:text/javascript,const { now } = Date; Date.now = () => now() + ${daysAhead} * 864e5;`;
    const preloads = [...(daysAhead === 0 ? [] : [date]), ...(this.preload === null ? [] : [this.preload])];
    const args = ['run', '--config', this.config, '--state', this.#state];
    const first = preloads.map((preload) => `--import=${preload}`);
    const [command, ...words] = [...this.before, process.execPath, ...first, phantom, ...args];
    this.#program = this.host.start(command!, ...words);
    return this.#program;
  }

  /** Ends the process and waits for its end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    if (!this.#program) throw new Error('the node was never started');
    return await this.#program.stop(signal);
  }

  signal(signal: NodeJS.Signals): void {
    this.#program?.process.kill(signal);
  }

  /** What it printed so far, for the words of a failure. */
  output(): string {
    return this.#program?.output() ?? '';
  }

  /** What it answers to a method of its control socket. */
  async call<T>(method: string, params: Record<string, unknown> = {}): Promise<T> {
    const client = await ControlClient.connect(this.#socket, systemClock);
    try {
      return (await client.call(method, params)) as T;
    } finally {
      client.close();
    }
  }

  /** Its facts, or null while nothing answers. */
  async snapshot(): Promise<Snapshot | null> {
    return await this.call<Snapshot>('status').catch(() => null);
  }

  /** Runs a `phantom` command against this node and returns what it printed. */
  async ask(command: string, ...args: string[]): Promise<string> {
    return await this.host.run(process.execPath, phantom, command, '--config', this.config, ...args);
  }
}

/** Settings of a network that lives inside one Ethernet. */
export const lanSettings = 'channel: demo\nnetwork:\n  private_endpoints: true';

/** `count` nodes on one Ethernet, started, and searching the LAN only. */
export async function realNodes(
  keeper: Keeper,
  count: number,
  settings = 'channel: demo',
  preload: string | null = null,
): Promise<RealNode[]> {
  const { hosts } = await bridge(keeper, count);
  const directory = await mkdtemp(join(tmpdir(), 'phantom-nodes-'));
  keeper.teardown(() => rm(directory, { recursive: true, force: true }));
  const nodes = hosts.map((host, i) => new RealNode(host, join(directory, `node${i + 1}`), preload));
  for (const node of nodes) {
    await node.configure(settings);
    node.start();
    // Directories go last: a node that still ends would write into them again.
    keeper.teardown(async () => void (await node.stop('SIGKILL')));
  }
  return nodes;
}

/** Nodes that every one of them must be linked to, and is not yet: one line per node, empty when all is done. */
export function missing(snapshots: readonly (Snapshot | null)[]): string[] {
  const ids = snapshots.map((each) => each?.node.id);
  return snapshots.flatMap((snapshot, i) => {
    if (!snapshot) return [`node ${i + 1} does not answer yet`];
    const linked = new Set(snapshot.peers.filter((peer) => peer.state === 'linked').map((peer) => peer.id));
    const others = ids.filter((id, other) => other !== i && !(id !== undefined && linked.has(id))).length;
    const { state, reason } = snapshot.connection;
    if (others === 0 && state === 'connected') return [];
    return [`node ${i + 1} is ${state} (${reason}) and not linked to ${others} others`];
  });
}

/** Waits until every node is connected and linked to every other; returns their facts. */
export async function allLinked(nodes: readonly RealNode[], ms: number): Promise<Snapshot[]> {
  let snapshots: (Snapshot | null)[] = [];
  try {
    return await eventually('every node is linked to every other', ms, async () => {
      snapshots = await Promise.all(nodes.map((node) => node.snapshot()));
      return missing(snapshots).length === 0 ? (snapshots as Snapshot[]) : null;
    });
  } catch (error) {
    const silent = nodes.find((_, i) => !snapshots[i]);
    const words = silent ? `\n${silent.output()}` : '';
    throw new Error(`${(error as Error).message}\n${missing(snapshots).join('\n')}${words}`);
  }
}
