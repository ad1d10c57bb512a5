/** Which of our paths carry what: cells, failures and incoming joins of paths find who they are for. */
import { forgetAddress } from './handshake.js';
import type { Addresses, OwnAddress, OwnPath, Pool, Pools } from './types.js';

/** What comes and goes under one selector of a path. */
export interface Carried {
  /** 1300 bytes, valid during the call. */
  cell(rest: Uint8Array): void;
  /** The exit node could not carry the blob to the entry node. */
  failed(): void;
}

export class Carriers {
  readonly #paths = new Map<OwnPath, Map<number, Carried>>();
  readonly #pools = new Map<OwnAddress, Pool>();

  constructor(
    private readonly pools: Pools,
    private readonly events: {
      readonly onIncoming: (own: OwnAddress, path: OwnPath, selector: number, message: Uint8Array) => void;
      /** Paths of that address came or went. */
      readonly onChange: (own: OwnAddress) => void;
      readonly drop: (reason: string) => void;
    },
  ) {}

  /** Takes up the pools of new addresses, and lets go of those of addresses that are gone. */
  watch({ list }: Addresses): void {
    for (const [own, pool] of this.#pools) {
      if (list.includes(own)) continue;
      pool.onChange = () => {};
      this.#pools.delete(own);
      forgetAddress(own);
    }
    for (const own of list) {
      if (this.#pools.has(own)) continue;
      const pool = this.pools.of(own.address);
      this.#pools.set(own, pool);
      pool.onChange = () => this.#changed(own, pool);
      this.#changed(own, pool);
    }
  }

  exits(own: OwnAddress): OwnPath[] {
    return (this.#pools.get(own)?.exits ?? []).filter((path) => path.open);
  }

  entries(own: OwnAddress): OwnPath[] {
    return (this.#pools.get(own)?.entries ?? []).filter((path) => path.open && path.entryId !== null);
  }

  bind(path: OwnPath, selector: number, carried: Carried): void {
    const known = this.#paths.get(path) ?? new Map<number, Carried>();
    this.#paths.set(path, known);
    known.set(selector, carried);
  }

  /** How many joins go over a path. */
  count(path: OwnPath): number {
    return this.#paths.get(path)?.size ?? 0;
  }

  /** Nothing more is wanted under that selector. */
  release(path: OwnPath, selector: number): void {
    this.#paths.get(path)?.delete(selector);
    if (path.open) path.closeSelector(selector);
  }

  /** Listens to nothing any more. */
  close(): void {
    for (const [own, pool] of this.#pools) {
      pool.onChange = () => {};
      forgetAddress(own);
    }
    for (const path of this.#paths.keys()) {
      path.onCell = () => {};
      path.onJoinFailed = () => {};
      path.onIncoming = () => {};
    }
    this.#pools.clear();
    this.#paths.clear();
  }

  #changed(own: OwnAddress, pool: Pool): void {
    for (const path of this.#paths.keys()) if (!path.open) this.#paths.delete(path);
    for (const path of [...pool.exits, ...pool.entries]) {
      if (!path.open || this.#paths.has(path)) continue;
      this.#paths.set(path, new Map());
      path.onCell = (selector, rest) => {
        const carried = this.#paths.get(path)?.get(selector);
        if (carried) carried.cell(rest);
        else this.events.drop('selector-unknown');
      };
      path.onJoinFailed = (selector) => this.#paths.get(path)?.get(selector)?.failed();
      path.onIncoming = (selector, message) => this.events.onIncoming(own, path, selector, message);
    }
    this.events.onChange(own);
  }
}
