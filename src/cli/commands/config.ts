import { stringify } from 'yaml';
import { defaultConfig, valueAt } from '../../config/config.js';
import { changeSettings, loadConfig, typedValue } from '../../config/file.js';
import { unknownKey } from '../../config/parse.js';
import { isSettingPath } from '../../config/schema.js';
import { defaultFile } from '../../config/template.js';
import { byAction } from '../actions.js';
import { type Call, type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { findPlace, placeConfig } from '../place.js';

const command: CliCommand = {
  usage: [
    'config show [--json]',
    'config get KEY [--json]',
    'config set KEY VALUE [--json]',
    'config check [FILE] [--json]',
    'config default [--json]',
  ],
  about:
    'show prints the settings in force, get one of them (KEY as in network.port), set changes one in the file and keeps your comments, check tests a file, default prints the file with every setting, its meaning and its default.',
  options: { ...configOption, ...jsonOption },
  examples: [
    { words: 'config get network.port', about: 'One setting.' },
    {
      words: 'config set first_contact.bittorrent true',
      about: 'Changes one; the comments of the file stay.',
    },
    { words: 'config check my.yaml', about: 'Is a file in order, before it is used?' },
  ],
  failure: 'the settings are not in order, or cannot be read or written',
  ...byAction('config', {
    show: { operands: [0, 0], run: show },
    get: { operands: [1, 1], words: ['setting'], run: get },
    set: { operands: [2, 2], words: ['setting', 'value'], run: set },
    check: { operands: [0, 1], words: ['file'], run: check },
    default: { operands: [0, 0], run: printDefault },
  }),
};

async function printDefault(call: Call): Promise<number> {
  call.io.out(call.flag('json') ? JSON.stringify(defaultConfig) : defaultFile().trimEnd());
  return exitCode.ok;
}

async function show(call: Call): Promise<number> {
  const config = await placeConfig(call, await findPlace(call));
  call.io.out(call.flag('json') ? JSON.stringify(config) : stringify(config).trimEnd());
  return exitCode.ok;
}

async function get(call: Call, [key = '']: readonly string[]): Promise<number> {
  if (!isSettingPath(key)) throw new UsageError(unknownKey(key));
  const value = valueAt(await placeConfig(call, await findPlace(call)), key);
  if (call.flag('json')) call.io.out(JSON.stringify({ [key]: value }));
  else if (Array.isArray(value)) call.io.out(value.join('\n'));
  else call.io.out(String(value));
  return exitCode.ok;
}

async function set(call: Call, [key = '', value = '']: readonly string[]): Promise<number> {
  if (!isSettingPath(key)) throw new UsageError(unknownKey(key));
  const { config: file } = await findPlace(call);
  const typed = typedValue(value);
  await changeSettings(file, { [key]: typed });
  const words = `${file}: ${key} is now ${value}. It counts from the node's next start.`;
  call.io.out(call.flag('json') ? JSON.stringify({ settings: file, key, value: typed }) : words);
  return exitCode.ok;
}

async function check(call: Call, [named]: readonly string[]): Promise<number> {
  const file = named ?? (await findPlace(call)).config;
  await loadConfig(file);
  call.io.out(call.flag('json') ? JSON.stringify({ settings: file }) : `${file} is in order.`);
  return exitCode.ok;
}

export default command;
