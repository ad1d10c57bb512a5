import type { Level, LogLine } from '../../log/log.js';
import { logLine } from '../../tui/facts.js';
import type { Size } from '../../tui/frame.js';
import { paragraph, type Row, row, type Style } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';

const styles: Readonly<Record<Level, Style>> = { error: 'bad', warn: 'warn', info: 'plain', debug: 'plain' };

/** The newest lines at the bottom; `up` rows scrolled back. */
export function logRows(lines: readonly LogLine[] | null, up: number, say: Say, size: Size): Row[] {
  if (lines === null) return [row(say('log.waiting'))];
  if (lines.length === 0) return [row(say('log.empty'))];
  const rows = lines.flatMap((line) => paragraph(logLine(line), size.columns, styles[line.level]));
  const end = Math.max(Math.min(size.rows, rows.length), rows.length - up);
  return rows.slice(Math.max(0, end - size.rows), end);
}
