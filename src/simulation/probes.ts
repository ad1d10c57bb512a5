/**
 * A prober who records what passes and asks of a machine: are you a node? Kinds of probes, each made of what was
 * recorded on the way to that machine, or of nothing. Whoever asks for a probe sends it; this only makes bytes.
 */
import type { Random } from '../crypto/random.js';
import { datagramLength, halfLength, saltLength } from '../wire/sizes.js';

export interface Recording {
  /** First messages that were answered, whole. */
  readonly firsts: readonly Uint8Array[];
  /** The same, as their halves, pair by pair. */
  readonly firstHalves: readonly Uint8Array[];
  /** Answers that the machine got to first messages of its own. */
  readonly answers: readonly Uint8Array[];
  /** Cells of sessions that may still live, whole and in halves. */
  readonly cells: readonly Uint8Array[];
  readonly cellHalves: readonly Uint8Array[];
  /** First messages to it under another channel's key. */
  readonly foreignFirsts: readonly Uint8Array[];
}

/** A probe is one datagram or a few that belong together. */
type Maker = (recorded: Recording, random: Random) => readonly Uint8Array[];

export const probeKinds: Record<string, Maker> = {
  'random bytes': (_, random) => [random.bytes(upTo(random, 2 * datagramLength))],
  'random bytes of a datagram': (_, random) => [random.bytes(datagramLength)],
  'random bytes of a half': (_, random) => [random.bytes(halfLength)],
  'first message again': ({ firsts }, random) => [any(firsts, random)],
  'first message again, in halves': ({ firstHalves }, random) => anyPair(firstHalves, random),
  'half of a first message': ({ firstHalves }, random) => [any(firstHalves, random)],
  'halves of two first messages': ({ firstHalves }, random) => [
    any(firstHalves, random),
    any(firstHalves, random),
  ],
  'answer again': ({ answers }, random) => [any(answers, random)],
  'cell again': ({ cells }, random) => [any(cells, random)],
  'cell again, in halves': ({ cellHalves }, random) => anyPair(cellHalves, random),
  'half of a cell': ({ cellHalves }, random) => [any(cellHalves, random)],
  'first message of another channel': ({ foreignFirsts }, random) => [any(foreignFirsts, random)],
  'first message of another major version': ({ firsts }, random) => [
    // The wrap is a stream: what is flipped there is flipped in what it holds, and version 1 becomes 2 to 15.
    flippedAt(any(firsts, random), saltLength, 1 ^ (2 + upTo(random, 14))),
  ],
  'damaged, one bit': (recorded, random) => {
    const true_ = any(everything(recorded), random);
    return [flippedAt(true_, upTo(random, true_.length), 1 << upTo(random, 8))];
  },
  'cut short': (recorded, random) => {
    const true_ = any(everything(recorded), random);
    return [true_.subarray(0, upTo(random, true_.length))];
  },
  'cut to a half': (recorded, random) => {
    const from = upTo(random, datagramLength - halfLength);
    return [any([...recorded.firsts, ...recorded.cells], random).subarray(from, from + halfLength)];
  },
  'made longer': (recorded, random) => {
    const true_ = any(everything(recorded), random);
    const longer = random.bytes(true_.length + 1 + upTo(random, 200));
    longer.set(true_);
    return [longer];
  },
};

function everything(recorded: Recording): Uint8Array[] {
  const { firsts, firstHalves, answers, cells, cellHalves } = recorded;
  return [...firsts, ...firstHalves, ...answers, ...cells, ...cellHalves];
}

/** A whole number from 0 up to, not including, `end`. */
function upTo(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

function any(datagrams: readonly Uint8Array[], random: Random): Uint8Array {
  return datagrams[upTo(random, datagrams.length)]!;
}

function anyPair(halves: readonly Uint8Array[], random: Random): Uint8Array[] {
  const at = 2 * upTo(random, halves.length >> 1);
  return [halves[at]!, halves[at + 1]!];
}

function flippedAt(datagram: Uint8Array, at: number, bits: number): Uint8Array {
  const copy = datagram.slice();
  copy[at]! ^= bits;
  return copy;
}
