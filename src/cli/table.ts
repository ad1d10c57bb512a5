import type { CliCommand } from './command.js';

export interface CommandEntry {
  readonly name: string;
  /** One line for `phantom --help`. */
  readonly summary: string;
  /** Loads the command only when it is called: `phantom version` needs no screen library. */
  load(): Promise<{ default: CliCommand }>;
}

/** Every command, in the order the help shows them. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'config',
    summary: 'show, check or change the settings',
    load: () => import('./commands/config.js'),
  },
  { name: 'version', summary: 'print the version', load: () => import('./commands/version.js') },
];
