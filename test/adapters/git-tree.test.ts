// A revision as a folder, from real repositories: what is written, what is not run, and what stays as it was.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { gitTree } from '../../src/adapters/git-tree.ts';

let home = '';
let work = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'driftgate-tree-'));
  work = join(home, 'work');
  mkdirSync(work);
  git('init', '-q', '-b', 'main');
  write('top.txt', 'top');
  write('sub/below.txt', 'below');
  commit();
});

afterEach(() => rmSync(home, { recursive: true }));

function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...who, ...args], { cwd: work, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(work, file)), { recursive: true });
  writeFileSync(join(work, file), text);
}

function commit(): void {
  git('add', '-A');
  git('commit', '-qm', 'Change');
}

/** A program that leaves a mark where it ran. */
function marking(file: string): void {
  writeFileSync(file, `#!/bin/sh\ntouch '${join(home, 'ran')}'\ncat\n`);
  chmodSync(file, 0o755);
}

const link = (target: string, path: string) => symlinkSync(target, join(work, path));

test.each<{
  readonly name: string;
  readonly before?: () => void;
  readonly from?: string;
  /** Texts by path from the folder; `undefined` for what is not there. */
  readonly files: Readonly<Record<string, string | undefined>>;
}>([
  {
    name: 'what was committed',
    before: () => write('top.txt', 'later'),
    files: { 'top.txt': 'top', '.git': undefined },
  },
  {
    name: 'what was staged stays staged',
    before: () => {
      write('new.txt', 'new');
      git('add', 'new.txt');
    },
    files: { 'new.txt': undefined },
  },
  { name: 'all of it, from a folder below the top', from: 'sub', files: { 'below.txt': 'below', '../top.txt': 'top' } },
  {
    name: 'a folder that was not there',
    before: () => write('later/new.txt', 'new'),
    from: 'later',
    files: { 'new.txt': undefined, '../top.txt': 'top' },
  },
  {
    name: 'odd names',
    before: () => {
      write('a\nb/ü "c".txt', 'odd');
      commit();
    },
    files: { 'a\nb/ü "c".txt': 'odd' },
  },
  {
    name: 'links that stay in it, and none that lead out, nowhere or round',
    before: () => {
      writeFileSync(join(home, 'secret'), 'secret');
      link('sub/below.txt', 'inside');
      link('sub', 'folder');
      link('../secret', 'outside');
      link(join(home, 'secret'), 'absolute');
      link('outside', 'through');
      link('nowhere', 'broken');
      link('round', 'round');
      commit();
    },
    files: {
      inside: 'below',
      'folder/below.txt': 'below',
      outside: undefined,
      absolute: undefined,
      through: undefined,
      broken: undefined,
      round: undefined,
    },
  },
  {
    name: 'no hook runs',
    before: () => {
      mkdirSync(join(work, 'hooks'));
      for (const hook of ['post-index-change', 'post-checkout']) marking(join(work, 'hooks', hook));
      git('config', 'core.hooksPath', 'hooks');
    },
    files: { 'top.txt': 'top' },
  },
  {
    name: 'no filter runs, be it required or not',
    before: () => {
      write('.gitattributes', '*.txt filter=odd.one\n');
      commit();
      marking(join(home, 'filter'));
      for (const [key, value] of [
        ['smudge', join(home, 'filter')],
        ['process', join(home, 'filter')],
        ['required', 'true'],
      ] as const)
        git('config', `filter.odd.one.${key}`, value);
    },
    files: { 'top.txt': 'top' },
  },
  {
    name: 'a submodule is left empty',
    before: () => {
      execFileSync('git', ['clone', '-q', work, join(home, 'other')], { stdio: 'pipe' });
      git('submodule', '--quiet', 'add', join(home, 'other'), 'other');
      commit();
    },
    files: { 'top.txt': 'top', 'other/top.txt': undefined },
  },
])('$name', async ({ before, from = '.', files }) => {
  before?.();
  const status = () => git('-c', 'core.hooksPath=none', '-c', 'core.attributesFile=', 'ls-files', '--stage');
  const staged = status();
  rmSync(join(home, 'ran'), { force: true });
  const tree = await gitTree('HEAD', join(work, from));
  try {
    expect(tree.commit).toBe(git('rev-parse', 'HEAD'));
    for (const [path, text] of Object.entries(files)) {
      const file = join(tree.folder, path);
      expect([path, existsSync(file) ? readFileSync(file, 'utf8') : undefined]).toEqual([path, text]);
    }
  } finally {
    await tree[Symbol.asyncDispose]();
  }
  expect(existsSync(join(tree.folder, '..'))).toBe(false);
  expect(existsSync(join(home, 'ran'))).toBe(false);
  expect(status()).toBe(staged);
});

test('what git is told of another repository is not listened to', async () => {
  const other = join(home, 'other');
  execFileSync('git', ['init', '-q', other], { stdio: 'pipe' });
  process.env.GIT_DIR = join(other, '.git');
  try {
    await using tree = await gitTree('main', work);
    expect(readFileSync(join(tree.folder, 'top.txt'), 'utf8')).toBe('top');
  } finally {
    delete process.env.GIT_DIR;
  }
});

test.each<{
  readonly name: string;
  readonly revision?: string;
  readonly at?: () => string;
  readonly message: string;
  readonly hint: string;
}>([
  {
    name: 'a folder outside of any repository',
    at: () => home,
    message: 'is in no git repository',
    hint: 'run the gate in a checkout',
  },
  {
    name: 'a folder that is not there',
    at: () => join(home, 'none'),
    message: 'git cannot be run in',
    hint: 'install git',
  },
  {
    name: 'the default branch of a remote that does not say which it is',
    revision: 'origin/HEAD',
    message: 'revision `origin/HEAD` is not in this checkout',
    hint: '`--base origin/main`',
  },
  {
    name: 'a branch that was not fetched',
    revision: 'origin/release/2',
    message: 'revision `origin/release/2` is not in this checkout',
    hint: '`git fetch --depth=1 origin +refs/heads/release/2:refs/remotes/origin/release/2`',
  },
  {
    name: 'the parent of all that a shallow checkout has',
    revision: 'HEAD^1',
    at: () => {
      write('top.txt', 'later');
      commit();
      execFileSync('git', ['clone', '-q', '--depth=1', `file://${work}`, join(home, 'shallow')], { stdio: 'pipe' });
      return join(home, 'shallow');
    },
    message: 'revision `HEAD^1` is not in this checkout',
    hint: '`git fetch --deepen=1`',
  },
  { name: 'an option', revision: '--all', message: 'revision `--all` is not in this checkout', hint: 'fetch it' },
  {
    name: 'a revision whose files are damaged',
    revision: 'main',
    at: () => {
      const blob = git('rev-parse', 'HEAD:top.txt');
      rmSync(join(work, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
      return work;
    },
    message: 'the files of `main` cannot be written to a temporary folder: ',
    hint: 'all of the revision is fetched',
  },
])('$name is refused', async ({ revision = 'HEAD', at = () => work, message, hint }) => {
  await expect(gitTree(revision, at())).rejects.toMatchObject({
    code: 'git-failed',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

// Only a superuser can give a folder away.
(process.getuid?.() === 0 ? test : test.skip)('a repository of another user is said to be one', async () => {
  execFileSync('chown', ['-R', '12345', work]);
  await expect(gitTree('HEAD', work)).rejects.toMatchObject({
    message: expect.stringContaining('belongs to another user'),
    hint: expect.stringContaining(`git config --global --add safe.directory ${work}`),
  });
});
