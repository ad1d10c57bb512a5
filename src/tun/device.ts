import { Batch, Device } from 'tuntap2';
import { batchSlots, headroom, slotSizeFor, type TunDevice, type TunOptions } from './tun.js';

/** Opens a TUN device of this machine and brings it up. Throws `TuntapError`, whose message is for the operator. */
export function openTun(options: TunOptions): TunDevice {
  const device = new Device({ name: options.name });
  try {
    device.mtu = options.mtu;
    device.isUp = true;
    const { confined, destinations } = options;
    // Where IPv6 is switched off this is what fails, before anybody relies on the device.
    if (confined) device.confine(confined, destinations === undefined);
    for (const destination of destinations ?? []) device.addRoute(`${destination}/128`);
    for (const cidr of options.addresses) addAddress(device, options, cidr);
    return serve(device, options);
  } catch (error) {
    device.close();
    throw error;
  }
}

/** What comes from an address leaves by its device, also where another one carries the prefix: else answers would not find back. */
function addAddress(device: Device, { confined, destinations }: TunOptions, cidr: string): void {
  device.addAddress(version(cidr), cidr);
  if (confined && destinations && version(cidr) === 6) device.addRoute(confined, alone(cidr));
}

function removeAddress(device: Device, { confined, destinations }: TunOptions, cidr: string): void {
  if (confined && destinations && version(cidr) === 6) device.removeRoute(confined, alone(cidr));
  device.removeAddress(version(cidr), cidr);
}

/** The address itself, without its network. */
function alone(cidr: string): string {
  return `${cidr.split('/')[0]}/128`;
}

function serve(device: Device, options: TunOptions): TunDevice {
  const batch = new Batch({ slots: batchSlots, slotSize: slotSizeFor(options.mtu), headroom });
  const addresses = [...options.addresses];
  const tun: TunDevice = {
    name: device.name,
    mtu: options.mtu,
    batch,
    onBatch: () => {},
    onGone: () => {},
    write: (first, count) => (device.isOpen ? device.write(batch, first, count) : 0),
    addAddress(cidr) {
      addAddress(device, options, cidr);
      addresses.push(cidr);
    },
    preferAddress: (cidr, isPreferred) => device.preferAddress(version(cidr), cidr, isPreferred),
    removeAddress(cidr) {
      removeAddress(device, options, cidr);
      addresses.splice(addresses.indexOf(cidr), 1);
    },
    addresses,
    get dropped() {
      return device.dropped;
    },
    close() {
      if (!device.isOpen) return;
      device.close();
      batch.release();
    },
  };
  device.onReadable = () => {
    const count = device.read(batch, 0, batch.slots);
    if (count > 0) tun.onBatch(count);
  };
  device.onGone = (error) => tun.onGone(error.message);
  device.watch(true);
  return tun;
}

function version(cidr: string): 4 | 6 {
  return cidr.includes(':') ? 6 : 4;
}
