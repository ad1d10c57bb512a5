/** The table of docs/roles.json as it stands in docs/protocol.md. */

/** One row of docs/roles.json. */
export interface RoleRow {
  readonly role: string;
  readonly is: string;
  /** Left out: it is. */
  readonly built?: false;
  /** Field, and why. */
  readonly learns: Readonly<Record<string, string>>;
  /** What no message says. */
  readonly besides?: string;
  /** Which of them come rarely, so that a test need not see them. */
  readonly rarely?: readonly string[];
}
export function rolesPage(table: readonly RoleRow[]): string {
  const rows = table.map(({ role, is, built, learns, besides }) => {
    const fields = Object.entries(learns).map(([name, why]) => `**${name}**: ${why}`);
    const what = [...fields, ...(besides ? [`*besides*, ${besides}`] : [])].join('; ');
    return `| ${role}${built === false ? ' (not built)' : ''} | ${is} | ${what} |`;
  });
  return ['| role | is | may learn, and why |', '|---|---|---|', ...rows].join('\n');
}
