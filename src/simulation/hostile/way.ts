import type { Link } from '../../link/types.js';
import type { Contact } from '../../wire/contact.js';
import type { GetAnswer, GetRequest } from '../../wire/get.js';
import type { StoreAnswer, StoreRequest } from '../../wire/store.js';
import type { Member } from './member.js';

/**
 * A way to misbehave: what a member answers, and what it does of its own accord. Null is silence. The ways are in
 * ways/, one file each.
 */
export interface Way {
  readonly name: string;
  findNode(me: Member, target: Uint8Array, from: Link): readonly Contact[] | null;
  get(me: Member, request: GetRequest, from: Link): GetAnswer | null;
  store(me: Member, request: StoreRequest, from: Link): StoreAnswer | null;
  /** Called for each member now and then. */
  act?(me: Member): void;
}
