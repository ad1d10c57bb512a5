/** The two answers that say how much others get of this machine, as typed: a number, or nothing for as much as there is. */
import { complaint, settings } from '../config/schema.js';

export const gifts = ['rate', 'cap'] as const;

const paths = { rate: 'share.mbit_per_second', cap: 'share.gigabytes_per_month' } as const;

type Gift = (typeof gifts)[number];

export function isGiftGood(gift: Gift, typed: string): boolean {
  const text = typed.trim();
  return (
    text === '' ||
    (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0 && complaint(paths[gift], Number(text)) === null)
  );
}

/** The settings that these answers amount to, by their paths. */
export function giftSettings(answers: Readonly<Record<Gift, string>>): Record<string, number> {
  return Object.fromEntries(gifts.map((gift) => [paths[gift], Number(answers[gift].trim() || 0)]));
}

/** The answer that a setting amounts to. */
export function giftOf(setting: number): string {
  return setting === 0 ? '' : String(setting);
}

/** What is wrong with such an answer of unknown origin, as a sentence; null when it may be used. */
export function giftTrouble(gift: Gift, value: unknown, isWhole: boolean): string | null {
  if (typeof value !== 'string') return `${gift}: expected a number, or nothing for no limit.`;
  return isWhole && !isGiftGood(gift, value)
    ? `${gift}: expected ${settings[paths[gift]].expected}, but ${JSON.stringify(value)} came.`
    : null;
}
