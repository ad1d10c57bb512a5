/**
 * Invite files on a second stick: the consoles of the disc have no other way to bring something in or out. A stick is mounted only
 * while it is looked at or written to, where no program of it runs, by whoever sets up this machine (root); read-only unless
 * something is to be written. What is found is copied, so that the stick can be pulled out at once.
 */
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../system/runner.js';
import { printable } from '../tui/format.js';
import { inviteFileText } from '../tui/invite-file.js';
import type { Say } from '../tui/texts/say.js';

export interface Stick {
  /** e.g. `/dev/sdb1`. */
  readonly device: string;
  readonly filesystem: string;
  /** What it is called, by its label or its maker. */
  readonly name: string;
}

/** An invite file on a stick, and where its copy is. */
export interface FoundInvite {
  readonly name: string;
  readonly stick: string;
  readonly path: string;
}

/** A text file on a stick. */
export interface FoundText {
  readonly name: string;
  readonly stick: string;
  readonly text: string;
}

/** What Debian's kernel mounts under which name; others are not tried. */
const filesystems: Readonly<Record<string, string>> = {
  vfat: 'vfat',
  exfat: 'exfat',
  ntfs: 'ntfs3',
  ext2: 'ext4',
  ext3: 'ext4',
  ext4: 'ext4',
  iso9660: 'iso9660',
};
/** Whatever a stick holds, so many sticks, names and invite files are looked at. */
const most = { sticks: 8, names: 2_000, files: 20 } as const;
const safe = 'nosuid,nodev,noexec';

export class Sticks {
  readonly #mountPoint: string;
  readonly #copies: string;

  /** @param at where the machine's path is: below the root of a rehearsal */
  constructor(
    private readonly runner: Runner,
    private readonly at: (path: string) => string,
  ) {
    this.#mountPoint = at('/run/phantom-stick');
    this.#copies = at('/run/phantom-wizard/invites');
  }

  /** The invite files on all sticks that are plugged in. Throws a sentence when there is no stick, or none can be read. */
  async invites(say: Say): Promise<FoundInvite[]> {
    await rm(this.#copies, { recursive: true, force: true });
    await mkdir(this.#copies, { recursive: true, mode: 0o700 });
    const found: FoundInvite[] = [];
    await this.#eachStick(found, say, (stick) => this.#copyInvites(stick, found, say));
    return found;
  }

  /** The files on all sticks that begin with these words and are no longer than so many bytes. Throws a sentence as `invites` does. */
  async texts(begin: string, longest: number, say: Say): Promise<FoundText[]> {
    const found: FoundText[] = [];
    await this.#eachStick(found, say, async (stick) => {
      for (const name of await this.#files()) {
        if (found.length === most.files) return;
        const text = await textOf(join(this.#mountPoint, name), longest).catch(() => null);
        if (text?.startsWith(begin)) found.push({ name: printable(name), stick: stick.name, text });
      }
    });
    return found;
  }

  /** A stick that cannot be read matters where the others hold nothing. */
  async #eachStick(
    found: readonly unknown[],
    say: Say,
    look: (stick: Stick) => Promise<void>,
  ): Promise<void> {
    const sticks = await this.#list();
    if (sticks.length === 0) throw new Error(say('stick.none'));
    let trouble: Error | null = null;
    for (const stick of sticks) {
      try {
        await this.#mounted(stick, 'ro', say, () => look(stick));
      } catch (error) {
        trouble = error as Error;
      }
    }
    if (found.length === 0 && trouble) throw trouble;
  }

  /** Names of files in the mounted stick's first folder. */
  async #files(): Promise<string[]> {
    const entries = await readdir(this.#mountPoint, { withFileTypes: true });
    // Files only: a link on somebody's stick could point at what is ours.
    return entries
      .slice(0, most.names)
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  }

  /** Writes a file to the one stick that is plugged in, and resolves to that stick's name. Throws a sentence. */
  async save(name: string, text: string, say: Say): Promise<string> {
    const [stick, ...others] = (await this.#list()).filter(({ filesystem }) => filesystem !== 'iso9660');
    if (!stick) throw new Error(say('stick.none'));
    if (others.length > 0) throw new Error(say('stick.many', { count: others.length + 1 }));
    await this.#mounted(stick, 'rw', say, () => this.#write(stick, name, text, say));
    return stick.name;
  }

  async #list(): Promise<Stick[]> {
    const columns = 'PATH,LABEL,FSTYPE,SIZE,RM,HOTPLUG,TRAN,MODEL,MOUNTPOINTS';
    const { code, stdout } = await this.runner.run('lsblk', ['--json', '--output', columns]);
    return code === 0 ? sticksIn(stdout).slice(0, most.sticks) : [];
  }

  async #mounted(stick: Stick, how: 'ro' | 'rw', say: Say, work: () => Promise<void>): Promise<void> {
    await mkdir(this.#mountPoint, { recursive: true, mode: 0o700 });
    const options = how === 'ro' ? `ro,${safe}` : `rw,sync,${safe}`;
    const words = ['-t', filesystems[stick.filesystem]!, '-o', options, stick.device, this.#mountPoint];
    const { code, stderr } = await this.runner.run('mount', words);
    const why = stderr.trim().split('\n')[0] ?? '';
    if (code !== 0) throw new Error(say('stick.unmounted', { stick: stick.name, why: printable(why) }));
    try {
      await work();
    } finally {
      await this.runner.run('umount', [this.#mountPoint]);
    }
  }

  async #copyInvites(stick: Stick, found: FoundInvite[], say: Say): Promise<void> {
    for (const name of await this.#files()) {
      if (found.length === most.files) return;
      const text = await inviteFileText(join(this.#mountPoint, name), say).catch(() => '');
      if (!text.replace(/^\ufeff/, '').startsWith('phantom invite file ')) continue;
      const path = `/run/phantom-wizard/invites/${found.length + 1}`;
      await writeFile(this.at(path), text);
      found.push({ name: printable(name), stick: stick.name, path });
    }
  }

  async #write(stick: Stick, name: string, text: string, say: Say): Promise<void> {
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
    let file: FileHandle | null = null;
    try {
      file = await open(join(this.#mountPoint, name), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644);
      await file.writeFile(text);
      await file.sync();
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
      throw new Error(say('stick.unwritten', { stick: stick.name, why }));
    } finally {
      await file?.close();
    }
  }
}

/** Null when it is longer than that. */
async function textOf(path: string, longest: number): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest + 1));
    return bytesRead > longest ? null : buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

interface Block {
  readonly path?: string;
  readonly label?: string | null;
  readonly fstype?: string | null;
  readonly size?: string | number | null;
  readonly rm?: boolean;
  readonly hotplug?: boolean;
  readonly tran?: string | null;
  readonly model?: string | null;
  readonly mountpoints?: readonly (string | null)[];
  readonly children?: readonly Block[];
}

/** Sticks and discs with a file system that we read, by the words of `lsblk --json`; those in use, as the disc itself is, left out. */
export function sticksIn(json: string): Stick[] {
  const disks = (JSON.parse(json || '{}') as { blockdevices?: Block[] }).blockdevices ?? [];
  return disks
    .filter((disk) => isRemovable(disk) && !isInUse(disk))
    .flatMap((disk) =>
      [disk, ...(disk.children ?? [])].flatMap(({ path, label, fstype, size }) => {
        if (!path || !fstype || !Object.hasOwn(filesystems, fstype)) return [];
        const called = (label || disk.model || path).trim();
        return [{ device: path, filesystem: fstype, name: printable(`${called} (${size ?? '?'})`) }];
      }),
    );
}

function isRemovable({ rm: isRemovableMedium, hotplug, tran }: Block): boolean {
  return isRemovableMedium === true || hotplug === true || tran === 'usb';
}

function isInUse({ mountpoints, children }: Block): boolean {
  return (mountpoints ?? []).some((point) => point !== null) || (children ?? []).some(isInUse);
}
