/**
 * One set of keys with one peer: cells in, datagrams out, and back. It knows no addresses, and of time only when it is
 * to be replaced and when it ends, which come sooner once it carries cells of paths.
 *
 *     datagram = index 4, counter 8 (masked), sealed 1316, tag 16
 *     sealed   = path id 4, link report 8, body 1304
 *
 * Counters come from the link, which numbers its cells through over all its sessions. As two halves (halves.ts) each
 * has the header, with the counter's highest bit naming the half, and 666 of the sealed bytes.
 */
import { maskHeader, open, seal, tagLength } from '../crypto/aead.js';
import { wipe } from '../crypto/hash.js';
import type { TransportKeys } from '../crypto/noise.js';
import type { Half } from '../wire/handshake.js';
import { type Report, reportLength, writeReport } from '../wire/report.js';
import { shared } from '../wire/shared.js';
import { bodyLength, datagramLength, halfLength, headerLength, sealedLength } from '../wire/sizes.js';
import { maxEarly, rekeyRange, sessionLife } from './constants.js';
import { ReplayWindow } from './replay-window.js';

const bodyAt = headerLength + sealedLength - bodyLength;
const reportAt = bodyAt - reportLength;
const sampleAt = headerLength;
const counterAt = 4;
const secondHalf = 0x80;
const halfBodyLength = halfLength - headerLength;

/** A cell that arrived; `body` is a view into the datagram, valid until the next one. */
export interface Cell {
  readonly pathId: number;
  readonly counter: number;
  /** Whether it is the first that was opened in its session. */
  readonly first: boolean;
  /** Whether no later one came before it. */
  readonly newest: boolean;
  /** 8 bytes, for wire/report.ts. */
  readonly report: Uint8Array;
  /** 1304 bytes. */
  readonly body: Uint8Array;
}

/** How to address the other end's side of a session: where its datagrams belong there, and what masks their headers. */
export interface Address {
  readonly index: number;
  readonly headerKey: Uint8Array;
  /** X25519, 32 bytes; the peer's. */
  readonly onionKey: Uint8Array;
}

interface EarlyCell {
  readonly pathId: number;
  readonly body: Uint8Array;
}

/** The same keys come with every session of a peer. */
export function addressOf({ index, headerKey, onionKey }: Address): Address {
  return { index, headerKey: shared(headerKey), onionKey: shared(onionKey) };
}

export class Session {
  readonly #keys: TransportKeys;
  readonly #window = new ReplayWindow();
  /** Null at the responder until the initiator confirms. */
  remote: Address | null;
  /** See `keepEarly`. */
  #early: EarlyCell[] | null = null;
  /** `Clock.now()` of the last cell of the other end that was opened in this session; null before the first. */
  heardAt: number | null = null;
  /** `Clock.now()` values. */
  rekeyAt: number;
  endsAt: number;
  #carriesPaths = false;

  constructor(
    readonly role: 'initiator' | 'responder',
    readonly localIndex: number,
    keys: TransportKeys,
    remote: Address | null,
    readonly since: number,
    /** A number in [0, 1): where in the ranges of rekeying this session stands. */
    readonly chance: number,
  ) {
    this.#keys = keys;
    this.remote = remote;
    this.rekeyAt = since + within(rekeyRange[role].own, chance);
    this.endsAt = since + sessionLife.own;
  }

  get heard(): boolean {
    return this.heardAt !== null;
  }

  /** Keeps what overtook the confirmation on the way, to be heard after it; false when there is too much of it. */
  keepEarly(pathId: number, body: Uint8Array): boolean {
    this.#early ??= [];
    return this.#early.length < maxEarly && this.#early.push({ pathId, body: body.slice() }) > 0;
  }

  /** What was kept; it is let go. */
  takeEarly(): readonly EarlyCell[] {
    const early = this.#early ?? [];
    this.#early = null;
    return early;
  }

  /** A cell of a path goes in or out: from the first one on the session's keys are to be gone soon. */
  carriesPaths(now: number): void {
    if (this.#carriesPaths) return;
    this.#carriesPaths = true;
    this.rekeyAt = Math.min(this.rekeyAt, now + within(rekeyRange[this.role].paths, this.chance));
    this.endsAt = Math.min(this.endsAt, now + sessionLife.paths);
  }

  /**
   * Writes a datagram into `out` (1344 bytes), ready but for its header, which `mask` or `cut` finishes. `counter` was
   * never used in this session; `body` is at most 1304 bytes and gets padded. The remote must be known.
   */
  seal(out: Uint8Array, counter: number, pathId: number, report: Report, body: Uint8Array): void {
    const view = new DataView(out.buffer, out.byteOffset, datagramLength);
    view.setUint32(0, this.remote!.index);
    setCounter(view, counter);
    view.setUint32(headerLength, pathId);
    writeReport(out.subarray(reportAt, bodyAt), report);
    out.set(body, bodyAt);
    out.fill(0, bodyAt + body.length, datagramLength - tagLength);
    seal(
      out.subarray(headerLength, datagramLength),
      out.subarray(headerLength, datagramLength - tagLength),
      null,
      counter,
      this.#keys.send,
    );
  }

  /** Finishes a sealed datagram as a whole one, in place. */
  mask(sealed: Uint8Array): void {
    maskHeader(sealed.subarray(0, headerLength), sealed.subarray(sampleAt), this.remote!.headerKey);
  }

  /** Finishes a sealed datagram as a half of it in `out` (678 bytes). */
  cut(sealed: Uint8Array, half: Half, out: Uint8Array): void {
    out.set(sealed.subarray(0, headerLength));
    if (half === 1) out[counterAt]! |= secondHalf;
    const from = headerLength + half * halfBodyLength;
    out.set(sealed.subarray(from, from + halfBodyLength), headerLength);
    this.mask(out);
  }

  /** Whether a cell with this counter would be new. */
  isNew(counter: number): boolean {
    return this.#window.check(counter);
  }

  /**
   * Opens a datagram, whose header is already unmasked, in place. A string says why not: it came before, or it is no
   * work of the peer's.
   */
  open(datagram: Uint8Array, now: number): Cell | 'replay' | 'forged' {
    const view = new DataView(datagram.buffer, datagram.byteOffset, datagramLength);
    const counter = getCounter(view);
    if (!this.#window.check(counter)) return 'replay';
    const sealed = datagram.subarray(headerLength, datagramLength);
    if (
      !open(
        datagram.subarray(headerLength, headerLength + sealedLength),
        sealed,
        null,
        counter,
        this.#keys.receive,
      )
    ) {
      return 'forged';
    }
    const newest = this.#window.mark(counter);
    const first = !this.heard;
    this.heardAt = now;
    const pathId = view.getUint32(headerLength);
    if (pathId !== 0) this.carriesPaths(now);
    return {
      pathId,
      counter,
      first,
      newest,
      report: datagram.subarray(reportAt, bodyAt),
      body: datagram.subarray(bodyAt, bodyAt + bodyLength),
    };
  }

  wipe(): void {
    wipe(this.#keys.send);
    wipe(this.#keys.receive);
  }
}

function within([least, most]: readonly [number, number], chance: number): number {
  return least + chance * (most - least);
}

const scratchHeader = new Uint8Array(headerLength);

/** A datagram's header under one of our header keys, valid until the next call. The datagram stays as it is. */
export function unmaskedHeader(datagram: Uint8Array, headerKey: Uint8Array): Uint8Array {
  for (let at = 0; at < headerLength; at += 1) scratchHeader[at] = datagram[at]!;
  maskHeader(scratchHeader, datagram.subarray(sampleAt), headerKey);
  return scratchHeader;
}

/** First field of an unmasked header. */
export function indexOf(header: Uint8Array): number {
  return ((header[0]! << 24) | (header[1]! << 16) | (header[2]! << 8) | header[3]!) >>> 0;
}

/** Which half an unmasked header names. */
export function halfOf(header: Uint8Array): Half {
  return (header[counterAt]! & secondHalf) === 0 ? 0 : 1;
}

/** The counter of an unmasked header of a half. */
export function halfCounterOf(header: Uint8Array): number {
  const high =
    ((header[counterAt]! & ~secondHalf) << 24) | (header[5]! << 16) | (header[6]! << 8) | header[7]!;
  return (
    high * 2 ** 32 + (((header[8]! << 24) | (header[9]! << 16) | (header[10]! << 8) | header[11]!) >>> 0)
  );
}

/** A datagram with an unmasked header, of the bodies of its two halves. */
export function joinedCell(header: Uint8Array, bodies: readonly [Uint8Array, Uint8Array]): Uint8Array {
  const whole = new Uint8Array(datagramLength);
  whole.set(header);
  whole[counterAt]! &= ~secondHalf;
  whole.set(bodies[0], headerLength);
  whole.set(bodies[1], headerLength + halfBodyLength);
  return whole;
}

// 8 bytes on the wire; a session ends long before 2^53.
function setCounter(view: DataView, counter: number): void {
  view.setUint32(4, Math.floor(counter / 2 ** 32));
  view.setUint32(8, counter >>> 0);
}

function getCounter(view: DataView): number {
  return view.getUint32(4) * 2 ** 32 + view.getUint32(8);
}
