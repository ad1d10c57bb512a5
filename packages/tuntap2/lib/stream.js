import { Duplex } from 'node:stream';
import { Batch } from './batch.js';
import { Device } from './device.js';

/** Room for the largest packet an interface can carry, and one byte that tells a whole packet from a cut one. */
const slotSize = 65536 + 1;
/** Packets read per turn of the event loop; more would let one device starve the others. */
const slots = 32;

/**
 * A device as a stream: every chunk read is one packet, and every chunk written must be one. Packets that the system
 * does not take (not IP, interface down) are dropped and counted in `dropped`, as a network card would; the stream
 * fails only when somebody else deletes the interface.
 */
export class TuntapStream extends Duplex {
  #device;
  #batch = new Batch({ slots, slotSize, headroom: 0 });
  #tooLong = 0;

  constructor(type, options = {}) {
    // Packets keep their bounds even where a reader is slow; writes stay bytes, so that strings are converted.
    super({ readableObjectMode: true, readableHighWaterMark: 256, allowHalfOpen: true });
    try {
      this.#device = new Device({ type, name: options.name ?? '' });
      this.#device.onReadable = () => this.#pump();
      this.#device.onGone = (error) => this.destroy(error);
      if (options.mac !== undefined) this.mac = options.mac;
      if (options.mtu !== undefined) this.mtu = options.mtu;
      if (options.ipv4 !== undefined) this.ipv4 = options.ipv4;
      if (options.ipv6 !== undefined) this.ipv6 = options.ipv6;
      if (options.isUp !== undefined) this.isUp = options.isUp;
    } catch (error) {
      this.#device?.close();
      this.#batch.release();
      throw error;
    }
  }

  get name() {
    return this.#device.name;
  }
  get isTap() {
    return this.#device.isTap;
  }
  get isTun() {
    return this.#device.isTun;
  }
  get mac() {
    return this.#device.mac;
  }
  set mac(value) {
    this.#device.mac = value;
  }
  get mtu() {
    return this.#device.mtu;
  }
  set mtu(value) {
    this.#device.mtu = value;
  }
  get ipv4() {
    return this.#device.ipv4;
  }
  set ipv4(value) {
    this.#device.ipv4 = value;
  }
  get ipv6() {
    return this.#device.ipv6;
  }
  set ipv6(value) {
    this.#device.ipv6 = value;
  }
  get isUp() {
    return this.#device.isUp;
  }
  set isUp(value) {
    this.#device.isUp = value;
  }
  get dropped() {
    const { in: incoming, out } = this.#device.dropped;
    return { in: incoming, out: out + this.#tooLong };
  }

  /** Removes the device and calls back once everything is closed. A second call only calls back. */
  release(callback) {
    if (callback) {
      if (this.closed) process.nextTick(callback);
      else this.once('close', () => callback());
    }
    this.destroy();
  }

  /** The device keeps the process alive while it is read (the default). */
  ref() {
    this.#device.hold(true);
    return this;
  }

  unref() {
    this.#device.hold(false);
    return this;
  }

  _read() {
    this.#device.watch(true);
  }

  _write(chunk, _encoding, callback) {
    // Slot 0 is free again even while #pump pushes: it copies a packet before anybody can write.
    if (this.#batch.put(0, chunk)) this.#device.write(this.#batch, 0, 1);
    else this.#tooLong += 1;
    callback();
  }

  _destroy(error, callback) {
    this.#device.close();
    this.#batch.release();
    callback(error);
  }

  #pump() {
    const count = this.#device.read(this.#batch, 0, slots);
    let more = true;
    for (let i = 0; i < count && !this.destroyed; i += 1)
      more = this.push(Buffer.from(this.#batch.packet(i)));
    if (!more && !this.destroyed) this.#device.watch(false);
  }
}

/** A device that carries IP packets. */
export class Tun extends TuntapStream {
  constructor(options) {
    super('tun', options);
  }
}

/** A device that carries Ethernet frames. */
export class Tap extends TuntapStream {
  constructor(options) {
    super('tap', options);
  }
}

/** Opens a device from one object: `type` ('tun' unless told), and the properties to start with. */
export function tuntap({ type = 'tun', ...options } = {}) {
  if (type === 'tap') return new Tap(options);
  return type === 'tun' ? new Tun(options) : new TuntapStream(type, options);
}
