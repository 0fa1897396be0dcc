// What comparing two documents loads: what it does not need would take longer to load than most documents to compare.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const HOME = fileURLToPath(new URL('../..', import.meta.url));

/** A folder without a configuration, which would be checked. */
const FOLDER = join(HOME, 'test');

/** Writes to stderr what was loaded at the end: files of the program, packages, and modules of Node. */
const WATCH = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({
    load(url, context, next) {
      const [, name] = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url) ?? /\\/((?:bin|dist)\\/[^/]+)$/.exec(url) ?? [];
      if (name !== undefined) loaded.add(name);
      return next(url, context);
    },
  });
  process.on('exit', () => {
    for (const line of process.moduleLoadList) {
      const [, name] = /^NativeModule ([^/]+(?:\\/promises)?)$/.exec(line) ?? [];
      if (name !== undefined) loaded.add('node:' + name);
    }
    console.error(JSON.stringify([...loaded]));
  });
`;

let installed = '';
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), 'driftgate-startup-'));
  execFileSync(process.execPath, [join(HOME, 'scripts', 'bundle.mjs'), join(installed, 'dist')]);
  for (const part of ['bin', 'package.json']) cpSync(join(HOME, part), join(installed, part), { recursive: true });
  symlinkSync(join(HOME, 'node_modules'), join(installed, 'node_modules'), 'junction');
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));

function loadedBy(home: string, args: readonly string[]): readonly string[] {
  const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`;
  const command = ['--import', watch, join(home, 'bin', 'driftgate.mjs'), ...args];
  const shell = ['-c', '"$0" "$@" 2>&1 >/dev/null | tail -1', process.execPath, ...command];
  return JSON.parse(execFileSync('sh', shell, { cwd: FOLDER, encoding: 'utf8' }));
}

const BOOKING = ['../examples/booking/2026-03.yaml', '../examples/booking/2026-09.yaml'];
const DIFF = ['diff', ...BOOKING, '--quiet', '--no-prove'];

test.each([
  [['--help'], ['commander']],
  [['rules', 'property-removed'], ['commander']],
  [DIFF, ['ajv-formats', 'commander', 'js-yaml', 'picocolors', 're2js']],
])('the source of `driftgate %j` loads of packages only %j', (args, packages) => {
  const loaded = loadedBy(HOME, args);
  expect(loaded.filter((name) => !isBuiltin(name) && !name.startsWith('bin/')).sort()).toEqual(packages);
  expect(loaded.filter((name) => /^node:https?$/.test(name))).toEqual([]);
});

test.each([
  [['--help'], ['bin/driftgate.mjs', 'dist/cli.js', 'dist/start.js']],
  [
    [...DIFF, '--format', 'json'],
    ['bin/driftgate.mjs', 'dist/cli.js', 'dist/diff.js', 'dist/start.js'],
  ],
])('the built program loads for `driftgate %j` only %j', (args, files) => {
  const loaded = loadedBy(installed, args);
  expect(loaded.filter((name) => !isBuiltin(name)).sort()).toEqual(files);
});

/** Modules of Node that take milliseconds to load, and that comparing files has no use for. */
const UNUSED = ['child_process', 'dgram', 'fs/promises', 'http', 'https', 'readline', 'worker_threads', 'zlib'];

test('the built program loads of Node no more than comparing files takes', () => {
  const loaded = loadedBy(installed, [...DIFF, '--format', 'json']);
  expect(loaded).toContain('node:crypto');
  expect(loaded.filter((name) => UNUSED.includes(name.replace('node:', '')))).toEqual([]);
});

test('each file of the built program finds what it imports', () => {
  // These run when they are imported.
  const programs = ['cli.js', 'flow-child.js', 'pact-verifier-child.js'];
  const files = readdirSync(join(installed, 'dist')).filter((name) => name.endsWith('.js') && !programs.includes(name));
  const imports = files.map((name) => `await import('./${name}');`).join('\n');
  const all = join(installed, 'dist', 'all.mjs');
  writeFileSync(all, imports);
  expect(spawnSync(process.execPath, [all], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const named = files.flatMap((name) => {
    const text = readFileSync(join(installed, 'dist', name), 'utf8');
    return [...text.matchAll(/\bimport\("\.\/([^"]+)"\)/g)].map(([, file = '']) => file);
  });
  expect(named.filter((name) => !files.includes(name))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});
