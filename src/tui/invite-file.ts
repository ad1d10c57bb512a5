/** An invite file that the operator names by its path, for wizard, dashboard and commands. */
import { open } from 'node:fs/promises';
import { encodeInvite } from '../wire/invite.js';
import { decodeInviteFile, longestInviteFile } from '../wire/invite-file.js';
import type { Say } from './texts/say.js';

/** Its text, as far as one could be that long. Throws a sentence when it cannot be read. */
export async function inviteFileText(path: string, say: Say): Promise<string> {
  try {
    const file = await open(path);
    try {
      // One letter too many is enough to tell that it is something else.
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestInviteFile + 1));
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Error(
      say('invite.file.unread', { file: path, why: (error as NodeJS.ErrnoException).code ?? '' }),
    );
  }
}

/** The invites in it, each as a line. Throws a sentence that says what is wrong with it. */
export async function invitesIn(path: string, say: Say): Promise<string[]> {
  const file = decodeInviteFile(await inviteFileText(path, say));
  if (!('what' in file)) return file.nodes.map(encodeInvite);
  if (file.what !== 'bad-line' && file.what !== 'bad-node') throw new Error(say(`invite.file.${file.what}`));
  throw new Error(say('invite.file.bad-line', { line: file.line }));
}
