/**
 * UDP sockets on Linux that read and write many datagrams per system call, merged and split by the kernel where it can (UDP_GRO, UDP_SEGMENT).
 * What is sent during one turn of the event loop goes out together at its end.
 */

/** False where the addon is not compiled: then nothing else here works. */
export declare const available: boolean;

export interface SocketOptions {
  /** Bytes asked for; the kernel may grant less. */
  readonly receiveBuffer: number;
  readonly sendBuffer: number;
}

/** A place among a socket's receivers. */
export interface Receiver {
  readonly place: number;
  readonly generation: number;
}

export declare class Socket {
  /**
   * Binds at once, to all addresses of that family and no other family's; 0 lets the kernel choose the port. Throws an Error with `code`, such as
   * EADDRINUSE or EAFNOSUPPORT.
   */
  constructor(family: 4 | 6, port: number, options: SocketOptions);
  /** Called for each datagram; `data` is valid during the call only, `peer` names its sender. */
  onDatagram: (data: Uint8Array, peer: number) => void;
  /**
   * Called before the first datagram of a peer, also of one that takes another one's number: its address (16 bytes, IPv4 in the first 4,
   * valid during the call only), port, and for link-local addresses the interface's number.
   */
  onPeer: (peer: number, address: Uint8Array, port: number, zone: number) => void;
  readonly port: number;
  /** Whether the kernel merges what arrives and splits what leaves. */
  readonly modes: { readonly merges: boolean; readonly splits: boolean };
  /** Datagrams that found no room to wait for the socket to take more. */
  readonly dropped: number;
  /** Keeps an address to send to; there are 4096 places, and the oldest gives way. */
  receiver(address: Uint8Array, port: number, zone: number): Receiver;
  /** Whether it still has its place. */
  isAt(receiver: Receiver): boolean;
  /** Sends without waiting; what cannot be sent is lost. `data` is the caller's again on return. */
  send(data: Uint8Array, receiver: Receiver): void;
  /** Sends what waits; the port is free on return. A second call does nothing. */
  close(): void;
}

/** Name and number of the interface that a link-local address belongs to; '' and 0 when there is none. */
export declare function zoneName(index: number): string;
export declare function zoneIndex(name: string): number;
