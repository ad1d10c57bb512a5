/** The licences of the packages inside the bundle, in one text. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of the npm packages that `inputs` (paths from the repository's root) come from, sorted, each once. */
export function packagesOf(inputs: readonly string[]): string[] {
  const names = new Set<string>();
  for (const input of inputs) {
    const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) names.add(name);
  }
  return [...names].sort();
}

/**
 * One text with name, version, licence name and licence file of every package in `inputs`.
 * Throws for a package that names no licence: such a thing must not be shipped.
 */
export async function licenceTexts(root: string, inputs: readonly string[]): Promise<string> {
  const parts = ['Phantom is free software under the GNU GPL, version 3 or later. Inside are also:\n'];
  for (const name of packagesOf(inputs)) {
    const directory = join(root, 'node_modules', name);
    const about = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    if (typeof about.license !== 'string') throw new Error(`The package ${name} names no licence.`);
    const file = (await readdir(directory)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? await readFile(join(directory, file), 'utf8') : unwritten(name, about);
    parts.push(`---- ${name} ${about.version}: ${about.license}\n\n${text.trim()}\n`);
  }
  // Compiled into an addon, so no package of its own names it.
  parts.push(await readFile(join(root, 'packages/phantom-node/libsodium-licence.txt'), 'utf8'));
  return parts.join('\n');
}

/** Packages that name the MIT licence without its words: whose they are, and the words. Throws for other licences. */
function unwritten(name: string, { license, author }: { license: string; author?: unknown }): string {
  const whose = typeof author === 'string' ? author : (author as { name?: unknown } | undefined)?.name;
  if (license !== 'MIT' || typeof whose !== 'string') {
    throw new Error(`The package ${name} brings no text of its licence.`);
  }
  return `Copyright (c) ${whose}\n\n${mit}`;
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** The same text for a Debian system, which has the Apache licence already: only whose work it is remains of it. */
export function withoutCommonTexts(texts: string): string {
  return texts
    .split(/^(?=---- )/m)
    .map((part) => {
      const [head = '', ...lines] = part.split('\n');
      if (!head.endsWith(': Apache-2.0')) return part;
      const whose = lines.filter((line) => /^\s*Copyright \d/.test(line)).map((line) => line.trim());
      return [head, '', ...whose, 'The licence is in /usr/share/common-licenses/Apache-2.0.', '', ''].join(
        '\n',
      );
    })
    .join('');
}
