import type { Connection } from './connection.js';

export interface WifiNetwork {
  readonly ssid: string;
  /** How well it is heard, dBm: -30 beside it, -90 hardly. */
  readonly signal: number;
  /** `other`: it asks for more than a passphrase, or for WEP. */
  readonly security: 'open' | 'psk' | 'other';
}

/** What the Wi-Fi card sees at one instant. */
export interface WifiSeen {
  readonly card: string;
  /** A switch or a key of the PC keeps it silent; no program can change that. */
  readonly isSwitchedOff: boolean;
  readonly isScanning: boolean;
  /** The network it is connected to. */
  readonly connected: string | null;
  /** Strongest first. */
  readonly networks: readonly WifiNetwork[];
}

/** What came of a connection. `good` of Wi-Fi means connected: the address comes afterwards, and the cards show it. */
export type Outcome =
  | {
      readonly state:
        | 'good'
        | 'no-card'
        | 'no-service'
        | 'no-such-network'
        | 'needs-passphrase'
        | 'wrong-passphrase'
        | 'too-weak'
        | 'no-answer'
        | 'unsupported'
        | 'stopped';
    }
  | { readonly state: 'failed'; readonly why: string };

/** What sets up this PC's own network. Only where it is the disc's to set up. */
export interface Connector {
  /** What the Wi-Fi card sees; null without a card, or as long as its service does not answer. */
  look(): Promise<WifiSeen | null>;
  /** Listens for networks once more, on what the country allows; the next looks show what came. */
  scan(country: string): Promise<void>;
  /** Makes it so, and undoes what an answer before it made. Never rejects. */
  apply(connection: Connection): Promise<Outcome>;
  /** Gives up connecting, which then ends as `stopped`. */
  stop(): Promise<void>;
}
