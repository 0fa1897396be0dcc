// Bundles what is published into the folder that is named: cli.js and index.js, split so that `--help` loads next to
// nothing, with pact-verifier-child.js and flow-child.js, which are started as processes of their own; and in `action`
// the GitHub Action, which runs where nothing is installed.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { withBuiltinsGot, withChunksMerged } from './chunks.mjs';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(argv[2] ?? 'dist');
const action = join(folder, 'action');

/** Dependencies, or parts of one, that every comparison loads. */
const INCLUDED = new Set(['ajv-formats/dist/formats.js', 'commander', 'js-yaml', 're2js']);

const children = {
  'flow-child': 'src/adapters/flows/child.ts',
  'pact-verifier-child': 'src/adapters/pact-verifier-child.ts',
};
const bundle = {
  absWorkingDir: HOME,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
};

const split = await build({
  ...bundle,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', ...children },
  outdir: folder,
  target: 'node22',
  plugins: [{ name: 'dependencies', setup: withDependencies }],
  write: false,
  metafile: true,
});
const published = await withChunksMerged(split, [
  { name: 'start.js', roots: ['src/cli/main.ts'], keep: ['cli.js'] },
  { name: 'diff.js', roots: ['src/wire/ground.ts', 'src/tasks/diff.ts', 'src/cli/print.ts', 'src/render/json.ts'] },
]);
await mkdir(folder, { recursive: true });
for (const [name, text] of published) await writeFile(join(folder, name), withBuiltinsGot(text));
await writeFile(join(folder, 'LICENSES.txt'), await licensesIn(split.metafile));

await build({
  ...bundle,
  entryPoints: { index: 'src/action/main.ts', ...children },
  outdir: action,
  target: 'node24',
  legalComments: 'linked',
  // What is optional is looked for where the contracts are. What is no ES module asks for `require`.
  external: ['@pact-foundation/pact', '@redocly/respect-core'],
  plugins: [{ name: 'named exports', setup: withNamedExports }],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
});
const { name, version, license, type } = JSON.parse(await readFile(join(HOME, 'package.json'), 'utf8'));
await writeFile(join(action, 'package.json'), `${JSON.stringify({ name, version, license, type, private: true })}\n`);

/** The licenses of the packages that are part of what was built, which ask to go where the code goes. */
async function licensesIn({ inputs }) {
  const paths = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const texts = [...new Set(paths)].sort().map(async (path) => {
    const names = await readdir(resolve(HOME, path));
    const license = names.find((name) => /^licen[cs]e/i.test(name));
    if (license === undefined) throw new Error(`${path} has no license`);
    return `${path.replace(/^.*node_modules\//, '')}\n\n${await readFile(resolve(HOME, path, license), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}

/**
 * Dependencies stay dependencies, updated and audited where Driftgate is installed, but for those that every comparison
 * loads. Commander starts programs for commands of a kind that there is none of: what starts them is loaded when it is used.
 */
function withDependencies({ onResolve, onLoad }) {
  onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
    if (kind === 'entry-point' || INCLUDED.has(path)) return undefined;
    if (path === 'node:child_process' && importer.includes('/commander/')) return { path, namespace: 'later' };
    return { path, external: true };
  });
  onLoad({ filter: /./, namespace: 'later' }, ({ path }) => ({
    contents: `export default { get spawn() { return process.getBuiltinModule('${path}').spawn; } };`,
  }));
}

/** Gives packages that are no ES modules, where they are imported when they are needed, the names that Node gives them. */
function withNamedExports({ onResolve, onLoad }) {
  const namespace = 'named-exports';
  onResolve({ filter: /^[^.]/ }, async ({ path, kind, resolveDir }) => {
    if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
    // So Node calls the whole of a module that is none of its own kind.
    return 'module.exports' in (await import(path)) ? { path, namespace, pluginData: { resolveDir } } : undefined;
  });
  onLoad({ filter: /./, namespace }, async ({ path, pluginData }) => {
    const names = Object.keys(await import(path)).filter((name) => name !== 'default' && /^[\w$]+$/.test(name));
    const contents = `import whole from '${path}';\nexport default whole;\nexport const { ${names.join(', ')} } = whole;\n`;
    return { contents, resolveDir: pluginData.resolveDir };
  });
}
