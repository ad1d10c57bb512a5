/** The table of docs/roles.json as it stands in docs/protocol.md. */

/** One row of docs/roles.json. */
export interface RoleRow {
  readonly role: string;
  /** It learns what that one learns as well. */
  readonly as?: string;
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
  const rows = table.map(({ role, as, is, built, learns, besides }) => {
    const fields = Object.entries(learns).map(([name, why]) => `**${name}**: ${why}`);
    const what = [
      ...(as ? [`what every ${as} learns`] : []),
      ...fields,
      ...(besides ? [`*besides*, ${besides}`] : []),
    ].join('; ');
    return `| ${role}${built === false ? ' (not built)' : ''} | ${is} | ${what} |`;
  });
  return ['| role | is | may learn, and why |', '|---|---|---|', ...rows].join('\n');
}

/** All that a role may learn. */
export function learnsOf(table: readonly RoleRow[], role: string): Readonly<Record<string, string>> {
  const row = table.find((one) => one.role === role);
  return { ...(row?.as ? learnsOf(table, row.as) : {}), ...row?.learns };
}
