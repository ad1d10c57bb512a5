/** The programs the virtual PC and its network need: installed when root may, named in a sentence when not. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const tools: readonly (readonly [file: string, debianPackage: string])[] = [
  ['/usr/bin/qemu-system-x86_64', 'qemu-system-x86'],
  ['/usr/share/OVMF/OVMF_CODE_4M.ms.fd', 'ovmf'],
  ['/usr/sbin/dnsmasq', 'dnsmasq-base'],
  ['/usr/sbin/ip', 'iproute2'],
];

/** Throws with a sentence when something is missing and cannot be installed. */
export function provideTools(): void {
  const missing = tools.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (process.getuid?.() !== 0) {
    throw new Error(
      'The virtual PC is plugged into a network of its own, which only root can make. Run: sudo npm run test:iso',
    );
  }
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  const result = spawnSync('apt-get', install, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0)
    throw new Error(`apt-get could not install ${missing.join(' ')}; its words are above.`);
}
