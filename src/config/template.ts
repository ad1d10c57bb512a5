import { stringify } from 'yaml';
import { settingPaths, settings } from './schema.js';

/** Columns a comment may use, so that the file reads well on a console of 80. */
const columns = 78;

const heading = [
  'Settings of a Phantom node. Every line here shows the default. Change what',
  'you like, run "phantom config check", then restart the node.',
];

/** The default phantom.yaml with every comment, from the table of settings. */
export function defaultFile(): string {
  const lines = heading.map((line) => `# ${line}`);
  let section = '';
  for (const path of settingPaths) {
    const keys = path.split('.');
    const key = keys.pop()!;
    const indent = '  '.repeat(keys.length);
    lines.push('');
    if (keys.join('.') !== section) {
      section = keys.join('.');
      if (section !== '') lines.push(`${section}:`);
    }
    for (const row of comment(settings[path].comment, columns - indent.length - 2)) {
      lines.push(`${indent}# ${row}`);
    }
    const value = stringify(settings[path].fallback).trimEnd();
    // A list with something in it stands below its key.
    const rows = value.startsWith('- ') ? ['', ...value.split('\n')] : [value];
    lines.push(`${indent}${key}: ${rows.join(`\n${indent}  `)}`.replace(/: \n/, ':\n'));
  }
  return `${lines.join('\n')}\n`;
}

function comment(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ')) {
    if (row !== '' && row.length + 1 + word.length > width) {
      rows.push(row);
      row = word;
    } else row = row === '' ? word : `${row} ${word}`;
  }
  return row === '' ? rows : [...rows, row];
}
