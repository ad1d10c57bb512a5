/**
 * The ports that strangers may reach, as the operator exposed them: per address, kept in state. An address that was given to
 * others, or has an exposed port, also answers ICMPv6 echo; one that is only for going out is silent.
 */
import type { ExposedFacts } from '../control/protocol.js';
import { addressFromBytes } from '../net/address.js';
import type { State } from '../state/state.js';
import type { Exposure } from './filter.js';
import type { OwnAddress } from './types.js';

const stateName = 'exposed-ports';
/** Of all addresses together. */
export const maxExposed = 1024;

interface Doors extends Exposure {
  readonly tcp: Set<number>;
  readonly udp: Set<number>;
  readonly isLasting: boolean;
  readonly answersPing: boolean;
}

export class ExposedPorts {
  readonly #doors = new Map<string, Doors>();
  /** Changes come one after the other, or the later one would forget the earlier. */
  #changes: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly state: State,
    private ports: readonly ExposedFacts[],
  ) {}

  static async open(state: State): Promise<ExposedPorts> {
    const kept = await state.read(stateName);
    return new ExposedPorts(state, (kept && readPorts(new TextDecoder().decode(kept))) ?? []);
  }

  get list(): readonly ExposedFacts[] {
    return this.ports;
  }

  /** What an address lets in; one object per address, which follows every change. */
  of(own: OwnAddress): Exposure {
    const address = addressFromBytes(own.address);
    const known = this.#doors.get(address);
    if (known?.isLasting === own.isLasting) return known;
    const doors: Doors = {
      tcp: new Set(),
      udp: new Set(),
      isLasting: own.isLasting,
      get answersPing() {
        return this.isLasting || this.tcp.size + this.udp.size > 0;
      },
    };
    this.#doors.set(address, doors);
    this.#fill(address, doors);
    return doors;
  }

  /** False when it was exposed already. Throws when there are too many, or they cannot be kept. */
  add(port: ExposedFacts): Promise<boolean> {
    return this.#change(async () => {
      if (this.#has(port)) return false;
      if (this.ports.length >= maxExposed)
        throw new Error(`No more than ${maxExposed} ports can be exposed.`);
      await this.#keep([...this.ports, port]);
      return true;
    });
  }

  /** False when it was not exposed. */
  remove(port: ExposedFacts): Promise<boolean> {
    return this.#change(async () => {
      if (!this.#has(port)) return false;
      await this.#keep(this.ports.filter((one) => !isSame(one, port)));
      return true;
    });
  }

  /** Only these addresses (as text) are still ours: the ports of others are forgotten. */
  keep(addresses: readonly string[]): Promise<void> {
    return this.#change(async () => {
      const left = this.ports.filter(({ address }) => addresses.includes(address));
      if (left.length < this.ports.length) await this.#keep(left);
    });
  }

  #has(port: ExposedFacts): boolean {
    return this.ports.some((one) => isSame(one, port));
  }

  #change<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#changes.then(job);
    this.#changes = done.catch(() => {});
    return done;
  }

  async #keep(ports: readonly ExposedFacts[]): Promise<void> {
    await this.state.write(stateName, new TextEncoder().encode(JSON.stringify(ports)));
    this.ports = ports;
    for (const [address, doors] of this.#doors) this.#fill(address, doors);
  }

  #fill(address: string, doors: Doors): void {
    doors.tcp.clear();
    doors.udp.clear();
    for (const one of this.ports) if (one.address === address) doors[one.protocol].add(one.port);
  }
}

function isSame(a: ExposedFacts, b: ExposedFacts): boolean {
  return a.port === b.port && a.protocol === b.protocol && a.address === b.address;
}

/** What was kept; null when it is not ours. */
function readPorts(text: string): ExposedFacts[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(value)) return null;
  return value.filter(isPort).slice(0, maxExposed);
}

function isPort(value: unknown): value is ExposedFacts {
  if (typeof value !== 'object' || value === null) return false;
  const { port, protocol, address } = value as Partial<ExposedFacts>;
  return isPortNumber(port) && (protocol === 'tcp' || protocol === 'udp') && typeof address === 'string';
}

export function isPortNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}
