/**
 * A disc that went wrong: one byte of its largest file is another one. The check that the wizard offers must find it, and find nothing on
 * the disc as it was built. The byte lies in what fills the file up to a whole block, which nobody reads, so that the PC boots all the same.
 */
import { constants } from 'node:fs';
import { copyFile, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keeper } from '../helpers/namespaces.js';
import { must, type Report } from './report.js';
import { choose, waitForText } from './screen.js';
import { firstPage } from './story.js';
import { startVm } from './vm.js';

/** Where a file may begin on a CD, and to what the squashfs is filled up, bytes. */
const sector = 2048;
const block = 4096;

interface MediumOptions {
  readonly iso: string;
  readonly directory: string;
}

export async function tellOfMedium(keeper: Keeper, report: Report, options: MediumOptions): Promise<void> {
  const { iso, directory } = options;
  await report.check('medium: the check finds nothing wrong with the disc as it was built', () =>
    checked(keeper, report, options, /The disc is intact\./),
  );
  await report.check('medium: a single byte that is another one is found, and in which file', async () => {
    await mkdir(directory, { recursive: true });
    const damaged = join(directory, 'damaged.iso');
    await copyFile(iso, damaged, constants.COPYFILE_FICLONE);
    await spoil(damaged);
    await checked(
      keeper,
      report,
      { ...options, iso: damaged },
      /1 file of this disc is damaged[\s\S]*live\/filesystem\.squashfs/,
    );
  });
}

async function checked(
  keeper: Keeper,
  report: Report,
  options: MediumOptions,
  verdict: RegExp,
): Promise<void> {
  const vm = await startVm(keeper, { ...options, firmware: 'bios' });
  await waitForText(vm.serial, firstPage, 420);
  await choose(vm.serial, '[ Continue ]');
  await waitForText(vm.serial, /Is this disc intact\?/, 30);
  const begun = Date.now();
  await choose(vm.serial, '[ Check it now ]');
  await waitForText(vm.serial, /Reading the disc: \d+ %/, 30);
  await waitForText(vm.serial, verdict, 600);
  report.note(`medium: checked in ${Math.round((Date.now() - begun) / 1000)} s`);
  await vm.kill();
}

/** Turns the last bit of the squashfs round. */
async function spoil(iso: string): Promise<void> {
  const file = await open(iso, 'r+');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(sector);
    for (let at = 0; at < size; at += sector) {
      await file.read(head, 0, sector, at);
      if (head.toString('latin1', 0, 4) !== 'hsqs') continue;
      const used = Number(head.readBigUInt64LE(40));
      const last = at + Math.ceil(used / block) * block - 1;
      must(last > at + used, 'the squashfs is not filled up to a whole block');
      await file.read(head, 0, 1, last);
      await file.write(Uint8Array.of(head[0]! ^ 1), 0, 1, last);
      return;
    }
    throw new Error('no squashfs begins on this disc');
  } finally {
    await file.close();
  }
}
