/**
 * A whole node as a program of its own, for tests that need real interfaces or a real kill -9:
 *
 *     node node-program.js STATE-DIRECTORY [INVITE]
 *
 * Prints its snapshot as a line of JSON five times a second, until SIGTERM ends it cleanly.
 */
import { systemClock } from '../../src/clock/machine-clock.js';
import { createLog, LogTail } from '../../src/log/log.js';
import { createNode } from '../../src/node/node.js';
import { systemParts } from '../../src/node/parts.js';
import { openStateDirectory } from '../../src/state/directory.js';
import { configOf, testPuzzleBits } from './test-node.js';

const [directory, invite] = process.argv.slice(2);
const logTail = new LogTail();
const log = createLog('info', () => systemClock.wall(), [logTail.sink]);
const state = await openStateDirectory(directory!);
const node = await createNode(
  { ...systemParts({ state, log, logTail }), puzzleBits: testPuzzleBits },
  configOf({ lan: true, peers: invite ? [invite] : [] }),
);
await node.start();

const timer = setInterval(() => {
  let own: unknown = null;
  try {
    own = node.commands['invite.create']!({});
  } catch {
    // No address yet.
  }
  console.log(JSON.stringify({ ...node.snapshot(), own }));
}, 200);

process.on('SIGTERM', async () => {
  clearInterval(timer);
  await node.stop();
});
