/** Builds paths of our own: a cell out, a cell back, and what became of it. */
import type { Timer } from '../../clock/clock.js';
import type { Link } from '../../link/types.js';
import { type BuildRecord, buildStatuses, hopRoles, type Splice, spliceFlags } from '../../wire/build.js';
import type { Introducer } from '../../wire/node-record.js';
import { bodyLength, slotCount } from '../../wire/sizes.js';
import { prologueOf, wipeHopKeys } from '../build/keys.js';
import { abandon, begin, finish } from '../build/owner.js';
import { buildTimeout, expirySpread, lifeVariation, reachTimeout, usualLife } from '../constants.js';
import { choosePathId } from '../ids.js';
import { type Inside, reachWithin } from '../parts.js';
import type { Side } from '../transit/relay.js';
import type { BuildFailure, BuildOptions, HopNode, OwnPath, PathBuilder, PathKind } from '../types.js';
import { OwnPathRoom } from './own-path.js';

const nobody = { identityKey: new Uint8Array(32), endpoints: [] };
const noSplice: Splice = { ...nobody, token: new Uint8Array(16), pathId: 0 };
const silence: BuildFailure = { at: null, status: null };
const unreachable: BuildFailure = { at: null, status: buildStatuses.unreachable };

interface Plan {
  /** The hops of the build cell: with the helper, where there is one. */
  readonly hops: readonly HopNode[];
  readonly records: readonly BuildRecord[];
  readonly entryId: Uint8Array | null;
  /** Which hops' keys are the path's. */
  readonly staying: readonly number[];
}

export class Builder implements PathBuilder {
  readonly paths = new Set<OwnPathRoom>();
  /** What ends each build that waits, and the link over which it waits. */
  readonly #waiting = new Map<(as: BuildFailure) => void, Link>();
  readonly #prologue: Uint8Array;
  #closed = false;

  readonly #wakes: Timer;

  constructor(readonly parts: Inside) {
    this.#wakes = parts.clock.onWake(() => {
      for (const path of this.paths) path.woke();
    });
    this.#prologue = prologueOf('phantom build', parts.channelKey);
  }

  async build(
    hops: readonly HopNode[],
    kind: PathKind,
    options: BuildOptions = {},
  ): Promise<OwnPath | BuildFailure> {
    const { random, identityKey } = this.parts;
    const count = hops.length + (options.yNode ? 1 : 0);
    if (hops.length === 0 || count > slotCount || (options.yNode && hops.length < 2))
      throw new Error(
        `a path has 1 to ${slotCount} hops, with a helper 2 to ${slotCount - 1}, not ${hops.length}`,
      );
    const link = this.#closed ? null : await reachWithin(this.parts, hops[0]!, null, reachTimeout);
    if (!link || this.#closed) return unreachable;
    const lifeMs = options.lifeMs ?? usualLife * (1 + lifeVariation * (2 * random.next() - 1));
    const plan = this.#plan(hops, kind, lifeMs, options);
    const first = { link, id: choosePathId(identityKey, link.identityKey, random) };
    return this.#send(first, plan, hops, kind, lifeMs);
  }

  close(): void {
    this.#closed = true;
    this.#wakes.cancel();
    for (const giveUp of [...this.#waiting.keys()]) giveUp(silence);
    for (const path of [...this.paths]) path.close();
  }

  /** That neighbour is gone, and with it all paths that begin there, and builds. */
  cut(link: Link): void {
    for (const [giveUp, over] of [...this.#waiting]) if (over === link) giveUp(unreachable);
    for (const path of [...this.paths]) if (path.first.link === link) path.cut();
  }

  #send(
    first: Side,
    plan: Plan,
    hops: readonly HopNode[],
    kind: PathKind,
    lifeMs: number,
  ): Promise<OwnPath | BuildFailure> {
    const { parts } = this;
    const { clock, random, ways } = parts;
    // What the first hop says over its link is newer than what was known of it when it was chosen. Zeros: it says none.
    const said = first.link.onionKey.some((byte) => byte !== 0) ? first.link.onionKey : null;
    const cell = plan.hops.map(({ onionKey }, at) => ({
      onionKey: at === 0 ? (said ?? onionKey) : onionKey,
      record: plan.records[at]!,
      ephemeralSecret: random.bytes(32),
    }));
    const begun = begin(this.#prologue, cell, shuffledSlots(random.next), random.bytes(bodyLength));
    if (!begun) return Promise.resolve(silence);
    return new Promise((resolve) => {
      const settle = (result: OwnPath | BuildFailure): void => {
        timer.cancel();
        this.#waiting.delete(giveUp);
        resolve(result);
      };
      const giveUp = (as: BuildFailure): void => {
        ways.remove(first.link, first.id);
        abandon(begun);
        settle(as);
      };
      const timer = clock.after(buildTimeout, () => giveUp(silence));
      this.#waiting.set(giveUp, first.link);
      const receive = (_bit: number, body: Uint8Array): void => {
        ways.remove(first.link, first.id);
        const finished = finish(begun, body);
        if (!finished) parts.drop('own-build-forged');
        if (!finished || 'at' in finished) {
          settle(finished ?? silence);
          return;
        }
        const keys = plan.staying.map((at) => finished.keys[at]!);
        // The helper's layer is never used.
        for (const each of finished.keys) if (!keys.includes(each)) wipeHopKeys(each);
        const forget = (path: OwnPathRoom): void => void this.paths.delete(path);
        const path = new OwnPathRoom(parts, kind, hops, plan.entryId, first, keys, lifeMs, forget);
        this.paths.add(path);
        ways.add(first.link, first.id, path);
        parts.log.debug(`an own ${kind} path of ${hops.length} hops stands`);
        settle(path);
      };
      if (!ways.add(first.link, first.id, { receive, linkClosed: () => giveUp(silence) })) giveUp(silence);
      else parts.sendOwn(first.link, first.id, begun.cell);
    });
  }

  #plan(hops: readonly HopNode[], kind: PathKind, lifeMs: number, options: BuildOptions): Plan {
    const { random, networkTime } = this.parts;
    const { yNode } = options;
    const end = networkTime() + Math.ceil(lifeMs / 1000);
    const entryId = kind === 'entry' ? random.bytes(16) : null;
    const all = yNode ? [...hops.slice(0, -1), yNode, hops.at(-1)!] : hops;
    const last = all.length - 1;
    const splice = yNode && this.#splice(all[last - 2]!, all[last]!);
    const records = all.map((hop, at): BuildRecord => {
      const next = all[at + 1];
      const isEnd = at === last;
      const splices =
        splice && at === last - 2 ? spliceFlags.dial : splice && isEnd ? spliceFlags.wait : null;
      const introducer = splices === null ? this.#introducerOf(next) : null;
      return {
        role: isEnd ? hopRoles[kind] : hopRoles.pass,
        splicing: splices ?? (introducer ? spliceFlags.introduced : spliceFlags.none),
        next: next ?? nobody,
        nextPathId: next ? choosePathId(hop.identityKey, next.identityKey, random) : 0,
        // Hops that compare notes must not find the same time with each other.
        expiry: end + Math.floor(random.next() * expirySpread),
        rate: 0,
        joinEffort: isEnd ? (options.joinEffort ?? 0) : 0,
        entryId: (isEnd && entryId) || new Uint8Array(16),
        splice:
          splices === null || !splice
            ? { ...noSplice, ...introducer }
            : splices === spliceFlags.dial
              ? splice.dial
              : splice.wait,
      };
    });
    const staying = all.map((_hop, at) => at).filter((at) => !yNode || at !== last - 1);
    return { hops: all, records, entryId, staying };
  }

  /** One of those who introduce to a hidden hop; null: it needs none. */
  #introducerOf(hop: HopNode | undefined): Introducer | null {
    const { introducers = [], isHidden } = hop ?? {};
    if (!isHidden) return null;
    return introducers[Math.floor(this.parts.random.next() * introducers.length)] ?? null;
  }

  /** What the hop before the helper and the one behind it must know of each other. */
  #splice(before: HopNode, behind: HopNode): { readonly dial: Splice; readonly wait: Splice } {
    const { random } = this.parts;
    const token = random.bytes(16);
    const pathId = choosePathId(before.identityKey, behind.identityKey, random);
    const { identityKey, endpoints } = behind;
    return {
      dial: { identityKey, endpoints, token, pathId },
      wait: { identityKey: before.identityKey, endpoints: [], token, pathId },
    };
  }
}

/** The six slots in an order of chance. */
function shuffledSlots(chance: () => number): number[] {
  const slots = Array.from({ length: slotCount }, (_, at) => at);
  for (let at = slotCount - 1; at > 0; at -= 1) {
    const other = Math.floor(chance() * (at + 1));
    [slots[at], slots[other]] = [slots[other]!, slots[at]!];
  }
  return slots;
}
