/**
 * phantom.yaml as text to one checked `Config`. Every problem is named with line and column, all at once, so that an
 * operator mends a file in one go.
 */
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { buildConfig } from './config.js';
import { nearest } from './nearest.js';
import { complaint, isSettingPath, type SettingPath, settingPaths } from './schema.js';
import type { Config } from './types.js';

export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** What was expected, what came. */
  readonly message: string;
}

/** The operator's file cannot be used; `message` has one line per problem. */
export class ConfigError extends Error {
  readonly code = 'bad-config';

  constructor(
    readonly file: string,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
    this.name = 'ConfigError';
  }
}

/** Reads `text`; `file` is its name in errors. Throws `ConfigError`. */
export function parseConfig(text: string, file: string): Config {
  return readConfig(text, file).config;
}

/** Like `parseConfig`, and hands out the document too, so that a change can keep the operator's comments. */
export function readConfig(text: string, file: string): { config: Config; document: Document } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: Problem[] = [];
  const complain = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ line: Math.max(1, line), column: Math.max(1, col), message });
  };
  for (const error of document.errors) complain(error.pos[0], `not valid YAML: ${error.message}`);
  const values = new Map<SettingPath, unknown>();
  if (problems.length === 0 && document.contents !== null) {
    collect(document, document.contents as Node, '', values, complain);
  }
  if (problems.length > 0) throw new ConfigError(file, problems);
  return { config: buildConfig(values), document };
}

type Complain = (offset: number, message: string) => void;

/** Walks one level of the file: known leaves are checked and kept, sections entered, anything else named. */
function collect(
  document: Document,
  node: Node,
  prefix: string,
  values: Map<SettingPath, unknown>,
  complain: Complain,
): void {
  if (!isMap(node)) {
    const name = prefix === '' ? 'The file' : prefix.slice(0, -1);
    complain(
      node.range?.[0] ?? 0,
      `${name}: expected keys with values below it, but ${describe(node)} came.`,
    );
    return;
  }
  for (const { key, value } of node.items) {
    const offset = (key as Node).range?.[0] ?? 0;
    const path = `${prefix}${isScalar(key) ? String(key.value) : '?'}`;
    if (isSettingPath(path)) {
      const js: unknown = value === null ? null : (value as Node).toJS(document);
      const trouble = complaint(path, js);
      if (trouble) complain((value as Node | null)?.range?.[0] ?? offset, trouble);
      else values.set(path, js);
    } else if (settingPaths.some((known) => known.startsWith(`${path}.`))) {
      // A section whose every key was deleted or commented out is empty, and that is fine.
      if (value !== null && !(isScalar(value) && value.value === null)) {
        collect(document, value as Node, `${path}.`, values, complain);
      }
    } else complain(offset, unknownKey(path));
  }
}

/** For a key that is none: which one may have been meant. */
export function unknownKey(path: string): string {
  const sections = new Set(settingPaths.flatMap((known) => known.split('.').slice(0, -1)));
  const meant = nearest(path, [...settingPaths, ...sections]);
  return `There is no setting "${path}".${meant ? ` Did you mean "${meant}"?` : ''}`;
}

function describe(node: Node): string {
  return isScalar(node) ? JSON.stringify(node.value) : 'a list';
}
