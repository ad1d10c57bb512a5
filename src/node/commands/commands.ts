/** What the operator may ask of a node: one file per command, collected here for the control socket. */
import type { Config } from '../../config/types.js';
import type { CommandTable, DayFacts, Snapshot } from '../../control/protocol.js';
import type { LogTail } from '../../log/log.js';
import type { PathsDoor } from '../own-paths.js';
import type { TunnelsDoor } from '../own-tunnels.js';
import type { Rooms } from '../rooms.js';
import { addressCommands } from './address.js';
import { applySettings, type LiveSettings } from './apply-settings.js';
import { bookCommands } from './book.js';
import { createInvite, createInviteFile, showKey } from './create-invite.js';
import { expose, listExposed } from './expose.js';
import { join, joinByFile } from './join.js';
import { lookup } from './lookup.js';
import { acceptPaths, paths } from './paths.js';
import { peers } from './peers.js';
import { tailLog } from './tail-log.js';
import { tunnels } from './tunnels.js';

/** What commands act on. */
export interface CommandParts {
  /** In force now. */
  readonly config: () => Config;
  readonly live: () => LiveSettings;
  readonly logTail: LogTail;
  /** Null until the node has started, and after it has stopped. */
  readonly rooms: () => Rooms | null;
  /** Null as long as the node makes no paths. */
  readonly paths: () => PathsDoor | null;
  /** Null as long as the node carries no packets. */
  readonly tunnels: () => TunnelsDoor | null;
  readonly snapshot: () => Snapshot;
  readonly day: () => DayFacts;
}

export function nodeCommands(parts: CommandParts): CommandTable {
  return {
    status: () => parts.snapshot(),
    peers: () => peers(parts.rooms()),
    paths: () => paths(parts.rooms(), parts.paths()),
    'paths.accept': () => acceptPaths(parts.paths()),
    tunnels: () => tunnels(parts.tunnels()),
    'expose.list': () => listExposed(parts.tunnels()),
    'expose.add': (params) => expose(parts.tunnels(), 'add', params),
    'expose.remove': (params) => expose(parts.tunnels(), 'remove', params),
    'invite.create': ({ withKey }) => createInvite(parts.rooms(), withKey),
    'invite.file': ({ withKey }) => createInviteFile(parts.rooms(), withKey),
    'channel.key': () => showKey(parts.rooms()),
    join: ({ invite }) => join(parts.rooms(), invite),
    'join.file': ({ file }) => joinByFile(parts.rooms(), file),
    lookup: ({ id }) => lookup(parts.rooms(), id),
    ...addressCommands(parts.rooms),
    ...bookCommands(parts.rooms),
    'log.tail': ({ count }) => tailLog(parts.logTail, count),
    'config.show': () => ({ config: parts.config() }),
    'config.apply': ({ changes }) => applySettings(parts.live(), changes),
    traffic: () => parts.day(),
  };
}
