/** Sizes of the protocol in bytes (docs/protocol.md). Changing one makes another protocol. */

/** Every datagram, whatever is in it; or two halves of it. */
export const datagramLength = 1344;
/** Half of a datagram, where whole ones do not pass. */
export const halfLength = 678;
/** In front of each half of a handshake's message. */
export const halfHeaderLength = 6;
/** Index and counter, masked. */
export const headerLength = 12;
/** Plain text of a cell: path id, link report, body. */
export const sealedLength = 1316;
/** What a cell carries for whoever its path id names. */
export const bodyLength = 1304;
/** First bytes of a first message, in clear: random. Of an answer: the token that names the first message. */
export const saltLength = 16;
/** First message, under the wrap but outside Noise: major version 1, time 4. */
export const preludeLength = 5;
/** Noise IKpsk0: ephemeral 32, static 48, tag 16. */
export const firstPayloadLength = datagramLength - saltLength - preludeLength - 96;
/** Noise IKpsk0: ephemeral 32, tag 16. */
export const answerPayloadLength = datagramLength - saltLength - 48;
