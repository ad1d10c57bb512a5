import type { Beacons } from '../bootstrap/beacons.js';
import { bittorrent } from '../bootstrap/bittorrent.js';
import type { Mainline } from '../bootstrap/mainline.js';
import { multicastBeacons } from '../bootstrap/multicast.js';
import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/machine-clock.js';
import { puzzleBits } from '../crypto/identity.js';
import { type Random, systemRandom } from '../crypto/random.js';
import type { Log, LogLimit, LogTail } from '../log/log.js';
import type { Gateway } from '../mapping/gateway.js';
import { systemGateway } from '../mapping/system.js';
import { type NameDoor, nameDoor } from '../names/door.js';
import { type Interface, systemInterfaces } from '../net/interfaces.js';
import type { Net } from '../net/net.js';
import { udp } from '../net/udp.js';
import { type ClockSetter, clockDoor } from '../pc-clock/door.js';
import type { State } from '../state/state.js';
import { openTun } from '../tun/device.js';
import type { TunDevice, TunOptions } from '../tun/tun.js';

/** What a node stands on: everything that is different in a test. */
export interface NodeParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly net: Net;
  readonly beacons: Beacons;
  /** The router before this machine; null: it is asked for nothing. */
  readonly gateway: Gateway | null;
  /** BitTorrent's DHT; null: there is none to meet in. */
  readonly mainline: Mainline | null;
  readonly state: State;
  readonly log: Log;
  /** The log's last lines, for screens. */
  readonly logTail: LogTail;
  /** How much the log says; absent: it cannot be changed while the node runs. */
  readonly logLimit?: LogLimit;
  /** Has this machine's programs find names of the address book; absent: they do not. */
  readonly nameDoor?: NameDoor;
  /** This machine's addresses now, loopback left out. */
  readonly interfaces: () => readonly Interface[];
  /** Opens the TUN device for programs; throws a sentence where it cannot be had. Null: there are no programs. */
  readonly openTun: ((options: TunOptions) => TunDevice) | null;
  /** Sets this machine's own clock, where the settings agree; null: nobody does. */
  readonly clockSetter: ClockSetter | null;
  /** Leading zero bits of every node id in this network. */
  readonly puzzleBits: number;
}

/** The real parts. */
export function systemParts(own: Pick<NodeParts, 'state' | 'log' | 'logTail' | 'logLimit'>): NodeParts {
  return {
    clock: systemClock,
    random: systemRandom,
    net: udp,
    beacons: multicastBeacons(systemClock, systemInterfaces, own.log.for('beacons')),
    gateway: systemGateway,
    mainline: bittorrent,
    interfaces: systemInterfaces,
    openTun,
    clockSetter: clockDoor(),
    nameDoor: nameDoor(),
    puzzleBits,
    ...own,
  };
}
