/** The machine that builds: the facts the checks judge, and the one tool it may lack. */
import { constants } from 'node:fs';
import { access, mkdtemp, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLogged } from '../system/logged.js';
import { systemRunner } from '../system/runner.js';
import { type Mirrors, machineAptOptions, machineMirrors } from './apt.js';
import { suite } from './buildroot.js';
import type { Facts } from './checks.js';

export interface HostFacts extends Facts {
  readonly aptOptions: readonly string[];
}

/** Everything `problem` wants to know about building in `directory`. */
export async function gatherFacts(directory: string): Promise<HostFacts> {
  const debian = (await exists('/usr/bin/apt-get')) && (await exists('/usr/bin/dpkg-deb'));
  const mirrors = debian ? await machineMirrors(process.env) : null;
  const space = await statfs(directory);
  const mount = await systemRunner.run('findmnt', ['-no', 'OPTIONS', '--target', directory]);
  return {
    uid: process.geteuid?.() ?? 0,
    arch: process.arch,
    platform: process.platform,
    debian,
    free: space.bavail * space.bsize,
    directory,
    mirrors,
    unreachable: mirrors ? await whyUnreachable(mirrors) : null,
    devices: !/\b(nodev|noexec)\b/.test(mount.stdout),
    aptOptions: debian ? await machineAptOptions() : [],
  };
}

async function exists(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function whyUnreachable(mirrors: Mirrors): Promise<string | null> {
  return await release(mirrors).then(
    () => null,
    (error: Error) => error.message,
  );
}

/** The signed index of the suite, fetched as apt would (with its proxies). Throws with apt's last words. */
export async function release(mirrors: Mirrors): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'phantom-release-'));
  try {
    const file = join(directory, 'InRelease');
    const address = `${mirrors.main}/dists/${suite}/InRelease`;
    const result = await systemRunner.run('/usr/lib/apt/apt-helper', ['download-file', address, file]);
    if (result.code !== 0) throw new Error(lastWords(`${result.stdout}\n${result.stderr}`));
    return await readFile(file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The last line of an apt program that tells of an error, without its mark. */
export function lastWords(text: string): string {
  const lines = text.split('\n').filter((line) => /^(E:|Err:|W:)/.test(line.trim()));
  return (lines.at(-1) ?? 'no answer').trim().replace(/^(E:|Err:\d*|W:)\s*/, '');
}

/** What the build runs on the machine itself; the rest is in the build chroot. A container's Debian has no mount. */
const tools: readonly (readonly [file: string, debianPackage: string])[] = [
  ['/usr/bin/mmdebstrap', 'mmdebstrap'],
  ['/usr/bin/mount', 'mount'],
];

/** Makes sure that the tools are here; `onInstall` is told which before they are installed. */
export async function hostTools(log: string, onInstall: (missing: string) => void): Promise<void> {
  const missing: string[] = [];
  for (const [file, name] of tools) if (!(await exists(file))) missing.push(name);
  if (missing.length === 0) return;
  onInstall(missing.join(' '));
  const env = { ...(process.env as Record<string, string>), DEBIAN_FRONTEND: 'noninteractive' };
  // A third-party list of this machine that is out of reach must not stop the build.
  await runLogged(log, 'apt-get', ['update'], { env });
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  if ((await runLogged(log, 'apt-get', install, { env })) !== 0) {
    throw new Error(`apt-get could not install ${missing.join(' ')}, which the build runs on this machine`);
  }
}
