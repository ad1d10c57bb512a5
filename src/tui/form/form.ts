/**
 * A page with something to answer, as a plain value: a list of items made anew from the facts for every drawing, and a
 * small state of where the operator is. draw.ts and keys.ts are the two pure functions over both.
 */
import type { Row, Style } from '../rows.js';

export interface ListOption {
  readonly id: string;
  readonly text: string;
  /** How it is said line by line, where the text is half a picture. */
  readonly spoken?: string;
}

export type Item =
  | { readonly kind: 'text'; readonly text: string; readonly style?: Style }
  | { readonly kind: 'gap' }
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly kind: 'list';
      readonly id: string;
      readonly label: string;
      readonly options: readonly ListOption[];
      /** The option that holds now; it carries a mark. */
      readonly chosen: string | null;
      /** Said when the search leaves nothing. */
      readonly empty: string;
      /** Where Enter on the option that holds leads; the next item when not given. */
      readonly onward?: string;
    }
  | {
      readonly kind: 'check';
      readonly id: string;
      readonly text: string;
      readonly on: boolean;
      readonly note?: string;
    }
  | {
      readonly kind: 'field';
      readonly id: string;
      readonly label: string;
      readonly value: string;
      /** Shown as stars. */
      readonly secret?: boolean;
      readonly note?: { readonly text: string; readonly style: Style };
    }
  | { readonly kind: 'button'; readonly id: string; readonly text: string };

export interface FormState {
  /** Id of the item that takes the keys. */
  readonly focus: string;
  /** Highlighted option of a list by its id, caret of a field: a position per item. */
  readonly at: Readonly<Record<string, number>>;
  /** What was typed to search a list. */
  readonly search: Readonly<Record<string, string>>;
}

export const freshForm = (focus = ''): FormState => ({ focus, at: {}, search: {} });

/** What a key meant for the page. */
export type FormAction =
  | { readonly type: 'choose'; readonly id: string; readonly option: string }
  | { readonly type: 'toggle'; readonly id: string }
  | { readonly type: 'edit'; readonly id: string; readonly value: string }
  | { readonly type: 'press'; readonly id: string };

export type Focusable = Extract<Item, { id: string }>;

export function focusables(items: readonly Item[]): Focusable[] {
  return items.filter((item): item is Focusable => 'id' in item);
}

/** The item that has the focus: the named one, or the first when that one is not on the page (any more). */
export function focused(items: readonly Item[], state: FormState): Focusable | undefined {
  const all = focusables(items);
  return all.find((item) => item.id === state.focus) ?? all[0];
}

/** The options of a list that contain what was typed. */
export function visibleOptions(
  item: Extract<Item, { kind: 'list' }>,
  state: FormState,
): readonly ListOption[] {
  const typed = (state.search[item.id] ?? '').toLowerCase();
  return typed === '' ? item.options : item.options.filter(({ text }) => text.toLowerCase().includes(typed));
}

/** Which visible option of a list is highlighted: where the operator moved, else the one that holds. */
export function highlighted(item: Extract<Item, { kind: 'list' }>, state: FormState): number {
  const options = visibleOptions(item, state);
  const chosen = options.findIndex(({ id }) => id === item.chosen);
  const at = state.at[item.id] ?? Math.max(0, chosen);
  return Math.max(0, Math.min(at, options.length - 1));
}

/** Where the caret of a field stands; at its end until it was moved. */
export function caret(item: Extract<Item, { kind: 'field' }>, state: FormState): number {
  return Math.max(0, Math.min(state.at[item.id] ?? item.value.length, item.value.length));
}
