import { EventEmitter } from 'node:events';
import test from 'ava';
import { readSecret } from '../../src/cli/secret.js';

/** A terminal that was typed on; what it shows is kept. */
async function typed(
  ...chunks: (string | Buffer)[]
): Promise<{ answer: string | null; shown: string; raw: boolean[] }> {
  const raw: boolean[] = [];
  const input = Object.assign(new EventEmitter(), {
    setRawMode: (isRaw: boolean) => raw.push(isRaw),
    resume: () => {},
    pause: () => {},
  });
  let shown = '';
  const answer = readSecret(input, { write: (text) => (shown += text) }, 'Passphrase: ');
  for (const chunk of chunks) input.emit('data', Buffer.from(chunk));
  return { answer: await answer, shown, raw };
}

test('a secret is read up to Enter and nothing of it is shown', async (t) => {
  t.deepEqual(await typed('open ses', 'ame\r', 'more'), {
    answer: 'open sesame',
    shown: 'Passphrase: \n',
    raw: [true, false],
  });
});

test('letters are taken back, all of them too, and those of several bytes are whole', async (t) => {
  t.is((await typed('abx\u007fc\n')).answer, 'abc');
  t.is((await typed('wrong\u0015right\n')).answer, 'right');
  const bytes = Buffer.from('grüße\n');
  t.is((await typed(bytes.subarray(0, 3), bytes.subarray(3))).answer, 'grüße');
});

test('giving up is no empty secret', async (t) => {
  t.is((await typed('abc\u0003')).answer, null);
  t.is((await typed('\u0004')).answer, null);
  t.is((await typed('\n')).answer, '');
});
