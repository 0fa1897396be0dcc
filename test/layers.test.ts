// The floors of the house: which folder of `src` may import which.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from '@jest/globals';

/** DESIGN section 3: what each room may import beside itself. Rooms that are not named here may not exist. */
const FLOOR_1 = ['read', 'compare', 'prove', 'rules', 'judge', 'render', 'config', 'ports'];
const HOUSE: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ...Object.fromEntries(FLOOR_1.map((room) => [room, ['model']])),
  tasks: ['model', ...FLOOR_1],
  adapters: ['model', ...FLOOR_1],
  wire: ['model', 'config', 'adapters', 'tasks', 'ports', 'render'],
  service: ['model', 'config', 'adapters', 'tasks', 'ports', 'render', 'wire'],
  cli: ['model', ...FLOOR_1, 'tasks', 'adapters', 'wire', 'service'],
  action: ['model', ...FLOOR_1, 'tasks', 'adapters', 'wire', 'service'],
  index: ['model', ...FLOOR_1, 'tasks', 'adapters', 'wire', 'service'],
};

/** Imports that lead where they may not, and files outside every room: `from -> to`. */
function violations(files: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  for (const [file, text] of files) {
    const allowed = HOUSE[roomOf(file)];
    if (allowed === undefined) found.push(`${file} is in no room`);
    for (const target of importsOf(file, text)) {
      const room = roomOf(target);
      if (room !== roomOf(file) && !allowed?.includes(room)) found.push(`${file} -> ${target}`);
    }
  }
  return found;
}

function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** Relative imports of every form: static, re-export, for effect, dynamic, in types. */
function importsOf(file: string, text: string): readonly string[] {
  const specifiers = text.matchAll(/\b(?:from|import)\s*\(?\s*(['"])(\.[^'"]*)\1/g);
  return [...specifiers].map(([, , specifier = '']) => posix.join(posix.dirname(file), specifier));
}

function sourceFiles(): ReadonlyMap<string, string> {
  const root = join(import.meta.dirname, '..', 'src');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(names.map((name) => [posix.join('src', name), readFileSync(join(root, name), 'utf8')]));
}

test('no file of src imports upward or sideways', () => {
  const files = sourceFiles();
  expect(files.size).toBeGreaterThan(20);
  expect(violations(files)).toEqual([]);
});

test.each([
  ['upward', 'src/model/a.ts', "import { b } from '../judge/b.ts';", 'src/model/a.ts -> src/judge/b.ts'],
  ['sideways', 'src/read/deep/a.ts', "export * from '../../rules/b.ts';", 'src/read/deep/a.ts -> src/rules/b.ts'],
  ['tasks to adapters', 'src/tasks/a.ts', "await import('../adapters/b.ts')", 'src/tasks/a.ts -> src/adapters/b.ts'],
  [
    'adapters to tasks',
    'src/adapters/a.ts',
    "import type { B } from '../tasks/b.ts';",
    'src/adapters/a.ts -> src/tasks/b.ts',
  ],
  ['in a type', 'src/ports.ts', "type B = import('./tasks/b.ts').B;", 'src/ports.ts -> src/tasks/b.ts'],
  ['for effect', 'src/wire/a.ts', "import '../cli/b.ts';", 'src/wire/a.ts -> src/cli/b.ts'],
  ['several lines', 'src/judge/a.ts', "import {\n  b,\n} from '../rules/b.ts';", 'src/judge/a.ts -> src/rules/b.ts'],
])('an import %s is found', (_, file, text, expected) => {
  expect(violations(new Map([[file, text]]))).toEqual([expected]);
});

test('a file outside every room is found', () => {
  expect(violations(new Map([['src/util/a.ts', '']]))).toEqual(['src/util/a.ts is in no room']);
});

test('imports downward and within a room are no violation', () => {
  const text = "import { a } from '../model/a.ts';\nimport { b } from './b.ts';\nimport { c } from '../read/c.ts';";
  expect(violations(new Map([['src/tasks/a.ts', text]]))).toEqual([]);
});
