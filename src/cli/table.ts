import type { CliCommand } from './command.js';
import type { NamedCommand } from './help.js';

export interface CommandEntry {
  readonly name: string;
  /** What it does or shows in one line, without a full stop, for `phantom --help` and the manual. */
  readonly summary: string;
  /** Loads the command only when it is called: `phantom version` needs no screen library. */
  load(): Promise<{ default: CliCommand }>;
}

/** Every command, in the order the help shows them. */
export const commands: readonly CommandEntry[] = [
  { name: 'run', summary: 'run a node until it is told to end', load: () => import('./commands/run.js') },
  {
    name: 'status',
    summary: 'is the node connected, and if not, why',
    load: () => import('./commands/status.js'),
  },
  {
    name: 'doctor',
    summary: 'what stands between this PC and the others, and what to do',
    load: () => import('./commands/doctor.js'),
  },
  {
    name: 'peers',
    summary: 'the nodes that this node is linked to',
    load: () => import('./commands/peers.js'),
  },
  {
    name: 'paths',
    summary: "this node's anonymous paths, and what the network's size is worth",
    load: () => import('./commands/paths.js'),
  },
  {
    name: 'tunnels',
    summary: 'the tunnels between addresses of this PC and those of others',
    load: () => import('./commands/tunnels.js'),
  },
  {
    name: 'expose',
    summary: 'let others reach a port of this machine',
    load: () => import('./commands/expose.js'),
  },
  {
    name: 'lookup',
    summary: "find a node's record in the network",
    load: () => import('./commands/lookup.js'),
  },
  {
    name: 'address',
    summary: 'the addresses of this PC: make, list, choose, back up',
    load: () => import('./commands/address.js'),
  },
  { name: 'invite', summary: 'print an invite to this node', load: () => import('./commands/invite.js') },
  { name: 'join', summary: 'link to the node an invite names', load: () => import('./commands/join.js') },
  {
    name: 'channel',
    summary: 'the networks this machine is in: make, join, leave',
    load: () => import('./commands/channel.js'),
  },
  { name: 'log', summary: "the last lines of the node's log", load: () => import('./commands/log.js') },
  {
    name: 'dashboard',
    summary: 'the node on the whole screen, live',
    load: () => import('./commands/dashboard.js'),
  },
  {
    name: 'wizard',
    summary: 'set up this node by a few questions',
    load: () => import('./commands/wizard.js'),
  },
  {
    name: 'console',
    summary: 'what the consoles of the disc show',
    load: () => import('./commands/console.js'),
  },
  {
    name: 'config',
    summary: 'show, check or change the settings',
    load: () => import('./commands/config.js'),
  },
  {
    name: 'set-clock',
    summary: "set this PC's clock (systemd starts it for the node)",
    load: () => import('./commands/set-clock.js'),
  },
  { name: 'version', summary: 'print the version', load: () => import('./commands/version.js') },
];

/** Every command with what it says of itself, for what is made from that. */
export async function namedCommands(): Promise<NamedCommand[]> {
  return await Promise.all(
    commands.map(async ({ name, summary, load }) => ({ name, summary, command: (await load()).default })),
  );
}
