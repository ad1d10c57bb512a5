/** Typing a secret on a terminal: nothing of it is shown, not even its length. */

/** What of a terminal's input this needs. */
export interface SecretInput {
  setRawMode(isRaw: boolean): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const keys = {
  enter: /[\r\n]/,
  erase: /[\b\x7f]/,
  eraseAll: '\u0015',
  end: '\u0004',
  interrupt: '\u0003',
} as const;

/** One line; null when it was given up (Ctrl+C, Ctrl+D with nothing typed). */
export function readSecret(
  input: SecretInput,
  output: { write(text: string): unknown },
  question: string,
): Promise<string | null> {
  output.write(question);
  input.setRawMode(true);
  const decoder = new TextDecoder();
  let typed: string[] = [];
  return new Promise((resolve) => {
    const over = (answer: string | null): void => {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(answer);
    };
    const onData = (chunk: Buffer): void => {
      for (const key of decoder.decode(chunk, { stream: true })) {
        if (keys.enter.test(key)) {
          over(typed.join(''));
          return;
        }
        if (key === keys.interrupt || (key === keys.end && typed.length === 0)) {
          over(null);
          return;
        }
        if (keys.erase.test(key)) typed.pop();
        else if (key === keys.eraseAll) typed = [];
        else if (key >= ' ') typed.push(key);
      }
    };
    input.on('data', onData);
    input.resume();
  });
}
