/**
 * The bundle: everything that `phantom` needs at run time in one directory, so that it runs with nothing but node.
 * `npm run build` calls it for dist/, the Debian package is made from the same directory. It knows how other people's
 * packages load their files, and nothing of what the program does.
 */
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { licenceTexts } from './licences.js';

/** A native addon: the name it gets beside the bundle, its path from the root of the repository. */
interface Addon {
  readonly name: string;
  readonly from: string;
}

const sodium = 'node_modules/sodium-native/prebuilds/linux-x64/sodium-native.node';

/** Our own addons, as their build.sh left them, and those of other people. */
async function addons(root: string): Promise<Addon[]> {
  const found: Addon[] = [{ name: basename(sodium), from: sodium }];
  for (const name of await readdir(join(root, 'packages'))) {
    const from = `packages/${name}/build/${name}.node`;
    if (existsSync(join(root, from))) found.push({ name: basename(from), from });
  }
  return found;
}

/** An addon is loaded from beside the bundle, whatever search its package does in a source tree. */
const nativeAddons: Plugin = {
  name: 'native-addons',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]sodium-native[\\/]binding\.js$/ }, () => ({
      contents: "module.exports = require('./sodium-native.node')",
      loader: 'js',
    }));
    build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]binding\.js$/ }, (args) => ({
      contents: `export default require('./${basename(dirname(args.path))}.node')`,
      loader: 'js',
    }));
    build.onResolve({ filter: /\.node$/ }, (args) => ({ path: `./${basename(args.path)}`, external: true }));
  },
};

/** blessed finds its widgets by a computed name and its terminal descriptions in a directory above itself. */
const blessed: Plugin = {
  name: 'blessed',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]blessed[\\/]lib[\\/].*\.js$/ }, async (args) => {
      const source = await readFile(args.path, 'utf8');
      const contents = source
        .replaceAll("require('./widgets/' + file)", "require('./widgets/' + file + '.js')")
        .replaceAll(/__dirname \+ '(?:\/\.\.)+\/usr\//g, "__dirname + '/usr/");
      return { contents, loader: 'js' };
    });
  },
};

/** What a CommonJS package expects to find around it, inside an ES module. */
const banner = [
  "import { createRequire as phantomCreateRequire } from 'node:module';",
  'const require = phantomCreateRequire(import.meta.url);',
  'const __filename = import.meta.filename ?? process.argv[1];',
  'const __dirname = import.meta.dirname;',
].join('\n');

/** Loaded without an ending, so it is CommonJS by node's rules, and hands over to the module beside it. */
const launcher =
  "#!/usr/bin/env node\n// phantom: loads the bundle beside this file.\nimport('./phantom.mjs');\n";

/**
 * Makes `directory` anew: phantom (the program), phantom.mjs and its parts, of which each command loads what it needs (a screen
 * takes 8 MB less for that), the addons, blessed's terminal descriptions, and the
 * licences of everything that is inside. Built beside and renamed, so a failed build leaves the old one.
 */
export async function makeBundle(root: string, directory: string): Promise<void> {
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    outdir: fresh,
    entryNames: 'phantom',
    chunkNames: 'part-[hash]',
    outExtension: { '.js': '.mjs' },
    splitting: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // One letter outside Latin 1 makes node keep a whole file at two bytes a letter.
    charset: 'ascii',
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    banner: { js: banner },
    // Optional companions of blessed for its terminal widget, which nothing here uses.
    external: ['term.js', 'pty.js'],
    // A release has no way to switch a guard off.
    define: { 'process.env.PHANTOM_GUARDS_OFF': '""' },
    plugins: [nativeAddons, blessed],
  });
  await writeFile(join(fresh, 'phantom'), launcher);
  await chmod(join(fresh, 'phantom'), 0o755);
  const native = await addons(root);
  for (const addon of native) await copyFile(join(root, addon.from), join(fresh, addon.name));
  await cp(join(root, 'node_modules/blessed/usr'), join(fresh, 'usr'), {
    recursive: true,
    filter: (path) => !path.includes('usr/fonts'),
  });
  const inputs = [...Object.keys(result.metafile.inputs), ...native.map((addon) => addon.from)];
  await writeFile(join(fresh, 'LICENSES.txt'), await licenceTexts(root, inputs));
  await rm(directory, { recursive: true, force: true });
  await rename(fresh, directory);
}
