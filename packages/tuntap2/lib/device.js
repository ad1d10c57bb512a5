import binding from '../binding.js';
import { openError, propertyError, TuntapError } from './errors.js';
import { checkName, isLinkLocal, parseCidr, parseMac } from './text.js';

/**
 * A TUN or TAP device to read and write in batches. Give `onReadable` a function and call `watch(true)`; it is called
 * on every turn of the event loop on which packets wait, and calls `read` until that returns less than it asked for,
 * or leaves the rest for the next turn.
 */
export class Device {
  #handle;
  #lastName = '';
  isTap;

  /** Called when packets wait. */
  onReadable = () => {};
  /** Called once, with a TuntapError, when somebody deleted the interface; only `close` makes sense afterwards. */
  onGone = () => {};

  constructor({ type = 'tun', name = '' } = {}) {
    if (type !== 'tun' && type !== 'tap') {
      throw new TuntapError(
        'ERR_TUNTAP_TYPE',
        `a device is of type "tun" or "tap", got ${JSON.stringify(type)}`,
      );
    }
    checkName(name);
    this.isTap = type === 'tap';
    try {
      this.#handle = binding.open(this.isTap, name, (what) => this.#event(what));
    } catch (error) {
      throw openError(type.toUpperCase(), name, error);
    }
    this.#lastName = binding.name(this.#handle);
  }

  /** The interface's present name; after closing, its last one. */
  get name() {
    if (this.#handle >= 0) this.#lastName = this.#do('the name', () => binding.name(this.#handle));
    return this.#lastName;
  }

  get isOpen() {
    return this.#handle >= 0;
  }

  get isTun() {
    return !this.isTap;
  }

  get mac() {
    return this.#do('reading the hardware address', () => binding.getMac(this.#handle));
  }

  set mac(value) {
    if (!this.isTap) {
      throw new TuntapError(
        'ERR_TUNTAP_MAC',
        'a TUN device carries IP packets and has no hardware address to set; use a TAP device',
      );
    }
    const bytes = parseMac(value);
    this.#do('setting the hardware address', () => binding.setMac(this.#handle, bytes));
  }

  get mtu() {
    return this.#do('reading the MTU', () => binding.getMtu(this.#handle));
  }

  set mtu(value) {
    if (!Number.isInteger(value) || value < 68 || value > 65535) {
      throw new TuntapError(
        'ERR_TUNTAP_MTU',
        `an MTU is a whole number of bytes from 68 to 65535, got ${value}`,
      );
    }
    this.#do('setting the MTU', () => binding.setMtu(this.#handle, value));
  }

  get isUp() {
    return this.#do('reading the state', () => binding.getUp(this.#handle));
  }

  set isUp(value) {
    this.#do('setting the state', () => binding.setUp(this.#handle, Boolean(value)));
  }

  /** First IPv4 address in CIDR form, '' when there is none. Setting replaces all of them; '' removes them. */
  get ipv4() {
    return this.addresses(4)[0] ?? '';
  }

  set ipv4(value) {
    this.#replace(4, value);
  }

  /** First IPv6 address in CIDR form, link-local ones last. Setting replaces all but link-local ones. */
  get ipv6() {
    const all = this.addresses(6);
    return all.find((each) => !isLinkLocal(each)) ?? all[0] ?? '';
  }

  set ipv6(value) {
    this.#replace(6, value);
  }

  /** All addresses of that IP version in CIDR form. */
  addresses(version) {
    return this.#do('reading the addresses', () => binding.addresses(this.#handle, version));
  }

  addAddress(version, cidr) {
    const { address, prefix } = parseCidr(version, cidr);
    this.#do(`adding the address ${cidr}`, () => binding.addAddress(this.#handle, version, address, prefix));
  }

  preferAddress(version, cidr, isPreferred) {
    const { address, prefix } = parseCidr(version, cidr);
    this.#do(`preferring the address ${cidr}`, () =>
      binding.preferAddress(this.#handle, version, address, prefix, isPreferred ? 1 : 0),
    );
  }

  removeAddress(version, cidr) {
    const { address, prefix } = parseCidr(version, cidr);
    this.#do(`removing the address ${cidr}`, () =>
      binding.removeAddress(this.#handle, version, address, prefix),
    );
  }

  confine(cidr, carries = true) {
    const { address, prefix } = parseCidr(6, cidr);
    this.#do(`confining ${cidr}`, () => binding.confine(this.#handle, address, prefix, carries ? 1 : 0));
  }

  addRoute(destination, source = null) {
    this.#route(destination, source, 1);
  }

  removeRoute(destination, source = null) {
    this.#route(destination, source, 0);
  }

  /** Starts or stops calling `onReadable`. */
  watch(on) {
    this.#do('watching', () => binding.watch(this.#handle, on));
  }

  /** Whether a watched device keeps the process alive (it does at first). */
  hold(on) {
    binding.hold(this.#handle, on);
  }

  /** Reads up to `count` packets into slots from `first` on; returns how many. */
  read(batch, first, count) {
    return this.#outcome(binding.read(this.#handle, batch.id, first, count));
  }

  /** Writes the packets of `count` descriptors from `first` on; returns how many the system took. */
  write(batch, first, count) {
    return this.#outcome(binding.write(this.#handle, batch.id, first, count));
  }

  /** Packets dropped since the device was opened: too long for a slot, and not taken by the system. */
  get dropped() {
    return { in: binding.dropped(this.#handle, false), out: binding.dropped(this.#handle, true) };
  }

  /** Removes the device; the interface is gone on return. A second call does nothing. */
  close() {
    if (this.#handle < 0) return;
    binding.close(this.#handle);
    this.#handle = -1;
  }

  #route(destination, source, add) {
    const to = parseCidr(6, destination);
    const from = source === null ? { address: '::', prefix: 0 } : parseCidr(6, source);
    this.#do(`${add ? 'adding' : 'removing'} the route to ${destination}`, () =>
      binding.route(this.#handle, to.address, to.prefix, from.address, from.prefix, add),
    );
  }

  #outcome(result) {
    if (result >= 0) return result;
    this.#event(result);
    return 0;
  }

  #event(what) {
    if (what === 0) {
      this.onReadable();
      return;
    }
    if (this.#handle < 0) return;
    binding.watch(this.#handle, false);
    const gone = this.onGone;
    this.onGone = () => {};
    gone(
      new TuntapError(
        'ERR_TUNTAP_GONE',
        `the network interface ${this.#lastName} was deleted by somebody else`,
      ),
    );
  }

  #replace(version, cidr) {
    const wanted = cidr === '' ? null : parseCidr(version, cidr);
    const text = wanted && `${wanted.address}/${wanted.prefix}`;
    for (const each of this.addresses(version)) {
      if (version === 6 && isLinkLocal(each)) continue;
      this.removeAddress(version, each);
    }
    if (text) this.addAddress(version, text);
  }

  #do(doing, work) {
    if (this.#handle < 0) {
      throw new TuntapError(
        'ERR_TUNTAP_CLOSED',
        `${doing} of ${this.#lastName} failed: the device was released`,
      );
    }
    try {
      return work();
    } catch (error) {
      throw propertyError(this.#lastName, doing, error);
    }
  }
}
