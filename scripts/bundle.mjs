// Bundles what is published into the folder that is named: cli.js and index.js, split so that `--help` loads next to
// nothing, with pact-verifier-child.js and flow-child.js, which are started as processes of their own; and in `action`
// the GitHub Action, which runs where nothing is installed.
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HOME = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(argv[2] ?? 'dist');
const action = join(folder, 'action');

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

await build({
  ...bundle,
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', ...children },
  outdir: folder,
  target: 'node22',
  // Dependencies stay dependencies: they are updated and audited where Driftgate is installed.
  packages: 'external',
});

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
