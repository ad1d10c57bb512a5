/**
 * `npm run build`: makes dist/ (the program as a bundle); `npm run build -- --deb` also makes the Debian package from
 * it, build/phantom-node_VERSION_amd64.deb.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../config/version.js';
import { makeBundle } from './bundle.js';
import { makeDeb } from './deb.js';

try {
  const { values } = parseArgs({ options: { deb: { type: 'boolean' } } });
  const root = process.cwd();
  await makeBundle(root, resolve(root, 'dist'));
  console.log('dist/phantom');
  if (values.deb) console.log(await makeDeb(root, resolve(root, 'dist'), version));
} catch (error) {
  console.error(`phantom: ${(error as Error).message}`);
  process.exitCode = 1;
}
