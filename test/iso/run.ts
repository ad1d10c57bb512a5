/**
 * `npm run test:iso [-- --bios | --uefi | --vga | --clock | --medium | --old ...]`: boots the built image in virtual PCs and takes it to
 * "joined" with keys alone: BIOS by serial line (twice), UEFI with Secure Boot by serial line, BIOS by VGA screen with
 * pictures of it in build/test-iso/vga; with a dead clock battery; checks a disc that is intact and one that is not; and looks at what a PC says that has too little memory or a 32-bit processor.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../src/config/version.js';
import { makeBundle } from '../../src/image/bundle.js';
import type { Keeper } from '../helpers/namespaces.js';
import { tellOfClock } from './clock.js';
import { tellOfMedium } from './medium.js';
import { startOutside } from './outside.js';
import { Report } from './report.js';
import { waitForText } from './screen.js';
import { tellStory } from './story.js';
import { provideTools } from './tools.js';
import { openVga, savePicture } from './vga.js';
import { startVm, type Vm } from './vm.js';

const stories = ['bios', 'uefi', 'vga', 'clock', 'medium', 'old'] as const;
const boolean = { type: 'boolean' } as const;
const { values } = parseArgs({
  options: { bios: boolean, uefi: boolean, vga: boolean, clock: boolean, medium: boolean, old: boolean },
});
const all = stories.every((name) => !values[name]);
const wanted = (name: (typeof stories)[number]) => all || values[name] === true;
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

async function tooOld(undo: Undo): Promise<void> {
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
  await report.check(
    'a PC with a 32-bit processor is told so in the boot menu, and nothing is tried',
    async () => {
      const vm = await startVm(undo, {
        iso,
        firmware: 'bios',
        cpu: 'qemu32',
        directory: join(directory, 'old'),
      });
      await waitForText(vm.serial, /This PC has a 32-bit processor\. Phantom needs a 64-bit one/, 60);
      await vm.kill();
    },
  );
}

async function joining(undo: Undo): Promise<void> {
  const disk = join(directory, 'disk.img');
  await writeFile(disk, '');
  await truncate(disk, 64 * 2 ** 20);
  // A swap area is what a careless system would take into use by itself.
  execFileSync('mkswap', [disk], { stdio: 'ignore' });
  await makeBundle(process.cwd(), resolve('dist'));
  const outside = await startOutside(undo, join(directory, 'outside'), 5);
  const common = { iso, disk, outside, screen: async (vm: Vm) => vm.serial };
  const place = (name: string) => ({ name, directory: join(directory, name) });
  if (wanted('bios')) {
    await tellStory(undo, report, { ...common, ...place('bios'), firmware: 'bios', again: true });
  }
  if (wanted('uefi')) {
    await tellStory(undo, report, { ...common, ...place('uefi'), firmware: 'uefi', again: false });
  }
  if (wanted('vga')) {
    const eyes = { screen: openVga, picture: savePicture };
    await tellStory(undo, report, { ...common, ...eyes, ...place('vga'), firmware: 'bios', again: false });
  }
  if (wanted('clock')) {
    await tellOfClock(undo, report, { ...common, ...place('clock'), firmware: 'bios', again: false });
  }
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
  const alone = ['old', 'medium'];
  if (stories.some((name) => !alone.includes(name) && wanted(name))) {
    await report.check('the network outside and the stories stood', () => joining(undo));
  }
  if (wanted('medium')) await tellOfMedium(undo, report, { iso, directory: join(directory, 'medium') });
  if (wanted('old')) await tooOld(undo);
} catch (error) {
  console.error(`phantom: ${(error as Error).message}`);
  await report.check('the virtual PC could be set up', () => {
    throw error;
  });
} finally {
  await undo.all();
  process.exitCode = report.finish();
}
