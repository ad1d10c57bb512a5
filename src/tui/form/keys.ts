import type { Key } from '../keys.js';
import {
  caret,
  type Focusable,
  type FormAction,
  type FormState,
  focusables,
  focused,
  highlighted,
  type Item,
  visibleOptions,
} from './form.js';

export interface Outcome {
  readonly state: FormState;
  readonly action?: FormAction;
}

/** How many options does Page Up or Page Down pass? */
const pageStep = 8;
/** How long may a typed line get? */
const longestField = 200;

/** What a key does on a form: where the operator is then, and what it means for the page. */
export function formKey(items: readonly Item[], state: FormState, key: Key): Outcome {
  const item = focused(items, state);
  if (!item) return { state };
  const own = keyOf(item, state, key);
  if (own) return own;
  if (key.name === 'tab' || key.name === 'down' || key.name === 'right')
    return { state: move(items, state, item, 1) };
  if (key.name === 'backtab' || key.name === 'up' || key.name === 'left') {
    return { state: move(items, state, item, -1) };
  }
  // Enter anywhere but on a button means "done here".
  if (key.name === 'enter') return { state: move(items, state, item, 1) };
  return { state };
}

function keyOf(item: Focusable, state: FormState, key: Key): Outcome | null {
  if (item.kind === 'list') return listKey(item, state, key);
  if (item.kind === 'field') return fieldKey(item, state, key);
  const space = key.name === 'char' && key.char === ' ';
  if (!space && !(key.name === 'enter' && item.kind === 'button')) return null;
  return { state, action: { type: item.kind === 'check' ? 'toggle' : 'press', id: item.id } };
}

function move(items: readonly Item[], state: FormState, from: Focusable, by: 1 | -1): FormState {
  const all = focusables(items);
  const at = all.indexOf(from) + by;
  const next = all[(at + all.length) % all.length]!;
  return { ...state, focus: next.id };
}

function listKey(item: Extract<Item, { kind: 'list' }>, state: FormState, key: Key): Outcome | null {
  const options = visibleOptions(item, state);
  const at = highlighted(item, state);
  const last = options.length - 1;
  const goto = (to: number): Outcome => ({
    state: { ...state, at: { ...state.at, [item.id]: Math.max(0, Math.min(to, last)) } },
  });
  switch (key.name) {
    case 'up':
      return at > 0 ? goto(at - 1) : null;
    case 'down':
      return at < last ? goto(at + 1) : null;
    case 'pageup':
      return goto(at - pageStep);
    case 'pagedown':
      return goto(at + pageStep);
    case 'home':
      return goto(0);
    case 'end':
      return goto(last);
    case 'enter': {
      const option = options[at];
      // Enter on what holds already means "yes, that": it leads on.
      if (!option) return { state };
      if (option.id === item.chosen) return item.onward ? { state: { ...state, focus: item.onward } } : null;
      return {
        state: searched(state, item, '', option.id),
        action: { type: 'choose', id: item.id, option: option.id },
      };
    }
    case 'char':
      return { state: searched(state, item, (state.search[item.id] ?? '') + key.char) };
    case 'backspace':
      return { state: searched(state, item, (state.search[item.id] ?? '').slice(0, -1)) };
    default:
      return null;
  }
}

/** The state after the search text changed; the highlight stays on `keep`, or goes to the first match. */
function searched(
  state: FormState,
  item: Extract<Item, { kind: 'list' }>,
  text: string,
  keep?: string,
): FormState {
  const at = keep === undefined ? 0 : item.options.findIndex(({ id }) => id === keep);
  return {
    ...state,
    search: { ...state.search, [item.id]: text },
    at: { ...state.at, [item.id]: Math.max(0, at) },
  };
}

function fieldKey(item: Extract<Item, { kind: 'field' }>, state: FormState, key: Key): Outcome | null {
  const { id, value } = item;
  const at = caret(item, state);
  const goto = (to: number): FormState => ({ ...state, at: { ...state.at, [id]: to } });
  const edit = (text: string, to: number): Outcome =>
    text.length > longestField ? { state } : { state: goto(to), action: { type: 'edit', id, value: text } };
  switch (key.name) {
    case 'left':
      return { state: goto(Math.max(0, at - 1)) };
    case 'right':
      return { state: goto(Math.min(value.length, at + 1)) };
    case 'home':
      return { state: goto(0) };
    case 'end':
      return { state: goto(value.length) };
    case 'backspace':
      return at > 0 ? edit(value.slice(0, at - 1) + value.slice(at), at - 1) : { state };
    case 'delete':
      return edit(value.slice(0, at) + value.slice(at + 1), at);
    case 'char':
      return edit(value.slice(0, at) + key.char + value.slice(at), at + key.char.length);
    default:
      return null;
  }
}
