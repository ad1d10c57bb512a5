/** An invite file that the operator names by its path, for wizard, dashboard and commands. */
import { open } from 'node:fs/promises';
import { encodeInvite } from '../wire/invite.js';
import { decodeInviteFile, type InviteFile, longestInviteFile } from '../wire/invite-file.js';
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

/** What is in it. Throws a sentence that says what is wrong with it. */
export async function inviteFileIn(path: string, say: Say): Promise<InviteFile> {
  return readInviteFile(await inviteFileText(path, say), say);
}

/** What is in the text of one. Throws a sentence that says what is wrong with it. */
export function readInviteFile(text: string, say: Say): InviteFile {
  const file = decodeInviteFile(text);
  if (!('what' in file)) return file;
  if (file.what !== 'bad-line' && file.what !== 'bad-node') throw new Error(say(`invite.file.${file.what}`));
  throw new Error(say('invite.file.bad-line', { line: file.line }));
}

/** The invites in it, each as a line. Throws a sentence that says what is wrong with it. */
export async function invitesIn(path: string, say: Say): Promise<string[]> {
  return (await inviteFileIn(path, say)).nodes.map(encodeInvite);
}
