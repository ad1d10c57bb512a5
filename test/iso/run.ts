/**
 * `npm run test:iso [-- --bios]`: boots the built image in virtual PCs and takes it to "joined" with keys alone.
 * Without an option: BIOS by serial line, UEFI with Secure Boot by serial line, and BIOS by screen with pictures of it
 * in build/test-iso/. `--bios`: only the first. `--little`: only what a PC with too little memory says.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../src/config/version.js';
import { makeBundle } from '../../src/image/bundle.js';
import type { Keeper } from '../helpers/namespaces.js';
import { startOutside } from './outside.js';
import { Report } from './report.js';
import { waitForText } from './screen.js';
import { tellStory } from './story.js';
import { provideTools } from './tools.js';
import { openVga, savePicture } from './vga.js';
import { startVm, type Vm } from './vm.js';

const { values } = parseArgs({ options: { bios: { type: 'boolean' }, little: { type: 'boolean' } } });
const all = !values.bios && !values.little;
const report = new Report();
const directory = resolve('build/test-iso');
const iso = resolve(`build/phantom-${version}-amd64.hybrid.iso`);

/** Takes down in reverse order what was made, also when the story breaks off. */
class Undo implements Keeper {
  readonly #steps: (() => void | Promise<void>)[] = [];

  teardown(undo: () => void | Promise<void>): void {
    this.#steps.push(undo);
  }

  async all(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await step();
  }
}

async function littleMemory(undo: Undo): Promise<void> {
  await report.check('a PC with 256 MB is told in words that this is too little', async () => {
    const vm = await startVm(undo, {
      iso,
      firmware: 'bios',
      memory: 256,
      directory: join(directory, 'little'),
    });
    await waitForText(vm.serial, /too little memory[\s\S]*Found: about 2\d\d MB\. {2}Needed: 512 MB/, 300);
    await vm.kill();
  });
}

async function stories(undo: Undo): Promise<void> {
  const disk = join(directory, 'disk.img');
  await writeFile(disk, '');
  await truncate(disk, 64 * 2 ** 20);
  // A swap area is what a careless system would take into use by itself.
  execFileSync('mkswap', [disk], { stdio: 'ignore' });
  await makeBundle(process.cwd(), resolve('dist'));
  const outside = await startOutside(undo, join(directory, 'outside'), 5);
  const common = { iso, disk, outside };
  const serial = { screen: async (vm: Vm) => vm.serial };
  await tellStory(undo, report, {
    ...common,
    ...serial,
    firmware: 'bios',
    directory: join(directory, 'bios'),
    again: true,
  });
  if (!all) return;
  await tellStory(undo, report, {
    ...common,
    ...serial,
    firmware: 'uefi',
    directory: join(directory, 'uefi'),
    again: false,
  });
  await tellStory(undo, report, {
    ...common,
    firmware: 'bios',
    directory: join(directory, 'vga'),
    again: false,
    screen: openVga,
    picture: savePicture,
  });
}

const undo = new Undo();
const stop = () => {
  void undo.all().finally(() => process.exit(1));
};
process.on('SIGINT', stop).on('SIGTERM', stop);
try {
  if (!existsSync(iso)) throw new Error(`There is no image at ${iso}. Run: npm run iso`);
  provideTools();
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  if (!values.little) await report.check('the stories could be told', () => stories(undo));
  if (!values.bios) await littleMemory(undo);
} catch (error) {
  console.error(`phantom: ${(error as Error).message}`);
  await report.check('the virtual PC could be set up', () => {
    throw error;
  });
} finally {
  await undo.all();
  process.exitCode = report.finish();
}
