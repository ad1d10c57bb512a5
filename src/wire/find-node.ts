/**
 * Find node: which contacts do you know that are closest to this id?
 *
 *     request: target 32
 *     answer:  count 1, contacts
 */
import { concat, Reader } from './bytes.js';
import { type Contact, encodeContact, readContact } from './contact.js';

/** Kademlia's k: the most contacts in one answer. */
export const maxContacts = 20;

export interface FindNodeRequest {
  /** 32 bytes. */
  readonly target: Uint8Array;
}

export interface FindNodeAnswer {
  /** Closest to the target first. */
  readonly contacts: readonly Contact[];
}

export function encodeFindNodeRequest(request: FindNodeRequest): Uint8Array {
  return request.target;
}

export function decodeFindNodeRequest(bytes: Uint8Array): FindNodeRequest | null {
  return bytes.length === 32 ? { target: bytes.slice() } : null;
}

/** As many contacts, from the first, as `maxBytes` and `maxContacts` allow. */
export function encodeFindNodeAnswer(answer: FindNodeAnswer, maxBytes: number): Uint8Array {
  const encoded: Uint8Array[] = [];
  let length = 1;
  for (const contact of answer.contacts.slice(0, maxContacts)) {
    const bytes = encodeContact(contact);
    if (length + bytes.length > maxBytes) break;
    encoded.push(bytes);
    length += bytes.length;
  }
  return concat(Uint8Array.of(encoded.length), ...encoded);
}

export function decodeFindNodeAnswer(bytes: Uint8Array): FindNodeAnswer | null {
  const reader = new Reader(bytes);
  const contacts = readContacts(reader);
  return contacts && reader.done ? { contacts } : null;
}

/** The next list of contacts of a longer message; null when it is malformed. */
export function readContacts(reader: Reader): Contact[] | null {
  const count = reader.number(1);
  if (count > maxContacts) return null;
  const contacts: Contact[] = [];
  for (let at = 0; at < count; at += 1) {
    const contact = readContact(reader);
    if (!contact) return null;
    contacts.push(contact);
  }
  return contacts;
}
