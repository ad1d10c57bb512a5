/**
 * One set of keys with one peer: cells in, datagrams out, and back. It knows no addresses, and of time only when it is
 * to be replaced and when it ends, which come sooner once it carries cells of paths.
 *
 *     datagram = index 4, counter 8 (masked), sealed 1316, tag 16
 *     sealed   = path id 4, link report 8, body 1304
 *
 * Counters come from the link, which numbers its cells through over all its sessions.
 */
import { maskHeader, open, seal, tagLength } from '../crypto/aead.js';
import { wipe } from '../crypto/hash.js';
import type { TransportKeys } from '../crypto/noise.js';
import { type Report, reportLength, writeReport } from '../wire/report.js';
import { bodyLength, datagramLength, headerLength, sealedLength } from '../wire/sizes.js';
import { rekeyRange, sessionLife } from './constants.js';
import { ReplayWindow } from './replay-window.js';

const bodyAt = headerLength + sealedLength - bodyLength;
const reportAt = bodyAt - reportLength;
const sampleAt = headerLength;

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
}

export class Session {
  readonly #keys: TransportKeys;
  readonly #window = new ReplayWindow();
  /** Null at the responder until the initiator confirms. */
  remote: Address | null;
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

  /** A cell of a path goes in or out: from the first one on the session's keys are to be gone soon. */
  carriesPaths(now: number): void {
    if (this.#carriesPaths) return;
    this.#carriesPaths = true;
    this.rekeyAt = Math.min(this.rekeyAt, now + within(rekeyRange[this.role].paths, this.chance));
    this.endsAt = Math.min(this.endsAt, now + sessionLife.paths);
  }

  /**
   * Writes a whole datagram into `out` (1344 bytes). `counter` was never used in this session; `body` is at most 1304
   * bytes and gets padded. The remote must be known.
   */
  seal(out: Uint8Array, counter: number, pathId: number, report: Report, body: Uint8Array): void {
    const remote = this.remote!;
    const view = new DataView(out.buffer, out.byteOffset, datagramLength);
    view.setUint32(0, remote.index);
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
    maskHeader(out.subarray(0, headerLength), out.subarray(sampleAt), remote.headerKey);
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

// 8 bytes on the wire; a session ends long before 2^53.
function setCounter(view: DataView, counter: number): void {
  view.setUint32(4, Math.floor(counter / 2 ** 32));
  view.setUint32(8, counter >>> 0);
}

function getCounter(view: DataView): number {
  return view.getUint32(4) * 2 ** 32 + view.getUint32(8);
}
