// A release in a real repository: the tags have the bundle, the branch has not, and nothing is released twice.

import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type ActionStage, actionStage } from './action-stage.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/tag-release.sh');

let set: ActionStage;

beforeEach(() => {
  set = actionStage();
  set.write('.gitignore', 'dist/\n');
  set.write('package.json', '{ "version": "1.2.3" }');
  mkdirSync(join(set.workspace, 'scripts'));
  copyFileSync(SCRIPT, join(set.workspace, 'scripts/tag-release.sh'));
  set.commit('Prepare');
  set.git('push', '-q', 'origin', 'HEAD:main');
  set.write('dist/action/index.js', 'run();\n');
});
afterEach(() => set.remove());

function release(version: string) {
  const { status, stderr } = spawnSync('bash', ['scripts/tag-release.sh', version], {
    cwd: set.workspace,
    encoding: 'utf8',
  });
  return { status, stderr };
}

/** The files of a ref of the remote repository. */
function filesAt(ref: string): readonly string[] {
  return execFileSync('git', ['ls-tree', '-r', '--name-only', ref], { cwd: set.origin, encoding: 'utf8' })
    .trim()
    .split('\n');
}

test('both tags have the bundle, and the next release moves the short one', () => {
  expect(release('1.2.3')).toEqual({ status: 0, stderr: '' });
  for (const tag of ['v1.2.3', 'v1']) expect(filesAt(tag)).toContain('dist/action/index.js');
  expect(filesAt('main')).not.toContain('dist/action/index.js');

  set.git('checkout', '-q', 'origin/main');
  set.write('package.json', '{ "version": "1.3.0" }');
  set.commit('Prepare again');
  set.write('dist/action/index.js', 'run(2);\n');
  expect(release('1.3.0')).toEqual({ status: 0, stderr: '' });
  const [old, moved, fresh] = ['v1.2.3', 'v1', 'v1.3.0'].map((tag) =>
    execFileSync('git', ['rev-parse', tag], { cwd: set.origin, encoding: 'utf8' }),
  );
  expect(moved).toBe(fresh);
  expect(moved).not.toBe(old);
});

test.each([
  ['no version', '', 'is no version'],
  ['a version that acts', '1.2.3; touch pwned', 'is no version'],
  ['another version', '1.2.4', 'package.json has another version'],
])('%s is refused', (_, version, says) => {
  expect(release(version)).toEqual({ status: 2, stderr: expect.stringContaining(says) });
});

test('what is released is not released again', () => {
  release('1.2.3');
  set.git('checkout', '-q', 'origin/main');
  set.write('dist/action/index.js', 'run(3);\n');
  expect(release('1.2.3')).toEqual({ status: 2, stderr: expect.stringContaining('released already') });
});
