/** This machine's network interfaces, as far as they are up and have a cable, a radio or the like. */
import { networkInterfaces } from 'node:os';
import { endpointFromText } from './address.js';
import type { Endpoint } from './net.js';

export interface Interface {
  readonly name: string;
  readonly family: 4 | 6;
  /** Canonical; link-local IPv6 addresses with their zone. */
  readonly address: string;
}

/** Every address of every running interface but loopback; they come and go, so ask again. */
export function systemInterfaces(): Interface[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).flatMap((entry) => {
      if (entry.internal) return [];
      const text = entry.family === 'IPv6' && entry.scopeid ? `${entry.address}%${name}` : entry.address;
      const endpoint = endpointFromText(text, 1);
      return endpoint ? [{ name, family: endpoint.family, address: endpoint.address }] : [];
    }),
  );
}

/** Where a node that listens on `port` can be reached on its own links, by the interfaces' addresses. */
export function endpointsOf(interfaces: readonly Interface[], port: number): Endpoint[] {
  return interfaces.map(({ family, address }) => ({ family, address, port }));
}
