/**
 * Datagrams to and from the outside. The real form is UDP (udp.ts); the in-memory form is simulation/switchboard.ts.
 * One suite (test/net/) runs on both. Nothing above this room knows what carries its bytes, so that another
 * transport can take UDP's place.
 */

/** Where a datagram comes from or goes to. IPv6 link-local addresses keep their zone (`fe80::1%eth0`). */
export interface Endpoint {
  readonly family: 4 | 6;
  /** Canonical text form: dotted quad, or RFC 5952. IPv4-mapped IPv6 never appears here. */
  readonly address: string;
  /** 1 to 65535. */
  readonly port: number;
}

export interface DatagramSocket {
  /** Sends without waiting; what cannot be sent is lost, as datagrams are. `data` is the caller's again on return. */
  send(data: Uint8Array, to: Endpoint): void;
  /** `data` is valid during the call only. */
  onDatagram: (data: Uint8Array, from: Endpoint) => void;
  /** The ports listened on, one entry per address family that works here. */
  readonly local: readonly Endpoint[];
  close(): Promise<void>;
}

export interface Net {
  /** Listens on every family this machine has, on one port for all; 0 asks for any free one. A port in use throws `NetError`. */
  open(port: number): Promise<DatagramSocket>;
}

/** The operator's trouble with a socket; `message` is a sentence for them. */
export class NetError extends Error {
  constructor(
    readonly code: 'port-in-use' | 'not-permitted' | 'no-address-family' | 'failed',
    message: string,
  ) {
    super(message);
    this.name = 'NetError';
  }
}
