/**
 * The wizard: first-run questions as a list of pages (pages/), all answers in one object, shown before anything is
 * done (plan.ts), then carried out on a `Machine`. The console of the disc calls it; it knows no more of the node
 * than the control socket tells.
 */
import { parseDocument } from 'yaml';
import { shortestPassphrase } from '../channel/channel.js';
import { isLanguageCode, type LanguageCode, languageCodes } from '../config/languages.js';
import { nearest } from '../config/nearest.js';
import { keyState } from '../tui/entry.js';
import { type Invited, readInvite } from '../tui/invite.js';
import { type ChannelKind, channelKinds, isChannelKind, isChannelName } from '../wire/channel.js';
import { type Connection, connectionTrouble, freshConnection, wholeConnection } from './connection.js';
import { gifts, giftTrouble } from './gifts.js';
import { findKeyboard, keyboards } from './keyboards.js';

/** Everything the operator is asked. Plain JSON, so that it can be kept across a crash and come from a file. */
export interface Answers {
  readonly language: LanguageCode;
  /** Id in the list of keyboards. */
  readonly keyboard: string;
  /** How this PC reaches its network. */
  readonly connection: Connection;
  /** How the key of the network to be in is come by. */
  readonly network: ChannelKind;
  /** Its name; of one by invite the invite says it. */
  readonly channel: string;
  /** Of one by passphrase; empty: the key that is here already. */
  readonly passphrase: string;
  /** Of one by invite: an invite with its key, the key alone, or the path of an invite file; empty: the key that is here already. */
  readonly key: string;
  /** Search the local network for nodes? */
  readonly lan: boolean;
  /** Meet other nodes in BitTorrent's DHT? */
  readonly bittorrent: boolean;
  /** Have this PC's own clock set by network time? */
  readonly clock: boolean;
  /** Mbit per second that others get at most, and gigabytes a month of all traffic, as typed; empty: no limit. */
  readonly rate: string;
  readonly cap: string;
  /** An invite as typed, or the path of an invite file; empty for none. */
  readonly invite: string;
}

/** As the pages begin; the summary shows all of it before anything is done. */
export const freshAnswers: Answers = {
  language: 'en',
  keyboard: 'us',
  connection: freshConnection,
  network: 'public',
  channel: 'public',
  passphrase: '',
  key: '',
  lan: true,
  bittorrent: false,
  clock: true,
  rate: '',
  cap: '',
  invite: '',
};

const keys = Object.keys(freshAnswers) as (keyof Answers)[];

/** Answers from a YAML file, for a set-up without questions. Throws a sentence. */
export function parseAnswers(text: string, file: string): Answers {
  const document = parseDocument(text);
  if (document.errors[0]) throw new Error(`${file}: not valid YAML: ${document.errors[0].message}`);
  const value: unknown = document.toJS() ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${file}: expected answers as "key: value" lines (${keys.join(', ')}).`);
  }
  for (const key of Object.keys(value)) {
    if (!(keys as string[]).includes(key)) {
      const meant = nearest(key, keys);
      throw new Error(`${file}: there is no answer "${key}".${meant ? ` Did you mean "${meant}"?` : ''}`);
    }
  }
  // What nobody was shown, nobody has agreed to.
  const given = { ...freshAnswers, clock: false, ...value, ...numbersAsTyped(value) };
  const answers = { ...given, connection: wholeConnection(given.connection) as Connection };
  const trouble = answersTrouble(answers);
  if (trouble) throw new Error(`${file}: ${trouble}`);
  return answers;
}

/** In a file a number needs no quotes. */
function numbersAsTyped(value: object): Record<string, string> {
  const numbers = Object.entries(value).filter(
    ([key, amount]) => (gifts as readonly string[]).includes(key) && typeof amount === 'number',
  );
  return Object.fromEntries(numbers.map(([key, amount]) => [key, String(amount)]));
}

/** How long a passphrase counts as being, in letters. */
export function passphraseLength(passphrase: string): number {
  return [...passphrase.normalize('NFKC').trim()].length;
}

/**
 * The first thing wrong with answers of unknown origin, as a sentence; null when they may be used.
 * @param isWhole false: they are still being given, so what is typed may be half
 */
export function answersTrouble(value: unknown, isWhole = true): string | null {
  if (typeof value !== 'object' || value === null) return 'expected an object with answers.';
  const { language, keyboard, lan, bittorrent, clock, invite } = value as Record<string, unknown>;
  if (!isLanguageCode(language)) {
    return `language: expected one of ${languageCodes.join(', ')}, but ${JSON.stringify(language)} came.`;
  }
  if (typeof keyboard !== 'string' || !findKeyboard(keyboard)) {
    return `keyboard: expected one of ${keyboards.map(({ id }) => id).join(', ')}, but "${String(keyboard)}" came.`;
  }
  const unconnected = connectionTrouble((value as Record<string, unknown>).connection, isWhole);
  if (unconnected) return unconnected;
  const which = networkTrouble(value as Record<string, unknown>, isWhole);
  if (which) return which;
  if (typeof lan !== 'boolean') return `lan: expected true or false, but ${JSON.stringify(lan)} came.`;
  if (typeof bittorrent !== 'boolean') {
    return `bittorrent: expected true or false, but ${JSON.stringify(bittorrent)} came.`;
  }
  if (typeof clock !== 'boolean') return `clock: expected true or false, but ${JSON.stringify(clock)} came.`;
  for (const gift of gifts) {
    const trouble = giftTrouble(gift, (value as Record<string, unknown>)[gift], isWhole);
    if (trouble) return trouble;
  }
  if (typeof invite !== 'string') return 'invite: expected text, empty for none.';
  if (!isWhole) return null;
  const read: Invited = readInvite(invite);
  return read.state === 'good' || read.state === 'empty' || read.state === 'file'
    ? null
    : `invite: this is no whole invite (${read.state}).`;
}

/** What is wrong with the answers that say which network. */
function networkTrouble(
  { network, channel, passphrase, key }: Record<string, unknown>,
  isWhole: boolean,
): string | null {
  if (!isChannelKind(network))
    return `network: expected ${channelKinds.join(', ')}, but ${JSON.stringify(network)} came.`;
  if (typeof channel !== 'string') return 'channel: expected the name of the network.';
  if (typeof passphrase !== 'string') return 'passphrase: expected text, in quotes where it is a number.';
  if (typeof key !== 'string') return 'key: expected an invite with a key, or the path of an invite file.';
  if (!isWhole) return null;
  if (!isChannelName(channel)) return `channel: ${JSON.stringify(channel)} is no name of a network.`;
  const isShort = passphrase !== '' && passphraseLength(passphrase) < shortestPassphrase;
  if (network === 'passphrase' && isShort)
    return `passphrase: at least ${shortestPassphrase} characters were expected.`;
  const { state } = keyState(key);
  return state === 'good' || state === 'empty' || state === 'file'
    ? null
    : `key: this is no whole invite with a key (${state}).`;
}
