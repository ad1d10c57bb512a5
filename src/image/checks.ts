/**
 * What must hold before an image is built. Each check answers with null or with one sentence that says what was
 * expected, what is there, and what to do; `npm run iso` prints it and stops before anything is changed.
 */
import type { Mirrors } from './apt.js';

/** Facts about this machine, gathered by iso.ts; the checks themselves only judge. */
export interface Facts {
  /** Effective user id. */
  readonly uid: number;
  /** As node names it: `x64`, `arm64`, ... */
  readonly arch: string;
  readonly platform: string;
  /** True when apt-get and dpkg-deb are there. */
  readonly debian: boolean;
  /** Free bytes where the image is built. */
  readonly free: number;
  /** The directory that `free` speaks of. */
  readonly directory: string;
  readonly mirrors: Mirrors | null;
  /** Null when the mirror answered, else the last words of the program that asked it. */
  readonly unreachable: string | null;
  /** The file system under `directory` is mounted so that device files work in it. */
  readonly devices: boolean;
}

const gigabyte = 1_000_000_000;
/** A cold build was seen to use 4.5 GB; the rest is room for a larger Debian. */
const spaceNeeded = 8 * gigabyte;

/** The first thing that is wrong, in a sentence; null when the build may begin. */
export function problem(facts: Facts): string | null {
  for (const check of checks) {
    const sentence = check(facts);
    if (sentence) return sentence;
  }
  return null;
}

const checks: readonly ((facts: Facts) => string | null)[] = [
  ({ platform, arch }) =>
    platform === 'linux' && arch === 'x64'
      ? null
      : `The image is built on 64-bit x86 Linux, but this is ${platform} on ${arch}. Use a PC or virtual machine with an amd64 Debian.`,
  ({ debian }) =>
    debian
      ? null
      : 'The image is built with apt-get and dpkg-deb, which are not here. Use Debian 12 or 13, or a system made from it.',
  ({ uid }) =>
    uid === 0
      ? null
      : `The image is built as root (it makes a Debian system inside a directory), but this is user ${uid}. Run: sudo npm run iso`,
  ({ free, directory }) =>
    free >= spaceNeeded
      ? null
      : `Building needs ${spaceNeeded / gigabyte} GB of free space in ${directory}, but ${(free / gigabyte).toFixed(1)} GB are free. Make room there, or build in a checkout on a larger disk.`,
  ({ devices, directory }) =>
    devices
      ? null
      : `A Debian system cannot be made in ${directory}, because it is mounted without device files or programs (nodev, noexec). Use a checkout elsewhere.`,
  ({ mirrors }) =>
    mirrors
      ? null
      : "apt on this machine names no Debian archive to build from. Set PHANTOM_MIRROR to a mirror's address, for example PHANTOM_MIRROR=http://.../debian",
  ({ mirrors, unreachable }) =>
    unreachable === null
      ? null
      : `Debian 13 could not be reached at ${mirrors?.main} (${unreachable}). Check the network, or set PHANTOM_MIRROR to another mirror.`,
];
