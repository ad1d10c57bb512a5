/** What this machine's apt knows about reaching Debian, so that the build chroot reaches it the same way. */
import { readFile } from 'node:fs/promises';
import { systemRunner } from '../system/runner.js';

export interface Mirrors {
  /** Base address of the Debian archive, without a final slash. */
  readonly main: string;
  readonly security: string;
}

/** One line per source of apt, as `apt-get indextargets --format` was asked for it. */
const format = '$(REPO_URI) $(ORIGIN) $(RELEASE)';

/**
 * Chooses the mirrors from apt's list (lines of address, origin and suite) and PHANTOM_MIRROR, which wins for both and
 * is the address of an archive that has debian-security beside it. Null when neither names a Debian archive.
 */
export function chooseMirrors(targets: string, own: string | undefined): Mirrors | null {
  if (own) return withSecurity(strip(own));
  let main: string | null = null;
  let security: string | null = null;
  for (const line of targets.split('\n')) {
    const [address, origin, suite] = line.split(' ');
    if (!address || origin !== 'Debian' || !suite) continue;
    if (suite.endsWith('-security')) security ??= strip(address);
    else if (!/-(updates|backports)/.test(suite)) main ??= strip(address);
  }
  if (!main) return null;
  return security ? { main, security } : withSecurity(main);
}

function withSecurity(main: string): Mirrors {
  return { main, security: `${main.replace(/\/debian$/, '')}/debian-security` };
}

function strip(address: string): string {
  return address.replace(/\/+$/, '');
}

/**
 * Cloud images of Debian name a file that lists mirrors (`mirror+file:/etc/apt/mirrors/...`), which only apt can read:
 * the first address in it stands for it. `read` gives a file's text.
 */
export async function resolveMirrorFiles(
  targets: string,
  read: (path: string) => Promise<string>,
): Promise<string> {
  const lines = targets.split('\n').map(async (line) => {
    const file = /^mirror\+file:(?:\/\/)?(\/[^ ]+?)\/? (.*)$/.exec(line);
    if (!file) return line;
    const listed = await read(file[1]!).catch(() => '');
    const address = /^\s*(https?:\/\/[^\s]+)/m.exec(listed);
    return address ? `${address[1]} ${file[2]}` : '';
  });
  return (await Promise.all(lines)).join('\n');
}

/** The mirrors of this machine; see `chooseMirrors`. */
export async function machineMirrors(env: NodeJS.ProcessEnv): Promise<Mirrors | null> {
  const result = await systemRunner.run('apt-get', [
    'indextargets',
    '--format',
    format,
    'Created-By: Packages',
  ]);
  const targets = await resolveMirrorFiles(result.code === 0 ? result.stdout : '', (path) =>
    readFile(path, 'utf8'),
  );
  return chooseMirrors(targets, env.PHANTOM_MIRROR);
}

/** Of `apt-config dump`, the lines a chroot needs to fetch like its host: proxies, and how dates are checked. */
export function chooseAptOptions(dump: string): string[] {
  return dump
    .split('\n')
    .filter((line) => /^Acquire::(https?::Proxy\b|Check-Valid-Until |Check-Date )/i.test(line));
}

export async function machineAptOptions(): Promise<string[]> {
  const result = await systemRunner.run('apt-config', ['dump']);
  return chooseAptOptions(result.stdout);
}
