import { hex } from '../../../dht/id.js';
import { type Link, requestKinds } from '../../../link/types.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds, tokenLength } from '../../../wire/get.js';
import { encodeStoreRequest } from '../../../wire/store.js';
import type { Collusion } from '../collusion.js';
import type { Member } from '../member.js';
import { madeUpRecord } from '../records.js';
import type { Way } from '../way.js';
import { lie } from './lie.js';

interface Lent {
  readonly by: Member;
  readonly key: Uint8Array;
  readonly record: Uint8Array;
  readonly token: Uint8Array;
}

/**
 * Lies, and fills honest nodes with records nobody asked for: true ones of owners it makes up, under their keys,
 * without the token that a get of that key by that peer at that node would have given. It shows by turns: none, that
 * of another key, that which another member was given.
 */
export function stuff(collusion: Collusion): Way {
  /** By the honest node that gave the token, in hex. */
  const lent = new Map<string, Lent>();
  let round = 0;

  async function tokenOf(me: Member, link: Link, key: Uint8Array): Promise<Uint8Array> {
    const asked = encodeGetRequest({ kind: recordKinds.node, key, rank: 0 });
    const answer = await me.links.request(link, requestKinds.get, asked);
    return (answer && decodeGetAnswer(answer)?.token) ?? me.parts.random.bytes(tokenLength);
  }

  async function leave(me: Member, link: Link, key: Uint8Array, record: Uint8Array, token: Uint8Array) {
    collusion.stuffed.add(hex(key));
    const body = encodeStoreRequest({ kind: recordKinds.node, key, token, record });
    await me.links.request(link, requestKinds.store, body);
  }

  async function act(me: Member): Promise<void> {
    const open = me.links.list;
    const link = open[round % open.length];
    if (!link) return;
    round += 1;
    const { key, record } = madeUpRecord(me.parts);
    const name = hex(link.nodeId);
    const borrowed = lent.get(name);
    if (borrowed && borrowed.by !== me) {
      lent.delete(name);
      await leave(me, link, borrowed.key, borrowed.record, borrowed.token);
    } else if (!borrowed) lent.set(name, { by: me, key, record, token: await tokenOf(me, link, key) });
    else if (round % 2 === 0) await leave(me, link, key, record, me.parts.random.bytes(tokenLength));
    else await leave(me, link, key, record, await tokenOf(me, link, link.nodeId));
  }

  return { ...lie(collusion), name: 'stuff', act: (me) => void act(me) };
}
