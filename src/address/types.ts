/**
 * The AP addresses of this machine: keys that nothing links with one another or with the node. Lasting ones are made, named and
 * removed by the operator; a fresh one to go out with is made for every start. Called by node/ and tunnel/; knows nothing
 * of records, paths or tunnels.
 */

/** One of this machine's AP addresses. Its secret is in locked memory and wiped when the address is removed. */
export interface OwnAddress {
  /** 16 bytes. */
  readonly address: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  /** Ed25519 secret key, 64 bytes. */
  readonly secret: Uint8Array;
  /** 16 bytes. */
  readonly modifier: Uint8Array;
  /** Whether it outlives the start and is given to others; else it is only for going out. */
  readonly isLasting: boolean;
  /** Known here only; may be empty. */
  readonly label: string;
}

/** The operator's mistake: `code` for programs, `message` a sentence. */
export class AddressError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'AddressError';
  }
}
