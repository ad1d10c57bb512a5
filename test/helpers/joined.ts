/** Two owners whose paths are joined at their end hops. */
import type { ExecutionContext } from 'ava';
import { sealJoin } from '../../src/path/join-blob.js';
import type { OwnPath } from '../../src/path/types.js';
import type { Weather } from '../../src/simulation/switchboard.js';
import { PathLab, type PathNode } from './paths.js';
import { workedKey } from './worked-key.js';

/** A blob for an entry path, as whoever knows the address seals it. */
export function blobFor(lab: PathLab, entry: OwnPath, message: Uint8Array, time = 0): Uint8Array {
  const now = Math.floor(lab.links.clock.wall() / 1000) + time;
  const payload = { entryId: entry.entryId!, time: now, message };
  return sealJoin(entry.end.onionKey, lab.channel.key, payload, workedKey())!;
}

export interface Joined {
  readonly lab: PathLab;
  /** A -> X1 X2 E - N Y2 Y1 <- B */
  readonly nodes: Record<'a' | 'x1' | 'x2' | 'e' | 'n' | 'y2' | 'y1' | 'b', PathNode>;
  readonly exit: OwnPath;
  readonly entry: OwnPath;
  /** The join's selectors at both owners. */
  readonly at: { exit: number; entry: number };
}

export async function joined(t: ExecutionContext, weather: Partial<Weather> = {}): Promise<Joined> {
  const lab = new PathLab(t, weather);
  const [a, x1, x2, e, n, y2, y1, b] = (await lab.some(8)) as [PathNode, ...PathNode[]] as PathNode[] &
    [PathNode, PathNode, PathNode, PathNode, PathNode, PathNode, PathNode, PathNode];
  const exit = await lab.path(a, [x1, x2, e], 'exit');
  const entry = await lab.path(b, [y1, y2, n], 'entry');
  const at = { exit: 0, entry: 0 };
  const message = lab.links.random.bytes(200);
  entry.onIncoming = (selector, came) => {
    t.deepEqual(came, message);
    at.entry = selector;
  };
  at.exit = exit.join(n.node, blobFor(lab, entry, message));
  await lab.pass(2000);
  t.not(at.entry, 0, 'the join came');
  return { lab, nodes: { a, x1, x2, e, n, y2, y1, b }, exit, entry, at };
}
