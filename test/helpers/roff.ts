/** Reads manual pages as strictly as we write them; groff itself is not installed everywhere. */

const macros: Readonly<Record<string, RegExp>> = {
  TH: /^"[^"]+" [15] "\d{4}-\d\d-\d\d" "[^"]+" "[^"]+"$/,
  SH: /^[A-Z][A-Z ]*$/,
  PP: /^$/,
  TP: /^$/,
  br: /^$/,
  nh: /^$/,
  nf: /^$/,
  fi: /^$/,
};
const escapes = /\\(?:-|&|\((?:rs|aq|ga|ha|ti|dq)|\[u[0-9A-F]{4,6}\]|f[BIR])/g;

/** What is wrong with a page, as `line: sentence`; empty when it is in order. */
export function roffTroubles(page: string): string[] {
  const lines = page.trimEnd().split('\n');
  const troubles: string[] = [];
  let isFilled = true;
  let owed = 0;
  lines.forEach((line, at) => {
    const tell = (text: string) => void troubles.push(`${at + 1}: ${text}: ${line}`);
    if (/[^\x20-\x7e]/.test(line)) tell('a sign that is not ASCII');
    if (line.startsWith('.')) {
      const [, name = '', rest = ''] = /^\.(\w+) ?(.*)$/.exec(line) ?? [];
      if (!macros[name]?.test(rest)) tell('a macro that is not known, or with what it does not take');
      if ((name === 'TH') !== (at === 0)) tell('TH is the first line, and only that');
      if (name === 'nf' || name === 'fi') {
        if (isFilled !== (name === 'nf')) tell('nf and fi go by turns');
        isFilled = name === 'fi';
      }
      if (owed > 0) tell('a term and its text were expected');
      if (name === 'TP') owed = 2;
      return;
    }
    owed = Math.max(0, owed - 1);
    if (line === '' || /^[ ']/.test(line)) tell('a line that roff takes for something else');
    if (line.replace(escapes, '').includes('\\')) tell('an escape that is not known');
    if (line.replace(escapes, '').includes('-')) tell('a hyphen where a minus was meant');
    const fonts = [...line.matchAll(/\\f([BIR])/g)].map(([, font]) => font!);
    if (fonts.some((font, turn) => (font === 'R') !== (turn % 2 === 1)) || fonts.length % 2 === 1)
      tell('a font that is not ended');
  });
  if (!isFilled || owed > 0) troubles.push('the page ends in the middle');
  if (lines[2] !== '.SH NAME' || !/^\S+ \\- \S/.test(lines[3] ?? ''))
    troubles.push('no NAME that apropos reads');
  return troubles;
}
