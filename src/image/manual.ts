/**
 * The manual: phantom(1), a page for each command and phantom.yaml(5), made from what commands and settings say of
 * themselves, so that it cannot tell of what is not there.
 */
import { configOption, type Example, exitCode, exitWords } from '../cli/command.js';
import { exits, type NamedCommand, optionText } from '../cli/help.js';
import { allOptions } from '../cli/parse.js';
import { systemPaths } from '../config/paths.js';
import { settingPaths, settings } from '../config/schema.js';
import { bold, form, italic, lines, type Page, page, paragraphs, plain, terms } from './roff.js';

/** What a page is made for: the version it tells of, and its date in seconds since 1970. */
export type Edition = Pick<Page, 'version' | 'epoch'>;

/** Where the package puts the page that describes what --json prints. */
export const jsonPage = 'usr/share/doc/phantom-node/JSON.md.gz';

const files = {
  [systemPaths.config]: 'The settings, each with its explanation; see phantom.yaml(5).',
  '~/.config/phantom/phantom.yaml': "The settings of an ordinary user's own node.",
  [systemPaths.state]: 'The identity of the node, its addresses, and the nodes it has met.',
  [systemPaths.socket]: 'Where the running node is asked. Members of the group phantom may.',
  '/etc/phantom/channels, /var/lib/phantom-channels':
    'The settings and the identities of further networks, one each.',
};

/** Every page by the name of its file, e.g. `phantom-status.1`. */
export function manualPages(commands: readonly NamedCommand[], edition: Edition): Map<string, string> {
  return new Map([
    ['phantom.1', programPage(commands, edition)],
    ...commands.map((command): [string, string] => [
      `phantom-${command.name}.1`,
      commandPage(command, edition),
    ]),
    ['phantom.yaml.5', settingsPage(edition)],
  ]);
}

function programPage(commands: readonly NamedCommand[], edition: Edition): string {
  return page({
    ...edition,
    name: 'phantom',
    section: 1,
    summary: 'control a node of the Phantom anonymity network',
    parts: [
      ['SYNOPSIS', lines(['COMMAND [OPTIONS]', 'help COMMAND', '--version'].map(call))],
      [
        'DESCRIPTION',
        paragraphs(
          "Phantom is an anonymity network without servers: programs reach addresses that begin with 2001:25: over paths of relays, and neither end sees where the other is. This program runs a node of it and asks the one that runs.\nroot uses the machine's node. An ordinary user uses their own when they have settings for one, else the machine's when they are in the group phantom. --config names another, --channel a further network of this machine.",
        ),
      ],
      ['COMMANDS', terms(commands.map(({ name, summary }) => [reference(name), `${sentence(summary)}`]))],
      [
        'EXIT STATUS',
        terms(
          Object.entries(exitWords).map(([key, words]) => [code(exitCode[key as Exit]), sentence(words)]),
        ),
      ],
      ['FILES', terms(Object.entries(files).map(([file, text]) => [bold(file), text]))],
      [
        'ENVIRONMENT',
        terms([
          [
            bold('XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR'),
            "Where the files of an ordinary user's own node are.",
          ],
          [bold('NO_COLOR'), 'When it is set, nothing is coloured.'],
        ]),
      ],
      [
        'EXAMPLES',
        examples(
          commands
            .filter(({ name }) => shown.has(name))
            .flatMap(({ command }) => command.examples.slice(0, 1)),
        ),
      ],
      ['SEE ALSO', [[...commands.map(({ name }) => reference(name)), settingsReference].join(',\n')]],
    ],
  });
}

/** Whose first example stands on the page of the program. */
const shown: ReadonlySet<string> = new Set(['status', 'address', 'expose', 'invite', 'join']);

type Exit = keyof typeof exitCode;

function commandPage(named: NamedCommand, edition: Edition): string {
  const { name, summary, command } = named;
  const options = Object.entries(allOptions(command));
  const hasSettings = options.some(([option]) => option in configOption);
  return page({
    ...edition,
    name: `phantom-${name}`,
    section: 1,
    summary,
    parts: [
      ['SYNOPSIS', lines(command.usage.map(call))],
      ['DESCRIPTION', paragraphs(command.about)],
      [
        'OPTIONS',
        terms(
          options.map(([option, spec]) => {
            const short = spec.short ? `${bold(`-${spec.short}`)}, ` : '';
            const value = spec.type === 'string' ? ` ${italic(spec.value)}` : '';
            return [`${short}${bold(`--${option}`)}${value}`, sentence(optionText(spec))];
          }),
        ),
      ],
      [
        'OUTPUT',
        command.options?.json
          ? paragraphs(`With --json it prints one line of JSON. /${jsonPage} describes the fields.`)
          : [],
      ],
      ['EXIT STATUS', terms(exits(command).map((text) => [code(Number(text[0])), sentence(text.slice(2))]))],
      ['EXAMPLES', examples(command.examples)],
      ['SEE ALSO', [`${bold('phantom')}(1)${hasSettings ? `,\n${settingsReference}` : ''}`]],
    ],
  });
}

function settingsPage(edition: Edition): string {
  return page({
    ...edition,
    name: 'phantom.yaml',
    section: 5,
    summary: 'settings of a Phantom node',
    parts: [
      [
        'DESCRIPTION',
        paragraphs(
          'The settings of a node, as YAML. What is not in the file has its default. Names with a dot stand for keys in a section: network.port is the key port in the section network. "phantom config default" prints a file with all of them; after a change, "phantom config check" tests it, and it counts from the next start of the node.',
        ),
      ],
      [
        'SETTINGS',
        settingPaths.flatMap((path) => {
          const { comment, expected, fallback } = settings[path];
          const facts = `Expected: ${expected}. Default: ${JSON.stringify(fallback)}.`;
          return [...terms([[bold(path), comment]]), '.br', plain(facts.replaceAll('","', '", "'))];
        }),
      ],
      ['FILES', terms(Object.entries(files).map(([file, text]) => [bold(file), text]))],
      ['SEE ALSO', [`${bold('phantom')}(1),\n${reference('config')}`]],
    ],
  });
}

const settingsReference = `${bold('phantom.yaml')}(5)`;

function reference(command: string): string {
  return `${bold(`phantom-${command}`)}(1)`;
}

function call(words: string): string {
  return `${bold('phantom')} ${form(words)}`;
}

function code(number: number): string {
  return bold(String(number));
}

function examples(list: readonly Example[]): string[] {
  return terms(list.map(({ words, about }) => [bold(`phantom ${words}`), about]));
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
