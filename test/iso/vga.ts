/** The VGA screen and the keyboard of the virtual PC, through QEMU: pictures are read as text, keys are real scan codes. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { consoleFont, type Glyphs } from './font.js';
import { parsePpm, readPicture, type TextPicture } from './picture.js';
import type { Key, Screen } from './screen.js';
import type { Vm } from './vm.js';

const keys: Readonly<Record<Key, string>> = {
  Enter: 'ret',
  Tab: 'tab',
  Escape: 'esc',
  Backspace: 'backspace',
  Space: 'spc',
  Up: 'up',
  Down: 'down',
  Left: 'left',
  Right: 'right',
};

class VgaScreen implements Screen {
  readonly local = true;

  constructor(
    readonly vm: Vm,
    readonly file: string,
    readonly glyphs: Glyphs,
  ) {}

  async text(): Promise<string> {
    return (await this.#look()).lines.join('\n').trimEnd();
  }

  async highlighted(label: string): Promise<boolean> {
    const picture = await this.#look();
    // What most of the screen lies on is not highlighted.
    const usual = picture.background(picture.lines.length - 3, 0);
    return picture.lines.some((line, row) => {
      const column = line.indexOf(label);
      return column >= 0 && picture.background(row, column) !== usual;
    });
  }

  async press(key: Key): Promise<void> {
    await this.#send([keys[key]]);
  }

  async type(text: string): Promise<void> {
    for (const letter of text) {
      const lower = letter.toLowerCase();
      await this.#send(letter === lower ? [lower] : ['shift', lower]);
    }
  }

  async #send(codes: string[]): Promise<void> {
    await this.vm.qmp.run('send-key', { keys: codes.map((data) => ({ type: 'qcode', data })) });
  }

  async #look(): Promise<TextPicture> {
    await this.vm.qmp.run('screendump', { filename: this.file });
    return readPicture(parsePpm(await readFile(this.file)), this.glyphs);
  }

  close(): void {}
}

/** The screen of `vm`, read with the console font that is fetched for it. */
export async function openVga(vm: Vm): Promise<Screen> {
  const glyphs = consoleFont(join(dirname(vm.directory), 'font'));
  return new VgaScreen(vm, join(vm.directory, 'screen.ppm'), glyphs);
}

/** Keeps a picture for people: NAME.png in the machine's directory, or NAME.ppm where ImageMagick is not installed. */
export async function savePicture(vm: Vm, name: string): Promise<void> {
  const ppm = join(vm.directory, `${name}.ppm`);
  await vm.qmp.run('screendump', { filename: ppm });
  try {
    execFileSync('convert', [ppm, join(vm.directory, `${name}.png`)], { stdio: 'ignore' });
    execFileSync('rm', [ppm]);
  } catch {
    // The PPM stays, which most viewers show as well.
  }
}
