/** Holds what commands print with --json against docs/JSON.md, whose tables are read here; see there how a field is written. */
import { readFile } from 'node:fs/promises';

interface Field {
  readonly path: string;
  /** `text`, `number`, `true or false`, `object`, `list`, `null`, `anything`, or a word in quotes. */
  readonly types: readonly string[];
}

/** Heading (e.g. `phantom status`) to its fields. */
export type JsonPage = ReadonlyMap<string, readonly Field[]>;

export async function readJsonPage(): Promise<JsonPage> {
  const text = await readFile('docs/JSON.md', 'utf8');
  return new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section): [string, Field[]] => {
        const rows = section.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm);
        const fields = [...rows].map(([, path = '', types = '']) => ({ path, types: typesIn(types.trim()) }));
        return [section.slice(0, section.indexOf('\n')), fields];
      }),
  );
}

function typesIn(cell: string): string[] {
  const types = cell.replace('true or false', 'yes-or-no').split(/, | or /);
  return types.map((type) => (type === 'yes-or-no' ? 'true or false' : type));
}

/** What is in `value` and not in the fields, or the other way round; empty when they agree. */
export function differences(value: unknown, fields: readonly Field[], path = ''): string[] {
  const own = fields.find((field) => field.path === path)?.types;
  if (own?.includes('anything')) return [];
  if (Array.isArray(value)) {
    if (!isNamed(`${path}[]`, fields)) return [`${path} is a list`];
    return value.flatMap((element) => differences(element, fields, `${path}[]`));
  }
  if (value !== null && typeof value === 'object') return inObject(value, fields, path);
  const type = typeof value === 'string' ? [`"${value}"`, 'text'] : [typesOf(value)];
  if (own?.some((one) => type.includes(one))) return [];
  return [
    `${path} is ${JSON.stringify(value)}, but ${own ? own.join(' or ') : 'no such field'} was expected`,
  ];
}

function inObject(value: object, fields: readonly Field[], path: string): string[] {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const known = [...childrenOf(path, fields)];
  if (known.length === 0) return [`${path} is an object`];
  const isMap = known.includes('*');
  const missing = isMap ? [] : known.filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at(name)} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) =>
      isMap || known.includes(name)
        ? differences(inner, fields, at(isMap ? '*' : name))
        : [`${at(name)} is not described`],
    ),
  ];
}

/** Names that stand below a path. */
function childrenOf(path: string, fields: readonly Field[]): Set<string> {
  const before = path === '' ? '' : `${path}.`;
  const below = fields.filter((field) => field.path.startsWith(before) && field.path !== path);
  return new Set(below.map((field) => /^[^.[]+/.exec(field.path.slice(before.length))?.[0] ?? ''));
}

function isNamed(path: string, fields: readonly Field[]): boolean {
  return fields.some((field) => field.path.startsWith(path));
}

function typesOf(value: unknown): string {
  return value === null ? 'null' : typeof value === 'boolean' ? 'true or false' : typeof value;
}

/** The fields that `value` has: an empty list shows none of what its elements would. */
export function shownFields(value: unknown, fields: readonly Field[], path = ''): string[] {
  const own = fields.some((field) => field.path === path) ? [path] : [];
  if (value === null || typeof value !== 'object') return own;
  const isMap = childrenOf(path, fields).has('*');
  const inner = Object.entries(value).flatMap(([name, element]) => {
    const below = Array.isArray(value) ? '[]' : `${path === '' ? '' : '.'}${isMap ? '*' : name}`;
    return shownFields(element, fields, path + below);
  });
  return [...own, ...inner];
}
