import { readFile, stat } from 'node:fs/promises';
import { longestText, writeNames } from '../../names/helper.js';
import { writeAtomically } from '../../state/directory.js';
import { type CliCommand, exitCode, type OptionSpec } from '../command.js';

const fileOption: Record<'file', OptionSpec> = {
  file: {
    type: 'string',
    value: 'FILE',
    about: 'the file to write to',
    fallback: '/etc/hosts',
    kind: 'file',
  },
};

const command: CliCommand = {
  usage: ['write-names [--file FILE]'],
  about:
    'What systemd starts when the address book has changed (phantom-names.socket): it reads the names from standard input and writes them to /etc/hosts, between two marks, so that programs find them. It writes nothing but names below .phantom.alt for Phantom addresses. It is of no use by hand.\nWhoever wants no names in /etc/hosts: "systemctl disable --now phantom-names.socket".',
  options: fileOption,
  examples: [
    { words: 'write-names', about: 'As phantom-names@.service calls it, with names on standard input.' },
  ],
  async run(call) {
    const file = call.option('file') ?? '/etc/hosts';
    const mode = await stat(file).then(
      (facts) => facts.mode & 0o777,
      () => 0o644,
    );
    const words = await writeNames(
      {
        read: () =>
          readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
            if (error.code === 'ENOENT') return '';
            throw error;
          }),
        write: (text) => writeAtomically(file, text, mode),
      },
      await readAll(),
    );
    call.io.out(words);
    return exitCode.ok;
  },
};

/** All of standard input, as far as it can be a list of names. */
async function readAll(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > longestText) break;
  }
  return text;
}

export default command;
