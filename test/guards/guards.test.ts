import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { guarded, guardNames } from '../../src/guards/guards.js';

const run = promisify(execFile);
const code = (names: string) =>
  `import('./build/js/src/guards/guards.js').then(({ guarded }) => console.log([${names}].map(guarded).join()))`;

test('every guard is on, unless the switch names it', async (t) => {
  for (const name of guardNames) t.true(guarded(name), name);
  const env = { ...process.env, PHANTOM_GUARDS_OFF: 'tokens,verification' };
  const { stdout } = await run(process.execPath, ['-e', code("'tokens', 'prefix-caps', 'verification'")], {
    env,
  });
  t.is(stdout, 'false,true,false\n');
});

test('a guard that does not exist is a mistake, and said so', async (t) => {
  const env = { ...process.env, PHANTOM_GUARDS_OFF: 'luck' };
  const error = await t.throwsAsync(run(process.execPath, ['-e', code("'tokens'")], { env }));
  t.regex(error.message, /names guards \(disjoint-lookups, .*got "luck"/);
});
