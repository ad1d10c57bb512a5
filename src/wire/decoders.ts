/**
 * Every decoder of this room by name. A test compares this list with the functions the room exports and with the
 * list of those that are fuzzed, so that none is forgotten.
 */
import { decodeAddressBackup, decodeBackupContent } from './address-backup.js';
import { decodeAddressBook } from './address-book.js';
import { decodeApInside } from './ap-inside.js';
import { decodeApRecord } from './ap-record.js';
import { decodeApRevisions } from './ap-revisions.js';
import { decodeBeacon } from './beacon.js';
import { decodeBuildRecord, decodeBuildReply } from './build.js';
import { decodeKeptChannel, decodePass } from './channel.js';
import { decodeChosen, decodeGuards } from './chosen.js';
import { decodeContact } from './contact.js';
import { decodeEndpoint } from './endpoint.js';
import { decodeEntryPoints } from './entry-point.js';
import { decodeFindNodeAnswer, decodeFindNodeRequest } from './find-node.js';
import { decodeGetAnswer, decodeGetRequest } from './get.js';
import {
  decodeAnswerPayload,
  decodeFirstPayload,
  decodeHalfHeader,
  decodePrelude,
  decodeRetry,
} from './handshake.js';
import {
  decodeIntroduceAnswer,
  decodeJudgeAnswer,
  decodeJudgeRequest,
  decodeKnockAnswer,
  decodeWhereabouts,
} from './introduce.js';
import { decodeInvite } from './invite.js';
import { decodeInviteFile } from './invite-file.js';
import { decodeJoinPayload } from './join.js';
import { decodeLinkMessage } from './link-message.js';
import { decodeCard } from './meeting.js';
import { decodeNodeRecord } from './node-record.js';
import { decodeOnionKeys } from './onion-keys.js';
import { decodePathControl } from './path-control.js';
import { decodePeerCache } from './peer-cache.js';
import { decodePingAnswer, decodePingRequest } from './ping.js';
import { decodeReport } from './report.js';
import { decodeSealedAnswer, decodeSealedQuery } from './sealed.js';
import { decodeStoreAnswer, decodeStoreRequest } from './store.js';
import { decodeTimeSpans } from './time-spans.js';
import { decodeFurtherJoin, decodeTunnelAnswer, decodeTunnelOpen } from './tunnel.js';

export const decoders = {
  decodeAddressBackup,
  decodeKeptChannel,
  decodePass,
  decodeAddressBook,
  decodeBackupContent,
  decodeAnswerPayload,
  decodeApInside,
  decodeApRecord,
  decodeApRevisions,
  decodeBeacon,
  decodeBuildRecord,
  decodeBuildReply,
  decodeCard,
  decodeChosen,
  decodeContact,
  decodeEndpoint,
  decodeEntryPoints,
  decodeFindNodeAnswer,
  decodeFindNodeRequest,
  decodeFirstPayload,
  decodeFurtherJoin,
  decodeGetAnswer,
  decodeGetRequest,
  decodeGuards,
  decodeHalfHeader,
  decodeIntroduceAnswer,
  decodeInvite,
  decodeInviteFile,
  decodeJoinPayload,
  decodeJudgeAnswer,
  decodeJudgeRequest,
  decodeKnockAnswer,
  decodeLinkMessage,
  decodeNodeRecord,
  decodeOnionKeys,
  decodePathControl,
  decodePeerCache,
  decodePingAnswer,
  decodePingRequest,
  decodePrelude,
  decodeReport,
  decodeRetry,
  decodeSealedAnswer,
  decodeSealedQuery,
  decodeStoreAnswer,
  decodeStoreRequest,
  decodeTimeSpans,
  decodeTunnelAnswer,
  decodeTunnelOpen,
  decodeWhereabouts,
};
