import { type Link, requestKinds } from '../../link/types.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds } from '../../wire/get.js';
import { encodeStoreRequest } from '../../wire/store.js';
import type { Member } from './member.js';

/** Links over which that was done. */
const done = new WeakSet<Link>();

/** Leaves a member's own record with an honest node, once over each link, by the rules: who wants to be chosen must be found. */
export async function publish(member: Member, link: Link): Promise<void> {
  if (done.has(link)) return;
  done.add(link);
  const key = member.nodeId;
  const asked = encodeGetRequest({ kind: recordKinds.node, key, rank: 0 });
  const body = await member.links.request(link, requestKinds.get, asked);
  const answer = body && decodeGetAnswer(body);
  if (!answer || answer.record) return;
  const { token } = answer;
  const left = encodeStoreRequest({ kind: recordKinds.node, key, token, record: member.record });
  await member.links.request(link, requestKinds.store, left);
}
