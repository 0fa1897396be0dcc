#!/usr/bin/env node
// Starts Driftgate: its source in a checkout, else the built program; on an older Node, under a newer one from npm.

import module from 'node:module';

// To import a module of Node is to load all that its exports stand for; to require it is not.
const require = module.createRequire(import.meta.url);
const { existsSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { fileURLToPath } = require('node:url');

const NEWER = 'node@24';
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  // Compiled code is kept between runs, in the system's folder for temporary files.
  module.enableCompileCache?.();
  const { setFlagsFromString } = require('node:v8');
  // Documents are read once and mostly kept: a nursery that grows with them, and not only with what is loaded, would
  // hold as much again.
  setImmediate(setFlagsFromString, '--semi-space-growth-factor=1');
  // A run is over before marking beside it, or code compiled at its best, has paid for itself; most of what is alive
  // when it is first marked stays so, and to look again at three times as much finds little.
  setFlagsFromString('--no-incremental-marking');
  setFlagsFromString('--heap-growing-percent=700');
  if (major >= 24) {
    setFlagsFromString('--efficiency-mode');
    setFlagsFromString('--invocation-count-for-maglev=2000');
  }
  const source = new URL('../src/cli/main.ts', import.meta.url);
  await import(existsSync(source) ? source : new URL('../dist/cli.js', import.meta.url));
} else {
  process.exitCode = withNewerNode();
}

function withNewerNode() {
  if (process.env.DRIFTGATE_RESTARTED !== undefined) {
    console.error(`error: Driftgate needs Node 22.19 or newer; this is ${process.version}`);
    console.error('hint: install a newer Node');
    return 2;
  }
  const command = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const beside = nodeBeside();
  if (beside !== undefined) return run(beside, command);
  console.error(`Driftgate needs Node 22.19 or newer and this is ${process.version}: running under ${NEWER} from npm.`);
  return run('npm', ['exec', '--yes', '--quiet', `--package=${NEWER}`, '--', 'node', ...command]);
}

function run(program, args) {
  const env = { ...process.env, DRIFTGATE_RESTARTED: '1' };
  const { spawnSync } = require('node:child_process');
  const result = spawnSync(program, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  if (result.error !== undefined) console.error(`error: ${program} could not be started: ${result.error.message}`);
  return result.status ?? 2;
}

/** The binary of the npm package `node`, where one is installed. */
function nodeBeside() {
  try {
    const manifest = require.resolve('node/package.json');
    const path = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
