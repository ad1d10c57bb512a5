/**
 * Programs as people use them, from Debian's own packages, in a directory tree beside the build: nothing is installed on
 * the machine, nothing in them is configured for Phantom. They run inside a host's network with the tree as their root.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { machineAptOptions, machineMirrors } from '../../src/image/apt.js';
import { buildrootName, removeTree, suite } from '../../src/image/buildroot.js';
import { hostTools } from '../../src/image/host.js';
import { runLogged } from '../../src/system/logged.js';
import type { Host, Program } from '../helpers/namespaces.js';

const packages = [
  'bind9-dnsutils',
  'curl',
  'dnsmasq-base',
  'git',
  'iperf3',
  'iputils-ping',
  'nginx-light',
  'openssh-client',
  'openssh-server',
  'tcpdump',
  'transmission-cli',
  'transmission-daemon',
];

/** The tree, made when it is not there; throws with a sentence when it cannot be made. */
export async function programTree(directory: string, log: string): Promise<string> {
  const mirrors = await machineMirrors(process.env);
  if (!mirrors) throw new Error("apt's sources name no Debian mirror; set PHANTOM_MIRROR to one.");
  const aptOptions = await machineAptOptions();
  const inputs = { mirrors, aptOptions, release: new TextEncoder().encode(packages.join()) };
  const path = join(directory, `programs-${buildrootName(inputs)}`);
  if (existsSync(path)) return path;
  await mkdir(directory, { recursive: true });
  for (const old of await readdir(directory))
    if (old.startsWith('programs-')) await removeTree(join(directory, old));
  await hostTools(log, (missing) => console.log(`Installing ${missing}`));
  const options = aptOptions.map((option) => `--aptopt=${option}`);
  const words = ['--mode=root', '--variant=apt', `--include=${packages.join(',')}`, ...options];
  const code = await runLogged(log, 'mmdebstrap', [...words, suite, `${path}.new`, mirrors.main]);
  if (code !== 0) throw new Error(`mmdebstrap could not make the tree of programs; see ${log}.`);
  await rename(`${path}.new`, path);
  return path;
}

/** What a program needs to find around it; `$1` is a directory of its own, seen as /srv. */
const enter = `
mount --make-rprivate /
mkdir -p "$2/srv"
mount --bind "$1" "$2/srv"
mount -t proc proc "$2/proc"
mount --rbind /dev "$2/dev"
mount -t tmpfs tmpfs "$2/run"
root=$2
shift 2
exec chroot "$root" "$@"
`;

/** A host on which the tree's programs run, with a directory of their own as /srv; what they start ends with them. */
export class Guest {
  constructor(
    readonly host: Host,
    readonly tree: string,
    readonly work: string,
  ) {}

  run(...command: string[]): Promise<string> {
    return this.host.run(...this.#words(command));
  }

  start(...command: string[]): Program {
    return this.host.start(...this.#words(command));
  }

  #words(command: string[]): [string, ...string[]] {
    return [
      'unshare',
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-ec',
      enter,
      'enter',
      this.work,
      this.tree,
      ...command,
    ];
  }
}
