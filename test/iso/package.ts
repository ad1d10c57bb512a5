/**
 * `npm run test:deb`: the life of the Debian package in a fresh Debian 13: judged by lintian, installed, upgraded,
 * removed, purged. Works in a copy of the build chroot that the image build keeps, as root.
 */
import { execFile } from 'node:child_process';
import { appendFile, copyFile, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { commands } from '../../src/cli/table.js';
import { version } from '../../src/config/version.js';
import { buildroot, inside, removeTree } from '../../src/image/buildroot.js';
import { makeBundle } from '../../src/image/bundle.js';
import { problem } from '../../src/image/checks.js';
import { makeDeb } from '../../src/image/deb.js';
import { gatherFacts, hostTools, release } from '../../src/image/host.js';
import { must, Report } from './report.js';

const execute = promisify(execFile);
const report = new Report();
const root = process.cwd();
const directory = resolve(root, 'build');
const log = join(directory, 'test-deb.log');
const machine = join(directory, 'test-deb.machine');
const packages = join(machine, 'packages');

/** Runs a line of shell in the Debian 13; throws with its output when it fails. */
async function shell(line: string): Promise<string> {
  const lines: string[] = [];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const onLine = (text: string) => void lines.push(text);
  const code = await inside(machine, packages, log, ['sh', '-ec', line], env, { onLine });
  const output = lines.join('\n');
  if (code !== 0) throw new Error(`"${line}" ended with exit code ${code}:\n${output.slice(-2000)}`);
  return output;
}

async function makeMachine(): Promise<void> {
  await mkdir(directory, { recursive: true });
  const facts = await gatherFacts(directory);
  const sentence = problem(facts);
  if (sentence || !facts.mirrors) throw new Error(sentence ?? '');
  await rm(log, { force: true });
  await hostTools(log, (missing) => console.log(`Installing ${missing}`));
  const inputs = {
    mirrors: facts.mirrors,
    aptOptions: facts.aptOptions,
    release: await release(facts.mirrors),
  };
  const chroot = await buildroot(directory, inputs, log, () => console.log('Making the build chroot'));
  await removeTree(machine);
  await execute('cp', ['-a', chroot, machine]);
  await mkdir(packages);
}

/** Makes the package in two versions and puts both into the machine. */
async function makePackages(): Promise<{ first: string; second: string }> {
  await makeBundle(root, resolve(root, 'dist'));
  const again = await readFile(await makeDeb(root, resolve(root, 'dist'), version));
  const first = await makeDeb(root, resolve(root, 'dist'), version);
  await report.check('two builds of one commit give the same bytes', async () => {
    must(again.equals(await readFile(first)), 'the second package differs from the first');
  });
  const second = await makeDeb(root, resolve(root, 'dist'), `${version}+next`);
  for (const file of [first, second]) await copyFile(file, join(packages, basename(file)));
  await rm(second);
  return { first: `/build/${basename(first)}`, second: `/build/${basename(second)}` };
}

async function story(): Promise<void> {
  await makeMachine();
  const { first, second } = await makePackages();

  await report.check('lintian has no error and no warning', async () => {
    const words = await shell(`lintian --allow-root --fail-on none --tag-display-limit 0 ${first}`);
    must(!/^[EW]: /m.test(words), words);
  });
  await report.check('systemd judges the service at 2.0 or better', async () => {
    await shell(`dpkg-deb --extract ${first} /tmp/tree`);
    // A template is judged as one of its instances.
    const units = '/tmp/tree/usr/lib/systemd/system';
    await shell(`cp ${units}/phantom-node@.service ${units}/phantom-node@friends.service`);
    for (const unit of ['phantom-node.service', 'phantom-node@friends.service']) {
      const words = await shell(`systemd-analyze security --offline=true --no-pager ${units}/${unit}`);
      const exposure = Number(/exposure level for phantom-node\S*\.service: ([\d.]+)/.exec(words)?.[1]);
      report.note(`exposure level of ${unit}: ${exposure}`);
      must(exposure <= 2, `the exposure level of ${unit} is ${exposure}`);
    }
  });
  const installed = await report.check('installs with what it depends on', async () => {
    await shell('apt-get update -qq');
    await shell(`apt-get install -y --no-install-recommends ${first}`);
    await shell('getent passwd phantom && getent group phantom');
  });
  if (!installed) return;
  await report.check('the program runs, by its own name, as anybody', async () => {
    const words = await shell('setpriv --reuid nobody --clear-groups phantom version');
    must(words.includes(`phantom ${version}`), words);
    await shell('phantom config check --config /etc/phantom/phantom.yaml');
  });
  await report.check('every command has its manual page, and bash completes them', async () => {
    const pages = await shell("dpkg-query -L phantom-node | grep -c '/man1/phantom-.*[.]1[.]gz$'");
    must(Number(pages) === commands.length, `${pages} pages for ${commands.length} commands`);
    const completion = '/usr/share/bash-completion/completions/phantom';
    const words = 'COMP_WORDS=(phantom tun); COMP_CWORD=1; _phantom; echo "$COMPREPLY"';
    const offered = await shell(`bash -uc '. ${completion}; ${words}'`);
    must(offered === 'tunnels', `offered: ${offered}`);
  });
  await report.check('the service is enabled and its unit is sound', async () => {
    must((await shell('systemctl is-enabled phantom-node.service')).includes('enabled'), 'not enabled');
    await shell('systemd-analyze verify --man=no phantom-node.service phantom-node@friends.service');
  });
  await report.check("what sets the PC's clock is there, sound, and off", async () => {
    must((await shell('systemctl is-enabled phantom-clock.socket || true')).includes('disabled'), 'not off');
    await shell('systemd-analyze verify --man=no phantom-clock.socket phantom-clock@1.service');
    await shell('systemctl enable phantom-clock.socket');
    const number = 'phantom set-clock --config /etc/phantom/phantom.yaml </dev/null';
    must((await shell(number)).includes('expected one whole number'), 'it takes what is no number');
  });
  await report.check('the firewall is enabled, its unit is sound, and nft reads it', async () => {
    must((await shell('systemctl is-enabled phantom-confine.service')).includes('enabled'), 'not enabled');
    await shell('systemd-analyze verify --man=no phantom-confine.service');
    await shell('nft --check --file /usr/lib/phantom-node/confine.nft');
  });
  await report.check('an upgrade keeps what the operator wrote and decided', async () => {
    await appendFile(join(machine, 'etc/phantom/phantom.yaml'), '# mine\n');
    await shell('systemctl disable phantom-node.service');
    await shell(`apt-get install -y -o Dpkg::Options::=--force-confold ${second}`);
    must((await shell('dpkg-query -W phantom-node')).includes('+next'), 'the old version is still there');
    must((await shell('tail -n 1 /etc/phantom/phantom.yaml')) === '# mine', 'the settings were replaced');
    must((await shell('systemctl is-enabled phantom-node || true')).includes('disabled'), 'enabled again');
  });
  await report.check('removing keeps settings and identity', async () => {
    await shell(
      'install -d -m 0700 -o phantom -g phantom /var/lib/phantom && touch /var/lib/phantom/identity',
    );
    await shell('apt-get remove -y phantom-node');
    await shell('test -e /etc/phantom/phantom.yaml && test -e /var/lib/phantom/identity');
    await shell('! test -e /usr/bin/phantom && ! test -e /usr/lib/phantom-node');
  });
  await report.check('purging leaves nothing', async () => {
    await shell('touch /etc/phantom/setup-done && apt-get purge -y phantom-node');
    const left = await shell(
      'find / -xdev \\( -name "*phantom*" \\) -not -path "/build/*" -not -path "/packages/*" -not -path "/tmp/*" -not -path "/var/log/*"',
    );
    const own = left.split('\n').filter((path) => path !== '' && path !== '/etc/apt/apt.conf.d/90phantom');
    must(own.length === 0, `left behind: ${own.join(' ')}`);
  });
}

await report.check('the story of the package was told to its end', story);
await removeTree(machine);
process.exitCode = report.finish();
