/** live-build's part: its tree in a fresh directory, its run inside the build chroot, and the image it leaves. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Mirrors } from './apt.js';
import { inside, removeTree } from './buildroot.js';
import { liveBuildStage } from './progress.js';

export interface ImageSettings {
  readonly version: string;
  /** Seconds since 1970 that everything is dated with. */
  readonly epoch: number;
  readonly mirrors: Mirrors;
  /** zstd level of the system inside, 1 to 22. */
  readonly level: number;
}

const workName = 'iso.work';

/** Makes build/iso.work, which must not be there, from live-build/, hooks/image/ and the package, and returns its path. */
export async function prepareTree(
  root: string,
  directory: string,
  deb: string,
  aptOptions: readonly string[],
): Promise<string> {
  const work = join(directory, workName);
  await cp(join(root, 'live-build'), work, { recursive: true });
  const hooks = join(work, 'config/hooks/normal');
  await cp(join(root, 'hooks/image'), hooks, { recursive: true });
  const packages = join(work, 'config/packages.chroot');
  await mkdir(packages, { recursive: true });
  await copyFile(deb, join(packages, basename(deb)));
  await mkdir(join(work, 'config/apt'), { recursive: true });
  await writeFile(join(work, 'config/apt/apt.conf'), `${aptOptions.join('\n')}\n`);
  await plainModes(work);
  return work;
}

/** The caller's umask must not show in the image. */
async function plainModes(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isFile() && ((await stat(path)).mode & 0o100) !== 0;
    if (entry.isDirectory() || executable) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, 0o644);
  }
}

/** Runs live-build to its end; throws when it fails. */
export async function buildImage(
  chroot: string,
  work: string,
  log: string,
  settings: ImageSettings,
  onStage: (stage: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const env = {
    SOURCE_DATE_EPOCH: String(settings.epoch),
    PHANTOM_VERSION: settings.version,
    PHANTOM_MIRROR: settings.mirrors.main,
    PHANTOM_SECURITY_MIRROR: settings.mirrors.security,
    PHANTOM_COMPRESSION_LEVEL: String(settings.level),
  };
  onStage('Starting live-build');
  const onLine = (line: string) => {
    const stage = liveBuildStage(line);
    if (stage) onStage(stage);
  };
  const command = ['sh', '-ec', 'cd /build; lb config; lb build'];
  const code = await inside(chroot, work, log, command, env, { onLine, signal });
  if (signal.aborted) throw new Error('Interrupted');
  if (code !== 0) throw new Error(`live-build ended with exit code ${code}`);
}

export interface FinishedImage {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** The image's path in `directory`. */
export function imagePath(directory: string, version: string): string {
  return join(directory, `phantom-${version}-amd64.hybrid.iso`);
}

/** Removes what an earlier build left under the names of this one, so that what is there afterwards is from now. */
export async function forgetImage(directory: string, version: string): Promise<void> {
  const path = imagePath(directory, version);
  await removeTree(join(directory, workName));
  for (const file of [path, `${path}.sha256`]) await rm(file, { force: true });
}

/** Writes the image's .sha256, then moves the whole image to its final name, and forgets the work. */
export async function finishImage(directory: string, work: string, version: string): Promise<FinishedImage> {
  const path = imagePath(directory, version);
  const made = join(work, 'phantom-amd64.hybrid.iso');
  const hash = createHash('sha256');
  await pipeline(createReadStream(made), hash);
  const sha256 = hash.digest('hex');
  const { size } = await stat(made);
  const manifest = join(directory, `phantom-${version}-amd64.packages`);
  await pipeline(createReadStream(join(work, 'phantom-amd64.packages')), createWriteStream(manifest));
  await writeFile(`${path}.sha256`, `${sha256}  ${basename(path)}\n`);
  await rename(made, path);
  await removeTree(work);
  return { path, size, sha256 };
}
