/**
 * A machine with a real TUN device whose paths are a UDP socket: no hops, else everything is as it will be. Started by
 * real.test.ts in a namespace: `real-end.js NAME OTHER-NAME IPV4 OTHER-IPV4`. Prints its address when it is ready.
 */
import { createSocket } from 'node:dgram';
import { systemClock } from '../../src/clock/machine-clock.js';
import { dayOf } from '../../src/crypto/ap.js';
import { hash } from '../../src/crypto/hash.js';
import type { KeyPair } from '../../src/crypto/noise.js';
import { systemRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import { silentLog } from '../../src/log/log.js';
import { addressFromBytes } from '../../src/net/address.js';
import { openJoin } from '../../src/path/join-blob.js';
import type { HopNode, OwnPath, PathKind } from '../../src/path/types.js';
import { MemoryState } from '../../src/state/state.js';
import { openTun } from '../../src/tun/device.js';
import { createTunnels } from '../../src/tunnel/tunnels.js';
import type { OwnAddress } from '../../src/tunnel/types.js';
import { type ApKeyName, apKeyOf } from '../helpers/ap-keys.js';

const [name, other, host, otherHost] = process.argv.slice(2) as [ApKeyName, ApKeyName, string, string];
const port = 4000;
const channelKey = hash(32, 'test channel');
const counts = { exit: 2, entry: 3 } as const;
const message = { join: 0, cell: 1 } as const;

function keyPair(...parts: string[]): KeyPair {
  const secretKey = hash(32, ...parts);
  return { secretKey, publicKey: x25519Public(secretKey) };
}

const seconds = () => Math.floor(Date.now() / 1000);
const sessionKey = (of: string, day: number) => keyPair('session key', of, String(day));
const entryKey = (of: string, index: number) => keyPair('entry key', of, String(index));
const entryId = (of: string, index: number) => hash(16, 'entry id', of, String(index));
const hop = (of: string, index: number, address: string): HopNode => ({
  identityKey: hash(32, 'entry node', of, String(index)),
  onionKey: entryKey(of, index).publicKey,
  endpoints: [{ family: 4, address, port }],
});

const socket = createSocket('udp4');
await new Promise<void>((resolve) => socket.bind(port, resolve));

/** Path `number` (exits first) of this machine; cells name path and selector at the other end. */
class WirePath implements OwnPath {
  readonly since = systemClock.now();
  readonly expiresAt = systemClock.now() + 3_600_000;
  readonly hops: readonly HopNode[] = [];
  readonly open = true;
  readonly rtt = null;
  readonly joinsByWork: readonly number[] = [];
  onCell: OwnPath['onCell'] = () => {};
  onJoinFailed: OwnPath['onJoinFailed'] = () => {};
  onIncoming: OwnPath['onIncoming'] = () => {};
  onClose: OwnPath['onClose'] = () => {};
  /** Own selector to the other end's path and selector. */
  readonly joined = new Map<number, readonly [number, number]>();
  #next = 1;

  constructor(
    readonly kind: PathKind,
    readonly number: number,
    readonly entryId: Uint8Array | null,
    readonly end: HopNode,
  ) {}

  send(selector: number, rest: Uint8Array): boolean {
    const there = this.joined.get(selector);
    if (there) tell(message.cell, ...there, this.number, selector, rest);
    return true;
  }

  join(n: HopNode, blob: Uint8Array): number {
    if (n.endpoints[0]!.address !== otherHost) throw new Error('a join to somebody unknown');
    const selector = this.#next++;
    tell(message.join, 0, 0, this.number, selector, blob);
    return selector;
  }

  incoming(from: readonly [number, number], ikMessage: Uint8Array): void {
    const selector = this.#next++;
    this.joined.set(selector, from);
    this.onIncoming(selector, ikMessage);
  }

  closeSelector(selector: number): void {
    this.joined.delete(selector);
  }

  async query(): Promise<null> {
    return null;
  }

  async recordOf(): Promise<null> {
    return null;
  }

  async ping(): Promise<null> {
    return null;
  }

  endWithin(): void {}

  close(): void {}
}

function tell(type: number, path: number, to: number, own: number, from: number, body: Uint8Array): void {
  const head = Buffer.alloc(11);
  head[0] = type;
  head[1] = path;
  head.writeUInt32BE(to, 2);
  head[6] = own;
  head.writeUInt32BE(from, 7);
  socket.send(Buffer.concat([head, body]), port, otherHost);
}

const exits = Array.from(
  { length: counts.exit },
  (_, at) => new WirePath('exit', at, null, hop(name, at, host)),
);
const entries = Array.from(
  { length: counts.entry },
  (_, at) => new WirePath('entry', counts.exit + at, entryId(name, at), hop(name, at, host)),
);
const paths = [...exits, ...entries];

socket.on('message', (data) => {
  const [path, to] = [paths[data[1]!]!, data.readUInt32BE(2)];
  const from = [data[6]!, data.readUInt32BE(7)] as const;
  const body = new Uint8Array(data.subarray(11));
  if (data[0] === message.cell) {
    path.joined.set(to, from);
    path.onCell(to, body);
    return;
  }
  for (const [at, entry] of entries.entries()) {
    const opened = openJoin(body, entryKey(name, at), channelKey);
    if (opened) entry.incoming(from, opened.payload.message);
  }
});

const { address, publicKey, secretKey, modifier } = apKeyOf(name);
const own: OwnAddress = { address, key: publicKey, secret: secretKey, modifier, isLasting: true };
const theirs = apKeyOf(other);
const isOwn = (one: Uint8Array) => Buffer.compare(one, address) === 0;
const tun = openTun({ name: 'phantom0', mtu: 1280, addresses: [], confined: '2001:25::/32' });
const tunnels = await createTunnels({
  clock: systemClock,
  random: systemRandom,
  log: silentLog,
  state: new MemoryState(),
  tun,
  channelKey,
  networkTime: seconds,
  addresses: { list: [own], of: (one) => (isOwn(one) ? own : null), onChange: () => {} },
  records: {
    find: async (wanted) =>
      Buffer.compare(wanted, theirs.address) !== 0
        ? null
        : {
            apKey: theirs.publicKey,
            modifier: theirs.modifier,
            sessionKey: sessionKey(other, dayOf(theirs.address, seconds())).publicKey,
            joinBits: 0,
            entries: Array.from({ length: counts.entry }, (_, at) => ({
              node: hop(other, at, otherHost),
              entryId: entryId(other, at),
              expiry: seconds() + 3600,
            })),
          },
  },
  pools: { of: () => ({ exits, entries, onChange: () => {} }) },
  sessionKeys: (_address, day) => sessionKey(name, day),
});
for (const [exposed, protocol] of [
  [8080, 'tcp'],
  [5201, 'tcp'],
  [5201, 'udp'],
] as const) {
  await tunnels.exposed.add({ port: exposed, protocol, address: addressFromBytes(address) });
}
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ dropped: tunnels.dropped, facts: tunnels.facts() }));
  tunnels.close();
  tun.close();
  socket.close();
});
console.log(`ready ${addressFromBytes(address)}`);
