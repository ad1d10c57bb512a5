/** What `phantom doctor` prints: one paragraph for each check, what is wrong with what to do first. Pure. */
import type { Check, Verdict } from '../doctor/judge.js';
import { duration } from './format.js';
import { paragraph, plainText } from './rows.js';
import { isTextKey, type Say, type TextKey } from './texts/say.js';

const order: readonly Verdict[] = ['bad', 'warn', 'unknown', 'fine'];
const columns = 80;

export function doctorLines(checks: readonly Check[], say: Say): string[] {
  const sorted = [...checks].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const parts = sorted.flatMap((check) => [...paragraph(wordsOf(check, say), columns).map(plainText)]);
  const bad = checks.filter(({ verdict }) => verdict === 'bad' || verdict === 'warn').length;
  return [...parts, '', say(bad === 0 ? 'doctor.well' : 'doctor.ill', { count: bad })];
}

/** One check in words: its name, what was found, and what to do where there is something to do. */
function wordsOf({ check, verdict, why, values }: Check, say: Say): string {
  const { off = 0 } = values;
  const named = { ...values, off: duration(off, say) };
  const key = keyOf(check, why);
  const cure = `${key}.cure`;
  const words = [say(`doctor.${check}`), say(`doctor.is.${verdict}`), say(key, named)];
  return [...words, ...(isTextKey(cure) ? [say(cure, named)] : [])].join(' ');
}

/** Sentences that other screens use, too, stand under their own names. */
function keyOf(check: string, why: string): TextKey {
  const candidates = [`doctor.${check}.${why}`, `doctor.any.${why}`, `isolated.${why}`, `why.${why}`];
  const key = candidates.find(isTextKey);
  if (!key) throw new Error(`there is no text for ${check}: ${why}`);
  return key;
}
