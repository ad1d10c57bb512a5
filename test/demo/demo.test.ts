import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { netTest } from '../helpers/net-test.js';

netTest('the demo says that 8 nodes found each other, and leaves nothing behind', async (t) => {
  t.timeout(200_000);
  const child = promisify(execFile)(process.execPath, ['build/js/test/demo/run.js', '--check']);
  const { stdout } = await child;
  const rows = stdout.split('\n').filter((line) => /^\d {2}[0-9a-f]{8} {2}192\.168\.77\.\d:\d+ /.test(line));
  t.is(rows.length, 8);
  const ids = rows.map((row) => row.slice(3, 11));
  t.is(new Set(ids).size, 8);
  for (const [i, row] of rows.entries()) {
    const others = row.trim().split(/\s+/).slice(3).sort();
    t.deepEqual(others, ids.filter((_, other) => other !== i).sort());
  }
  t.regex(stdout, /^8 nodes found each other: every one linked to the 7 others after \d+\.\d s$/m);
  const left = readdirSync('/run/netns').filter((name) =>
    name.startsWith(`phantom-test-${child.child.pid}-`),
  );
  t.deepEqual(left, []);
});
