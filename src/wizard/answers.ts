/**
 * The wizard: first-run questions as a list of pages (pages/), all answers in one object, shown before anything is
 * done (plan.ts), then carried out on a `Machine`. The console of the disc calls it; it knows no more of the node
 * than the control socket tells.
 */
import { parseDocument } from 'yaml';
import { nearest } from '../config/nearest.js';
import { type Invited, readInvite } from '../tui/invite.js';
import { findKeyboard, keyboards } from './keyboards.js';

/** Everything the operator is asked. Plain JSON, so that it can be kept across a crash and come from a file. */
export interface Answers {
  /** Code of a catalogue. */
  readonly language: string;
  /** Id in the list of keyboards. */
  readonly keyboard: string;
  /** Search the local network for nodes? */
  readonly lan: boolean;
  /** Meet other nodes in BitTorrent's DHT? */
  readonly bittorrent: boolean;
  /** Have this PC's own clock set by network time? */
  readonly clock: boolean;
  /** An invite as typed, or the path of an invite file; empty for none. */
  readonly invite: string;
}

/** As the pages begin; the summary shows all of it before anything is done. */
export const freshAnswers: Answers = {
  language: 'en',
  keyboard: 'us',
  lan: true,
  bittorrent: false,
  clock: true,
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
  const answers = { ...freshAnswers, clock: false, ...value };
  const trouble = answersTrouble(answers);
  if (trouble) throw new Error(`${file}: ${trouble}`);
  return answers;
}

/** The first thing wrong with answers of unknown origin, as a sentence; null when they may be used. */
export function answersTrouble(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'expected an object with answers.';
  const { language, keyboard, lan, bittorrent, clock, invite } = value as Record<string, unknown>;
  if (typeof language !== 'string') return 'language: expected a code such as en.';
  if (typeof keyboard !== 'string' || !findKeyboard(keyboard)) {
    return `keyboard: expected one of ${keyboards.map(({ id }) => id).join(', ')}, but "${String(keyboard)}" came.`;
  }
  if (typeof lan !== 'boolean') return `lan: expected true or false, but ${JSON.stringify(lan)} came.`;
  if (typeof bittorrent !== 'boolean') {
    return `bittorrent: expected true or false, but ${JSON.stringify(bittorrent)} came.`;
  }
  if (typeof clock !== 'boolean') return `clock: expected true or false, but ${JSON.stringify(clock)} came.`;
  if (typeof invite !== 'string') return 'invite: expected text, empty for none.';
  const read: Invited = readInvite(invite);
  return read.state === 'good' || read.state === 'empty' || read.state === 'file'
    ? null
    : `invite: this is no whole invite (${read.state}).`;
}
