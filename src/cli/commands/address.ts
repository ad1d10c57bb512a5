import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressFacts } from '../../control/protocol.js';
import { writeAtomically } from '../../state/directory.js';
import { addressLines } from '../../tui/facts.js';
import { byAction } from '../actions.js';
import {
  type Call,
  type CliCommand,
  configOption,
  jsonOption,
  type OptionSpec,
  UsageError,
} from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';
import { passphraseOption, readPassphrase } from '../passphrase.js';
import { tell } from '../tell.js';

/** How often the node is asked whether an address is made, and how often its work is told, ms. */
const lookEvery = 250;
const tellEvery = 5_000;
/** Backups are far shorter. */
const longestBackup = 48 * 1024;

const yesOption: Record<'yes', OptionSpec> = {
  yes: { type: 'boolean', short: 'y', about: 'with remove: yes, for good' },
};

const command: CliCommand = {
  usage: [
    'address list [--json]',
    'address new [LABEL] [--json]',
    'address default ADDRESS|fresh [--json]',
    'address remove ADDRESS --yes [--json]',
    'address backup FILE [--passphrase-file FILE] [--json]',
    'address restore FILE [--passphrase-file FILE] [--json]',
  ],
  about:
    'The AP addresses of this PC. Nothing links them with one another or with the node. Others reach this PC by a lasting address; programs go out with a fresh one at every start, unless "default" chooses a lasting one: what is done with one address belongs together for everybody who sees it.\nnew makes a lasting address, which takes some seconds of work; the LABEL stays on this PC. ADDRESS may be a label. remove forgets an address for good; nobody can make it again without a backup.\nbackup writes all lasting addresses, with the guards of this node, to a FILE under a passphrase; restore takes in what is missing here, and changes nothing that is here.',
  options: { ...configOption, ...jsonOption, ...passphraseOption, ...yesOption },
  examples: [
    { words: 'address new shop', about: 'Makes a lasting address and prints it.' },
    { words: 'address list', about: 'The addresses of this PC, the one that programs go out with first.' },
    {
      words: 'address backup addresses.backup',
      about: 'Keeps the lasting ones safe, under a passphrase that is asked for.',
    },
  ],
  asksNode: true,
  ...byAction('address', {
    list: { operands: [0, 0], run: list },
    new: { operands: [0, 1], run: make },
    default: { operands: [1, 1], words: [['fresh']], run: choose },
    remove: { operands: [1, 1], run: remove },
    backup: { operands: [1, 1], words: ['file'], run: backup },
    restore: { operands: [1, 1], words: ['file'], run: restore },
  }),
};

async function list(call: Call): Promise<number> {
  const facts = (await askNode(call, 'address.list')) as { addresses: AddressFacts[] };
  return tell(call, facts, () => addressLines(facts.addresses, say).join('\n'));
}

async function make(call: Call, [label = '']: readonly string[]): Promise<number> {
  const { making } = (await askNode(call, 'address.new', { label })) as { making: number };
  for (let waited = 0; ; waited += lookEvery) {
    const look = await askNode(call, 'address.making', { making });
    const { tries, address } = look as { tries: number; address: AddressFacts | null };
    if (address) return tell(call, address, () => address.address);
    if (waited > 0 && waited % tellEvery === 0) {
      call.io.err(say('address.working', { tries: (tries / 1e6).toFixed(1) }));
    }
    await sleep(lookEvery);
  }
}

async function choose(call: Call, [name = '']: readonly string[]): Promise<number> {
  const address = name === 'fresh' ? null : name;
  await askNode(call, 'address.default', { address });
  return tell(call, { default: address }, () =>
    address === null ? say('address.chosen.fresh') : say('address.chosen', { address }),
  );
}

async function remove(call: Call, [address = '']: readonly string[]): Promise<number> {
  if (!call.flag('yes')) {
    throw new UsageError('An address that is removed cannot be made again. Add --yes if that is meant.');
  }
  const facts = await askNode(call, 'address.remove', { address });
  const { removed } = facts as { removed: string };
  return tell(call, { removed }, () => say('address.removed', { address: removed }));
}

async function backup(call: Call, [file = '']: readonly string[]): Promise<number> {
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  ) {
    throw new Error(`${file} is there already and is not overwritten. Name another file.`);
  }
  const passphrase = await readPassphrase(call, say, true);
  const { backup: text } = (await askNode(call, 'address.backup', { passphrase })) as { backup: string };
  await writeAtomically(file, text, 0o600);
  return tell(call, { file }, () => say('address.saved', { file }));
}

async function restore(call: Call, [file = '']: readonly string[]): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`The backup ${file} cannot be read (${error.code}).`);
  });
  if (text.length > longestBackup) throw new Error(`${file} is no backup of addresses: it is too long.`);
  const passphrase = await readPassphrase(call, say, false);
  const facts = await askNode(call, 'address.restore', { backup: text, passphrase });
  const { restored, there } = facts as { restored: string[]; there: string[] };
  const lines = [say('address.restored', { count: restored.length }), ...restored];
  if (there.length > 0) lines.push(say('address.there', { count: there.length }));
  return tell(call, { restored, there }, () => lines.join('\n'));
}

export default command;
