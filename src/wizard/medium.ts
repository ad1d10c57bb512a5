/**
 * Whether the disc that this PC runs from is what was built: every file of it against the list of sums that the image carries. A scratch,
 * or a stick that was pulled out too early, is found here instead of by strange faults later. Who made the image must be
 * checked before it is written; a list on the disc itself cannot say that.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where live-boot mounts the medium, and what live-build puts there. */
export const mediumPath = '/run/live/medium';
const sumsFile = 'sha256sum.txt';
/** Where GRUB begins on a CD: its place on the disc is written into it after the list was made. A PC that came this far has read it. */
const writtenLater = 'boot/grub/grub_eltorito';

export interface MediumProgress {
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

interface Listed {
  readonly name: string;
  readonly sum: string;
}

/** Whether this PC runs from a disc that says what it should be. */
export function hasSums(medium: string): Promise<boolean> {
  return access(join(medium, sumsFile)).then(
    () => true,
    () => false,
  );
}

/**
 * Reads all of the disc.
 * @returns the files that are not what they should be, or cannot be read
 * Throws when there is no list, or an empty one; and an AbortError.
 */
export async function damagedFiles(
  medium: string,
  onProgress: (progress: MediumProgress) => void,
  signal: AbortSignal,
): Promise<string[]> {
  const listed = parseSums(await readFile(join(medium, sumsFile), 'utf8'));
  if (listed.length === 0) throw new Error(`${sumsFile} lists nothing.`);
  const sizes = await Promise.all(
    listed.map(({ name }) =>
      stat(join(medium, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const damaged: string[] = [];
  let before = 0;
  for (const [at, { name, sum }] of listed.entries()) {
    const onBytes = (bytes: number): void => onProgress({ done: before + bytes, total });
    const found = await sumOf(join(medium, name), onBytes, signal).catch((error: Error) => {
      if (error.name === 'AbortError') throw error;
      return null;
    });
    if (found !== sum) damaged.push(name);
    before += sizes[at]!;
  }
  return damaged;
}

/** Lines of sha256sum but for what the list cannot know; names lead nowhere but below the medium. */
export function parseSums(text: string): Listed[] {
  return text.split('\n').flatMap((line) => {
    const [, sum, name] = /^([0-9a-f]{64}) [ *](?:\.\/)?(.+)$/.exec(line) ?? [];
    const isWhole = sum && name && name !== writtenLater && !name.split('/').includes('..');
    return isWhole ? [{ sum, name }] : [];
  });
}

async function sumOf(file: string, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18, signal })) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
    onBytes(bytes);
  }
  return hash.digest('hex');
}
