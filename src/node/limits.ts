/** What the operator has said in everyday units, in those of the rooms. */
import type { Config } from '../config/types.js';
import type { Limits } from '../share/share.js';
import { datagramLength } from '../wire/sizes.js';

/** IPv4 and UDP in front of a datagram. */
const headers = 28;

export function limitsOf({ mbit_per_second, gigabytes_per_month }: Config['share']): Limits {
  return {
    bytesPerSecond: mbit_per_second === 0 ? null : (mbit_per_second * 1e6) / 8,
    bytesPerMonth: gigabytes_per_month === 0 ? null : gigabytes_per_month * 1e9,
  };
}

/** What a line carries of these datagrams, in bytes. */
export function lineBytes({ bytesIn, bytesOut }: { bytesIn: number; bytesOut: number }): number {
  return (bytesIn + bytesOut) * (1 + headers / datagramLength);
}

/** Cells a second for others, where there is a limit. */
export function relayedRate({ bytesPerSecond }: Limits): { relayedCells?: number } {
  return bytesPerSecond === null ? {} : { relayedCells: bytesPerSecond / (datagramLength + headers) };
}
