import sodium from 'sodium-native';
import { VirtualClock } from '../../src/clock/virtual.js';
import { hash } from '../../src/crypto/hash.js';
import type { KeyPair } from '../../src/crypto/noise.js';
import { systemRandom } from '../../src/crypto/random.js';
import { x25519Public } from '../../src/crypto/x25519.js';
import type { Link } from '../../src/link/types.js';
import { silentLog } from '../../src/log/log.js';
import { createPaths, type Paths } from '../../src/path/paths.js';
import type { HopNode, OwnPath } from '../../src/path/types.js';
import { bodyLength, restLength } from '../../src/wire/sizes.js';
import { type Bench, rounded } from './figures.js';

const cells = 5_000;
/** No more than a hop takes at once from one link. */
const builds = 15;
const batches = 20;

/** A node's paths without links: whatever it sends goes straight into the other's room, or is kept. */
interface Node {
  readonly paths: Paths;
  readonly node: HopNode;
  readonly onionKey: KeyPair;
}

interface Sent {
  readonly from: Node;
  readonly to: Node;
  readonly pathId: number;
  readonly body: Uint8Array;
}

class Lab {
  readonly clock = new VirtualClock();
  readonly nodes: Node[] = [];
  /** What is on its way. */
  readonly wire: Sent[] = [];
  readonly #links = new Map<string, Link>();

  make(): Node {
    const secretKey = systemRandom.bytes(32);
    const onionKey = { secretKey, publicKey: x25519Public(secretKey) };
    const identityKey = systemRandom.bytes(32);
    const paths = createPaths({
      clock: this.clock,
      random: systemRandom,
      log: silentLog,
      links: {
        request: () => Promise.resolve(null),
        send: (link, pathId, body) => {
          const to = this.nodes.find(({ node }) => node.identityKey === link.identityKey)!;
          this.wire.push({ from: made, to, pathId, body: body.slice() });
          return true;
        },
      },
      identityKey,
      onionKeys: () => [onionKey],
      channelKey: new Uint8Array(32),
      networkTime: () => Math.floor(this.clock.wall() / 1000),
      reach: (peer) =>
        Promise.resolve(
          this.link(
            made,
            this.nodes.find(({ node }) =>
              node.identityKey.every((byte, at) => byte === peer.identityKey[at]),
            )!,
          ),
        ),
      relayedCells: 1e9,
      ownCells: 1e9,
    });
    const made: Node = {
      paths,
      onionKey,
      node: { identityKey, onionKey: onionKey.publicKey, endpoints: [] },
    };
    this.nodes.push(made);
    return made;
  }

  /** The link with `to` as `from` has it. */
  link(from: Node, to: Node): Link {
    const { clock } = this;
    const name = `${this.nodes.indexOf(from)} ${this.nodes.indexOf(to)}`;
    const link =
      this.#links.get(name) ??
      ({
        identityKey: to.node.identityKey,
        nodeId: to.node.identityKey,
        onionKey: to.node.onionKey,
        open: true,
        get heardAt() {
          return clock.now();
        },
      } as Link);
    this.#links.set(name, link);
    return link;
  }

  deliver({ from, to, pathId, body }: Sent): void {
    to.paths.receive(this.link(to, from), pathId, body);
  }

  /** Delivers until nothing is on its way any more. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 20; quiet += 1) {
      for (const sent of this.wire.splice(0)) {
        this.deliver(sent);
        quiet = 0;
      }
      await Promise.resolve();
    }
  }

  async path(owner: Node, hops: readonly Node[]): Promise<OwnPath> {
    const built = owner.paths.builder.build(
      hops.map(({ node }) => node),
      'exit',
    );
    await this.settle();
    return (await built) as OwnPath;
  }

  close(): void {
    for (const { paths } of this.nodes) paths.close();
  }
}

/**
 * What paths cost one core, without links: a cell at its owner (three hops) and at a hop, whatever a neighbour may send instead of
 * one, and building. The baseline is a ChaCha20-Poly1305 seal of 1350 bytes by sodium-native.
 */
export const pathBench: Bench = async (rounds) => {
  const all: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, value] of Object.entries(await measure())) {
      all[name] ??= [];
      all[name].push(value);
    }
  }
  // The least of all rounds: whatever else runs on the machine only adds to it.
  const seal = Math.min(...all.seal_1350!);
  const figures = Object.entries(all).map(([name, values]) => [name, Math.min(...values)] as const);
  return {
    ...Object.fromEntries(figures.map(([name, value]) => [`us_${name}`, rounded(value, 2)])),
    ...Object.fromEntries(
      figures.flatMap(([name, value]) =>
        name === 'seal_1350' ? [] : [[`seals_${name}`, rounded(value / seal, 2)]],
      ),
    ),
  };
};

async function measure(): Promise<Record<string, number>> {
  const lab = new Lab();
  const [owner, hop, middle, end] = [lab.make(), lab.make(), lab.make(), lab.make()];
  const path = await lab.path(owner, [hop, middle, end]);
  const link = lab.link(hop, owner);
  const receive = (pathId: number, body: Uint8Array): void => hop.paths.receive(link, pathId, body);
  const rest = systemRandom.bytes(restLength);
  const own = each(cells, (at) => {
    new DataView(rest.buffer).setUint32(0, at);
    path.send(1, rest);
  });
  const genuine = lab.wire.splice(0);
  const relayed = each(cells, (at) => receive(genuine[at]!.pathId, genuine[at]!.body.slice()));
  lab.wire.length = 0;
  const repeated = each(cells, (at) => receive(genuine[at]!.pathId, genuine[at]!.body));
  const noise = Array.from({ length: 4_000 }, () => systemRandom.bytes(bodyLength));
  const forged = each(noise.length, (at) => receive(genuine[0]!.pathId, noise[at]!));
  lab.wire.length = 0;
  const unknown = each(noise.length, (at) => receive(chosen(owner, hop, at + 1), noise[at]!));
  const tagged = noise.slice(0, builds).map((body) => {
    const tag = hash(16, 'phantom build tag', hop.onionKey.publicKey, body.subarray(8, 40));
    body.set(tag.subarray(0, 8));
    return body;
  });
  let forgedBuild = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    // As many as the link's rate lets by.
    lab.clock.advance(10_000);
    forgedBuild += each(builds, (at) => receive(chosen(owner, hop, at + 1), tagged[at]!)) / batches;
  }
  const overRate = each(4_000, () => receive(chosen(owner, hop, 1), tagged[0]!));
  lab.clock.advance(20_000);
  lab.wire.length = 0;

  const begun: Promise<unknown>[] = [];
  const begin = await timed(builds, async () => {
    for (let at = 0; at < builds; at += 1)
      begun.push(
        owner.paths.builder.build(
          [hop, middle, end].map(({ node }) => node),
          'exit',
        ),
      );
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  });
  const taken = await timed(builds, async () => {
    for (const sent of lab.wire.splice(0)) lab.deliver(sent);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  });
  await lab.settle();
  const built = (await Promise.all(begun)) as OwnPath[];
  if (built.some((one) => !('hops' in one))) throw new Error('a build failed');
  lab.close();
  return {
    seal_1350: sealed(),
    own_cell_3_hops: own,
    relayed_cell: relayed,
    repeated_cell: repeated,
    forged_cell: forged,
    unknown_cell: unknown,
    forged_build: forgedBuild,
    build_over_rate: overRate,
    begin_3_hops: begin,
    build_at_hop: taken,
  };
}

/** An id that `chooser` may choose on its link with `other`. */
function chosen(chooser: Node, other: Node, id: number): number {
  return Buffer.compare(chooser.node.identityKey, other.node.identityKey) > 0 ? 0x40000000 | id : id;
}

function each(turns: number, work: (at: number) => void): number {
  const start = process.hrtime.bigint();
  for (let at = 0; at < turns; at += 1) work(at);
  return Number(process.hrtime.bigint() - start) / 1000 / turns;
}

async function timed(turns: number, work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1000 / turns;
}

function sealed(): number {
  const [plain, out] = [new Uint8Array(1350), new Uint8Array(1366)];
  const [nonce, key] = [new Uint8Array(12), new Uint8Array(32)];
  return each(cells, () =>
    sodium.crypto_aead_chacha20poly1305_ietf_encrypt(out, plain, null, null, nonce, key),
  );
}
