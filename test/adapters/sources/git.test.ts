// Documents in a real git repository.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gitSource } from '../../../src/adapters/sources/git.ts';
import { look } from './look.ts';

let top = '';
let repository = '';

beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'driftgate-git-')));
  repository = join(top, 'repository');
  await mkdir(repository);
  git('init', '--quiet', '--initial-branch=main');
  await put('specs/a.yaml', 'first');
  await put('specs/sub/b.yaml', 'b');
  await put('top.yaml', 'top');
  git('add', '.');
  commit('first');
  git('branch', 'feature/one');
  git('tag', 'v1');
  await put('specs/a.yaml', 'second');
  await put('specs/with space.yaml', 'space');
  git('add', '.');
  commit('second');
});

afterAll(() => rm(top, { recursive: true }));

async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(repository, name)), { recursive: true });
  await writeFile(join(repository, name), text);
}

function git(...args: readonly string[]): void {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, ...env } = process.env;
  execFileSync('git', args, { cwd: repository, env: { ...env, GIT_CONFIG_GLOBAL: '/dev/null' } });
}

function commit(message: string): void {
  git('-c', 'user.name=Tester', '-c', 'user.email=tester@test.invalid', 'commit', '--quiet', '-m', message);
}

test.each<[string, unknown]>([
  ['git:HEAD:specs/a.yaml', ['git:HEAD:specs/a.yaml', 'second']],
  ['git:HEAD~1:specs/a.yaml', ['git:HEAD~1:specs/a.yaml', 'first']],
  ['git:v1:specs/a.yaml', ['git:v1:specs/a.yaml', 'first']],
  ['git:feature/one:specs/a.yaml', ['git:feature/one:specs/a.yaml', 'first']],
  ['git:HEAD:specs/with space.yaml', ['git:HEAD:specs/with space.yaml', 'space']],
  ['git:HEAD:none.yaml', 'source-missing'],
  ['git:v1:specs/with space.yaml', 'source-missing'],
  ['git:HEAD:specs', 'source-missing'],
  ['git:HEAD:../top.yaml', 'source-missing'],
  ['git:none:top.yaml', 'source-missing'],
  ['git:--output=pwned:top.yaml', 'source-missing'],
  ['git:-h:top.yaml', 'source-missing'],
  ['git:HEAD:--help', 'source-missing'],
  ['git:HEAD', 'source-missing'],
  ['git::top.yaml', 'source-missing'],
  ['git:HEAD:', 'source-missing'],
  ['git:HEAD\n:top.yaml', 'source-missing'],
  ['git:HEAD:top\0.yaml', 'source-missing'],
])('%j', async (location, expected) => {
  expect(await look(gitSource({ cwd: repository }), location)).toEqual(expected);
});

test('a path that begins with a dot starts at the working folder, any other at the top', async () => {
  const source = gitSource({ cwd: join(repository, 'specs') });
  expect(await look(source, 'git:v1:./a.yaml')).toEqual(['git:v1:specs/a.yaml', 'first']);
  expect(await look(source, 'git:v1:../top.yaml')).toEqual(['git:v1:top.yaml', 'top']);
  expect(await look(source, 'git:v1:top.yaml')).toEqual(['git:v1:top.yaml', 'top']);
});

test.each<[string, string, string | undefined]>([
  ['git:v1:specs/a.yaml', 'sub/b.yaml#/x', 'git:v1:specs/sub/b.yaml'],
  ['git:feature/one:specs/a.yaml', './b.yaml', 'git:feature/one:specs/b.yaml'],
  ['git:v1:specs/a.yaml', 'with%20space.yaml', 'git:v1:specs/with space.yaml'],
  ['git:v1:a.yaml', 'specs/b.yaml', 'git:v1:specs/b.yaml'],
  ['git:v1:specs/a.yaml', '../top.yaml', undefined],
  ['git:v1:a.yaml', '../v1/b.yaml', 'git:v1:b.yaml'],
  ['git:v1:a.yaml', '../main/b.yaml', undefined],
  ['git:v1:specs/a.yaml', '/etc/passwd', undefined],
  ['git:v1:specs/a.yaml', 'file:///etc/passwd', undefined],
  ['git:v1:specs/a.yaml', 'https://vendor.example/b.yaml', undefined],
  ['git:v1:specs/a.yaml', 'git:main:top.yaml', undefined],
])('%s refers to %s', (base, reference, expected) => {
  const { related } = gitSource({ cwd: repository });
  if (expected !== undefined) expect(related(base, reference)).toBe(expected);
  else expect(() => related(base, reference)).toThrow(expect.objectContaining({ code: 'source-forbidden' }));
});

test('a chain of references may come back into the folder of the main document', () => {
  const { related } = gitSource({ cwd: repository });
  const inner = related('git:v1:specs/a.yaml', 'sub/b.yaml');
  expect(related(inner, '../c.yaml')).toBe('git:v1:specs/c.yaml');
  expect(() => related(inner, '../../top.yaml')).toThrow(expect.objectContaining({ code: 'source-forbidden' }));
});

test('a folder outside any repository, and one that is not there', async () => {
  expect(await look(gitSource({ cwd: top }), 'git:HEAD:top.yaml')).toBe('git-failed');
  expect(await look(gitSource({ cwd: join(top, 'none') }), 'git:HEAD:top.yaml')).toBe('git-failed');
});

test('a machine without git', async () => {
  const { PATH } = process.env;
  process.env.PATH = top;
  try {
    expect(await look(gitSource({ cwd: repository }), 'git:HEAD:top.yaml')).toBe('git-failed');
  } finally {
    process.env.PATH = PATH;
  }
});

test('a file larger than the limit is refused', async () => {
  await put('large.yaml', 'x'.repeat(5000));
  git('add', '.');
  git('branch', '--force', 'none-yet');
  commit('large');
  expect(await look(gitSource({ cwd: repository, maxBytes: 4999 }), 'git:HEAD:large.yaml')).toBe('too-large');
  expect(await look(gitSource({ cwd: repository, maxBytes: 5000 }), 'git:HEAD:large.yaml')).toEqual([
    'git:HEAD:large.yaml',
    'x'.repeat(5000),
  ]);
});

test('an aborted look ends with the reason', async () => {
  const reason = new Error('enough');
  const looking = gitSource({ cwd: repository }).fetch({
    location: 'git:HEAD:top.yaml',
    signal: AbortSignal.abort(reason),
  });
  await expect(looking).rejects.toBe(reason);
});
