/** What neighbours say to each other on path id 0, one message a cell body, padded with zeros. */

/** Request kinds, one byte on the wire. */
export const requestKinds = {
  ping: 1,
  findNode: 2,
  get: 3,
  store: 4,
  meet: 5,
  sealed: 6,
  introduce: 7,
  meetNow: 8,
  judge: 9,
  knock: 10,
} as const;
export type RequestKind = (typeof requestKinds)[keyof typeof requestKinds];

const headLength = 12;
const confirmLength = 69;

/** The most bytes a request's or an answer's body may have: one cell's body less type, kind, id and length. */
export const maxRequestBody = 1292;

export type LinkMessage =
  /** Nothing: a keepalive, or the sign that a session works. */
  | { readonly type: 'nothing' }
  /** From the initiator, first in a session: how to address its end. */
  | {
      readonly type: 'confirm';
      readonly index: number;
      readonly headerKey: Uint8Array;
      /** X25519, 32 bytes: what is meant for the initiator alone is sealed to it. */
      readonly onionKey: Uint8Array;
    }
  | {
      readonly type: 'request' | 'answer';
      readonly kind: RequestKind;
      /** 8 bytes; an answer repeats its request's. */
      readonly id: Uint8Array;
      readonly body: Uint8Array;
    }
  /** The sender forgets the session. */
  | { readonly type: 'close' }
  /** To an address where a peer seems to be now; `proof` is repeated from there with the same 8 bytes. */
  | { readonly type: 'challenge' | 'proof'; readonly id: Uint8Array };

const types = { nothing: 0, confirm: 1, request: 2, answer: 3, close: 4, challenge: 5, proof: 6 } as const;

/** Without padding; at most 1304 bytes. */
export function encodeLinkMessage(message: LinkMessage): Uint8Array {
  switch (message.type) {
    case 'nothing':
    case 'close':
      return Uint8Array.of(types[message.type]);
    case 'confirm': {
      const out = new Uint8Array(confirmLength);
      out[0] = types.confirm;
      new DataView(out.buffer).setUint32(1, message.index);
      out.set(message.headerKey, 5);
      out.set(message.onionKey, 37);
      return out;
    }
    case 'challenge':
    case 'proof': {
      const out = new Uint8Array(9);
      out[0] = types[message.type];
      out.set(message.id, 1);
      return out;
    }
    case 'request':
    case 'answer': {
      const out = new Uint8Array(headLength + message.body.length);
      out[0] = types[message.type];
      out[1] = message.kind;
      out.set(message.id, 2);
      new DataView(out.buffer).setUint16(10, message.body.length);
      out.set(message.body, headLength);
      return out;
    }
  }
}

/** From a whole cell body, padding included. Null when it is none of ours. */
export function decodeLinkMessage(bytes: Uint8Array): LinkMessage | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (bytes[0]) {
    case types.nothing:
      return { type: 'nothing' };
    case types.close:
      return { type: 'close' };
    case types.confirm:
      if (bytes.length < confirmLength) return null;
      return {
        type: 'confirm',
        index: view.getUint32(1),
        headerKey: bytes.slice(5, 37),
        onionKey: bytes.slice(37, confirmLength),
      };
    case types.challenge:
    case types.proof:
      if (bytes.length < 9) return null;
      return { type: bytes[0] === types.challenge ? 'challenge' : 'proof', id: bytes.slice(1, 9) };
    case types.request:
    case types.answer: {
      if (bytes.length < headLength) return null;
      const kind = Object.values(requestKinds).find((known) => known === bytes[1]);
      const length = view.getUint16(10);
      if (kind === undefined || length > maxRequestBody || headLength + length > bytes.length) return null;
      return {
        type: bytes[0] === types.request ? 'request' : 'answer',
        kind,
        id: bytes.slice(2, 10),
        body: bytes.slice(headLength, headLength + length),
      };
    }
    default:
      return null;
  }
}
