/**
 * Route capture by refusal: what hostile hops gain by failing on purpose. Three stories, each for one address in use:
 *
 *     honest        the hostile do nothing but be there
 *     capture       the older guard is hostile, and drops builds that do not go on to hostile hops only
 *     push          both guards are honest; hostile second hops drop what comes from the older one, to have it replaced
 *
 * Choice and pools are the real ones (path/choice, path/pool); a build is decided by what the story says and takes a third of a second, or
 * ten when it is dropped. No cell, no link; nobody comes or goes. With `PHANTOM_GUARDS_OFF=path-bias` a
 * guard is never suspected.
 */
import { VirtualClock } from '../../clock/virtual.js';
import { type Random, seededRandom } from '../../crypto/random.js';
import { silentLog } from '../../log/log.js';
import { openChoice } from '../../path/choice/choice.js';
import type { Relay } from '../../path/choice/relay.js';
import { createPools, type Pools } from '../../path/pool.js';
import type { BuildFailure, HopNode, OwnPath, PathBuilder, PathKind } from '../../path/types.js';
import { MemoryState } from '../../state/state.js';

export const biasDefaults = { nodes: 200, hostile: 0.2, trials: 6, days: 6 };

export interface BiasSize {
  readonly seed: string;
  readonly nodes: number;
  /** Share of hostile nodes. */
  readonly hostile: number;
  /** Other hostile nodes and other luck each time. */
  readonly trials: number;
  /** From when on the guards are there to stay. */
  readonly days: number;
}

const stories = ['honest', 'capture', 'push'] as const;
type Story = (typeof stories)[number];

export interface BiasFigures extends Omit<BiasSize, 'seed'> {
  /** `captured` where that is tried, and `older_used` where hostile second hops want it to be less. */
  readonly captured_share: number;
  readonly pushed_share: number;
  /** Of the time of all paths, that of those with a hostile node at both ends: who asks for whom can be matched there. */
  readonly captured: Readonly<Record<Story, number>>;
  /** Of the time of all paths, that of those that begin with the older guard. */
  readonly older_used: Readonly<Record<Story, number>>;
  /** Nodes that were guards in the end, on average; two at first. */
  readonly guards: Readonly<Record<Story, number>>;
}

const hour = 3_600_000;
const minute = 60_000;
const settling = 25 * hour;

export async function bias({ seed, ...size }: BiasSize, tell: (text: string) => void): Promise<BiasFigures> {
  const figures = { captured: {}, older_used: {}, guards: {} } as {
    [field in 'captured' | 'older_used' | 'guards']: Record<Story, number>;
  };
  for (const story of stories) {
    const seen: Seen[] = [];
    for (let trial = 0; trial < size.trials; trial += 1)
      seen.push(await oneTrial(story, size, `${seed} ${trial}`));
    const mean = (of: (one: Seen) => number) => seen.reduce((sum, one) => sum + of(one), 0) / seen.length;
    figures.captured[story] = mean(({ captured }) => captured);
    figures.older_used[story] = mean(({ older }) => older);
    figures.guards[story] = mean(({ guards }) => guards);
    tell(`${story}: ${JSON.stringify(seen)}`);
  }
  const shares = { captured_share: figures.captured.capture, pushed_share: figures.older_used.push };
  return { ...size, ...shares, ...figures };
}

interface Seen {
  readonly captured: number;
  readonly older: number;
  readonly guards: number;
}

async function oneTrial(story: Story, size: Omit<BiasSize, 'seed'>, seed: string): Promise<Seen> {
  const clock = new VirtualClock();
  const random = seededRandom(`bias ${seed}`);
  const relays = Array.from({ length: size.nodes }, (_, at) => someRelay(at, random));
  const choice = await openChoice({
    clock,
    random,
    log: silentLog,
    state: new MemoryState(),
    date: () => Math.floor(clock.wall() / 1000),
    relays: () => relays,
    ownName: '',
    own: () => null,
    linkTo: () => ({ onionKey: new Uint8Array(32) }),
    isOnline: () => true,
  });
  const bad = new Set<string>();
  const builder = new StoryBuilder(clock, relays, (hops) => hops.length > 0);
  const pools: Pools = createPools({ clock, random, builder, choice });
  pools.of(new Uint8Array(32).fill(7));
  await clock.run(settling);
  // The pool prefers neither, so both are there.
  const guards = [...new Set(pools.held.map(({ hops }) => hops[0]!.name))];
  const older = guards[0]!;
  for (const { name } of relays) if (!guards.includes(name) && random.next() < size.hostile) bad.add(name);
  if (story === 'capture') bad.add(older);
  builder.passes = (hops) => {
    const [x1, x2] = hops;
    if (story === 'capture' && x1!.name === older) return hops.every(({ name }) => bad.has(name));
    return story !== 'push' || x1!.name !== older || !bad.has(x2!.name);
  };
  const ever = new Set(guards);
  let [all, captured, ofOlder] = [0, 0, 0];
  const end = clock.now() + size.days * 24 * hour;
  while (clock.now() < end) {
    await clock.run(minute);
    for (const { hops } of pools.held) {
      all += 1;
      ever.add(hops[0]!.name);
      if (hops[0]!.name === older) ofOlder += 1;
      if (bad.has(hops[0]!.name) && bad.has(hops.at(-1)!.name)) captured += 1;
    }
  }
  pools.close();
  await choice.close();
  return { captured: captured / all, older: ofOlder / all, guards: ever.size };
}

/** Builds what the story lets pass. */
class StoryBuilder implements PathBuilder {
  constructor(
    private readonly clock: VirtualClock,
    private readonly relays: readonly Relay[],
    public passes: (hops: readonly Relay[]) => boolean,
  ) {}

  async build(
    hops: readonly HopNode[],
    kind: PathKind,
    options: { lifeMs?: number } = {},
  ): Promise<OwnPath | BuildFailure> {
    const known = hops.map(
      ({ identityKey }) => this.relays.find((relay) => relay.identityKey === identityKey)!,
    );
    const isPassed = this.passes(known);
    await new Promise<void>((resolve) => this.clock.after(isPassed ? 300 : 10_000, resolve));
    return isPassed ? new StoryPath(this.clock, kind, hops, options.lifeMs!) : { at: null, status: null };
  }
}

/** A path that does nothing but end in time. */
class StoryPath implements OwnPath {
  readonly since: number;
  expiresAt: number;
  open = true;
  readonly rtt = null;
  readonly entryId: Uint8Array | null = null;
  readonly joinsByWork: readonly number[] = [];
  onCell = (): void => {};
  onJoinFailed = (): void => {};
  onIncoming = (): void => {};
  onClose: OwnPath['onClose'] = () => {};
  #expiry;

  constructor(
    private readonly clock: VirtualClock,
    readonly kind: PathKind,
    readonly hops: readonly HopNode[],
    lifeMs: number,
  ) {
    this.since = clock.now();
    this.expiresAt = this.since + lifeMs;
    this.#expiry = clock.after(lifeMs, () => this.#end('expired'));
  }

  get end(): HopNode {
    return this.hops.at(-1)!;
  }

  endWithin(ms: number): void {
    if (this.clock.now() + ms >= this.expiresAt) return;
    this.#expiry.cancel();
    this.expiresAt = this.clock.now() + ms;
    this.#expiry = this.clock.after(ms, () => this.#end('expired'));
  }

  close(): void {
    this.#end('closed');
  }

  send(): boolean {
    return this.open;
  }

  join(): number {
    return 0;
  }

  closeSelector(): void {}

  async query(): Promise<null> {
    return null;
  }

  async recordOf(): Promise<null> {
    return null;
  }

  async ping(): Promise<number> {
    return 0;
  }

  #end(reason: string): void {
    if (!this.open) return;
    this.open = false;
    this.#expiry.cancel();
    this.onClose(reason);
  }
}

/** Each in a network of its own. */
function someRelay(at: number, random: Random): Relay {
  const address = `${20 + (at >> 8)}.${at & 255}.0.1`;
  return {
    name: Buffer.from(random.bytes(32)).toString('hex'),
    identityKey: random.bytes(32),
    onionKey: random.bytes(32),
    endpoints: [{ family: 4, address, port: 4000 }],
    prefix: `4:${20 + (at >> 8)}.${at & 255}`,
  };
}
