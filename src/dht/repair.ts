/**
 * Keeping up the number of copies of what we hold, when holders die and nobody new comes to take their place. A node's
 * record is its owner's to leave again; the owner of an address is not to be seen in this network, so for slots the two
 * nearest holders see to it. Bounded: one record at a time, with pauses, and only after neighbours were lost.
 */
import { every } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import { recordKinds } from '../wire/get.js';
import type { Holding } from './holdings.js';
import { gap, pointOf } from './id.js';
import { publish, type RecordParts } from './records.js';

/** After so many lost neighbours copies are counted. */
const lostLimit = 4;

/** Between two records, ms. */
const pause = 20_000;

/** Records that wait for their turn; more are left to the next time. */
const mostWaiting = 64;

/** Only so many holders, the nearest to a key, see to its copies. */
const repairers = 2;

export interface Repair {
  /** One of the nodes nearest to us is gone. */
  neighbourLost(): void;
  close(): void;
}

export function startRepair(parts: RecordParts & { readonly random: Random }): Repair {
  const { clock, random, holdings, table, ownId } = parts;
  let lost = 0;
  let waiting: Holding[] = [];
  let isBusy = false;

  function isOurs({ kind, key }: Holding): boolean {
    if (kind !== recordKinds.ap) return false;
    const point = pointOf(key);
    const own = gap(point, pointOf(ownId));
    return table.closest(key, repairers).filter((entry) => gap(point, entry.point) < own).length < repairers;
  }

  async function next(): Promise<void> {
    const holding = waiting.shift();
    if (!holding || isBusy) return;
    isBusy = true;
    await publish(parts, holding, () => holding.record);
    isBusy = false;
  }

  const timer = every(clock, pause, 0.25, random.next, () => {
    if (lost >= lostLimit) {
      lost = 0;
      waiting = [...holdings.live()].filter(isOurs).slice(0, mostWaiting);
    }
    void next();
  });

  return {
    neighbourLost() {
      lost += 1;
    },
    close() {
      waiting = [];
      timer.cancel();
    },
  };
}
