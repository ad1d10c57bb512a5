/** The block of names in /etc/hosts: a pure function, since it runs with a right that the node lacks. */
import { type NamedAddress, suffix } from './text.js';

const begin = '# begin phantom names: "phantom book" changes them';
const end = '# end phantom names';
/** Also what is left of a block that somebody took apart; packages/phantom-node/postrm takes the same away. */
const ours = /^# (?:begin|end) phantom names|^2001:25:[0-9a-f:]+ [a-z0-9-]+\.phantom\.alt$/;

/** The file with these names in it and no others of ours; whatever else is in it stays as it is. */
export function withNames(hosts: string, names: readonly NamedAddress[]): string {
  const lines = hosts.split('\n');
  const others = lines.filter((line) => !ours.test(line)).join('\n');
  if (names.length === 0) return others;
  const block = names.map(({ name, address }) => `${address} ${name}${suffix}`);
  const gap = others === '' || others.endsWith('\n') ? '' : '\n';
  return `${others}${gap}${[begin, ...block, end].join('\n')}\n`;
}
