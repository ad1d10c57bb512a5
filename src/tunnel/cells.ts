/** Cells of a join as they are made: begun, filled with frames, sealed and sent. */
import { endFrames, framesAt, frameType, putFrame } from '../wire/frames.js';
import type { Join } from './join.js';
import type { Pair } from './pair.js';
import type { Room } from './room.js';

const nothing = new Uint8Array(0);

/** A cell without packets: for its report, its proof, or to ask for a sign of life. */
export function sendEmpty(room: Room, pair: Pair, join: Join, isAsking: boolean, now: number): void {
  const at = beginCell(room, join);
  finishCell(room, join, isAsking ? ask(room, pair, join, at, now) : at, now);
}

/** A cell with one frame that is not a packet. */
export function sendFrame(room: Room, join: Join, type: number, payload: Uint8Array, now: number): void {
  const at = putFrame(room.out.plain, beginCell(room, join), type, 0, payload, 0, payload.length);
  if (at !== -1) finishCell(room, join, at, now);
}

/** Where the first frame goes; as long as the other end was not heard it gets our proof in every cell. */
export function beginCell(room: Room, join: Join): number {
  const { counterproof } = join;
  if (!counterproof) return framesAt;
  return putFrame(room.out.plain, framesAt, frameType.counterproof, 0, counterproof, 0, counterproof.length);
}

/** Puts a question for a sign of life into the cell; gives where the next frame goes. */
export function ask(room: Room, pair: Pair, join: Join, at: number, now: number): number {
  const end = putFrame(room.out.plain, at, frameType.ask, 0, nothing, 0, 0);
  if (end === -1) return at;
  join.asked(now);
  room.wake(pair);
  return end;
}

/** False when the path is closed. */
export function finishCell(room: Room, join: Join, at: number, now: number): boolean {
  endFrames(room.out.plain, at);
  if (join.send(room.out, now)) return true;
  room.drop('path-closed');
  return false;
}
