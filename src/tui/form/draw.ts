import type { Size } from '../frame.js';
import { fill, indent, paragraph, type Row, row, type Style, span } from '../rows.js';
import {
  caret,
  type Focusable,
  type FormState,
  focused,
  highlighted,
  type Item,
  visibleOptions,
} from './form.js';

/** A list is never drawn with fewer rows, however much stands around it. */
const shortestList = 4;
/** A list is not drawn with more: the eye loses its place. */
const longestList = 14;

/** A form as rows, at most `size.rows`; what has the focus is always among them. */
export function drawForm(items: readonly Item[], state: FormState, size: Size): Row[] {
  const focus = focused(items, state);
  const others = items.filter((item) => item.kind !== 'list');
  const fixed = drawItems(others, state, focus, size.columns, new Map()).rows.length;
  const { rows, from, to } = drawItems(items, state, focus, size.columns, listRows(items, size.rows - fixed));
  if (rows.length <= size.rows) return rows;
  const top = Math.max(0, Math.min(to - size.rows, rows.length - size.rows), Math.min(from, to - size.rows));
  return rows.slice(top, top + size.rows);
}

/** How many rows each list gets of the free ones, its label not counted: the shorter one all it needs, the others what is left. */
function listRows(items: readonly Item[], free: number): ReadonlyMap<string, number> {
  const lists = items
    .filter((item) => item.kind === 'list')
    .sort((a, b) => a.options.length - b.options.length);
  let left = free - lists.length;
  return new Map(
    lists.map(({ id, options }, at) => {
      const others = lists.length - 1 - at;
      const most = others > 0 ? Math.min(longestList, options.length) : longestList;
      const rows = Math.max(shortestList, Math.min(most, left - others * shortestList));
      left -= rows;
      return [id, rows];
    }),
  );
}

interface Drawn {
  readonly rows: Row[];
  /** The rows of what has the focus: from (included) to (not included). */
  readonly from: number;
  readonly to: number;
}

function drawItems(
  items: readonly Item[],
  state: FormState,
  focus: Focusable | undefined,
  columns: number,
  lists: ReadonlyMap<string, number>,
): Drawn {
  const rows: Row[] = [];
  let from = 0;
  let to = 0;
  for (const [at, item] of items.entries()) {
    const before = items[at - 1];
    const lines = drawItem(item, item === focus, state, columns, lists);
    if (item.kind === 'button' && before?.kind === 'button') {
      rows.push([...(rows.pop() ?? []), span('  '), ...(lines[0] ?? [])]);
    } else rows.push(...lines);
    if (item === focus) {
      from = rows.length - lines.length;
      to = rows.length;
    }
  }
  return { rows, from, to };
}

function drawItem(
  item: Item,
  hot: boolean,
  state: FormState,
  columns: number,
  lists: ReadonlyMap<string, number>,
): Row[] {
  switch (item.kind) {
    case 'text':
      return paragraph(item.text, columns, item.style);
    case 'gap':
      return [[]];
    case 'rows':
      return [...item.rows];
    case 'button':
      return [[span(`[ ${item.text} ]`, hot ? 'focus' : 'bold')]];
    case 'check':
      return [
        [span(`[${item.on ? 'x' : ' '}] ${item.text}`, hot ? 'focus' : 'bold')],
        ...(item.note ? paragraph(item.note, columns - 4).map((line) => indent(line, 4)) : []),
      ];
    case 'field':
      return drawField(item, hot, state, columns);
    case 'list':
      return drawList(item, hot, state, columns, lists.get(item.id) ?? shortestList);
  }
}

function drawField(
  item: Extract<Item, { kind: 'field' }>,
  hot: boolean,
  state: FormState,
  columns: number,
): Row[] {
  const room = columns - 1;
  const at = caret(item, state);
  const from = Math.max(0, at - room + 1);
  const value = item.secret ? '*'.repeat(item.value.length) : item.value;
  const shown = `${value} `.slice(from, from + room).padEnd(room);
  const style: Style = 'field';
  const line: Row = hot
    ? [
        span(shown.slice(0, at - from), style),
        span(shown[at - from] ?? ' ', 'cursor'),
        span(shown.slice(at - from + 1), style),
      ]
    : [span(shown, style)];
  return [
    row(item.label, 'bold'),
    line,
    ...(item.note ? paragraph(item.note.text, columns, item.note.style) : []),
  ];
}

function drawList(
  item: Extract<Item, { kind: 'list' }>,
  hot: boolean,
  state: FormState,
  columns: number,
  rows: number,
): Row[] {
  const options = visibleOptions(item, state);
  const search = state.search[item.id] ?? '';
  const head: Row = [span(item.label, 'bold'), ...(search === '' ? [] : [span(`: ${search}`, 'accent')])];
  if (options.length === 0) {
    return [head, indent(row(item.empty, 'warn'), 2), ...Array.from({ length: rows - 1 }, () => [])];
  }
  const at = highlighted(item, state);
  const top = Math.max(0, Math.min(at - Math.floor(rows / 2), options.length - rows));
  const lines = options.slice(top, top + rows).map((option, index): Row => {
    const mark = option.id === item.chosen ? '(*)' : '( )';
    const more = (index === 0 && top > 0) || (index === rows - 1 && top + rows < options.length);
    const text = `  ${mark} ${option.text}`.padEnd(columns - 8).slice(0, columns - 8);
    const style: Style = top + index === at && hot ? 'focus' : 'plain';
    return [span(text, style), span(more ? ' ...' : '')];
  });
  while (lines.length < Math.min(rows, shortestList)) lines.push([]);
  return [fill(head, columns), ...lines];
}
