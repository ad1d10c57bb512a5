/**
 * Short datagrams to everybody on the LAN. The real form is multicast (multicast.ts), the in-memory form is
 * simulation/lan.ts; one suite runs on both. What is in them is not this file's business.
 */
export interface BeaconSocket {
  /** To everybody on every interface that is up now; lost without a word where that fails. */
  send(data: Uint8Array): void;
  /** `data` is valid during the call only. `address` is canonical, link-local IPv6 with its zone. */
  onBeacon: (data: Uint8Array, from: { readonly family: 4 | 6; readonly address: string }) => void;
  /** An interface or an address has come up: a cable was plugged in, DHCP has answered. */
  onInterface: () => void;
  close(): Promise<void>;
}

export interface Beacons {
  open(): Promise<BeaconSocket>;
}
