/** The language of manual pages, as far as ours need it: man(7) macros around text that is shown as it is. */

/** What roff would take for its own, or show as another sign than the one meant. */
const signs: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
};

/** Text that roff shows as it is, wherever it stands in a line. */
export function plain(text: string): string {
  const shown = text.replace(/[\\'`^~"-]|[^\x20-\x7e]/gu, (sign) => signs[sign] ?? unicode(sign));
  return shown.startsWith('.') ? `\\&${shown}` : shown;
}

function unicode(sign: string): string {
  return `\\[u${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;
}

export function bold(text: string): string {
  return `\\fB${plain(text)}\\fR`;
}

export function italic(text: string): string {
  return `\\fI${plain(text)}\\fR`;
}

/** A form of a call: what is typed as it stands is bold, what stands for something else (`FILE`) is italic. */
export function form(text: string): string {
  return text.replace(
    /(?<word>-{0,2}[a-z][a-z-]*)|(?<place>[A-Z]+)|(?<other>[^A-Za-z-]+|-)/g,
    (all, word?: string, place?: string) => (word ? bold(word) : place ? italic(place) : plain(all)),
  );
}

export interface Page {
  readonly name: string;
  readonly section: 1 | 5;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly version: string;
  /** What the page is dated with, seconds since 1970. */
  readonly epoch: number;
  /** Heading and lines of roff; those without lines are left out. */
  readonly parts: readonly (readonly [heading: string, lines: readonly string[]])[];
}

/** The whole page, beginning with its name in the form that `apropos` reads. */
export function page({ name, section, summary, version, epoch, parts }: Page): string {
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  const manual = section === 1 ? 'User commands' : 'File formats';
  return [
    `.TH "${plain(name.toUpperCase())}" ${section} "${date}" "phantom ${plain(version)}" "${manual}"`,
    // Words are not broken: many of them are there to be typed.
    '.nh',
    '.SH NAME',
    `${plain(name)} \\- ${plain(summary)}`,
    ...parts.flatMap(([heading, lines]) => (lines.length > 0 ? [`.SH ${heading}`, ...lines] : [])),
    '',
  ].join('\n');
}

/** Paragraphs, one for each line of `text`. */
export function paragraphs(text: string): string[] {
  return text.split('\n').flatMap((line) => ['.PP', plain(line)]);
}

/** Lines that stay lines. */
export function lines(rows: readonly string[]): string[] {
  return ['.nf', ...rows, '.fi'];
}

/** Terms, each with what there is to say of it below; `term` is roff already. */
export function terms(list: readonly (readonly [term: string, text: string])[]): string[] {
  return list.flatMap(([term, text]) => ['.TP', term, plain(text)]);
}
