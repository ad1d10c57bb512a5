/**
 * One publication under one slot:
 *
 *     1. the nodes known nearest to the slot are asked what they have; who they name nearer is asked, too
 *     2. the nearest that answered get the record
 *     3. where somebody else's record holds the slot, at half of them or more, they get it again with the proof
 *
 * What they have tells whether the last publication came before others there, so nothing need be read back afterwards.
 */
import type { Clock, Timer } from '../clock/clock.js';
import { blindedKeyOf, slotOf } from '../crypto/ap.js';
import { equal } from '../crypto/hash.js';
import { verify } from '../crypto/sign.js';
import type { Endpoint } from '../net/net.js';
import { decodeApRecord } from '../wire/ap-record.js';
import type { GetAnswer } from '../wire/get.js';
import type { StoreAnswer } from '../wire/store.js';
import { type Asking, askGet, askStore, canReachFrom, outOfReach } from './ask.js';
import { makeApRecord, type Publication } from './record.js';
import { type Candidate, Survey } from './survey.js';
import type { RecordParts } from './types.js';

/** Nodes that a slot's record is left with. */
export const keepersPerSlot = 4;
/** Rounds of questions until the nearest are found. */
const rounds = 4;
/**
 * Once somebody of a round has answered, the others get so much longer, ms; then who is farther is asked in their place. Longer than ways
 * differ in length: who merely answers fast must not keep others out.
 */
const grace = 1_500;

export interface SlotOutcome {
  /** Nodes that keep the record now. */
  readonly kept: number;
  /** Whether others held the slot, so that the proof was shown. */
  readonly contested: boolean;
  /** The highest revision of ours that was there before; 0: none. */
  readonly seen: number;
}

interface Holder {
  readonly node: Candidate;
  readonly answer: GetAnswer;
}

export async function publishSlot(
  parts: Pick<RecordParts, 'clock' | 'random' | 'nearest' | 'puzzleBits'>,
  asking: Asking,
  publication: Publication,
  index: number,
): Promise<SlotOutcome> {
  const { key, day, channelKey } = publication;
  const slot = slotOf(key.address, day, channelKey, index);
  const blindedKey = blindedKeyOf(key.key, day, channelKey)!;
  const holders = await findHolders(parts, asking, slot);

  async function leave(where: readonly Holder[], isProving: boolean): Promise<(StoreAnswer | null)[]> {
    const record = makeApRecord(publication, parts.random.bytes(24), isProving);
    return Promise.all(
      where.map(({ node, answer }) => askStore(asking, node, { slot, token: answer.token, record })),
    );
  }

  const verdicts = await leave(holders, false);
  const kept = new Set(holders.filter((_holder, at) => isKept(verdicts[at]!)));
  // A store that is full says nothing of this slot: who fills stores must not get to see a proof.
  const lost = holders.filter(({ answer }) => isOthers(answer.record, blindedKey));
  // One node alone may only say so, to see whose record this is.
  const contested = lost.length > 0 && 2 * lost.length >= holders.length;
  if (contested) {
    const again = await leave(lost, true);
    lost.forEach((holder, at) => {
      if (isKept(again[at]!)) kept.add(holder);
    });
  }
  const seen = Math.max(0, ...holders.map(({ answer }) => revisionOf(answer.record, blindedKey)));
  return { kept: kept.size, contested, seen };
}

/** The nodes nearest to the slot that answer, with what they said. */
async function findHolders(
  parts: Pick<RecordParts, 'clock' | 'nearest' | 'puzzleBits'>,
  asking: Asking,
  slot: Uint8Array,
): Promise<Holder[]> {
  const canAsk = (endpoints: readonly Endpoint[]) =>
    asking.paths().some((path) => canReachFrom(path, endpoints));
  const count = 2 * keepersPerSlot;
  const known = parts.nearest(slot, outOfReach * count).filter(({ endpoints }) => canAsk(endpoints));
  const survey = new Survey(slot, known.slice(0, count), parts.puzzleBits, canAsk);
  const answers = new Map<Candidate, GetAnswer>();
  const askOne = async (node: Candidate): Promise<boolean> => {
    node.state = 'asked';
    const answer = await askGet(asking, node, { type: 'get', slot, rank: 0 });
    node.state = answer ? 'answered' : 'failed';
    if (!answer) return false;
    answers.set(node, answer);
    survey.heard(answer.contacts);
    return true;
  };
  for (let round = 0; round < rounds; round += 1) {
    const next = survey.toAsk(keepersPerSlot);
    if (next.length === 0) break;
    await mostOf(parts.clock, next.map(askOne));
    // Whoever is silent may still answer, and counts then.
    for (const node of next) if (node.state === 'asked') node.state = 'failed';
  }
  return survey.best(keepersPerSlot).flatMap((node) => {
    const answer = answers.get(node);
    return answer ? [{ node, answer }] : [];
  });
}

/** Resolves when all are done, or some time after the first that was answered. */
function mostOf(clock: Clock, jobs: readonly Promise<boolean>[]): Promise<void> {
  return new Promise((resolve) => {
    let timer: Timer | null = null;
    void Promise.all(jobs).then(() => {
      timer?.cancel();
      resolve();
    });
    for (const job of jobs)
      void job.then((isAnswered) => {
        if (isAnswered) timer ??= clock.after(grace, resolve);
      });
  });
}

function isKept(verdict: StoreAnswer | null): boolean {
  return verdict === 'stored' || verdict === 'stale';
}

/** Whether the first record of a slot is another key's. */
function isOthers(bytes: Uint8Array | null, blindedKey: Uint8Array): boolean {
  const decoded = bytes && decodeApRecord(bytes);
  return decoded !== null && !equal(decoded.record.blindedKey, blindedKey);
}

/** The revision of a record that we ourselves have signed; 0 for any other. */
function revisionOf(bytes: Uint8Array | null, blindedKey: Uint8Array): number {
  const decoded = bytes && decodeApRecord(bytes);
  if (!decoded || !equal(decoded.record.blindedKey, blindedKey)) return 0;
  return verify(decoded.signature, decoded.signed, blindedKey) ? decoded.record.revision : 0;
}
