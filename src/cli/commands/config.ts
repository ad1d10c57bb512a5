import { stringify } from 'yaml';
import { valueAt } from '../../config/config.js';
import { changeSettings, loadConfig, typedValue } from '../../config/file.js';
import { unknownKey } from '../../config/parse.js';
import { isSettingPath } from '../../config/schema.js';
import { defaultFile } from '../../config/template.js';
import { type Call, type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { findPlace, placeConfig } from '../place.js';

const command: CliCommand = {
  usage: [
    'config show [--json]',
    'config get KEY [--json]',
    'config set KEY VALUE',
    'config check [FILE]',
    'config default',
  ],
  about:
    'show prints the settings in force, get one of them (KEY as in network.port), set changes one in the file and keeps your comments, check tests a file, default prints the file with every setting, its meaning and its default.',
  options: { ...configOption, ...jsonOption },
  operands: [1, 3],
  async run(call) {
    const [action, ...words] = call.operands;
    const wanted = { show: 0, get: 1, set: 2, default: 0 }[action ?? ''];
    if (action === 'check' ? words.length > 1 : wanted !== undefined && words.length !== wanted) {
      throw new UsageError(`Too many or too few words after "config ${action}".`);
    }
    if (action === 'show') return await show(call);
    if (action === 'get') return await get(call, words[0]!);
    if (action === 'set') return await set(call, words[0]!, words[1]!);
    if (action === 'check') return await check(call, words[0]);
    if (action === 'default') {
      call.io.out(defaultFile().trimEnd());
      return exitCode.ok;
    }
    throw new UsageError(`Expected show, get, set, check or default, but "${action}" came.`);
  },
};

async function show(call: Call): Promise<number> {
  const config = await placeConfig(call, await findPlace(call));
  call.io.out(call.flag('json') ? JSON.stringify(config) : stringify(config).trimEnd());
  return exitCode.ok;
}

async function get(call: Call, key: string): Promise<number> {
  if (!isSettingPath(key)) throw new UsageError(unknownKey(key));
  const value = valueAt(await placeConfig(call, await findPlace(call)), key);
  if (call.flag('json')) call.io.out(JSON.stringify({ [key]: value }));
  else if (Array.isArray(value)) call.io.out(value.join('\n'));
  else call.io.out(String(value));
  return exitCode.ok;
}

async function set(call: Call, key: string, value: string): Promise<number> {
  if (!isSettingPath(key)) throw new UsageError(unknownKey(key));
  const { config: file } = await findPlace(call);
  await changeSettings(file, { [key]: typedValue(value) });
  call.io.out(`${file}: ${key} is now ${value}. It counts from the node's next start.`);
  return exitCode.ok;
}

async function check(call: Call, named: string | undefined): Promise<number> {
  const file = named ?? (await findPlace(call)).config;
  await loadConfig(file);
  call.io.out(`${file} is in order.`);
  return exitCode.ok;
}

export default command;
