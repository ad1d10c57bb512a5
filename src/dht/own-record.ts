/** Our own node record: made and signed afresh, left with the nodes nearest to our id, and renewed. */
import { type Clock, every } from '../clock/clock.js';
import type { Identity } from '../crypto/identity.js';
import type { Random } from '../crypto/random.js';
import { sign } from '../crypto/sign.js';
import type { Endpoint } from '../net/net.js';
import { concat } from '../wire/bytes.js';
import { recordKinds } from '../wire/get.js';
import { encodeUnsignedNodeRecord } from '../wire/node-record.js';
import { publish, type RecordParts } from './records.js';

/** A record's life in seconds, and after which part of it a new one is made. */
const life = 3 * 3600;
const renewAfter = 3_600_000;
/** How often it is looked whether one is due, ms. */
const lookEvery = 2_000;
/** With so few keepers it is tried again soon, ms. */
const againAfter = 30_000;

export interface OwnRecordParts extends RecordParts {
  readonly identity: Identity;
  /** X25519 public key that paths through us are sealed to. */
  readonly onionKey: Uint8Array;
  /** Where others see us and may dial us, at most one per family, a public one before others. */
  readonly endpoints: () => readonly Endpoint[];
  /** Whether our neighbours are known by now. */
  readonly isJoined: () => boolean;
}

export interface OwnRecord {
  /** How many nodes keep it; 0 before the first time. */
  readonly keepers: number;
  close(): void;
}

export function startOwnRecord(parts: OwnRecordParts): OwnRecord {
  const { clock, random } = parts as { clock: Clock; random: Random };
  let keepers = 0;
  let dueAt = 0;
  let busy = false;

  async function renew(): Promise<void> {
    busy = true;
    keepers = await publish(parts, { kind: recordKinds.node, key: parts.ownId, record: makeRecord(parts) });
    dueAt = clock.now() + (keepers > 0 ? renewAfter : againAfter) * (0.75 + 0.5 * random.next());
    busy = false;
  }

  const timer = every(clock, lookEvery, 0.25, random.next, () => {
    if (!busy && parts.isJoined() && clock.now() >= dueAt) void renew();
  });
  return {
    get keepers() {
      return keepers;
    },
    close: () => timer.cancel(),
  };
}

function makeRecord(parts: OwnRecordParts): Uint8Array {
  const { identity } = parts;
  const endpoints = parts.endpoints();
  const families = new Set(endpoints.map((endpoint) => endpoint.family));
  const unsigned = encodeUnsignedNodeRecord({
    identityKey: identity.publicKey,
    puzzleNonce: identity.puzzleNonce,
    onionKey: parts.onionKey,
    endpoints,
    // Whether others get through from outside is not judged yet; what can be dialled is what we were seen over.
    reachability: (families.has(4) ? 0b100 : 0) | (families.has(6) ? 0b1000 : 0),
    offers: 0,
    rate: 0,
    minor: 0,
    expiry: parts.seconds() + life,
    introducers: [],
  });
  return concat(unsigned, sign(unsigned, identity.secretKey));
}
