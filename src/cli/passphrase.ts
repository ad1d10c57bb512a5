import { readFile } from 'node:fs/promises';
import type { Say } from '../tui/texts/say.js';
import { type Call, type OptionSpec, UsageError } from './command.js';

export const passphraseOption: Record<'passphrase-file', OptionSpec> = {
  'passphrase-file': {
    type: 'string',
    value: 'FILE',
    about: 'its first line; /dev/fd/3 reads a descriptor',
    fallback: 'it is asked for on the terminal',
    kind: 'file',
  },
};

/** From the file named, else asked for on the terminal; `isNew`: twice, since a slip would lock everything up. */
export async function readPassphrase(call: Call, say: Say, isNew: boolean): Promise<string> {
  const file = call.option('passphrase-file');
  if (file !== undefined) {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new Error(`The passphrase's file ${file} cannot be read (${error.code}).`);
    });
    return firstLine(text, file);
  }
  const typed = (await call.io.secret?.(say('passphrase.ask'))) ?? null;
  if (typed === null) {
    throw new UsageError(
      'A passphrase is needed, and nobody typed one. Give it with --passphrase-file FILE.',
    );
  }
  if (isNew && (await call.io.secret!(say('passphrase.again'))) !== typed) {
    throw new UsageError('The two passphrases are not the same. Nothing was written.');
  }
  return typed;
}

function firstLine(text: string, file: string): string {
  const [line = ''] = text.split(/\r?\n/);
  if (line === '')
    throw new UsageError(`A passphrase was expected in the first line of ${file}, which is empty.`);
  return line;
}
