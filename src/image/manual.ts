/** The manual page, made from what `phantom --help` prints, so that it cannot tell of commands that are not there. */

/** A page for man(1) in section 1. `help` is plain text, `epoch` the date in seconds since 1970. */
export function manual(help: string, version: string, epoch: number): string {
  const date = new Date(epoch * 1000).toISOString().slice(0, 10);
  return [
    `.TH PHANTOM 1 "${date}" "phantom ${version}" "User commands"`,
    '.SH NAME',
    'phantom \\- control a node of the Phantom anonymity network',
    '.SH SYNOPSIS',
    '.B phantom',
    '.I COMMAND',
    '[OPTIONS]',
    '.SH DESCRIPTION',
    '.nf',
    ...help.trimEnd().split('\n').map(plainLine),
    '.fi',
    '.SH FILES',
    '/etc/phantom/phantom.yaml holds the settings, each with its explanation.',
    '.PP',
    '/var/lib/phantom holds the identity of the node and the nodes it has met.',
    '.PP',
    '/etc/phantom/channels and /var/lib/phantom\\-channels hold the same for further networks, one each.',
    '',
  ].join('\n');
}

/** A line of text that roff shows as it is. */
function plainLine(line: string): string {
  const escaped = line.replaceAll('\\', '\\e').replaceAll('-', '\\-');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
