import test from 'ava';
import { sourceDateEpoch } from '../../src/image/epoch.js';
import { packagesOf } from '../../src/image/licences.js';
import { manual } from '../../src/image/manual.js';

test('packages are named once, in order, with their scope', (t) => {
  const inputs = [
    'src/cli/main.ts',
    'node_modules/yaml/dist/index.js',
    'node_modules/yaml/dist/parse.js',
    'node_modules/@scure/base/lib/index.js',
    'node_modules/execa/node_modules/is-stream/index.js',
  ];
  t.deepEqual(packagesOf(inputs), ['@scure/base', 'execa', 'yaml']);
});

test('the manual shows lines that begin like roff commands as they are', (t) => {
  const page = manual('Usage: phantom\n.hidden \\ --json\n', '1.2.3', 0);
  t.true(page.includes('.TH PHANTOM 1 "1970-01-01" "phantom 1.2.3"'));
  t.true(page.includes('\\&.hidden \\e \\-\\-json'));
});

test('the date of a build is what the caller says, else the commit, and never a guess', async (t) => {
  t.is(await sourceDateEpoch(process.cwd(), { SOURCE_DATE_EPOCH: '1700000000' }), 1_700_000_000);
  const commit = await sourceDateEpoch(process.cwd(), {});
  t.true(commit > 1_700_000_000 && commit < 4_000_000_000);
  await t.throwsAsync(sourceDateEpoch(process.cwd(), { SOURCE_DATE_EPOCH: 'today' }), {
    message: /should be seconds since 1970, but it is "today"/,
  });
  await t.throwsAsync(sourceDateEpoch('/', {}), { message: /Set SOURCE_DATE_EPOCH/ });
});
