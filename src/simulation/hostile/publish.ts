import { type Link, requestKinds } from '../../link/types.js';
import { decodeGetAnswer, encodeGetRequest, recordKinds } from '../../wire/get.js';
import { encodeStoreRequest } from '../../wire/store.js';
import type { Member } from './member.js';

/** Leaves a member's own record with an honest node, by the rules: who wants to be chosen must be found. */
export async function publish(member: Member, link: Link): Promise<void> {
  const key = member.nodeId;
  const asked = encodeGetRequest({ kind: recordKinds.node, key, rank: 0 });
  const body = await member.links.request(link, requestKinds.get, asked);
  const answer = body && decodeGetAnswer(body);
  if (!answer || answer.record) return;
  const { token } = answer;
  const left = encodeStoreRequest({ kind: recordKinds.node, key, token, record: member.record });
  await member.links.request(link, requestKinds.store, left);
}
