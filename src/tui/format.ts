/** Numbers as people read them. Pure; the words come from the catalogue. */
import type { Say } from './texts/say.js';

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes with three digits at most: `999 B`, `1.2 KB`, `34 MB`. 1 KB is 1000 bytes, as disks and lines count. */
export function bytes(count: number): string {
  let value = Math.max(0, count);
  let unit = 0;
  while (unit < units.length - 1 && value >= (unit === 0 ? 1000 : 999.5)) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 9.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Bytes per second. */
export function rate(perSecond: number): string {
  return `${bytes(perSecond)}/s`;
}

/** Milliseconds as the two greatest units that say something: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function duration(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return say('time.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say('time.minutes', { minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return say('time.hours', { hours, minutes: minutes % 60 });
  return say('time.days', { days: Math.floor(hours / 24), hours: hours % 24 });
}

/** A round trip in ms; a dash while unknown. */
export function roundTrip(ms: number | null): string {
  if (ms === null) return '-';
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** The short name of a node: the first 12 digits of its id, of which the puzzle makes several zero. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** Time of day, `HH:MM:SS`, in UTC: a disc has no time zone. */
export function clockTime(wall: number): string {
  const date = new Date(wall);
  return Number.isNaN(date.getTime()) ? '--:--:--' : date.toISOString().slice(11, 19);
}

/** What strangers or files put into a text must not move the cursor or colour the screen. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '?');
}

/** A table as lines: columns as wide as their widest cell, two blanks apart, no blanks at the end. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
      .join('  ')
      .trimEnd(),
  );
}
