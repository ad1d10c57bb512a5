/**
 * `npm run iso [-- --fast]`: from a checkout to build/phantom-VERSION-amd64.hybrid.iso and its .sha256. Checks what it
 * needs, then bundle, package, build chroot and live-build, in that order; build/iso.log has every word of it.
 */

import { existsSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../config/version.js';
import { buildroot } from './buildroot.js';
import { makeBundle } from './bundle.js';
import { problem } from './checks.js';
import { makeDeb } from './deb.js';
import { sourceDateEpoch } from './epoch.js';
import { gatherFacts, hostTools, release } from './host.js';
import { buildImage, finishImage, forgetImage, prepareTree } from './live.js';
import { Progress } from './progress.js';

const usage = `Usage: npm run iso [-- --fast]

Builds the image. --fast compresses it quickly and less (for trying things out).
Environment: PHANTOM_MIRROR (a Debian mirror to build from), SOURCE_DATE_EPOCH.`;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { fast: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(usage);
    return;
  }
  const root = process.cwd();
  const directory = resolve(root, 'build');
  const log = resolve(directory, 'iso.log');
  await mkdir(directory, { recursive: true });
  const facts = await gatherFacts(directory);
  const sentence = problem(facts);
  if (sentence || !facts.mirrors) throw new Error(sentence ?? '');
  await takeTurn(resolve(directory, 'iso.lock'));
  await rm(log, { force: true });
  await writeFile(log, `phantom ${version}, ${new Date().toISOString()}\n`);

  const progress = new Progress(Date.now, console.log);
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
  try {
    await forgetImage(directory, version);
    progress.begin('Looking for the tools of this machine');
    await hostTools(log, (missing) => progress.begin(`Installing ${missing}`));
    progress.begin('Bundling the program and making its Debian package');
    const epoch = await sourceDateEpoch(root);
    await makeBundle(root, resolve(root, 'dist'));
    const deb = await makeDeb(root, resolve(root, 'dist'), version);
    const inputs = {
      mirrors: facts.mirrors,
      aptOptions: facts.aptOptions,
      release: await release(facts.mirrors),
    };
    const chroot = await buildroot(
      directory,
      inputs,
      log,
      () => progress.begin('Making the build chroot'),
      interrupt.signal,
    );
    const work = await prepareTree(root, directory, deb, facts.aptOptions);
    const settings = { version, epoch, mirrors: facts.mirrors, level: values.fast ? 3 : 19 };
    await buildImage(chroot, work, log, settings, (stage) => progress.begin(stage), interrupt.signal);
    progress.begin('Checking and naming the result');
    const { path, size, sha256 } = await finishImage(directory, work, version);
    console.log(`\n${path}\n${(size / 1e6).toFixed(1)} MB, built in ${progress.total}\nSHA-256 ${sha256}`);
  } catch (error) {
    throw new Error(`${(error as Error).message} (while: ${progress.stage}). All that was said is in ${log}`);
  }
}

/** Two builds in one checkout would take each other's files away. A lock whose maker is gone counts for nothing. */
async function takeTurn(path: string): Promise<void> {
  const holder = Number(await readFile(path, 'utf8').catch(() => '0'));
  if (holder > 0 && existsSync(`/proc/${holder}`)) {
    throw new Error(
      `Another npm run iso (process ${holder}) is building in this checkout. Wait for it, or end it.`,
    );
  }
  await writeFile(path, String(process.pid));
  process.on('exit', () => rmSync(path, { force: true }));
}

main().catch((error: Error) => {
  console.error(`phantom: ${error.message}`);
  process.exitCode = 1;
});
