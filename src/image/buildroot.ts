/**
 * The build chroot: a small Debian 13 with live-build in it, so that every host uses the same tools. It is kept
 * between runs under a name that follows from everything it was made from; a change of any of that makes a new one.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoggedOptions, runLogged } from '../system/logged.js';
import { systemRunner } from '../system/runner.js';
import type { Mirrors } from './apt.js';

export const suite = 'trixie';

/** live-build needs mount and names it nowhere; the rest is what it calls, and lintian to judge the package. */
const tools = ['live-build', 'mount', 'cpio', 'file', 'lintian', 'systemd'];

/** An archive behind TLS needs somebody to trust. */
function packagesFor(mirrors: Mirrors): string[] {
  const secure = [mirrors.main, mirrors.security].some((address) => address.startsWith('https:'));
  return secure ? [...tools, 'ca-certificates'] : tools;
}

/** Mounts and processes of a build end with it, however it ends. */
const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];

export interface BuildrootInputs {
  readonly mirrors: Mirrors;
  readonly aptOptions: readonly string[];
  /** The archive's signed index of the suite; it changes when a package of the suite does. */
  readonly release: Uint8Array;
}

/** The directory name for these inputs. */
export function buildrootName({ mirrors, aptOptions, release }: BuildrootInputs): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([suite, packagesFor(mirrors), mirrors, aptOptions])).update(release);
  return `${suite}-${hash.digest('hex').slice(0, 16)}`;
}

/** Removes a directory tree that held a system, never crossing into something still mounted there. */
export async function removeTree(path: string): Promise<void> {
  const result = await systemRunner.run('rm', ['-rf', '--one-file-system', path], { timeout: 300_000 });
  if (result.code !== 0) throw new Error(`${path} could not be removed: ${result.stderr.trim()}`);
}

/** Returns the path of the build chroot below `directory`, making it when it is not there. */
export async function buildroot(
  directory: string,
  inputs: BuildrootInputs,
  log: string,
  onMake: () => void,
  signal?: AbortSignal,
): Promise<string> {
  const name = buildrootName(inputs);
  const path = join(directory, name);
  for (const entry of await readdir(directory)) {
    if (entry.startsWith(`${suite}-`) && entry !== name) await removeTree(join(directory, entry));
  }
  if (existsSync(path)) return path;
  onMake();
  const code = await runLogged(
    log,
    'unshare',
    [
      ...namespaces,
      '--mount-proc',
      'mmdebstrap',
      '--mode=root',
      '--variant=apt',
      `--include=${packagesFor(inputs.mirrors).join(',')}`,
      ...inputs.aptOptions.map((option) => `--aptopt=${option}`),
      suite,
      `${path}.new`,
      inputs.mirrors.main,
    ],
    signal ? { signal } : {},
  );
  if (code !== 0) {
    await removeTree(`${path}.new`);
    throw new Error(signal?.aborted ? 'Interrupted' : 'The build chroot could not be made');
  }
  await writeFile(join(`${path}.new`, 'etc/apt/apt.conf.d/90phantom'), `${inputs.aptOptions.join('\n')}\n`);
  await rename(`${path}.new`, path);
  return path;
}

/** Words for a shell: everything that is mounted here goes away with the namespace, however the build ends. */
const enter = `
mount --make-rprivate /
mount --bind "$1" "$2/build"
mount -t proc proc "$2/proc"
mount --rbind /sys "$2/sys"
mount --rbind /dev "$2/dev"
cp --remove-destination /etc/resolv.conf "$2/etc/resolv.conf"
root=$2
shift 2
exec chroot "$root" "$@"
`;

/**
 * Runs a command inside the build chroot at `root` with `work` as its /build, in namespaces of its own for mounts and
 * processes. Resolves to its exit code.
 */
export async function inside(
  root: string,
  work: string,
  log: string,
  command: readonly string[],
  env: Record<string, string>,
  options: Pick<LoggedOptions, 'onLine' | 'signal'> = {},
): Promise<number> {
  await mkdir(join(root, 'build'), { recursive: true });
  return await runLogged(
    log,
    'unshare',
    [...namespaces, 'sh', '-ec', enter, 'enter', work, root, ...command],
    {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8', ...env },
      ...options,
    },
  );
}
