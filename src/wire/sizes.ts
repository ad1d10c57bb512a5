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
/** What an end hop reads first of a body: which join it is of. */
export const selectorLength = 4;
/** The rest of a body behind the selector: what two end hops pass to each other untouched. */
export const restLength = bodyLength - selectorLength;
/** Sealed inside of a control cell, and of a tunnel's: the rest without counter 8 and tag 16. */
export const controlPlainLength = restLength - 24;
/** A build cell: so many slots, and what is left of the body. */
export const slotCount = 6;
export const slotLength = 216;
export const buildPaddingLength = bodyLength - slotCount * slotLength;
/** Plain text of a hop's slot, and of its reply. */
export const buildRecordLength = 160;
export const buildReplyLength = 168;
/** What an exit node carries to an entry node: tag 8, ephemeral 32, sealed payload. */
export const joinBlobLength = 1208;
export const joinPayloadLength = 1152;
/** A question to a node that keeps AP records, and its answer, both sealed: each fits into a control cell of a path. */
export const sealedQueryLength = 1184;
export const sealedAnswerLength = 1248;
