import { Batch, Device } from 'tuntap2';
import { batchSlots, headroom, slotSizeFor, type TunDevice, type TunOptions } from './tun.js';

/** Opens a TUN device of this machine and brings it up. Throws `TuntapError`, whose message is for the operator. */
export function openTun(options: TunOptions): TunDevice {
  const device = new Device({ name: options.name });
  try {
    device.mtu = options.mtu;
    for (const cidr of options.addresses) device.addAddress(version(cidr), cidr);
    device.isUp = true;
    // Where IPv6 is switched off this is what fails, before anybody relies on the device.
    if (options.confined) device.confine(options.confined);
    return serve(device, options);
  } catch (error) {
    device.close();
    throw error;
  }
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
      device.addAddress(version(cidr), cidr);
      addresses.push(cidr);
    },
    preferAddress: (cidr, isPreferred) => device.preferAddress(version(cidr), cidr, isPreferred),
    removeAddress(cidr) {
      device.removeAddress(version(cidr), cidr);
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
