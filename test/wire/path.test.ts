import test from 'ava';
import fc from 'fast-check';
import {
  buildStatuses,
  decodeBuildRecord,
  decodeBuildReply,
  encodeBuildRecord,
  encodeBuildReply,
} from '../../src/wire/build.js';
import { decodeEntryPoints, encodeEntryPoints } from '../../src/wire/entry-point.js';
import { decodeJoinPayload, encodeJoinPayload } from '../../src/wire/join.js';
import { decodePathControl, encodePathControl } from '../../src/wire/path-control.js';
import { buildRecordLength, buildReplyLength, controlPlainLength } from '../../src/wire/sizes.js';
import {
  decodeFurtherJoin,
  decodeTunnelAnswer,
  decodeTunnelOpen,
  encodeFurtherJoin,
  encodeTunnelAnswer,
  encodeTunnelOpen,
} from '../../src/wire/tunnel.js';
import {
  buildRecord,
  entryPoint,
  furtherJoin,
  joinPayload,
  pathControl,
  tunnelAnswer,
  tunnelOpen,
} from './arbitraries.js';

test('what paths say comes back as it was, and has one size', (t) => {
  fc.assert(
    fc.property(buildRecord, (record) => {
      const bytes = encodeBuildRecord(record);
      t.is(bytes.length, buildRecordLength);
      t.deepEqual(decodeBuildRecord(bytes), record);
    }),
  );
  fc.assert(
    fc.property(pathControl, (message) => {
      const bytes = encodePathControl(message);
      t.is(bytes.length, controlPlainLength);
      t.deepEqual(decodePathControl(bytes), message);
    }),
  );
  fc.assert(fc.property(joinPayload, (it) => void t.deepEqual(decodeJoinPayload(encodeJoinPayload(it)), it)));
  for (const status of Object.values(buildStatuses)) {
    t.is(encodeBuildReply({ status }).length, buildReplyLength);
    t.deepEqual(decodeBuildReply(encodeBuildReply({ status })), { status });
  }
});

test('a join cannot take the control channel of a path', (t) => {
  t.is(decodePathControl(encodePathControl({ type: 'close', selector: 0 })), null);
  t.truthy(decodePathControl(encodePathControl({ type: 'close', selector: 1 })));
});

test('entry points come back as they were, and never more than four', (t) => {
  const some = fc.array(entryPoint, { maxLength: 4 });
  fc.assert(fc.property(some, (it) => void t.deepEqual(decodeEntryPoints(encodeEntryPoints(it)), it)));
  t.is(decodeEntryPoints(Uint8Array.of(5, ...new Uint8Array(5 * 108))), null);
});

test('what tunnels begin with comes back as it was', (t) => {
  fc.assert(fc.property(tunnelOpen, (it) => void t.deepEqual(decodeTunnelOpen(encodeTunnelOpen(it)), it)));
  fc.assert(
    fc.property(tunnelAnswer, (it) => void t.deepEqual(decodeTunnelAnswer(encodeTunnelAnswer(it)), it)),
  );
  fc.assert(fc.property(furtherJoin, (it) => void t.deepEqual(decodeFurtherJoin(encodeFurtherJoin(it)), it)));
});
