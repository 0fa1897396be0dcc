// The action's process: what the runner gives in, exit code out.

import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { isDebug, troubleInWords } from '../render/trouble.ts';
import { EXIT, run } from './run.ts';

// Node would end with 1, which says drift.
process.on('uncaughtException', (error) => {
  process.stderr.write(troubleInWords(error, isDebug(process.env)), () => process.exit(EXIT.unknown));
});

const manifest = findPackageJSON(import.meta.url);
process.exitCode = await run({
  cwd: process.cwd(),
  env: process.env,
  out: process.stdout,
  err: process.stderr,
  version: manifest === undefined ? '0.0.0' : String(JSON.parse(readFileSync(manifest, 'utf8')).version),
});
