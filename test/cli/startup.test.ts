// What comparing two documents loads: what it does not need would take longer to load than most documents to compare.

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../../bin/driftgate.mjs', import.meta.url));

/** A folder without a configuration, which would be checked. */
const FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Writes the packages that were loaded to stderr, one a line. */
const WATCH = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1] ?? (url.startsWith('node:http') ? url : undefined);
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  process.on('exit', () => console.error([...packages].sort().join()));
`;

function loadedBy(...args: readonly string[]): string {
  const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`;
  const command = ['--import', watch, PROGRAM, ...args];
  const shell = ['-c', '"$0" "$@" 2>&1 >/dev/null | tail -1', process.execPath, ...command];
  return execFileSync('sh', shell, { cwd: FOLDER, encoding: 'utf8' }).trim();
}

test.each([
  [['--help'], 'commander'],
  [['rules', 'property-removed'], 'commander'],
  [
    ['diff', '../examples/booking/2026-03.yaml', '../examples/booking/2026-09.yaml', '--quiet', '--no-prove'],
    'ajv-formats,commander,js-yaml,picocolors,re2js',
  ],
])('`driftgate %j` loads of packages only %s', (args, packages) => {
  expect(loadedBy(...args)).toBe(packages);
});
