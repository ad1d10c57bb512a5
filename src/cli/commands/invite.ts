import { stat } from 'node:fs/promises';
import { writeAtomically } from '../../state/directory.js';
import { terminalLook, toAnsi } from '../../tui/look.js';
import { qrLines, qrModules, qrNeeds, qrRows } from '../../tui/qr.js';

import { type Call, type CliCommand, configOption, exitCode, jsonOption, UsageError } from '../command.js';
import { askNode } from '../connect.js';
import { say } from '../language.js';

const command: CliCommand = {
  usage: ['invite [--with-key] [--qr] [--json]', 'invite --file FILE [--with-key] [--json]'],
  about:
    'Prints an invite to the running node: a line that somebody else gives to "phantom join" or types into the set-up of their disc. It holds the address and the key of this node. With --qr it is also drawn for the camera of a telephone; written to a file or a pipe, the drawing is right on a terminal that writes light on dark.\n--file writes an invite file instead, to be given to "phantom join": it names this node and two others, so that it still leads in when one of them is switched off.\nThe key of a network that is not public is in neither: it goes apart, so that whoever finds the invite finds a node and nothing more. --with-key puts it in; an invite is then longer, and a secret.',
  options: {
    ...configOption,
    ...jsonOption,
    qr: { type: 'boolean', about: 'draw the invite as a QR code, too' },
    'with-key': { type: 'boolean', about: 'put the key of the network in, too' },
    file: {
      type: 'string',
      value: 'FILE',
      about: 'write an invite file that names up to three nodes',
      fallback: 'the invite is printed',
      kind: 'file',
    },
  },
  examples: [
    { words: 'invite --qr', about: 'A line to be given away, and its picture for a telephone.' },
    {
      words: 'invite --channel friends --with-key --file for-anna',
      about: 'A file that lets Anna into a network of yours.',
    },
  ],
  asksNode: true,
  async run(call) {
    const path = call.option('file');
    if (path !== undefined) return await writeFileForm(call, path);
    const withKey = call.flag('with-key');
    const made = (await askNode(call, 'invite.create', { withKey })) as Made & { invite: string };
    const { invite } = made;
    if (call.flag('json')) {
      if (call.flag('qr')) throw new UsageError('A QR code is no JSON: leave out --qr or --json.');
      call.io.out(JSON.stringify({ invite }));
      return exitCode.ok;
    }
    if (call.flag('qr')) call.io.out(drawing(call, invite));
    call.io.out(invite);
    noteKey(call, made);
    return exitCode.ok;
  },
};

/** For which network it is, and whether its key is in it. */
interface Made {
  readonly channel: { readonly name: string; readonly kind: 'public' | 'passphrase' | 'invite' };
  readonly withKey: boolean;
}

/** What whoever gets it needs besides, on standard error: the invite itself goes into pipes. */
function noteKey(call: Call, { channel: { name, kind }, withKey }: Made): void {
  if (withKey) call.io.err(say('invite.with-key', { name }));
  else if (kind !== 'public') call.io.err(say(`invite.apart.${kind}`, { name }));
}

async function writeFileForm(call: Call, path: string): Promise<number> {
  if (call.flag('qr'))
    throw new UsageError('An invite file is too much for a QR code: leave out --qr or --file.');
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) throw new Error(`${path} is there already and is not overwritten. Name another file.`);
  const withKey = call.flag('with-key');
  const made = (await askNode(call, 'invite.file', { withKey })) as Made & { file: string; nodes: number };
  const { file, nodes } = made;
  await writeAtomically(path, file, 0o600);
  call.io.out(
    call.flag('json')
      ? JSON.stringify({ file: path, nodes })
      : say('invite.file.written', { file: path, count: nodes }),
  );
  if (!call.flag('json')) noteKey(call, made);
  return exitCode.ok;
}

/** For this terminal; throws a sentence when it is too small. */
function drawing({ io }: Call, invite: string): string {
  const modules = qrModules(invite);
  if (!io.terminal || (io.env.TERM ?? 'dumb') === 'dumb') return qrLines(modules).join('\n');
  const look = terminalLook(io.env);
  // The line of the invite stands below.
  const rows = qrRows(modules, look, { ...io.terminal, rows: io.terminal.rows - 2 });
  if (!rows) throw new Error(say('invite.qr.small', { ...qrNeeds(look, modules.length) }));
  return rows.map((line) => `${toAnsi(line, look)}\u001b[0m`).join('\n');
}

export default command;
