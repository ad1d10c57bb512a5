import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { commands, namedCommands } from '../../src/cli/table.js';
import { settingPaths, settings } from '../../src/config/schema.js';
import { manualPages } from '../../src/image/manual.js';
import { form, page, plain } from '../../src/image/roff.js';
import { directory } from '../helpers/control.js';
import { roffTroubles } from '../helpers/roff.js';

const edition = { version: '1.2.3', epoch: 86_400 };
const run = promisify(execFile);

test('there is a page for the program, each command and the settings, dated by whoever builds', async (t) => {
  const pages = manualPages(await namedCommands(), edition);
  t.deepEqual(
    [...pages.keys()],
    ['phantom.1', ...commands.map(({ name }) => `phantom-${name}.1`), 'phantom.yaml.5'],
  );
  for (const [name, text] of pages) {
    t.deepEqual(roffTroubles(text), [], name);
    t.true(text.split('\n')[0]!.includes(' "1970-01-02" "phantom 1.2.3" '), name);
  }
  t.deepEqual(manualPages(await namedCommands(), edition), pages, 'the same again');
});

test('a page says what the help says: forms, options, defaults, examples, exit codes', async (t) => {
  const all = await namedCommands();
  const pages = manualPages(all, edition);
  for (const { name, command } of all) {
    const text = shown(pages.get(`phantom-${name}.1`)!);
    for (const usage of command.usage) t.true(text.includes(`\nphantom ${usage}\n`), usage);
    for (const [option, spec] of Object.entries(command.options ?? {})) {
      t.true(text.includes(`--${option}`), option);
      if (spec.type === 'string' && spec.fallback)
        t.true(text.includes(`(default: ${spec.fallback})`), option);
    }
    for (const { words, about } of command.examples)
      t.true(text.includes(`\nphantom ${words}\n${about}\n`), words);
    t.is(text.includes('not running, or does not answer'), command.asksNode ?? false, name);
    t.is(text.includes('JSON.md'), Boolean(command.options?.json), name);
  }
  const settingsPage = shown(pages.get('phantom.yaml.5')!);
  for (const path of settingPaths)
    t.true(settingsPage.includes(`\n${path}\n${settings[path].comment}\n`), path);
});

test('groff and man find nothing to warn of', async (t) => {
  const place = await directory(t);
  for (const [name, text] of manualPages(await namedCommands(), edition)) {
    const file = join(place, name);
    await writeFile(file, text);
    await judged(t, 'groff', ['-ww', '-mandoc', '-Tutf8', file]);
    await judged(t, 'man', ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', file]);
  }
});

test('text that looks like roff is shown as it is', (t) => {
  t.is(plain('.hidden \\ --json'), '\\&.hidden \\(rs \\-\\-json');
  t.is(plain("it's 5\u00b0 in ./here"), 'it\\(aqs 5\\[u00B0] in ./here');
  t.is(form('expose PORT[/tcp] [--all]'), '\\fBexpose\\fR \\fIPORT\\fR[/\\fBtcp\\fR] [\\fB\\-\\-all\\fR]');
});

test('a page that is not in order is told so', (t) => {
  const good = { name: 'x', section: 1, summary: 'y', ...edition } as const;
  const troubles = (...lines: string[]) => roffTroubles(page({ ...good, parts: [['DESCRIPTION', lines]] }));
  t.deepEqual(troubles('.PP', 'text'), []);
  for (const wrong of ['.XX', '.TP', '.nf', 'a-b', '\\fBx', '\\x', "'x", ' x', 'ü', ''])
    t.true(troubles(wrong, 'x').length > 0, wrong);
  t.true(roffTroubles('.TH "X" 1 "1970-01-02" "p" "m"\n.nh\n.SH OTHER\nx\n').length > 0);
});

/** What somebody reads: without macros, fonts and escapes. */
function shown(roff: string): string {
  const signs: Readonly<Record<string, string>> = { rs: '\\', aq: "'", ga: '`', ha: '^', ti: '~', dq: '"' };
  return roff
    .split('\n')
    .filter((line) => !line.startsWith('.'))
    .join('\n')
    .replace(/\\f[BIR]|\\&/g, '')
    .replaceAll('\\-', '-')
    .replace(/\\\((..)/g, (_, sign: string) => signs[sign]!);
}

/** Where that program is not there, the reader of our own above is all there is. */
async function judged(t: ExecutionContext, program: string, args: readonly string[]): Promise<void> {
  const env = { ...process.env, LC_ALL: 'C.UTF-8', MANROFFSEQ: '', MANWIDTH: '80' };
  const { stderr } = await run(program, args, { env }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return { stderr: '' };
    throw error;
  });
  t.is(stderr, '', args.at(-1));
}
