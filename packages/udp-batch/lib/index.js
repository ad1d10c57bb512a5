/** See index.d.ts. */

// Not a static import: without the addon the rest must still load.
const binding = await import('../binding.js').then(
  (module) => module.default,
  () => null,
);

export const available = binding !== null;

/** As in native/udp.h. */
const MESSAGES = 16;
const MESSAGE_SIZE = 65536;
const PEERS = 4096;
const ADDRESS_SIZE = 24;
const PORT_AT = 16;
const ZONE_AT = 20;
const FIELDS = 4;

const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const READABLE = 1;
const WRITABLE = 2;

/** So many calls in a row read, before other events have their turn. */
const rounds = 4;
/** What waits to be sent: bytes, and messages. One message has at most so many equal datagrams, and so many bytes. */
const outBytes = 1 << 20;
const outMessages = 1024;
const mostSegments = 64;
const mostBytes = 65_000;

export class Socket {
  /** Called for each datagram; `data` is valid during the call only. */
  onDatagram = () => {};
  /** Called before, whenever a place among the peers is taken by another one: 16 bytes (IPv4 in the first 4). */
  onPeer = () => {};
  /** Datagrams that found no room to wait for the socket. */
  dropped = 0;
  #handle;
  #in = new Uint8Array(MESSAGES * MESSAGE_SIZE);
  #inDescriptors = new Int32Array(MESSAGES * FIELDS);
  #inAddresses = new DataView(new ArrayBuffer(MESSAGES * ADDRESS_SIZE));
  #out = new Uint8Array(outBytes);
  #outDescriptors = new Int32Array(outMessages * FIELDS);
  #outAddresses = new DataView(new ArrayBuffer(PEERS * ADDRESS_SIZE));
  /** Whose address stands in a place. */
  #generations = new Uint32Array(PEERS);
  #nextPlace = 0;
  /** Ends of what is written, and the first message that is not sent yet. */
  #end = 0;
  #count = 0;
  #first = 0;
  #isReading = false;
  #isFlushDue = false;
  #isFull = false;

  constructor(family, port, { receiveBuffer, sendBuffer }) {
    if (!binding) throw new Error('udp-batch is not compiled on this machine');
    const bytesOf = ({ buffer }) => new Uint8Array(buffer);
    const arrays = [
      this.#in,
      this.#inDescriptors,
      bytesOf(this.#inAddresses),
      this.#out,
      this.#outDescriptors,
      bytesOf(this.#outAddresses),
    ];
    this.#handle = binding.open(family, port, receiveBuffer, sendBuffer, arrays, (what) => this.#event(what));
  }

  get port() {
    return binding.port(this.#handle);
  }

  get modes() {
    const modes = binding.modes(this.#handle);
    return { merges: (modes & 1) !== 0, splits: (modes & 2) !== 0 };
  }

  /** A place for an address to send to; `isAt` says whether it is still there. */
  receiver(address, port, zone) {
    const place = this.#nextPlace;
    this.#nextPlace = (place + 1) % PEERS;
    // What waits for the one that stood there until now goes first.
    this.#flush();
    const at = place * ADDRESS_SIZE;
    new Uint8Array(this.#outAddresses.buffer).set(address, at);
    this.#outAddresses.setUint16(at + PORT_AT, port, isLittle);
    this.#outAddresses.setUint32(at + ZONE_AT, zone, isLittle);
    this.#generations[place] += 1;
    return { place, generation: this.#generations[place] };
  }

  isAt({ place, generation }) {
    return this.#generations[place] === generation;
  }

  /** Goes out with whatever else is sent in this turn of the event loop. */
  send(data, { place }) {
    if (this.#handle < 0) return;
    if (!this.#hasRoom(data.length)) {
      this.dropped += 1;
      return;
    }
    const { length } = data;
    this.#out.set(data, this.#end);
    if (!this.#joinsLast(length, place)) {
      const at = this.#count * FIELDS;
      this.#outDescriptors[at] = this.#end;
      this.#outDescriptors[at + 1] = length;
      this.#outDescriptors[at + 2] = length;
      this.#outDescriptors[at + 3] = place;
      this.#count += 1;
    }
    this.#end += length;
    if (this.#isReading || this.#isFlushDue || this.#isFull) return;
    this.#isFlushDue = true;
    queueMicrotask(() => {
      this.#isFlushDue = false;
      this.#flush();
    });
  }

  close() {
    if (this.#handle < 0) return;
    this.#flush();
    binding.close(this.#handle);
    this.#handle = -1;
  }

  #hasRoom(length) {
    if (this.#end + length <= outBytes && this.#count < outMessages) return true;
    this.#flush();
    return this.#end + length <= outBytes && this.#count < outMessages;
  }

  /** Equal datagrams to one peer in a row are one message; only the last of them may be shorter. */
  #joinsLast(length, place) {
    if (this.#count === this.#first) return false;
    const at = (this.#count - 1) * FIELDS;
    const descriptors = this.#outDescriptors;
    const segment = descriptors[at + 2];
    const whole = descriptors[at + 1];
    if (descriptors[at + 3] !== place || length !== segment || whole % segment !== 0) return false;
    if (whole >= (mostSegments - 1) * segment || whole + length > mostBytes) return false;
    descriptors[at + 1] = whole + length;
    return true;
  }

  #flush() {
    if (this.#handle < 0) return;
    const waiting = this.#count - this.#first;
    if (waiting > 0) this.#first += binding.send(this.#handle, this.#first, waiting);
    const isFull = this.#first < this.#count;
    if (!isFull) {
      this.#first = 0;
      this.#count = 0;
      this.#end = 0;
    }
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    binding.writable(this.#handle, isFull);
  }

  #event(what) {
    if ((what & WRITABLE) !== 0) this.#flush();
    if ((what & READABLE) === 0) return;
    this.#isReading = true;
    try {
      for (let round = 0; round < rounds && this.#handle >= 0; round += 1) {
        const count = binding.receive(this.#handle);
        for (let message = 0; message < count && this.#handle >= 0; message += 1) this.#take(message);
        this.#flush();
        if (count < MESSAGES) break;
      }
    } finally {
      this.#isReading = false;
      this.#flush();
    }
  }

  #take(message) {
    const at = message * FIELDS;
    const length = this.#inDescriptors[at];
    const segment = this.#inDescriptors[at + 1];
    const peer = this.#inDescriptors[at + 2];
    if (this.#inDescriptors[at + 3] !== 0) {
      const from = message * ADDRESS_SIZE;
      this.onPeer(
        peer,
        new Uint8Array(this.#inAddresses.buffer, from, 16),
        this.#inAddresses.getUint16(from + PORT_AT, isLittle),
        this.#inAddresses.getUint32(from + ZONE_AT, isLittle),
      );
    }
    const begin = message * MESSAGE_SIZE;
    const end = begin + length;
    for (let from = begin; from < end && this.#handle >= 0; from += segment) {
      this.onDatagram(this.#in.subarray(from, Math.min(from + segment, end)), peer);
    }
  }
}

/** Name and number of the interface that a link-local address belongs to; '' and 0 when there is none. */
export const zoneName = (index) => binding.zoneName(index);
export const zoneIndex = (name) => binding.zoneIndex(name);
