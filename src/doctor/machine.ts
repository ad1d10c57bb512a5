/** Looks at the machine: its interfaces, routes, IPv6, multicast and the TUN device. Changes nothing, sends nothing out. */

import { classOf } from '../net/address.js';
import type { Interface } from '../net/interfaces.js';
import type { Runner } from '../system/runner.js';
import type { MachineFacts } from './facts.js';

export interface MachineParts {
  readonly runner: Runner;
  readonly interfaces: () => readonly Interface[];
  readonly date: () => number;
  /** A file's text; null when it cannot be read. */
  read(file: string): Promise<string | null>;
  exists(file: string): Promise<boolean>;
  /** Whether what is sent to a group from these IPv4 addresses would go out. */
  multicast(addresses: readonly string[]): Promise<boolean>;
}

export async function lookAtMachine(parts: MachineParts): Promise<MachineFacts> {
  const interfaces = parts.interfaces();
  const addresses4 = interfaces.filter(({ family }) => family === 4).map(({ address }) => address);
  const disabled = await parts.read('/proc/sys/net/ipv6/conf/all/disable_ipv6');
  return {
    date: parts.date(),
    interfaces: [...new Set(interfaces.map(({ name }) => name))],
    route4: await hasDefaultRoute(parts.runner, '-4'),
    route6: await hasDefaultRoute(parts.runner, '-6'),
    hasPublic6: interfaces.some((entry) => entry.family === 6 && classOf(entry) === 'public'),
    // Without that file the kernel has no IPv6 at all.
    isIpv6Off: disabled === null || disabled.trim() === '1',
    multicast: addresses4.length === 0 ? null : await parts.multicast(addresses4),
    hasTun: await parts.exists('/dev/net/tun'),
  };
}

async function hasDefaultRoute(runner: Runner, family: '-4' | '-6'): Promise<boolean | null> {
  const { code, stdout } = await runner.run('ip', [family, 'route', 'show', 'default']);
  return code === 0 ? stdout.trim() !== '' : null;
}
