/**
 * Debian's miniupnpd on a router of test/helpers/routers.ts: the program that opens ports on many real ones. Its package is fetched by
 * apt and unpacked beside the build; nothing is installed.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually, type Host, type Keeper, type Program } from './namespaces.js';

const execute = promisify(execFile);
const directory = join(process.cwd(), 'build/miniupnpd');
const nft = '/usr/sbin/nft';

/** What it fills in, in front of what the home's own rules do. */
const rules = `
table inet filter {
  chain forward { type filter hook forward priority -5; policy accept; jump miniupnpd; }
  chain miniupnpd { }
  chain prerouting { type nat hook prerouting priority -100; policy accept; jump prerouting_miniupnpd; }
  chain postrouting { type nat hook postrouting priority 90; policy accept; jump postrouting_miniupnpd; }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
}`;

/** The program; rejects with apt's words when it cannot be fetched. */
async function program(): Promise<string> {
  const path = join(directory, 'usr/sbin/miniupnpd');
  if (existsSync(path)) return path;
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const download = () => execute('apt-get', ['download', '-qq', 'miniupnpd-nftables'], { cwd: fresh });
  // A machine that installed nothing yet has no lists of packages; a third-party list that is out of reach stops nothing.
  await download().catch(async () => {
    await execute('apt-get', ['update', '-qq']).catch(() => {});
    await download();
  });
  const file = (await readdir(fresh)).find((name) => name.endsWith('.deb'))!;
  await execute('dpkg-deb', ['-x', join(fresh, file), fresh]);
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
  return path;
}

/** Runs it on a router until the test ends. */
export async function openPortsOn(keeper: Keeper, router: Host): Promise<Program> {
  const path = await program();
  const place = await mkdtemp(join(tmpdir(), 'phantom-miniupnpd-'));
  keeper.teardown(() => rm(place, { recursive: true, force: true }));
  const settings = [
    'ext_ifname=eth0',
    'listening_ip=lan',
    'http_port=5000',
    'enable_natpmp=yes',
    'enable_upnp=yes',
    'secure_mode=yes',
    'uuid=00000000-0000-4000-8000-000000000001',
    'upnp_table_name=filter',
    'upnp_nat_table_name=filter',
    'upnp_forward_chain=miniupnpd',
    'upnp_nat_chain=prerouting_miniupnpd',
    'upnp_nat_postrouting_chain=postrouting_miniupnpd',
    'allow 1024-65535 192.168.1.0/24 1024-65535',
    'deny 0-65535 0.0.0.0/0 0-65535',
  ];
  const file = join(place, 'miniupnpd.conf');
  await writeFile(file, `${settings.join('\n')}\n`);
  await router.run('sh', '-c', 'printf "%s" "$1" | "$2" -f -', 'load', rules, nft);
  const running = router.start(path, '-d', '-f', file, '-P', join(place, 'pid'));
  await eventually('miniupnpd listens', 20_000, async () => {
    if (running.process.exitCode !== null) throw new Error(running.output());
    return (await router.run('ss', '-lun')).includes(':5351');
  });
  return running;
}

/** The ports that it has opened, as nftables has them. */
export async function opened(router: Host): Promise<string> {
  return await router.run(nft, 'list', 'chain', 'inet', 'filter', 'prerouting_miniupnpd');
}
