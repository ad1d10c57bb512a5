/**
 * A path of our own, once it stands.
 *
 *   out:  join or control message -> layers on -> the first hop's link
 *   back: the first hop's link -> layers off -> control message, or the join that its selector names
 *
 * Beside that it is kept (pings), watched (liveness.ts) and ended in time.
 */
import type { Timer } from '../../clock/clock.js';
import { type PathControl, type QueryKind, queryKinds } from '../../wire/path-control.js';
import { bodyLength, joinBlobLength, selectorLength } from '../../wire/sizes.js';
import { type HopKeys, wipeHopKeys } from '../build/keys.js';
import { Bygone } from '../bygone.js';
import { ControlChannel } from '../control.js';
import { Failures } from '../failures.js';
import { type PhaseBit, withPhase } from '../ids.js';
import { maxJoinBits } from '../join-work.js';
import type { Inside } from '../parts.js';
import type { Side } from '../transit/relay.js';
import { firstHopGone, type HopNode, type OwnPath, type PathKind, type Remote } from '../types.js';
import type { Way } from '../ways.js';
import { Layers } from './layers.js';
import { Liveness } from './liveness.js';
import { Questions } from './questions.js';

/** How long the answer to a ping is waited for, at most, and the storing node's record; ms. */
const pingPatience = 30_000;
const recordTimeout = 8_000;
/** Joins of others that are alive on an entry path, at most. */
const mostSelectors = 1024;

export class OwnPathRoom implements OwnPath, Way {
  onCell: OwnPath['onCell'] = () => {};
  onJoinFailed: OwnPath['onJoinFailed'] = () => {};
  onIncoming: OwnPath['onIncoming'] = () => {};
  onClose: OwnPath['onClose'] = () => {};
  readonly joinsByWork: number[] = new Array(maxJoinBits + 1).fill(0);
  readonly since: number;
  expiresAt: number;
  open = true;
  readonly #layers: Layers;
  readonly #control: ControlChannel;
  readonly #liveness: Liveness;
  readonly #questions: Questions;
  readonly #failures: Failures;
  readonly #selectors = new Set<number>();
  readonly #bygone = new Bygone();
  /** One body serves every cell, since no call waits. */
  readonly #body = new Uint8Array(bodyLength);
  readonly #view = new DataView(this.#body.buffer);
  #watch: Timer;
  #expiry: Timer;

  constructor(
    readonly parts: Inside,
    readonly kind: PathKind,
    readonly hops: readonly HopNode[],
    readonly entryId: Uint8Array | null,
    /** Where the first hop is. */
    readonly first: Side,
    keys: readonly HopKeys[],
    lifeMs: number,
    readonly forget: (path: OwnPathRoom) => void,
  ) {
    const { clock, random } = parts;
    this.since = clock.now();
    this.expiresAt = this.since + lifeMs;
    this.#failures = new Failures(parts, () => this.#end('too much was forged'));
    this.#layers = new Layers(keys);
    const { forwardControl, backControl } = keys.at(-1)!;
    // Only the end hop has a control channel.
    for (const hop of keys.slice(0, -1)) wipeHopKeys(hop);
    this.#control = new ControlChannel(forwardControl, backControl);
    this.#liveness = new Liveness(this.since, random.next);
    this.#questions = new Questions(clock, random);
    this.#expiry = clock.after(lifeMs, () => this.#end('expired'));
    this.#watch = clock.after(0, () => this.#look());
  }

  get end(): HopNode {
    return this.hops.at(-1)!;
  }

  get rtt(): number | null {
    return this.#liveness.rtt;
  }

  send(selector: number, rest: Uint8Array): boolean {
    if (!this.open) return false;
    this.#view.setUint32(0, selector);
    this.#body.set(rest, selectorLength);
    this.#used();
    return this.#send(this.#body);
  }

  join(n: HopNode, blob: Uint8Array): number {
    if (blob.length !== joinBlobLength)
      throw new Error(`a join's blob has ${joinBlobLength} bytes, not ${blob.length}`);
    const selector = this.#newSelector();
    this.#selectors.add(selector);
    const { identityKey, endpoints } = n;
    this.#tell({ type: 'join', selector, identityKey, endpoints, blob });
    this.#used();
    return selector;
  }

  closeSelector(selector: number): void {
    if (!this.#forgetSelector(selector)) return;
    this.#tell({ type: 'close', selector });
  }

  query(s: Remote, body: Uint8Array, timeoutMs: number): Promise<Uint8Array | null> {
    return this.#query(s, queryKinds.sealed, body, timeoutMs);
  }

  recordOf(s: Remote): Promise<Uint8Array | null> {
    return this.#query(s, queryKinds.record, new Uint8Array(0), recordTimeout);
  }

  async ping(timeoutMs: number): Promise<number | null> {
    const started = this.parts.clock.now();
    const answer = await this.#ask((id) => ({ type: 'ping', id }), timeoutMs);
    return answer && this.parts.clock.now() - started;
  }

  endWithin(ms: number): void {
    const { clock } = this.parts;
    if (!this.open || clock.now() + ms >= this.expiresAt) return;
    this.expiresAt = clock.now() + ms;
    this.#expiry.cancel();
    this.#expiry = clock.after(ms, () => this.#end('expired'));
  }

  close(): void {
    this.#end('closed');
  }

  /** Our machine slept: its hops may have forgotten it. */
  woke(): void {
    this.#liveness.woke(this.parts.clock.now());
    this.#watch.cancel();
    this.#watch = this.parts.clock.after(0, () => this.#look());
  }

  /** The first hop is gone. */
  cut(): void {
    this.#end(firstHopGone);
  }

  receive(bit: PhaseBit, body: Uint8Array): void {
    if (!this.#layers.decipher(body, bit)) {
      this.#failures.bad('own-phase');
      return;
    }
    const selector = new DataView(body.buffer, body.byteOffset).getUint32(0);
    if (selector === 0) {
      const message = this.#control.open(body);
      if (message) this.#told(message);
      else this.#failures.bad('own-control-forged');
    } else if (this.#selectors.has(selector)) {
      this.#good();
      this.#used();
      this.onCell(selector, body.subarray(selectorLength));
    } else if (this.#bygone.has(selector)) this.#good();
    else this.#failures.bad('own-selector-unknown');
  }

  linkClosed(): void {
    this.cut();
  }

  async #query(s: Remote, kind: QueryKind, body: Uint8Array, timeoutMs: number): Promise<Uint8Array | null> {
    const { identityKey, endpoints } = s;
    const question = (id: number): PathControl => ({ type: 'query', id, kind, identityKey, endpoints, body });
    // A program waits for it: whether the path still lives must not show only when the answer is overdue.
    this.#used();
    const answer = await this.#ask(question, timeoutMs);
    return answer && answer.length > 0 ? answer : null;
  }

  #ask(question: (id: number) => PathControl, timeoutMs: number): Promise<Uint8Array | null> {
    if (!this.open) return Promise.resolve(null);
    return this.#questions.ask((id) => this.#tell(question(id)), timeoutMs);
  }

  #told(message: PathControl): void {
    this.#good();
    switch (message.type) {
      case 'pong': {
        const took = this.#questions.answered(message.id, nothing);
        if (took !== null) this.#liveness.measured(took);
        return;
      }
      case 'answer':
        this.#questions.answered(message.id, message.body);
        return;
      case 'failed':
        if (this.#forgetSelector(message.selector)) this.onJoinFailed(message.selector, message.code);
        return;
      case 'incoming':
        if (this.kind !== 'entry' || this.#selectors.has(message.selector)) {
          this.parts.drop('own-control-refused');
          return;
        }
        this.joinsByWork[Math.min(message.work, maxJoinBits)]! += 1;
        if (this.#selectors.size >= mostSelectors) return;
        this.#selectors.add(message.selector);
        this.#used();
        this.onIncoming(message.selector, message.message);
        return;
      default:
        this.parts.drop('own-control-refused');
    }
  }

  #tell(message: PathControl): void {
    if (this.open) this.#send(this.#control.seal(message));
  }

  #send(body: Uint8Array): boolean {
    const { link, id } = this.first;
    const bit = this.#layers.encipher(body);
    return this.parts.sendOwn(link, withPhase(id, bit), body);
  }

  #good(): void {
    this.#failures.good();
    this.#liveness.heard(this.parts.clock.now());
  }

  #used(): void {
    if (!this.#liveness.used(this.parts.clock.now()) || !this.open) return;
    this.#watch.cancel();
    this.#watch = this.parts.clock.after(0, () => this.#look());
  }

  #look(): void {
    const { clock } = this.parts;
    const due = this.#liveness.due(clock.now(), clock.wokeAt);
    if (due === 'dead') {
      this.#end('the end hop does not answer');
      return;
    }
    this.#watch = clock.after(due.wait, () => this.#look());
    if (due.ping) void this.#ask((id) => ({ type: 'ping', id }), pingPatience);
  }

  #newSelector(): number {
    for (;;) {
      const selector = new DataView(this.parts.random.bytes(4).buffer).getUint32(0);
      if (selector !== 0 && !this.#selectors.has(selector) && !this.#bygone.has(selector)) return selector;
    }
  }

  #forgetSelector(selector: number): boolean {
    if (!this.#selectors.delete(selector)) return false;
    this.#bygone.add(selector);
    return true;
  }

  #end(reason: string): void {
    if (!this.open) return;
    this.open = false;
    for (const timer of [this.#watch, this.#expiry]) timer.cancel();
    this.#failures.end();
    this.parts.ways.remove(this.first.link, this.first.id);
    this.#questions.close();
    this.#layers.wipe();
    this.#control.wipe();
    this.parts.log.debug(`an own ${this.kind} path has ended: ${reason}`);
    this.forget(this);
    this.onClose(reason);
  }
}

const nothing = new Uint8Array(0);
