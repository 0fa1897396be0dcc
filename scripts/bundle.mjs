// Bundles what is published into the folder that is named: cli.js and index.js, split so that `--help` loads next to
// nothing, and pact-verifier-child.js and flow-child.js, which are started as processes of their own.
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'flow-child': 'src/adapters/flows/child.ts',
    'pact-verifier-child': 'src/adapters/pact-verifier-child.ts',
  },
  outdir: argv[2],
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  // Dependencies stay dependencies: they are updated and audited where Driftgate is installed.
  packages: 'external',
});
