/**
 * phantom-node_VERSION_amd64.deb from the bundle: lays out a tree as Debian wants it and packs it with dpkg-deb, so
 * that two builds of one commit give the same bytes. Texts and scripts of the package are in packages/phantom-node/.
 */
import { createHash } from 'node:crypto';
import {
  chmod,
  copyFile,
  cp,
  lutimes,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { namedCommands } from '../cli/table.js';
import { systemRunner } from '../system/runner.js';
import { bashCompletion } from './completion.js';
import { sourceDateEpoch } from './epoch.js';
import { withoutCommonTexts } from './licences.js';
import { jsonPage, manualPages } from './manual.js';

const units = [
  'phantom-node.service',
  'phantom-node@.service',
  'phantom-confine.service',
  'phantom-clock.socket',
  'phantom-clock@.service',
];
const maintainer = 'Phantom maintainers <maintainers@phantom.example>';

/** Makes the package in build/ and returns its path. `bundle` is what `makeBundle` made; `version` is Debian's, too. */
export async function makeDeb(root: string, bundle: string, version: string): Promise<string> {
  const epoch = await sourceDateEpoch(root);
  const texts = join(root, 'packages/phantom-node');
  const tree = join(root, 'build/phantom-node.tree');
  await rm(tree, { recursive: true, force: true });

  await program(tree, bundle);
  for (const unit of units)
    await place(tree, `usr/lib/systemd/system/${unit}`, await readFile(join(texts, unit)));
  await place(tree, 'usr/lib/phantom-node/confine.nft', await readFile(join(texts, 'confine.nft')));
  await place(tree, 'usr/lib/sysusers.d/phantom-node.conf', await readFile(join(texts, 'sysusers.conf')));
  await place(tree, 'etc/phantom/phantom.yaml', await output(bundle, ['config', 'default']));
  const commands = await namedCommands();
  for (const [file, text] of manualPages(commands, { version, epoch }))
    await place(tree, `usr/share/man/man${file.slice(-1)}/${file}.gz`, gzip(text));
  await place(tree, 'usr/share/bash-completion/completions/phantom', bashCompletion(commands));
  await place(tree, jsonPage, gzip(await readFile(join(root, 'docs/JSON.md'), 'utf8')));
  const doc = 'usr/share/doc/phantom-node';
  const notices = await readFile(join(bundle, 'LICENSES.txt'), 'utf8');
  await place(
    tree,
    `${doc}/copyright`,
    (await readFile(join(texts, 'copyright'), 'utf8')) + asComment(withoutCommonTexts(notices)),
  );
  await place(tree, `${doc}/changelog.gz`, gzip(changelog(version, epoch)));

  await control(tree, texts, version);
  await dateEverything(tree, epoch);
  const file = join(root, `build/phantom-node_${version}_amd64.deb`);
  // One thread: the number of processors would otherwise decide how xz cuts its blocks.
  const pack = ['--root-owner-group', '-Zxz', '--threads-max=1', '--build', tree, `${file}.new`];
  await must('env', [`SOURCE_DATE_EPOCH=${epoch}`, 'dpkg-deb', ...pack]);
  await rename(`${file}.new`, file);
  await rm(tree, { recursive: true });
  return file;
}

async function program(tree: string, bundle: string): Promise<void> {
  const library = join(tree, 'usr/lib/phantom-node');
  await mkdir(dirname(library), { recursive: true });
  await cp(bundle, library, { recursive: true, filter: (path) => !path.endsWith('LICENSES.txt') });
  const launcher = join(library, 'phantom');
  await writeFile(launcher, (await readFile(launcher, 'utf8')).replace('/usr/bin/env node', '/usr/bin/node'));
  for (const name of await readdir(library)) {
    if (!name.endsWith('.node')) continue;
    await must('strip', ['--strip-unneeded', join(library, name)]);
    await chmod(join(library, name), 0o644);
  }
  await mkdir(join(tree, 'usr/bin'), { recursive: true });
  await symlink('../lib/phantom-node/phantom', join(tree, 'usr/bin/phantom'));
}

async function control(tree: string, texts: string, version: string): Promise<void> {
  const files = await walk(tree);
  const sums: string[] = [];
  let bytes = 0;
  for (const { path, kind } of files) {
    if (kind !== 'file') continue;
    const content = await readFile(join(tree, path));
    bytes += content.length;
    if (path.startsWith('etc/')) continue;
    sums.push(`${createHash('md5').update(content).digest('hex')}  ${path}\n`);
  }
  const fields = [
    'Package: phantom-node',
    `Version: ${version}`,
    'Architecture: amd64',
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    // The init helper gives deb-systemd-helper; glibc's version is what the prebuilt addon was linked against.
    'Depends: nodejs (>= 20), libc6 (>= 2.34), libstdc++6, init-system-helpers (>= 1.54), nftables, systemd | systemd-sysusers',
    // hwclock, which sets the clock with the battery; without it the one of the system alone is set. And what loads our completion.
    'Suggests: util-linux-extra, bash-completion',
    'Section: net',
    'Priority: optional',
    `Description: ${(await readFile(join(texts, 'description'), 'utf8')).trimEnd()}`,
  ];
  await place(tree, 'DEBIAN/control', `${fields.join('\n')}\n`);
  await place(tree, 'DEBIAN/conffiles', '/etc/phantom/phantom.yaml\n');
  await place(tree, 'DEBIAN/md5sums', sums.join(''));
  for (const script of ['postinst', 'prerm', 'postrm']) {
    await copyFile(join(texts, script), join(tree, 'DEBIAN', script));
    await chmod(join(tree, 'DEBIAN', script), 0o755);
  }
}

/** Every path below `tree`, relative to it, sorted. */
async function walk(tree: string): Promise<{ path: string; kind: 'file' | 'directory' | 'link' }[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(tree.length + 1),
      kind: entry.isDirectory()
        ? ('directory' as const)
        : entry.isSymbolicLink()
          ? ('link' as const)
          : ('file' as const),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function dateEverything(tree: string, epoch: number): Promise<void> {
  const entries = await walk(tree);
  for (const { path, kind } of entries.reverse()) {
    if (kind === 'directory') await chmod(join(tree, path), 0o755);
    await lutimes(join(tree, path), epoch, epoch);
  }
  await chmod(tree, 0o755);
  await lutimes(tree, epoch, epoch);
}

async function place(tree: string, path: string, content: string | Uint8Array): Promise<void> {
  const file = join(tree, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, 0o644);
}

/** What the bundled program prints: its own default file, so that it cannot differ from it. */
async function output(bundle: string, args: string[]): Promise<string> {
  return `${await must(process.execPath, [join(bundle, 'phantom'), ...args])}\n`;
}

/** Runs a program that must succeed and returns what it printed. */
async function must(command: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await systemRunner.run(command, args, { timeout: 120_000 });
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} failed with exit code ${code}: ${stderr.trim()}`);
}

/** gzip without a time stamp, as node writes it. */
function gzip(text: string): Uint8Array {
  return gzipSync(text, { level: 9 });
}

function changelog(version: string, epoch: number): string {
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  return `phantom-node (${version}) unstable; urgency=medium\n\n  * See the repository's history.\n\n -- ${maintainer}  ${date}\n`;
}

function asComment(text: string): string {
  const lines = text.trimEnd().split('\n');
  return `Comment:\n${lines.map((line) => (line.trim() === '' ? ' .' : ` ${line.trimEnd()}`)).join('\n')}\n`;
}
