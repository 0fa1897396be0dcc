// Files as sources: what may be read, and how far references lead.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileSource } from '../../../src/adapters/sources/file.ts';
import type { Source } from '../../../src/ports.ts';
import { look } from './look.ts';

let top = '';
let cwd = '';

beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'driftgate-files-')));
  cwd = join(top, 'work');
  const files = {
    'work/api.yaml': 'main',
    'work/specs/a.yaml': 'a',
    'work/specs/c.yaml': 'c',
    'work/specs/with space.yaml': 'space',
    'work/specs/sub/b.yaml': 'b',
    'work/specs-other/x.yaml': 'x',
    'shared/s.yaml': 's',
    'secret.yaml': 'secret',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(top, name)), { recursive: true });
    await writeFile(join(top, name), text);
  }
  await symlink(join(top, 'secret.yaml'), join(cwd, 'specs/out.yaml'));
  await symlink(join(cwd, 'specs/c.yaml'), join(cwd, 'specs/in.yaml'));
  await symlink(top, join(cwd, 'specs/up'));
  execFileSync('mkfifo', [join(cwd, 'specs/fifo')]);
});

afterAll(() => rm(top, { recursive: true }));

/** Goes from document to document by references; what {@link look} gives at the end. */
async function follow(source: Source, location: string, ...references: readonly string[]): Promise<unknown> {
  let at = location;
  try {
    for (const reference of references) {
      const fetched = await source.fetch({ location: at });
      at = source.related(fetched.status === 'fetched' ? fetched.location : '', reference);
    }
  } catch (error) {
    return (error as { code: unknown }).code;
  }
  return look(source, at);
}

test.each<[string, unknown]>([
  ['specs/a.yaml', ['specs/a.yaml', 'a']],
  ['./specs//sub/../a.yaml', ['specs/a.yaml', 'a']],
  ['../secret.yaml', ['../secret.yaml', 'secret']],
  ['file:specs/a.yaml', ['specs/a.yaml', 'a']],
  ['file:specs/with%20space.yaml', ['specs/with space.yaml', 'space']],
  ['specs/with space.yaml', ['specs/with space.yaml', 'space']],
  ['specs/out.yaml', ['specs/out.yaml', 'secret']],
  ['specs/none.yaml', 'source-missing'],
  ['specs/a.yaml/more', 'source-missing'],
  ['specs/a\0.yaml', 'source-forbidden'],
  ['file://elsewhere/specs/a.yaml', 'source-forbidden'],
  ['specs', 'source-forbidden'],
  ['specs/fifo', 'source-forbidden'],
  ['/dev/null', 'source-forbidden'],
])('%j named by the user', async (location, expected) => {
  expect(await look(fileSource({ cwd }), location)).toEqual(expected);
});

test('absolute paths and file URLs are told relative to the working folder', async () => {
  const file = join(cwd, 'specs/a.yaml');
  expect(await look(fileSource({ cwd }), file)).toEqual(['specs/a.yaml', 'a']);
  expect(await look(fileSource({ cwd }), pathToFileURL(file).href)).toEqual(['specs/a.yaml', 'a']);
});

test.each<[readonly string[], unknown]>([
  [['c.yaml'], ['specs/c.yaml', 'c']],
  [['./c.yaml#/components'], ['specs/c.yaml', 'c']],
  [['with%20space.yaml'], ['specs/with space.yaml', 'space']],
  [['in.yaml'], ['specs/in.yaml', 'c']],
  [
    ['sub/b.yaml', '../c.yaml'],
    ['specs/c.yaml', 'c'],
  ],
  [
    ['sub/b.yaml', '../a.yaml'],
    ['specs/a.yaml', 'a'],
  ],
  [['sub/b.yaml', '../c.yaml', 'sub/b.yaml', '../../api.yaml'], 'source-forbidden'],
  [['../api.yaml'], 'source-forbidden'],
  [['../specs-other/x.yaml'], 'source-forbidden'],
  [['%2e%2e/api.yaml'], 'source-forbidden'],
  [['..%2fapi.yaml'], 'source-forbidden'],
  [['..\\api.yaml'], 'source-forbidden'],
  [['/etc/passwd'], 'source-forbidden'],
  [['file:///etc/passwd'], 'source-forbidden'],
  [['//elsewhere/etc/passwd'], 'source-forbidden'],
  [['https://vendor.example/a.yaml'], 'source-forbidden'],
  [['out.yaml'], 'source-forbidden'],
  [['up/secret.yaml'], 'source-forbidden'],
  [['up/work/specs/c.yaml'], ['specs/up/work/specs/c.yaml', 'c']],
  [['fifo'], 'source-forbidden'],
  [['sub'], 'source-forbidden'],
  [['none.yaml'], 'source-missing'],
])('specs/a.yaml refers to %j', async (references, expected) => {
  expect(await follow(fileSource({ cwd }), 'specs/a.yaml', ...references)).toEqual(expected);
});

test('folders that the configuration names may be reached, and lead back', async () => {
  const source = fileSource({ cwd, folders: ['../shared'] });
  expect(await follow(source, 'specs/a.yaml', '../../shared/s.yaml')).toEqual(['../shared/s.yaml', 's']);
  expect(await follow(source, 'specs/a.yaml', '../../shared/s.yaml', '../work/specs/c.yaml')).toEqual([
    'specs/c.yaml',
    'c',
  ]);
  expect(await follow(source, 'specs/a.yaml', '../../shared/s.yaml', '../secret.yaml')).toBe('source-forbidden');
});

test('what one document reached bounds no document that the user names', async () => {
  const source = fileSource({ cwd });
  expect(await follow(source, 'specs/sub/b.yaml', '../c.yaml')).toBe('source-forbidden');
  expect(await follow(source, 'specs/a.yaml', 'sub/b.yaml')).toEqual(['specs/sub/b.yaml', 'b']);
  expect(await follow(source, 'api.yaml', 'specs/sub/b.yaml', '../../api.yaml')).toEqual(['api.yaml', 'main']);
});

test('a file larger than the limit is refused, one of the limit is not', async () => {
  expect(await look(fileSource({ cwd, maxBytes: 5 }), 'specs/with space.yaml')).toEqual([
    'specs/with space.yaml',
    'space',
  ]);
  expect(await look(fileSource({ cwd, maxBytes: 4 }), 'specs/with space.yaml')).toBe('too-large');
  // A file of no known size.
  expect(await look(fileSource({ cwd, maxBytes: 4 }), '/proc/self/status')).toBe('too-large');
});

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
  'all %d bytes of a file are read, and not one more',
  async (size) => {
    const text = 'abcdefg'.repeat(Math.ceil(size / 7)).slice(0, size);
    await writeFile(join(cwd, 'sized.yaml'), text);
    for (const maxBytes of [size, size + 1, undefined]) {
      const source = fileSource({ cwd, ...(maxBytes !== undefined && { maxBytes }) });
      expect(await look(source, 'sized.yaml')).toEqual(['sized.yaml', text]);
    }
    if (size > 0) expect(await look(fileSource({ cwd, maxBytes: size - 1 }), 'sized.yaml')).toBe('too-large');
  },
);

test('a file that tells no size is read to its end', async () => {
  const [, text] = Object(await look(fileSource({ cwd }), '/proc/self/status'));
  expect(text).toMatch(/^Name:.*\nUmask:[\s\S]*ctxt_switches:\s+\d+\n$/);
});

test('a look that is aborted before its turn reads nothing', async () => {
  const abort = new AbortController();
  const reading = fileSource({ cwd }).fetch({ location: 'api.yaml', signal: abort.signal });
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(reading).rejects.toBe(reason);
});

test('an aborted look ends with the reason, and time that is up is a failure', async () => {
  const source = fileSource({ cwd });
  const reason = new Error('enough');
  await expect(source.fetch({ location: 'api.yaml', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
  await expect(source.fetch({ location: 'api.yaml', signal: late })).rejects.toMatchObject({ code: 'timeout' });
});

test.each([
  ['specs/a.yaml', true],
  ['/specs/a.yaml', true],
  ['file:///specs/a.yaml', true],
  ['https://vendor.example/a.yaml', false],
  ['git:main:a.yaml', false],
  ['snapshot:stripe', false],
])('serves %s: %s', (location, expected) => {
  expect(fileSource({ cwd }).serves(location)).toBe(expected);
});
