/**
 * Keeps a port open in the router before this machine, for as long as the node runs: asked for once there is a router and only private
 * IPv4 addresses, renewed at half its life, asked for anew when the router is another one, and given back at the end. The router says
 * where strangers get in; whether they do is for reach/ to find out.
 *
 *     none -> (a way answers) -> mapped -> (half its life) -> mapped
 *                                mapped -> (no way answers, another router, or the end) -> none
 */
import type { Clock, Timer } from '../clock/clock.js';
import type { Random } from '../crypto/random.js';
import type { Log } from '../log/log.js';
import { classOf, formatEndpoint } from '../net/address.js';
import { type Interface, isOnLink } from '../net/interfaces.js';
import type { Endpoint } from '../net/net.js';
import type { Gateway } from './gateway.js';
import { nonceLength } from './pcp.js';
import { type Asking, type Kind, type Mapping, ways } from './ways.js';

/** Seconds a mapping is asked for. */
const life = 3600;
/** How often it is looked whether there is another router, and the pauses after no way answered, ms. */
const lookEvery = 30_000;
const firstLook = 1_000;
const retry = { first: 60_000, last: 3_600_000 } as const;

export interface MapperParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Null: nothing is asked for. */
  readonly gateway: Gateway | null;
  readonly interfaces: () => readonly Interface[];
  /** Our UDP port. */
  readonly port: number;
}

export interface Mapper {
  /** Where the router says that it lets strangers in; always the same object for the same place. */
  readonly mapped: Endpoint | null;
  readonly kind: Kind | 'none' | 'off';
  /** Gives the mapping back; waits for that a few seconds at most. */
  close(): Promise<void>;
}

export function startMapper(parts: MapperParts): Mapper {
  return new PortMapper(parts);
}

class PortMapper implements Mapper {
  #mapping: Mapping | null = null;
  #asking: Asking | null = null;
  #dueAt = 0;
  #pause: number = retry.first;
  #working: Promise<void> = Promise.resolve();
  #isClosed = false;
  #timer: Timer | null = null;

  constructor(private readonly parts: MapperParts) {
    if (parts.gateway) this.#timer = parts.clock.after(firstLook, () => this.#tick());
  }

  get mapped(): Endpoint | null {
    return this.#mapping?.outside ?? null;
  }

  get kind(): Mapper['kind'] {
    return this.parts.gateway ? (this.#mapping?.kind ?? 'none') : 'off';
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    await this.#working;
    await this.#giveBack();
  }

  #tick(): void {
    this.#working = this.#look().then(() => {
      if (!this.#isClosed) this.#timer = this.parts.clock.after(lookEvery, () => this.#tick());
    });
  }

  async #look(): Promise<void> {
    const { clock } = this.parts;
    const place = this.#place();
    const isSame = place?.router === this.#asking?.router && place?.own === this.#asking?.own;
    if (!isSame) {
      // The old router is out of reach, or was left behind: what it opened ends by itself.
      this.#mapping = null;
      this.#asking = place;
      this.#dueAt = 0;
      this.#pause = retry.first;
    }
    if (!this.#asking || clock.now() < this.#dueAt) return;
    const mapping = await this.#map(this.#asking);
    this.#say(mapping);
    if (mapping) {
      this.#pause = retry.first;
      this.#dueAt = clock.now() + (mapping.life === 0 ? life : Math.min(life, mapping.life)) * 500;
    } else {
      this.#dueAt = clock.now() + this.#pause;
      this.#pause = Math.min(retry.last, 2 * this.#pause);
    }
  }

  /** The router and our address in its network, where we have none but private ones. */
  #place(): Asking | null {
    const { gateway, random, interfaces } = this.parts;
    const router = gateway?.router() ?? null;
    if (!gateway || !router) return null;
    const v4 = interfaces().filter(({ family }) => family === 4);
    const own = v4.find((one) => isOnLink({ family: 4, address: router }, [one]))?.address;
    if (!own || v4.some((one) => classOf(one) === 'public')) return null;
    const known = this.#asking;
    if (known?.router === router && known.own === own) return known;
    return { gateway, random, router, own, nonce: random.bytes(nonceLength) };
  }

  /** What it was asked for before goes first, so that the port stays. */
  async #map(asking: Asking): Promise<Mapping | null> {
    const { port } = this.parts;
    const known = this.#mapping;
    const order = Object.keys(ways) as Kind[];
    const first = known ? [known.kind, ...order.filter((kind) => kind !== known.kind)] : order;
    for (const kind of first) {
      const mapping = await ways[kind](asking, { port, outside: known?.outside.port ?? port, life });
      // Behind that router stands another one, which knows nothing of it.
      if (mapping && classOf(mapping.outside) === 'public') return mapping;
      if (this.#isClosed) return null;
    }
    return null;
  }

  #say(mapping: Mapping | null): void {
    const { log } = this.parts;
    const [old, fresh] = [this.#mapping, mapping];
    const isSame = old && fresh && formatEndpoint(old.outside) === formatEndpoint(fresh.outside);
    this.#mapping = isSame ? { ...fresh, outside: old.outside } : fresh;
    if (isSame) return;
    if (fresh) log.info(`the router opened UDP port ${fresh.outside.port} for this node (${fresh.kind})`);
    else if (old) log.warn('the router no longer keeps a port open for this node');
  }

  async #giveBack(): Promise<void> {
    const [mapping, asking] = [this.#mapping, this.#asking];
    this.#mapping = null;
    if (!mapping || !asking) return;
    await ways[mapping.kind](asking, { port: this.parts.port, outside: mapping.outside.port, life: 0 });
  }
}
