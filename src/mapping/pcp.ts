/**
 * Asking a router for a port in a few bytes: PCP (RFC 6887, MAP) and its elder brother NAT-PMP (RFC 6886), both at UDP port 5351 of the
 * default router. Bytes only.
 */
import { addressFromBytes, addressToBytes } from '../net/address.js';
import { concat, numberToBytes, Reader } from '../wire/bytes.js';

export const routerPort = 5351;
export const nonceLength = 12;

const pcpVersion = 2;
const udp = 17;
const answerBit = 0x80;
const mapOpcode = 1;

/** What is asked for; `life` in seconds, 0: let go of it. */
export interface MapRequest {
  readonly port: number;
  /** The outside port that is wished for. */
  readonly outside: number;
  readonly life: number;
}

/** What a router has granted. */
export interface Granted {
  /** Null: the protocol says it elsewhere. */
  readonly address: string | null;
  readonly outside: number;
  /** Seconds. */
  readonly life: number;
}

const mapped = (address: string): Uint8Array =>
  concat(new Uint8Array(10), Uint8Array.of(0xff, 0xff), addressToBytes({ family: 4, address }));

/** @param own our IPv4 address towards the router; @param nonce 12 random bytes, the same for the mapping's whole life */
export function encodePcpMap(
  { port, outside, life }: MapRequest,
  own: string,
  nonce: Uint8Array,
): Uint8Array {
  return concat(
    Uint8Array.of(pcpVersion, mapOpcode, 0, 0),
    numberToBytes(life, 4),
    mapped(own),
    nonce,
    Uint8Array.of(udp, 0, 0, 0),
    numberToBytes(port, 2),
    numberToBytes(outside, 2),
    mapped('0.0.0.0'),
  );
}

/** Null when it is no answer to that request, or refuses it. */
export function decodePcpMap(bytes: Uint8Array, port: number, nonce: Uint8Array): Granted | null {
  const reader = new Reader(bytes);
  const head = [reader.number(1), reader.number(1), reader.number(1), reader.number(1)];
  const life = reader.number(4);
  reader.take(16);
  const echoed = reader.take(nonceLength);
  const protocol = reader.number(1);
  reader.take(3);
  const [inside, outside] = [reader.number(2), reader.number(2)];
  const address = reader.take(16);
  const isOurs = echoed.every((byte, at) => byte === nonce[at]) && inside === port && protocol === udp;
  if (!reader.ok || head[0] !== pcpVersion || head[1] !== (answerBit | mapOpcode) || head[3] !== 0)
    return null;
  const isV4 =
    address.subarray(0, 10).every((byte) => byte === 0) && address[10] === 0xff && address[11] === 0xff;
  if (!isOurs || !isV4 || outside === 0) return null;
  return { address: addressFromBytes(address.subarray(12)), outside, life };
}

/** NAT-PMP: what is the router's outside address? */
export const pmpAddressRequest = Uint8Array.of(0, 0);

export function decodePmpAddress(bytes: Uint8Array): string | null {
  if (bytes.length < 12 || bytes[0] !== 0 || bytes[1] !== answerBit || bytes[2] !== 0 || bytes[3] !== 0)
    return null;
  return addressFromBytes(bytes.subarray(8, 12));
}

export function encodePmpMap({ port, outside, life }: MapRequest): Uint8Array {
  return concat(
    Uint8Array.of(0, mapOpcode, 0, 0),
    numberToBytes(port, 2),
    numberToBytes(outside, 2),
    numberToBytes(life, 4),
  );
}

/** Null when it is no answer to that request, or refuses it. */
export function decodePmpMap(bytes: Uint8Array, port: number): Granted | null {
  const reader = new Reader(bytes);
  const [version, opcode, result] = [reader.number(1), reader.number(1), reader.number(2)];
  reader.take(4);
  const [inside, outside, life] = [reader.number(2), reader.number(2), reader.number(4)];
  if (!reader.ok || version !== 0 || opcode !== (answerBit | mapOpcode) || result !== 0) return null;
  return inside === port && outside !== 0 ? { address: null, outside, life } : null;
}
