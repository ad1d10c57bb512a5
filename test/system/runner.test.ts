import test from 'ava';
import { Recorder } from '../../src/system/recorder.js';
import { systemRunner } from '../../src/system/runner.js';

test('a program runs in English and gives code and output', async (t) => {
  t.deepEqual(await systemRunner.run('sh', ['-c', 'echo "$LC_ALL"; echo no >&2; exit 3']), {
    code: 3,
    stdout: 'C',
    stderr: 'no',
  });
  t.is((await systemRunner.run('cat', [], { input: 'hello' })).stdout, 'hello');
});

test('arguments are never read by a shell', async (t) => {
  t.is((await systemRunner.run('echo', ['$HOME; exit 1'])).stdout, '$HOME; exit 1');
});

test('a missing program, a slow one and a killed one have their own codes', async (t) => {
  t.is((await systemRunner.run('no-such-program-here', [])).code, 127);
  t.is((await systemRunner.run('sleep', ['60'], { timeout: 50 })).code, 124);
  t.is((await systemRunner.run('sh', ['-c', 'kill -9 $$'])).code, 1);
});

test('the recorder keeps calls and answers by their first words', async (t) => {
  const recorder = new Recorder({ ip: { stdout: '[]' }, 'ip -j link': { code: 2 } });
  t.is((await recorder.run('ip', ['-j', 'addr'])).stdout, '[]');
  t.is((await recorder.run('ip', ['-j', 'link'])).code, 2);
  t.is((await recorder.run('ipx', [])).code, 0);
  t.deepEqual(recorder.calls, ['ip -j addr', 'ip -j link', 'ipx']);
});
