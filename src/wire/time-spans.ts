/** Spans of time as kept in the state: from 4, to 4 (seconds, both included), one after the other. */
import { concat, numberToBytes, Reader } from './bytes.js';

const entryLength = 8;
const mostSpans = 64;

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export function encodeTimeSpans(spans: readonly TimeSpan[]): Uint8Array {
  return concat(...spans.flatMap(({ from, to }) => [numberToBytes(from, 4), numberToBytes(to, 4)]));
}

export function decodeTimeSpans(bytes: Uint8Array): TimeSpan[] | null {
  if (bytes.length % entryLength !== 0 || bytes.length > mostSpans * entryLength) return null;
  const reader = new Reader(bytes);
  const spans: TimeSpan[] = [];
  for (let left = bytes.length; left > 0; left -= entryLength)
    spans.push({ from: reader.number(4), to: reader.number(4) });
  return spans.every(({ from, to }) => from <= to) ? spans : null;
}
