import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { writeAtomically } from '../state/directory.js';
import { parseConfig, readConfig, unknownKey } from './parse.js';
import { complaint, isSettingPath } from './schema.js';
import { defaultFile } from './template.js';
import type { Config } from './types.js';

/** The operator named a file that cannot be read; `message` says what to do. */
export class ConfigFileError extends Error {
  readonly code = 'no-config';
}

/** Reads and checks a file. Throws `ConfigFileError` or `ConfigError`. */
export async function loadConfig(file: string): Promise<Config> {
  return parseConfig(await readText(file), file);
}

/** The text of a file that exists; else a sentence. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new ConfigFileError(
        `There is no configuration file ${file}. "phantom config default > ${file}" writes one.`,
      );
    }
    if (code === 'EACCES') throw new ConfigFileError(`You may not read ${file}; try it as root.`);
    throw new ConfigFileError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * The text of a file with one setting changed and every comment kept. `value` is YAML as typed by the operator
 * (`8080`, `true`, `[a, b]`). Throws when the file, the name or the new value may not stand.
 */
export function withSetting(text: string, file: string, path: string, value: unknown): string {
  const { document } = readConfig(text, file);
  if (!isSettingPath(path)) throw new Error(unknownKey(path));
  const trouble = complaint(path, value);
  if (trouble) throw new Error(trouble);
  // A bare scalar goes into the node that is there, and so keeps the comment behind it.
  document.setIn(path.split('.'), Array.isArray(value) ? document.createNode(value) : value);
  return document.toString({ lineWidth: 0 });
}

/** Changes settings in `file` (made from the default file when missing), checked as a whole before it is replaced. */
export async function changeSettings(
  file: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const old = await stat(file).catch(() => null);
  let text = old ? await readText(file) : defaultFile();
  for (const [path, value] of Object.entries(changes)) text = withSetting(text, file, path, value);
  parseConfig(text, file);
  await mkdir(dirname(file), { recursive: true });
  await writeAtomically(file, text, old ? old.mode & 0o777 : 0o644);
}

/** What the operator typed as a value, read as YAML; text that is no YAML stands for itself. */
export function typedValue(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}
