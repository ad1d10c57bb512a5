import test from 'ava';
import fc from 'fast-check';
import {
  endFrames,
  frameHeadLength,
  frameLength,
  framesAt,
  framesHold,
  frameType,
  isFrame,
  maxFramePayload,
  putFrame,
  tunnelPlainLength,
} from '../../src/wire/frames.js';

interface Frame {
  readonly type: number;
  readonly next: number;
  readonly payload: Uint8Array;
}

const frame = fc.record({
  type: fc.integer({ min: 1, max: 255 }),
  next: fc.nat(255),
  payload: fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 1300 })),
});

/** Puts in what fits, in order; gives how many did. */
function pack(plain: Uint8Array, frames: readonly Frame[]): number {
  let at = framesAt;
  for (const [index, { type, next, payload }] of frames.entries()) {
    const end = putFrame(plain, at, type, next, payload, 0, payload.length);
    if (end === -1) {
      endFrames(plain, at);
      return index;
    }
    at = end;
  }
  endFrames(plain, at);
  return frames.length;
}

function unpack(plain: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  for (let at = framesAt; isFrame(plain, at); at += frameHeadLength + frameLength(plain, at)) {
    const payload = at + frameHeadLength;
    frames.push({
      type: plain[at]!,
      next: plain[at + 3]!,
      payload: plain.slice(payload, payload + frameLength(plain, at)),
    });
  }
  return frames;
}

test('frames come out as they went in, as many as fit, whatever lay there before', (t) => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 40 }), fc.nat(255), (frames, dirt) => {
      const plain = new Uint8Array(tunnelPlainLength).fill(dirt);
      const count = pack(plain, frames);
      t.true(framesHold(plain));
      t.deepEqual(unpack(plain), frames.slice(0, count));
      const used = frames.slice(0, count).reduce((sum, { payload }) => sum + 4 + payload.length, 8);
      if (count < frames.length) t.true(used + 4 + frames[count]!.payload.length > tunnelPlainLength);
      t.true(plain.subarray(used).every((byte) => byte === 0));
    }),
  );
});

test('a packet of 1280 bytes and a proof fit into one cell, one byte more than the most does not', (t) => {
  const plain = new Uint8Array(tunnelPlainLength);
  const full = new Uint8Array(1240);
  const proof = new Uint8Array(16);
  const at = putFrame(plain, framesAt, frameType.counterproof, 0, proof, 0, 16);
  t.not(putFrame(plain, at, frameType.packet, 6, full, 0, 1240), -1);
  const most = new Uint8Array(maxFramePayload + 1);
  t.not(putFrame(plain, framesAt, frameType.packet, 6, most, 0, maxFramePayload), -1);
  t.is(putFrame(plain, framesAt, frameType.packet, 6, most, 0, maxFramePayload + 1), -1);
});

test('whatever the other end sends, walking it ends within the cell, or is not begun', (t) => {
  const tail = fc.uint8Array({ minLength: 1268, maxLength: 1268 });
  const sparse = fc.array(fc.tuple(fc.nat(1267), fc.nat(255)), { maxLength: 8 }).map((changes) => {
    const bytes = new Uint8Array(1268);
    for (const [at, value] of changes) bytes[at] = value;
    return bytes;
  });
  fc.assert(
    fc.property(fc.oneof(tail, sparse), (bytes) => {
      const plain = new Uint8Array(tunnelPlainLength);
      plain.set(bytes, framesAt);
      if (!framesHold(plain)) return;
      const length = unpack(plain).reduce((sum, { payload }) => sum + 4 + payload.length, 8);
      t.true(length <= tunnelPlainLength);
    }),
  );
  const plain = new Uint8Array(tunnelPlainLength);
  plain.set([1, 0xff, 0xff, 6], framesAt);
  t.false(framesHold(plain), 'a length beyond the end');
  plain.fill(0);
  plain.set([1, 0x04, 0xee, 6], framesAt);
  plain[tunnelPlainLength - 2] = 1;
  t.false(framesHold(plain), 'a head cut by the end');
});
