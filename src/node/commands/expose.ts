import { CommandError, type ExposedFacts } from '../../control/protocol.js';
import { addressFromBytes, endpointFromText } from '../../net/address.js';
import { isPortNumber } from '../../tunnel/exposed.js';
import type { TunnelsDoor } from '../own-tunnels.js';

/** The ports that strangers may reach. */
export function listExposed(door: TunnelsDoor | null): { exposed: readonly ExposedFacts[] } {
  return { exposed: door?.tunnels.exposed.list ?? [] };
}

/** Opens a port of one of our addresses to everybody who knows it, or closes it again; kept across restarts. */
export async function expose(
  door: TunnelsDoor | null,
  action: 'add' | 'remove',
  params: Record<string, unknown>,
): Promise<ExposedFacts & { changed: boolean }> {
  if (!door) {
    throw new CommandError('no-tunnels', 'This node carries no packets, so there is nothing to expose.');
  }
  const { port, protocol = 'tcp' } = params;
  if (!isPortNumber(port)) {
    throw new CommandError(
      'not-a-port',
      `Expected "port" to be a number from 1 to 65535, but ${JSON.stringify(port)} came.`,
    );
  }
  if (protocol !== 'tcp' && protocol !== 'udp') {
    throw new CommandError('not-a-protocol', 'Expected "protocol" to be "tcp" or "udp".');
  }
  const { exposed } = door.tunnels;
  const facts = { port, protocol, address: addressOf(door, params.address, action, exposed.list) } as const;
  return { ...facts, changed: await exposed[action](facts) };
}

/** The address that is meant: a given one must be ours, or still have exposed ports; else it is our first lasting one. */
function addressOf(
  { addresses }: TunnelsDoor,
  given: unknown,
  action: 'add' | 'remove',
  exposed: readonly ExposedFacts[],
): string {
  if (given === undefined) {
    const lasting = addresses.list.find((own) => own.isLasting);
    if (lasting) return addressFromBytes(lasting.address);
    throw new CommandError(
      'no-lasting-address',
      'There is no lasting address yet that others could be given. Make one with "phantom address new", or name an address.',
    );
  }
  const address = typeof given === 'string' ? endpointFromText(given, 1)?.address : undefined;
  const isOurs = addresses.list.some((own) => addressFromBytes(own.address) === address);
  const isLeft = action === 'remove' && exposed.some((one) => one.address === address);
  if (address !== undefined && (isOurs || isLeft)) return address;
  throw new CommandError(
    'not-our-address',
    'Expected one of this node\'s own addresses. "phantom address list" shows them.',
  );
}
