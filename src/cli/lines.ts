import { createInterface, type Interface } from 'node:readline';
import type { Lines } from '../tui/plain/session.js';

/** Standard input and output as lines. When the input ends nobody is there any more, and the process ends too. */
export class StandardLines implements Lines {
  onLine: (line: string) => void = () => {};
  readonly #reader: Interface;
  #open = true;

  constructor() {
    this.#reader = createInterface({ input: process.stdin });
    this.#reader.on('line', (line) => this.onLine(line));
    this.#reader.on('close', () => {
      if (this.#open) process.exit(0);
    });
  }

  print(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  close(): void {
    this.#open = false;
    this.#reader.close();
  }
}
