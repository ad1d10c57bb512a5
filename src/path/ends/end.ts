/**
 * An end hop's side of a path: what has its last layer off goes to the control channel (selector 0) or to the join that
 * its selector names; forged cells are counted and close the path in the end, at a moment that tells nobody which it was.
 * What an exit node and an entry node do besides stands in exit.ts and entry.ts.
 */

import { textOf } from '../../wire/bytes.js';
import { type JoinFailure, joinFailures, type PathControl } from '../../wire/path-control.js';
import type { HopKeys } from '../build/keys.js';
import { Bygone } from '../bygone.js';
import { maxJoins } from '../constants.js';
import { ControlChannel } from '../control.js';
import { Failures } from '../failures.js';
import type { Inside } from '../parts.js';
import type { Ending, Relay } from '../transit/relay.js';
import { Join, type Line } from './join.js';
import type { JoinCounts } from './join-counts.js';

export interface EndParts extends Inside {
  /** Joins at all ends here. */
  readonly joins: JoinCounts;
}

export class PathEnd implements Ending {
  readonly joins = new Map<number, Join>();
  readonly #control: ControlChannel;
  readonly #failures: Failures;
  readonly #bygone = new Bygone();
  /** Over whose link the path was built. */
  readonly #neighbour: string;
  isOpen = true;

  constructor(
    readonly parts: EndParts,
    readonly relay: Relay,
    keys: HopKeys,
    /** Whether joins come from the owner or from others: the other side has to answer. */
    readonly kind: 'exit' | 'entry',
    /** What else the owner may ask for. False: nothing of this kind. */
    readonly ask: (end: PathEnd, message: PathControl) => boolean,
    readonly onClose: (end: PathEnd) => void,
  ) {
    this.#neighbour = textOf(relay.previous.link.identityKey);
    this.#failures = new Failures(parts, () => relay.close());
    this.#control = new ControlChannel(keys.backControl, keys.forwardControl);
  }

  receive(body: Uint8Array): void {
    const selector = new DataView(body.buffer, body.byteOffset).getUint32(0);
    if (selector === 0) {
      const message = this.#control.open(body);
      if (message) this.#told(message);
      else this.#failures.bad('control-forged');
      return;
    }
    const join = this.joins.get(selector);
    if (!join && !this.#bygone.has(selector)) {
      this.#failures.bad('selector-unknown');
      return;
    }
    this.#failures.good();
    if (!join) {
      this.parts.drop('join-over');
      return;
    }
    if (this.kind === 'entry') join.answered = true;
    join.forward(body);
  }

  /** Tells the owner. */
  tell(message: PathControl): void {
    if (this.isOpen) this.relay.sendBack(this.#control.seal(message));
  }

  /** Nothing comes of a join: tells the owner why. */
  refuse(selector: number, code: JoinFailure): void {
    this.#bygone.add(selector);
    this.tell({ type: 'failed', selector, code });
  }

  /** Whether there are as many joins as there may be. */
  get isFull(): boolean {
    return this.joins.size >= maxJoins || !this.parts.joins.hasRoom(this.#neighbour);
  }

  /** A new join under that selector; null when there are too many, or the selector is taken. */
  join(selector: number, line: Line): Join | null {
    if (!this.isOpen || this.isFull || this.joins.has(selector)) return null;
    const join: Join = new Join(this.parts, selector, line, {
      back: (body) => {
        if (this.kind === 'exit') join.answered = true;
        this.relay.sendBack(body);
      },
      lost: () => this.#end(join),
    });
    if ('link' in line && !this.parts.ways.add(line.link, line.id, join)) return null;
    this.joins.set(selector, join);
    this.parts.joins.add(this.#neighbour);
    return join;
  }

  /** The owner knows. */
  forget(join: Join): void {
    if (!this.joins.delete(join.selector)) return;
    this.parts.joins.remove(this.#neighbour);
    this.#bygone.add(join.selector);
    join.close();
  }

  upkeep(now: number): void {
    for (const join of [...this.joins.values()]) if (join.isStale(now)) this.#end(join);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#failures.end();
    for (const join of [...this.joins.values()]) this.forget(join);
    this.#control.wipe();
    this.onClose(this);
  }

  #told(message: PathControl): void {
    this.#failures.good();
    if (message.type === 'ping') this.tell({ type: 'pong', id: message.id });
    else if (message.type === 'close') {
      const join = this.joins.get(message.selector);
      if (join) this.forget(join);
    } else if (!this.ask(this, message)) this.parts.drop('control-refused');
  }

  #end(join: Join): void {
    if (!this.joins.has(join.selector)) return;
    this.forget(join);
    this.refuse(join.selector, joinFailures.gone);
  }
}
