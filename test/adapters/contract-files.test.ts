// Contracts in files: what a path or a glob finds, in which order, and what it may not reach.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractFiles } from '../../src/adapters/contract-files.ts';
import { Failure } from '../../src/model/failure.ts';

let top = '';
let folder = '';

beforeAll(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'driftgate-contracts-')));
  folder = join(top, 'work');
  const files = {
    'work/contracts/b.json': 'b',
    'work/contracts/a.json': 'a',
    'work/contracts/[odd].json': 'odd',
    'work/contracts/deep/c.json': 'c',
    'work/contracts/d.har': 'd',
    'work/node_modules/x/e.json': 'e',
    'work/large/f.json': '0123456789',
    'shared/g.json': 'g',
    'secret.json': 'secret',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(top, name)), { recursive: true });
    await writeFile(join(top, name), text);
  }
  await mkdir(join(folder, 'links'));
  await symlink(join(folder, 'contracts/a.json'), join(folder, 'links/in.json'));
  await symlink(join(top, 'secret.json'), join(folder, 'links/out.json'));
  await symlink(join(folder, 'nowhere'), join(folder, 'links/dangling.json'));
  await symlink(join(top, 'shared'), join(folder, 'away'));
  await symlink(join(top, 'secret.json'), join(top, 'shared/out.json'));
  execFileSync('mkfifo', [join(folder, 'links/fifo')]);
});

afterAll(() => rm(top, { recursive: true }));

/** The names that `pattern` finds, each with its text. */
async function found(pattern: string): Promise<readonly (readonly [string, string])[]> {
  const files = await contractFiles({ folder, maxBytes: 8 }).find(pattern);
  return files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]);
}

test.each<readonly [string, string, readonly (readonly [string, string])[]]>([
  ['a path', 'contracts/a.json', [['contracts/a.json', 'a']]],
  ['a path with a dot in front', './contracts/a.json', [['contracts/a.json', 'a']]],
  ['a path that reads like a glob', 'contracts/[odd].json', [['contracts/[odd].json', 'odd']]],
  [
    'a glob, sorted',
    'contracts/?.json',
    [
      ['contracts/a.json', 'a'],
      ['contracts/b.json', 'b'],
    ],
  ],
  [
    'a glob with alternatives',
    'contracts/{b.json,d.har}',
    [
      ['contracts/b.json', 'b'],
      ['contracts/d.har', 'd'],
    ],
  ],
  [
    'folders within folders, without their own entries and without packages',
    '{contracts,node_modules}/**/[ce]*',
    [['contracts/deep/c.json', 'c']],
  ],
  ['a link that stays in the folder', 'links/in.json', [['links/in.json', 'a']]],
  ['a folder outside that is named outright', '../shared/g*.json', [['../shared/g.json', 'g']]],
  ['nothing', 'contracts/*.yaml', []],
  ['nothing by a path', 'contracts/none.json', []],
])('finds %s', async (_, pattern, files) => {
  expect(await found(pattern)).toEqual(files);
});

test('an absolute glob gives absolute names', async () => {
  expect(await found(join(folder, 'contracts/a*.json'))).toEqual([[`${folder}/contracts/a.json`, 'a']]);
});

test.each([
  ['a link that leads out', 'links/out.json', 'source-forbidden', 'links/out.json'],
  ['a link that leads out, by a glob', 'links/o*.json', 'source-forbidden', 'links/out.json'],
  ['a file behind a link that leads out', 'away/g*.json', 'source-forbidden', 'away/g.json'],
  ['a link that leads out of a folder named outright', '../shared/o*.json', 'source-forbidden', '../shared/out.json'],
  ['a link that leads nowhere', 'links/d*.json', 'source-missing', 'links/dangling.json'],
  ['a folder', 'contracts', 'source-forbidden', 'contracts'],
  ['a pipe', 'links/fifo', 'source-forbidden', 'links/fifo'],
  ['a file that is too large', 'large/*.json', 'too-large', 'large/f.json'],
])('refuses %s, and names it', async (_, pattern, code, place) => {
  const refused = await found(pattern).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Failure);
  expect(refused).toMatchObject({ code, place, message: expect.stringContaining(place) });
});
