/** What commands say of themselves is true: examples work, options are named, exit codes are those that are told. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { type CliCommand, exitCode, type Io } from '../../src/cli/command.js';
import { commandHelp } from '../../src/cli/help.js';
import { allOptions, parseCall } from '../../src/cli/parse.js';
import { runProgram } from '../../src/cli/program.js';
import { namedCommands } from '../../src/cli/table.js';
import { ControlError } from '../../src/control/client.js';
import { answeringMachine } from '../helpers/answering.js';
import { phantom } from '../helpers/cli.js';
import { directory } from '../helpers/control.js';

const nobody: Io = { out: () => {}, err: () => {}, env: {}, uid: 1000 };

test('a command says what it is for, its options with what holds without them, and how it ends', async (t) => {
  for (const named of await namedCommands()) {
    const { name, summary, command } = named;
    const help = commandHelp(named);
    t.regex(help, new RegExp(`^phantom ${name}: `, 'm'));
    t.notRegex(summary, /[.?!]$/, name);
    t.regex(help, /\n\nExamples?:\n {2}phantom \w/, name);
    t.true(command.examples.length >= 1 && command.examples.length <= 3, name);
    t.regex(help.replaceAll('\n', ' '), / {2}Exit codes: 0 done, 1 \w.*, 2 wrong use/, name);
    t.is(/\b3 the node is not running/.test(help.replaceAll('\n', ' ')), command.asksNode ?? false, name);
    const options = allOptions(command);
    for (const [, option = ''] of command.usage.join(' ').matchAll(/--([a-z-]+)/g))
      t.true(option in options, option);
    for (const form of command.usage) t.is(form.split(' ')[0], name);
    const shorts = Object.values(options).flatMap(({ short }) => short ?? []);
    t.is(new Set(shorts).size, shorts.length, name);
    for (const action of Object.keys(command.actions ?? {}))
      t.true(
        command.usage.some((form) => form.startsWith(`${name} ${action}`)),
        `${name} ${action}`,
      );
  }
});

test('every example is understood by the parser, and those that this machine can run are run', async (t) => {
  const { ask } = await answeringMachine(t);
  // They need a terminal, a passphrase, standard input, or files and networks that only their examples know of.
  const only =
    /^(run|dashboard|wizard|console|set-clock)\b|^config check|backup|--passphrase|for-anna|^peers --channel/;
  let ran = 0;
  for (const { name, command } of await namedCommands()) {
    for (const { words } of command.examples) {
      const [first, ...rest] = words.split(' ');
      t.is(first, name);
      const call = parseCall(command, rest, nobody);
      t.truthy(call, words);
      if (command.actions) {
        const [action = '', ...given] = call!.operands;
        const [least, most] = command.actions[action]?.operands ?? [1, 0];
        t.true(given.length >= least && given.length <= most, words);
      }
      if (only.test(words)) continue;
      const { code, err } = await ask(first!, ...rest);
      ran += 1;
      // The doctor sees a machine of which the test knows nothing.
      t.true(code === 0 || (name === 'doctor' && code === 1), `${words}: ${err}`);
    }
  }
  t.true(ran >= 20, String(ran));
});

test('wrong use is exit code 2 for every command, with a pointer to the help', async (t) => {
  for (const { name, command } of await namedCommands()) {
    const { code, out, err } = await phantom([name, '--fly']);
    t.is(code, exitCode.usage, name);
    t.is(out, '');
    t.regex(err, new RegExp(`The option --fly is not known here.*\nSee "phantom ${name} --help"\\.$`));
    const [, most] = command.operands ?? [0, 0];
    t.is((await phantom([name, ...Array<string>(most + 1).fill('x')])).code, exitCode.usage, name);
    const valued = Object.entries(allOptions(command)).find(([, { type }]) => type === 'string');
    if (valued) t.is((await phantom([name, `--${valued[0]}`])).code, exitCode.usage, name);
  }
});

/** A call of each command that asks the node. */
const asking: Readonly<Record<string, readonly string[]>> = {
  status: ['status', '--json'],
  peers: ['peers'],
  paths: ['paths', 'accept'],
  tunnels: ['tunnels'],
  expose: ['expose', '80'],
  lookup: ['lookup', 'fedcba987654'],
  address: ['address', 'list'],
  invite: ['invite'],
  join: ['join', 'ph1x'],
  channel: ['channel', 'show-key'],
  log: ['log'],
};

test('a node that does not run, or goes away, is exit code 3 for whoever asks it', async (t) => {
  const asks = (await namedCommands()).filter(({ command }) => command.asksNode).map(({ name }) => name);
  t.deepEqual(Object.keys(asking).sort(), asks.sort());
  const place = await directory(t);
  const socket = join(place, 'control.sock');
  const config = join(place, 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${socket}\n`);
  for (const words of [...Object.values(asking), ['paths'], ['expose'], ['address', 'new']]) {
    const { code, out, err } = await phantom([...words, '--config', config]);
    t.is(code, exitCode.notRunning, words.join(' '));
    t.is(out, '');
    t.regex(err, /^phantom \w+: The node is not running: nothing answers on \//);
  }
  const server = createServer((connection) => connection.end());
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  t.teardown(() => server.close());
  for (const words of Object.values(asking)) {
    const { code, err } = await phantom([...words, '--config', config]);
    t.is(code, exitCode.notRunning, words.join(' '));
    t.regex(err, /The node ended the connection|The connection to the node has ended/);
  }
  const doctor = await phantom(['doctor', '--config', config]);
  t.is(doctor.code, exitCode.failed, 'for the doctor it is what stands in the way');
});

test('what a node answers decides between 1 and 3', async (t) => {
  for (const [error, code] of [
    [new ControlError('no-answer', 'The node did not answer within 10 seconds.'), exitCode.notRunning],
    [new ControlError('not-permitted', 'You may not talk to the node.'), exitCode.failed],
    [new ControlError('wrong-version', 'The running node is of another version.'), exitCode.failed],
    [new Error('a sentence'), exitCode.failed],
  ] as const) {
    const command: CliCommand = {
      usage: ['x'],
      about: '',
      examples: [],
      run: () => Promise.reject(error),
    };
    const load = async () => ({ default: command });
    t.is(await runProgram(['x'], nobody, [{ name: 'x', summary: '', load }]), code, error.message);
  }
});

test('what could not be done is exit code 1', async (t) => {
  const home = await directory(t);
  const env = { HOME: home, XDG_CONFIG_HOME: home, XDG_RUNTIME_DIR: home };
  await mkdir(join(home, 'phantom'));
  await writeFile(join(home, 'phantom/phantom.yaml'), 'network: 7\n');
  for (const words of [
    ['status'],
    ['config', 'show'],
    ['config', 'check'],
    ['run'],
    ['dashboard'],
    ['channel', 'list'],
  ]) {
    const { code, out, err } = await phantom(words, env);
    t.is(code, exitCode.failed, words.join(' '));
    t.is(out, '');
    t.regex(err, new RegExp(`^phantom ${words[0]}: .*phantom\\.yaml:1:`), words.join(' '));
  }
});
