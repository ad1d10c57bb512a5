/** As much of these packages' public interfaces as bittorrent.ts uses. */

declare module 'k-rpc-socket' {
  import type { Socket } from 'node:dgram';
  import type { EventEmitter } from 'node:events';

  export default class KrpcSocket extends EventEmitter {
    constructor(options: { socket: Socket });
  }
}

declare module 'k-rpc' {
  import type { EventEmitter } from 'node:events';
  import type KrpcSocket from 'k-rpc-socket';

  export interface Peer {
    readonly host?: string;
    readonly address?: string;
    readonly port: number;
  }

  /** Fields are whatever came: byte strings, numbers, lists or dictionaries. */
  export interface Message {
    readonly q?: unknown;
    readonly a?: Readonly<Record<string, unknown>>;
    readonly r?: Readonly<Record<string, unknown>>;
  }

  export default class Krpc extends EventEmitter {
    constructor(options: { idLength: number; nodes: readonly string[]; krpcSocket: KrpcSocket });
    readonly id: Buffer;
    query(
      peer: Peer,
      message: { q: string; a: Record<string, unknown> },
      done: (error: Error | null, reply: Message | null) => void,
    ): void;
    response(peer: Peer, query: Message, values: Record<string, unknown>): void;
  }
}

declare module 'bittorrent-dht' {
  import type { EventEmitter } from 'node:events';
  import type Krpc from 'k-rpc';

  export class Client extends EventEmitter {
    constructor(options: {
      krpc: Krpc;
      maxAge: number;
      maxPeers: number;
      maxTables: number;
      maxValues: number;
    });
    lookup(infoHash: Buffer, done: (error: Error | null) => void): void;
    announce(infoHash: Buffer, done: (error: Error | null) => void): void;
    toJSON(): { readonly nodes: readonly { readonly host: string; readonly port: number }[] };
    destroy(done: () => void): void;
  }
}
