/**
 * The control socket's serving side: a Unix socket for the operator's programs, newline-delimited JSON-RPC 2.0.
 * `phantom run` opens it with the commands that the node's rooms offer; this room knows none of them but its own few.
 */
import { lstat, mkdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import type { Clock } from '../clock/clock.js';
import type { Log } from '../log/log.js';
import { type CommandTable, controlVersion, type Snapshot } from './protocol.js';
import { Session } from './session.js';

/** How many clients may be connected at once? Two consoles and some scripts are far fewer. */
const mostClients = 64;

export interface ControlParts {
  /** The commands of the node's rooms. */
  readonly commands: CommandTable;
  readonly snapshot: () => Snapshot;
  readonly version: string;
  /** Asked for by the method `stop`: end the node cleanly. */
  readonly stop: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ControlServer {
  /** Lets all clients go and takes the socket file away. */
  close(): Promise<void>;
}

/** The operator's trouble with the socket; `message` is a sentence for them. */
export class ControlSocketError extends Error {}

/** Serves on the Unix socket at `path`, mode 0660. A file left by a killed node is replaced, a living node's never. */
export async function serveControl(path: string, parts: ControlParts): Promise<ControlServer> {
  const sessions = new Set<Session>();
  const commands: CommandTable = {
    ...parts.commands,
    hello: () => ({ control: controlVersion, version: parts.version }),
    list: () => ({ methods: [...Object.keys(commands), 'subscribe'].sort() }),
    stop: () => {
      // The answer leaves first.
      setImmediate(parts.stop);
      return {};
    },
  };
  const log = parts.log.for('control');
  const server = createServer((socket) => {
    const { snapshot, clock } = parts;
    const session = new Session(socket, { commands, snapshot, clock, onFault: (text) => log.error(text) });
    sessions.add(session);
    socket.on('close', () => sessions.delete(session));
  });
  server.maxConnections = mostClients;
  server.on('error', (error) => log.error(`the control socket: ${error.message}`));
  await mkdir(dirname(path), { recursive: true, mode: 0o750 }).catch(() => {});
  await removeStale(path);
  await listen(server, path);
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of sessions) {
        session.end();
        // A client that reads nothing must not hold up the node's end.
        session.socket.destroySoon();
      }
      const timer = parts.clock.after(500, () => {
        for (const session of sessions) session.socket.destroy();
      });
      await closed;
      timer.cancel();
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  // The file must never be there with a wider mode, not even for an instant; listen() makes it before it returns.
  const before = process.umask(0o117);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
      process.umask(before);
    });
  } catch (error) {
    throw new ControlSocketError(sentence(error as NodeJS.ErrnoException, path));
  } finally {
    process.umask(before);
  }
}

/** Takes away a socket file that nobody listens on. */
async function removeStale(path: string): Promise<void> {
  const answer = await new Promise<string>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve('alive');
    });
    probe.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
  });
  if (answer === 'alive' || answer === 'EAGAIN') {
    throw new ControlSocketError(
      `A node is running already: it answers on ${path}. Stop it first, or give this one another control.socket.`,
    );
  }
  if (answer !== 'ECONNREFUSED') return;
  const left = await lstat(path).catch(() => null);
  if (left?.isSocket()) await unlink(path).catch(() => {});
}

function sentence(error: NodeJS.ErrnoException, path: string): string {
  if (error.code === 'EACCES' || error.code === 'EPERM' || error.code === 'EROFS') {
    return `The control socket ${path} cannot be made: no permission there. Set control.socket to a place of your own.`;
  }
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return `The control socket ${path} cannot be made: its directory is missing and could not be made.`;
  }
  if (error.code === 'EADDRINUSE') {
    return `The control socket ${path} cannot be made: something that is no socket of ours is there.`;
  }
  return `The control socket ${path} cannot be made: ${error.message}`;
}
