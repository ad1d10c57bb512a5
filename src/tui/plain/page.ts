/**
 * The same pages one line at a time, for screen readers and the dumbest terminals: text is printed, whatever can be
 * answered gets a number. Nothing moves, nothing is coloured, nothing is printed twice without being asked for.
 */
import type { FormAction, Item, ListOption } from '../form/form.js';
import { plainText } from '../rows.js';
import type { Say } from '../texts/say.js';

type ListItem = Extract<Item, { kind: 'list' }>;
type FieldItem = Extract<Item, { kind: 'field' }>;

/** What a number stands for. */
export type Choice =
  | { readonly type: 'act'; readonly action: FormAction }
  | { readonly type: 'list'; readonly item: ListItem }
  | { readonly type: 'field'; readonly item: FieldItem };

export interface PlainPage {
  /** What the page says, without what can be chosen. */
  readonly text: readonly string[];
  /** One line per choice, as in `2. Continue`. */
  readonly menu: readonly string[];
  readonly choices: readonly Choice[];
}

/** A page of items as text and numbered choices. */
export function plainPage(items: readonly Item[], say: Say): PlainPage {
  const text: string[] = [];
  const menu: string[] = [];
  const choices: Choice[] = [];
  const offer = (line: string, choice: Choice) => {
    choices.push(choice);
    menu.push(`${choices.length}. ${line}`);
  };
  for (const item of items) {
    if (item.kind === 'text' && item.text !== '') text.push(item.text);
    else if (item.kind === 'rows') text.push(...item.rows.map(plainText));
    else if (item.kind === 'list') {
      const chosen = item.options.find(({ id }) => id === item.chosen);
      offer(`${item.label}: ${chosen ? spoken(chosen) : '-'}`, { type: 'list', item });
    } else if (item.kind === 'check') {
      const state = say(item.on ? 'summary.on' : 'summary.off');
      offer(`${item.text}: ${state}. ${item.note ?? ''}`.trim(), {
        type: 'act',
        action: { type: 'toggle', id: item.id },
      });
    } else if (item.kind === 'field') {
      const value = item.secret ? '*'.repeat(item.value.length) : item.value;
      offer(`${item.label}: ${value === '' ? '-' : value}`, { type: 'field', item });
      if (item.note) text.push(item.note.text);
    } else if (item.kind === 'button') {
      offer(item.text, { type: 'act', action: { type: 'press', id: item.id } });
    }
  }
  return { text, menu, choices };
}

/** An option in words alone. */
export function spoken({ text, spoken }: ListOption): string {
  return spoken ?? text;
}

/** More options than this are searched before they are listed. */
export const listable = 12;

/** The options that contain what was typed. */
export function matching(item: ListItem, typed: string): readonly ListOption[] {
  const wanted = typed.trim().toLowerCase();
  return item.options.filter((option) => spoken(option).toLowerCase().includes(wanted));
}

/** Lines that say something new: figures alone (seconds waited, tries) are no news. */
export function news(before: readonly string[], now: readonly string[]): string[] {
  const known = new Set(before.map(bare));
  return now.filter((line) => line.trim() !== '' && !known.has(bare(line)));
}

function bare(line: string): string {
  return line.replace(/\d+/g, '#');
}
