/** Counts checks of a long story and prints them as they happen, ending with the line that CI adds up. */

export class Report {
  #passed = 0;
  #failed = 0;
  #begun = Date.now();

  /** Runs one check; what it throws is its failure, and the story may go on or not as the caller decides. */
  async check(name: string, story: () => unknown): Promise<boolean> {
    try {
      await story();
      this.#passed += 1;
      console.log(`ok ${this.#at()} ${name}`);
      return true;
    } catch (error) {
      this.#failed += 1;
      console.log(`not ok ${this.#at()} ${name}\n${indent((error as Error).message)}`);
      return false;
    }
  }

  /** Prints a figure that was measured on the way. */
  note(text: string): void {
    console.log(`# ${text}`);
  }

  /** Prints the count and returns the exit code. */
  finish(): number {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 && this.#passed > 0 ? 0 : 1;
  }

  #at(): string {
    return `[${((Date.now() - this.#begun) / 1000).toFixed(0)} s]`;
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

/** Throws when `condition` does not hold, with a sentence. */
export function must(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}
