/**
 * How a node can be reached, by its own word, in pings and in node records.
 *
 *     standing: marks 1, endpoints 24 (at most one per family; zeros: none)
 */
import type { Endpoint } from '../net/net.js';
import { concat, type Reader } from './bytes.js';
import { encodeEndpointPair, endpointPairLength, readEndpointPair } from './endpoint-pair.js';

/**
 * Bits of a standing's marks, and of a record's reachability. `reached`: strangers get through from outside; `dials`: which
 * families it can send over; `portPerPeer`: its router shows another IPv4 port to each peer; `hidden`: strangers do not get through,
 * as several judged, or nobody has yet and a router stands before it: so it is reached by an introduction.
 */
export const marks = {
  reached4: 0b1,
  reached6: 0b10,
  dials4: 0b100,
  dials6: 0b1000,
  portPerPeer: 0b1_0000,
  hidden: 0b10_0000,
} as const;

export const standingLength = 1 + endpointPairLength;

export interface Standing {
  /** See `marks`; unknown bits are left alone. */
  readonly marks: number;
  /** Where it says that others see it, at most one per family. */
  readonly endpoints: readonly Endpoint[];
}

export function encodeStanding(standing: Standing): Uint8Array {
  return concat(Uint8Array.of(standing.marks), encodeEndpointPair(standing.endpoints));
}

/** Nothing is known yet. */
export const noStanding: Standing = { marks: 0, endpoints: [] };

/** The standing that comes next in a longer message; null when it is malformed. */
export function readStanding(reader: Reader): Standing | null {
  const said = reader.number(1);
  const endpoints = readEndpointPair(reader);
  return reader.ok && endpoints ? { marks: said, endpoints } : null;
}

/** Whether one of these endpoints is in a family that a node gets out over, by its marks; who says nothing of that is not doubted. */
export function canDial(said: number, endpoints: readonly Endpoint[]): boolean {
  const dials = said & (marks.dials4 | marks.dials6);
  return (
    dials === 0 ||
    endpoints.some(({ family }) => (dials & (family === 4 ? marks.dials4 : marks.dials6)) !== 0)
  );
}
