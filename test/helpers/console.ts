import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Card } from '../../src/wizard/network.js';
import { directory } from './control.js';
import { type ScreenOptions, TestScreen } from './screen.js';

export const wired: Card = { name: 'enp3s0', wireless: false, carrier: true, addresses: ['192.168.1.20'] };

/** A machine that is a directory, for test/fixtures/console.ts. */
export class TestMachine {
  constructor(
    readonly t: ExecutionContext,
    readonly root: string,
  ) {}

  get socket(): string {
    return join(this.root, 'run/phantom/control.sock');
  }

  /** The console of this machine on a terminal. */
  console(options: ScreenOptions = {}, tty = 'tty1'): TestScreen {
    return new TestScreen(this.t, ['build/js/test/fixtures/console.js', this.root, tty], options);
  }

  async cards(...cards: Card[]): Promise<void> {
    await writeFile(join(this.root, 'cards.json'), JSON.stringify(cards));
  }

  async failures(failures: Record<string, unknown>): Promise<void> {
    await writeFile(join(this.root, 'failures.json'), JSON.stringify(failures));
  }

  async memory(megabytes: number): Promise<void> {
    await writeFile(join(this.root, 'memory.txt'), String(megabytes));
  }

  /** What is in a file below the root; empty when it is not there. */
  file(path: string): string {
    try {
      return readFileSync(join(this.root, path), 'utf8');
    } catch {
      return '';
    }
  }

  /** The programs that would have been run. */
  calls(): string[] {
    return this.file('calls.log').trim().split('\n');
  }
}

export async function testMachine(t: ExecutionContext): Promise<TestMachine> {
  const machine = new TestMachine(t, await directory(t));
  await mkdir(join(machine.root, 'etc'), { recursive: true });
  await machine.memory(2000);
  await machine.cards(wired);
  return machine;
}
