import { readFile } from 'node:fs/promises';
import test from 'ava';
import { sourceDateEpoch } from '../../src/image/epoch.js';
import { packagesOf, withoutCommonTexts } from '../../src/image/licences.js';

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

test('the date of a build is what the caller says, else the commit, and never a guess', async (t) => {
  t.is(await sourceDateEpoch(process.cwd(), { SOURCE_DATE_EPOCH: '1700000000' }), 1_700_000_000);
  const commit = await sourceDateEpoch(process.cwd(), {});
  t.true(commit > 1_700_000_000 && commit < 4_000_000_000);
  await t.throwsAsync(sourceDateEpoch(process.cwd(), { SOURCE_DATE_EPOCH: 'today' }), {
    message: /should be seconds since 1970, but it is "today"/,
  });
  await t.throwsAsync(sourceDateEpoch('/', {}), { message: /Set SOURCE_DATE_EPOCH/ });
});

test('on Debian the Apache licence is named, not repeated, and every other text stays', (t) => {
  const texts = [
    'Inside are also:\n',
    '---- one 1.0.0: Apache-2.0\n\nApache License\n\n   Copyright 2022 somebody\n\n  Long text\n',
    '---- two 2.0.0: MIT\n\nCopyright (c) them\n',
  ].join('\n');
  t.is(
    withoutCommonTexts(texts),
    [
      'Inside are also:\n',
      '---- one 1.0.0: Apache-2.0\n\nCopyright 2022 somebody\nThe licence is in /usr/share/common-licenses/Apache-2.0.\n',
      '---- two 2.0.0: MIT\n\nCopyright (c) them\n',
    ].join('\n'),
  );
});

test('the package says what it does today, in the form that Debian wants', async (t) => {
  const text = await readFile('packages/phantom-node/description', 'utf8');
  const [synopsis = '', ...lines] = text.trimEnd().split('\n');
  t.true(synopsis.length > 0 && synopsis.length < 80);
  t.notRegex(synopsis, /^(a|an|the|phantom-node) |\.$/i);
  for (const line of lines) t.regex(line, /^ (\.|[^ .].{0,78})$/);
  t.regex(text, /how many relays there are/);
});
