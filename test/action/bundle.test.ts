// The bundle of the action: it has all that it runs, and starts without loading all of it.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Bundle, bundle } from '../scenarios/action-stage.ts';

const MEGABYTE = 1024 * 1024;

let built: Bundle;
let files: ReadonlyMap<string, string>;
beforeAll(() => {
  built = bundle();
  const folder = dirname(built.main);
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  files = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}, 60_000);
afterAll(() => built?.remove());

/** What a file of the bundle imports: at once, or when it is needed. */
function importsOf(name: string): { readonly static: readonly string[]; readonly dynamic: readonly string[] } {
  // Types in comments are written as imports, too.
  const text = (files.get(name) ?? '').replaceAll(/\/\*\*[\s\S]*?\*\//g, '');
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, specifier = '']) => specifier);
  return {
    static: all(/^(?:import|export)\b[^'"`;]*["']([^"']+)["'];/gm),
    dynamic: all(/\bimport\(["']([^"']+)["']\)/g),
  };
}

test('nothing is imported that is not in it', () => {
  const missing = [...files.keys()].flatMap((name) =>
    [...importsOf(name).static, ...importsOf(name).dynamic].filter(
      (specifier) => !isBuiltin(specifier) && !files.has(specifier.replace(/^\.\//, '')),
    ),
  );
  expect(missing).toEqual([]);
  expect(files.size).toBeGreaterThan(20);
});

test('it is no larger than it should be, and each mode loads its own part when it is asked for', () => {
  const sizes = [...files].map(([, text]) => text.length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(10 * MEGABYTE);
  expect(statSync(join(dirname(built.main), 'package.json')).size).toBeGreaterThan(0);

  const atOnce = new Set<string>();
  const load = (name: string) => {
    if (atOnce.has(name) || !files.has(name)) return;
    atOnce.add(name);
    for (const specifier of importsOf(name).static) load(specifier.replace(/^\.\//, ''));
  };
  load('index.js');
  const loaded = [...atOnce].reduce((sum, name) => sum + (files.get(name)?.length ?? 0), 0);
  expect(loaded).toBeLessThan(MEGABYTE);
});
