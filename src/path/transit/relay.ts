/**
 * A path of somebody else's that goes through us. A cell's journey:
 *
 *   forward: previous link -> came before? -> layer off -> next link, or what ends here
 *   back:    next link, or what ends here -> came before? -> layer on -> previous link
 *
 *     reaching -> building -> open -> closed        (middle; the next hop is being dialled, the reply is awaited)
 *     open -> closed                                (end)
 *
 * Whether a cell came before is asked of its first bytes as it comes. At an end hop what goes back has no layer yet: it is asked
 * of the ciphertext, since in front of it all cells are alike.
 *
 * It knows two neighbours and an end of time; not who the owner is, nor what is inside.
 */
import { wipe } from '../../crypto/hash.js';
import type { Link } from '../../link/types.js';
import { selectorLength } from '../../wire/sizes.js';
import { maskBack } from '../build/hop.js';
import { type HopKeys, type Masks, wipeHopKeys, wipeMasks } from '../build/keys.js';
import { type PhaseBit, withPhase } from '../ids.js';
import { IncomingLayer, OutgoingLayer, type Phase } from '../layer-keys.js';
import type { Inside } from '../parts.js';
import type { Way } from '../ways.js';

/** Where ciphertext begins in what an end hop sends back: behind selector and counter. */
const sampleAt = selectorLength + 8;

/** A path id on a link. */
export interface Side {
  readonly link: Link;
  readonly id: number;
}

/** What an end hop does with cells that end here. */
export interface Ending {
  /** `body` has its last layer off, and is valid during the call only. */
  receive(body: Uint8Array): void;
  upkeep(now: number): void;
  close(): void;
}

export class Relay {
  state: 'reaching' | 'building' | 'open' | 'closed' = 'reaching';
  /** `Clock.now()` of the last forward cell. */
  heardAt: number;
  /** What must happen to the build cell on its way back. */
  masks: Masks | null = null;
  /** Called with the build cell on its way back, before it goes on; see splice.ts. */
  onBuilt: ((body: Uint8Array) => void) | null = null;
  ending: Ending | null = null;
  next: Side | null = null;
  /** The next hop to be, while going over to it; see splice.ts. */
  spliced: Side | null = null;
  #forward: IncomingLayer | null = null;
  #back: IncomingLayer | null = null;
  /** At an end hop, where the way back begins. */
  #backFromHere: OutgoingLayer | null = null;

  constructor(
    readonly parts: Inside,
    public previous: Side,
    /** `Clock.now()` at which the path ends, whatever becomes of network time. */
    readonly endsAt: number,
    readonly onClose: (relay: Relay) => void,
  ) {
    this.heardAt = parts.clock.now();
  }

  /** As a way: cells from the previous hop. */
  readonly fromPrevious: Way = {
    receive: (phase, body) => this.#receiveForward(phase, body),
    linkClosed: () => this.close(),
  };

  /** As a way: cells from the next hop. */
  readonly fromNext: Way = {
    receive: (phase, body) => this.#receiveBack(phase, body),
    linkClosed: () => this.close(),
  };

  /** Takes the keys, which are wiped. A middle hop has a next one, an end hop an ending that keeps the control keys. */
  use(keys: HopKeys): void {
    const { random } = this.parts;
    this.#forward = new IncomingLayer(keys.forward, random);
    if (this.next) this.#back = new IncomingLayer(keys.back, random);
    else this.#backFromHere = new OutgoingLayer(keys.back, random);
    if (this.next) wipeHopKeys(keys);
    else for (const key of [keys.forward, keys.back]) wipe(key);
  }

  /** At an end hop: sends a body (1304 bytes, changed in place) to the owner. */
  sendBack(body: Uint8Array): void {
    if (this.state !== 'open' || !this.#backFromHere) return;
    const phase = this.#backFromHere.nextFresh(body.subarray(sampleAt));
    if (!phase) {
      this.parts.drop('path-repeated');
      return;
    }
    phase.layer.encipher(body);
    this.parts.sendRelayed(this.previous.link, withPhase(this.previous.id, phase.bit as PhaseBit), body);
  }

  /** Passes the build cell on its way back to the previous hop, in place; the path is open from now on. */
  built(body: Uint8Array): void {
    if (!this.masks) return;
    maskBack(this.masks, body);
    this.masks = null;
    this.state = 'open';
    this.parts.sendRelayed(this.previous.link, this.previous.id, body);
  }

  close(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    const { ways } = this.parts;
    for (const side of [this.previous, this.next, this.spliced]) if (side) ways.remove(side.link, side.id);
    this.ending?.close();
    this.#forward?.wipe();
    this.#back?.wipe();
    this.#backFromHere?.wipe();
    if (this.masks) wipeMasks(this.masks);
    this.masks = null;
    this.onClose(this);
  }

  /** The phase that a cell of one direction is under; null, and counted, where it comes too early, under no key, or again. */
  #admitted(layer: IncomingLayer | null, bit: PhaseBit, body: Uint8Array): Phase | null {
    const { drop } = this.parts;
    if (this.state !== 'open' || !layer) {
      drop('path-early');
      return null;
    }
    const phase = layer.at(bit);
    if (!phase) drop('path-phase');
    else if (phase.repeats!.add(body)) return phase;
    else drop('path-repeated');
    return null;
  }

  #receiveForward(bit: PhaseBit, body: Uint8Array): void {
    const { clock, sendRelayed } = this.parts;
    const phase = this.#admitted(this.#forward, bit, body);
    if (!phase) return;
    phase.layer.decipher(body);
    this.heardAt = clock.now();
    if (this.next) sendRelayed(this.next.link, withPhase(this.next.id, bit), body);
    else this.ending!.receive(body);
  }

  #receiveBack(bit: PhaseBit, body: Uint8Array): void {
    const { sendRelayed } = this.parts;
    if (this.state === 'building' && bit === 0) {
      if (this.onBuilt) this.onBuilt(body.slice());
      else this.built(body);
      return;
    }
    const phase = this.#admitted(this.#back, bit, body);
    if (!phase) return;
    phase.layer.encipher(body);
    sendRelayed(this.previous.link, withPhase(this.previous.id, bit), body);
  }
}
