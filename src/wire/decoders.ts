/**
 * Every decoder of this room by name. A test compares this list with the functions the room exports and with the
 * list of those that are fuzzed, so that none is forgotten.
 */
import { decodeBeacon } from './beacon.js';
import { decodeContact } from './contact.js';
import { decodeEndpoint } from './endpoint.js';
import { decodeFindNodeAnswer, decodeFindNodeRequest } from './find-node.js';
import { decodeAnswerPayload, decodeFirstPayload, decodePrelude, decodeRetry } from './handshake.js';
import { decodeInvite } from './invite.js';
import { decodeLinkMessage } from './link-message.js';
import { decodePeerCache } from './peer-cache.js';
import { decodePingAnswer, decodePingRequest } from './ping.js';
import { decodeReport } from './report.js';

export const decoders = {
  decodeAnswerPayload,
  decodeBeacon,
  decodeContact,
  decodeEndpoint,
  decodeFindNodeAnswer,
  decodeFindNodeRequest,
  decodeFirstPayload,
  decodeInvite,
  decodeLinkMessage,
  decodePeerCache,
  decodePingAnswer,
  decodePingRequest,
  decodePrelude,
  decodeReport,
  decodeRetry,
};
