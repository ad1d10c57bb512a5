import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import test, { type ExecutionContext } from 'ava';
import { directory } from '../helpers/control.js';

/** A dashboard without a node, on a serial line at which somebody sits who answers by hand, or nobody. */
async function serialLine(t: ExecutionContext) {
  const config = join(await directory(t), 'phantom.yaml');
  await writeFile(config, `control:\n  socket: ${config}.sock\n`);
  const words = [process.execPath, 'build/js/src/cli/main.js', 'dashboard', '--config', config];
  const pty = spawn('sh', ['-c', 'stty cols 0 rows 0; exec "$@"', 'sh', ...words], {
    env: { PATH: process.env.PATH ?? '', TERM: 'vt220' },
  });
  t.teardown(() => pty.kill('SIGKILL'));
  let heard = '';
  let wake = () => {};
  pty.onData((data) => {
    heard += data;
    wake();
  });
  return {
    pty,
    async hear(words: RegExp): Promise<void> {
      const deadline = Date.now() + 20_000;
      while (!words.test(heard)) {
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`not heard: ${String(words)} in ${JSON.stringify(heard)}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      heard = '';
      t.pass();
    },
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequence that asks where the cursor is
const question = /\u001b\[999;999H\u001b\[6n/;
/** The bottom bar of a screen with so many rows: it is drawn in the last one. */
const bottom = (rows: number) => new RegExp(`\\[${rows};\\d+H[^H]*Left Right`);

test('a terminal that answers is drawn in its own size', async (t) => {
  const { pty, hear } = await serialLine(t);
  await hear(question);
  pty.write('\u001b[30;100R');
  await hear(bottom(30));
});

test('one that is silent gets 80 by 24, and its own size once it answers after all', async (t) => {
  const { pty, hear } = await serialLine(t);
  await hear(question);
  await hear(bottom(24));
  pty.write('\u001b[40;120R');
  await hear(bottom(40));
  pty.write('\f');
  await hear(question);
  pty.write('\u001b[25;90R');
  await hear(bottom(25));
});
