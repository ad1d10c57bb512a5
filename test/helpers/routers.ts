/**
 * An internet of namespaces: a core that routes between sites, each in a /16 of its own with a public address. A site is one host, or
 * a home: a router that masquerades by nftables, as home routers do, and a host with a private address behind it. All links are veth
 * pairs between namespaces made here, so nothing leaves this machine.
 */
import { type Host, type Keeper, lonely } from './namespaces.js';

/** By its path: npm puts another program of that name in front. */
const nft = '/usr/sbin/nft';

/** `masquerade` keeps a host's port where it can; `random` takes another one for each flow, so each peer sees another. */
export type Router = 'masquerade' | 'random';

export interface Site {
  /** Where a node runs. */
  readonly host: Host;
  /** As seen from outside. */
  readonly address: string;
  /** In front of the host; null: it stands in the open. */
  readonly router: Host | null;
}

const prefixOf = (number: number): string => `${20 + number}.${number}.0`;

/** One site per entry; `null`: a host in the open. */
export async function internet(keeper: Keeper, routers: readonly (Router | null)[]): Promise<Site[]> {
  const core = await lonely(keeper);
  await core.run('sysctl', '-qw', 'net.ipv4.ip_forward=1');
  const sites: Site[] = [];
  for (const [number, router] of routers.entries()) {
    const edge = await lonely(keeper);
    const address = `${prefixOf(number)}.2`;
    await wire(edge, 'eth0', `${address}/24`, core, `site${number}`, `${prefixOf(number)}.1/24`);
    await edge.run('ip', 'route', 'add', 'default', 'via', `${prefixOf(number)}.1`);
    if (router === null) sites.push({ host: { ...edge, ipv4: address }, address, router: null });
    else sites.push({ host: await home(keeper, edge, router), address, router: edge });
  }
  return sites;
}

/** A host behind the router, which lets out what it sends and in what answers it. */
async function home(keeper: Keeper, router: Host, kind: Router): Promise<Host> {
  const host = await lonely(keeper);
  await wire(host, 'eth0', '192.168.1.2/24', router, 'lan', '192.168.1.1/24');
  await host.run('ip', 'route', 'add', 'default', 'via', '192.168.1.1');
  await router.run('sysctl', '-qw', 'net.ipv4.ip_forward=1');
  const rules = [
    'table ip home {',
    '  chain out { type nat hook postrouting priority srcnat;',
    `    oifname "eth0" masquerade${kind === 'random' ? ' random' : ''}; }`,
    '  chain through { type filter hook forward priority filter;',
    '    iifname "eth0" ct status dnat accept; iifname "eth0" ct state new drop; }',
    '  chain to { type filter hook input priority filter;',
    '    iifname "eth0" ct state new drop; }',
    '}',
  ].join('\n');
  await router.run('sh', '-c', 'printf "%s\\n" "$1" | "$2" -f -', 'load', rules, nft);
  return { ...host, ipv4: '192.168.1.2' };
}

/** A cable between two hosts. */
async function wire(
  one: Host,
  name: string,
  address: string,
  other: Host,
  otherName: string,
  otherAddress: string,
): Promise<void> {
  const peer = ['peer', 'name', otherName, 'netns', other.name];
  await one.run('ip', 'link', 'add', name, 'type', 'veth', ...peer);
  for (const [host, device, its] of [
    [one, name, address],
    [other, otherName, otherAddress],
  ] as const) {
    await host.run('ip', 'address', 'add', its, 'dev', device);
    await host.run('ip', 'link', 'set', device, 'up');
  }
}
