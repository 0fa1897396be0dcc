// Builds what is published: the bundle in `dist`, and its types.
import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

await rm(new URL('../dist', import.meta.url), { recursive: true, force: true });
for (const command of [
  ['scripts/bundle.mjs', 'dist'],
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
]) {
  execFileSync(process.execPath, command, { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: 'inherit' });
}
