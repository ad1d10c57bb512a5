/** The two kinds of records this node holds for others, as one door for the handlers and for handing on. */
import { equal } from '../crypto/hash.js';
import { NodeRecords, type StoreVerdict } from '../nodedb/node-records.js';
import { Slots, type SlotVerdict } from '../nodedb/slots.js';
import { type RecordKind, recordKinds } from '../wire/get.js';

export interface Holding {
  readonly kind: RecordKind;
  readonly key: Uint8Array;
  readonly record: Uint8Array;
}

export class Holdings {
  readonly #nodes: NodeRecords;
  readonly #slots: Slots;

  constructor(
    readonly parts: {
      readonly ownId: Uint8Array;
      readonly channelKey: Uint8Array;
      readonly puzzleBits: number;
      /** Network time in seconds. */
      readonly seconds: () => number;
    },
  ) {
    this.#nodes = new NodeRecords(parts.ownId, parts.puzzleBits);
    this.#slots = new Slots(parts.channelKey);
  }

  get size(): { readonly nodes: number; readonly slots: number } {
    return { nodes: this.#nodes.size, slots: this.#slots.size };
  }

  /** The records under a key, by rank. */
  get(kind: RecordKind, key: Uint8Array): Uint8Array[] {
    const now = this.parts.seconds();
    if (kind === recordKinds.ap) return this.#slots.get(key, now);
    const record = this.#nodes.get(key, now);
    return record ? [record] : [];
  }

  /** @param bringer the network of whoever brings it; see Slots */
  store(
    kind: RecordKind,
    key: Uint8Array,
    record: Uint8Array,
    bringer?: string,
  ): StoreVerdict | SlotVerdict | 'wrong-key' {
    const now = this.parts.seconds();
    if (kind === recordKinds.ap) return this.#slots.store(key, record, now, bringer);
    return this.#nodes.store(record, now, (nodeId) => equal(nodeId, key));
  }

  *live(): IterableIterator<Holding> {
    const now = this.parts.seconds();
    for (const { nodeId, bytes } of this.#nodes.live(now))
      yield { kind: recordKinds.node, key: nodeId, record: bytes };
    for (const { slot, bytes } of this.#slots.live(now))
      yield { kind: recordKinds.ap, key: slot, record: bytes };
  }

  expire(): void {
    const now = this.parts.seconds();
    this.#nodes.expire(now);
    this.#slots.expire(now);
  }
}
