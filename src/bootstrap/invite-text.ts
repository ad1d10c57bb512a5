import { CommandError } from '../control/protocol.js';
import { decodeInvite, type Invite, type InviteProblem } from '../wire/invite.js';

/** What was expected, what came, what to do; one sentence or two for each way an invite can be wrong. */
const sentences: Record<InviteProblem, string> = {
  'not-an-invite':
    'An invite was expected: one line that begins with "ph1", as "phantom invite" prints it on the other node. This is something else.',
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
