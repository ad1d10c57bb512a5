/**
 * The node's end of the door to the helper: a Unix socket that systemd holds open (phantom-names.socket) and behind which the
 * helper is started. The node has no right to write /etc/hosts, and gets none: it says its names, and hears a sentence.
 *
 *     node -> text.ts's text, then the end -> phantom write-names (root, no capability) -> "written\n"
 */
import { createConnection } from 'node:net';

/** Has programs of this machine find names. */
export interface NameDoor {
  /** Resolves to the helper's words. Throws a sentence when nobody is behind the door. */
  tell(text: string): Promise<string>;
}

/** Where systemd listens for the helper. */
export const doorPath = '/run/phantom-names.sock';
/** An old PC takes seconds to start the helper, ms. */
const patience = 60_000;
const longestAnswer = 500;

export function nameDoor(path = doorPath): NameDoor {
  return {
    tell: (text) =>
      new Promise((resolve, reject) => {
        // The answer comes after our end.
        const socket = createConnection({ path, allowHalfOpen: true });
        let answer = '';
        socket.setTimeout(patience, () => socket.destroy(new Error('it does not answer')));
        socket.on('connect', () => socket.end(text));
        socket.on('data', (chunk) => {
          answer = (answer + chunk.toString('utf8')).slice(0, longestAnswer);
        });
        socket.on('error', (error) =>
          reject(new Error(`the helper for names cannot be reached at ${path}: ${error.message}`)),
        );
        socket.on('end', () => resolve(answer.trim()));
      }),
  };
}
