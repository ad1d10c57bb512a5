/** The part of noise-c.wasm that the tests use. */
declare module 'noise-c.wasm' {
  interface CipherState {
    EncryptWithAd(ad: Uint8Array, plain: Uint8Array): Uint8Array;
    DecryptWithAd(ad: Uint8Array, sealed: Uint8Array): Uint8Array;
  }
  interface HandshakeState {
    Initialize(
      prologue: Uint8Array | null,
      s: Uint8Array | null,
      rs: Uint8Array | null,
      psk: Uint8Array | null,
    ): void;
    WriteMessage(payload: Uint8Array): Uint8Array;
    ReadMessage(message: Uint8Array, payloadNeeded: boolean): Uint8Array;
    Split(): [CipherState, CipherState];
  }
  export interface NoiseLibrary {
    constants: { NOISE_ROLE_INITIATOR: number; NOISE_ROLE_RESPONDER: number };
    HandshakeState(name: string, role: number): HandshakeState;
  }
  export default function createNoise(callback: (library: NoiseLibrary) => void): void;
}
