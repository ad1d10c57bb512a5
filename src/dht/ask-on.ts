/**
 * One step on: a node that is asked in secret for a record which it does not have asks the nodes nearest to the slot, which it
 * knows better than whoever asks. That is a round trip over a link instead of one over a path, and without it a lookup in a
 * network of a thousand nodes would seldom end in its first round. One step only, and so many at once.
 */
import type { Links } from '../link/types.js';
import { requestKinds } from '../link/types.js';
import { decodeGetAnswer, encodeGetRequest, type GetAnswer, recordKinds } from '../wire/get.js';
import type { Dialer } from './dialer.js';
import type { Entry, Table } from './table.js';

/** Nodes asked for one question, and questions at once. */
const asked = 3;
const mostAtOnce = 32;
/** How long an answer is waited for, ms: whoever asked us waits for a few times as long. */
const patience = 1_000;

export interface AskOnParts {
  readonly links: Links;
  readonly table: Table;
  readonly dialer: Dialer;
  readonly isLively: (entry: Entry) => boolean;
}

/** What the first says that has a record under a slot; null when nobody has one, or too much is asked. */
export type AskOn = (slot: Uint8Array, rank: number) => Promise<GetAnswer | null>;

export function startAskingOn({ links, table, dialer, isLively }: AskOnParts): AskOn {
  let busy = 0;

  async function ask(entry: Entry, body: Uint8Array): Promise<GetAnswer | null> {
    const link = links.find(entry.identityKey) ?? (await dialer.reach(entry, 'met', []));
    const answer = link && (await links.request(link, requestKinds.get, body, patience));
    const decoded = answer && decodeGetAnswer(answer);
    return decoded?.record ? decoded : null;
  }

  return async (slot, rank) => {
    if (busy >= mostAtOnce) return null;
    busy += 1;
    const body = encodeGetRequest({ kind: recordKinds.ap, key: slot, rank });
    const found = await first(table.closest(slot, asked, isLively).map((entry) => ask(entry, body)));
    busy -= 1;
    return found;
  };
}

/** The first that is not null; null when all are. */
export function first<T>(jobs: readonly Promise<T | null>[]): Promise<T | null> {
  return new Promise((resolve) => {
    void Promise.all(jobs.map((job) => job.then((value) => value !== null && resolve(value)))).then(() =>
      resolve(null),
    );
  });
}
