import { chmod, mkdir, open, readFile, realpath, rename, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { State } from './state.js';

/** State as files of mode 0600 in a directory of mode 0700, which is made when missing. */
export async function openStateDirectory(path: string): Promise<State> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  /** Writes of one name take turns: the last one asked for is the one that stays. */
  const turns = new Map<string, Promise<void>>();
  return {
    async read(name) {
      try {
        return new Uint8Array(await readFile(join(path, checked(name))));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(name, bytes) {
      const file = join(path, checked(name));
      const before = turns.get(name) ?? Promise.resolve();
      const turn = before.catch(() => {}).then(() => writeAtomically(file, bytes, 0o600));
      turns.set(name, turn);
      await turn;
    },
  };
}

/**
 * Holds a state directory for this process alone, until it is released or the process ends in whatever way: the kernel
 * forgets a socket's name with its owner, so a lock never outlives a crash. Throws a sentence when somebody holds it.
 */
export async function holdStateDirectory(path: string): Promise<{ release(): void }> {
  const name = `\0phantom-state ${await realpath(path)}`;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`Another node keeps its state in ${path}. Stop it, or give this one another --state.`)
          : error,
      );
    });
    server.listen(name, resolve);
  });
  return { release: () => server.close() };
}

/**
 * Writes a file so that a reader, or a machine that loses power, finds the old content or the new, never a part:
 * a temporary file beside it, flushed, renamed over it, and the directory flushed.
 */
export async function writeAtomically(path: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  const temporary = `${path}.${process.pid}.new`;
  const file = await open(temporary, 'w', mode);
  try {
    await file.chmod(mode);
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const directory = await open(join(path, '..'), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function checked(name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) throw new Error(`not a name for kept state: ${name}`);
  return name;
}
