import { CommandError } from '../control/protocol.js';
import { type ChannelPass, decodePass } from '../wire/channel.js';
import { decodeInvite, type Invite, type InviteProblem } from '../wire/invite.js';
import { decodeInviteFile, type InviteFileProblem } from '../wire/invite-file.js';

/** What was expected, what came, what to do; one sentence or two for each way an invite can be wrong. */
const sentences: Record<InviteProblem, string> = {
  'not-an-invite':
    'An invite was expected: one line that begins with "ph1" (or "phk1"), as "phantom invite" prints it on the other node. This is something else.',
  truncated: 'This invite is too short: its end is missing. Copy the whole line.',
  mistyped:
    'This invite is mistyped: its checksum does not fit. Compare it letter by letter with the original.',
  'unknown-version':
    'This invite was made by a newer Phantom than this one. Update this node, or ask for an older form.',
  'no-endpoint': 'This invite names no address where its node could be reached. Ask for a new one.',
};

/** The invite in a text that the operator gave; throws `CommandError` with a sentence when it is none. */
export function readInvite(text: string): Invite {
  const invite = decodeInvite(text);
  if (typeof invite === 'string') throw new CommandError(`invite-${invite}`, sentences[invite]);
  return invite;
}

/** The network's key, and perhaps a node, in such a text; throws `CommandError` with a sentence when it is damaged. */
export function readPass(text: string): ChannelPass {
  const pass = decodePass(text);
  if (typeof pass === 'string') throw new CommandError(`invite-${pass}`, sentences[pass]);
  return pass;
}

const fileSentences: Record<Exclude<InviteFileProblem['what'], 'bad-line' | 'bad-node'>, string> = {
  'not-an-invite-file':
    'This is no invite file: those are short texts that begin with "phantom invite file 1", as "phantom invite --file" writes them.',
  'unknown-version':
    'This invite file was made by a newer Phantom than this one. Update this node, or ask for an invite to type.',
  'cut-off':
    'The end of this invite file is missing, from some line on to the one that begins with "check". Copy it again.',
  changed:
    'This invite file is damaged: its lines and the checksum in its last one do not belong together. Copy it again.',
  'no-nodes': 'This invite file is whole, but holds no invite that could be used. Ask for a new one.',
};

/**
 * The invites in a file's text, one to three; throws `CommandError` with a sentence when it is no invite file, or one of
 * another network.
 * @param network the mark of our own network, as `networkMark` makes it
 */
export function readInviteFile(text: string, network: string): readonly Invite[] {
  const file = decodeInviteFile(text);
  if (!('what' in file)) {
    if (file.network === network) return file.nodes;
    throw new CommandError(
      'invite-file-other-network',
      `This invite file belongs to another network than the one this node is in${file.channel ? `: to "${file.channel.name}"` : ''}. "phantom channel list" shows those of this machine, and "phantom channel join" enters another.`,
    );
  }
  const code = `invite-file-${file.what}`;
  if (file.what === 'bad-node') {
    throw new CommandError(code, `Line ${file.line} of this invite file is damaged. ${sentences[file.why]}`);
  }
  if (file.what === 'bad-line') {
    throw new CommandError(
      code,
      `Line ${file.line} of this invite file begins neither with "node" nor with "network" nor with "check". Copy it again.`,
    );
  }
  throw new CommandError(code, fileSentences[file.what]);
}
