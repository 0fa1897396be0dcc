// What the README shows is what happens: its commands are run, its files are read, its links are followed.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { loadConfig } from '../src/config/load.ts';

const ROOT = join(import.meta.dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const CUT = '[…]';

// `npx` and `npm` would look for packages first; what they run at last is this.
const SHELL = `
npx() { shift; "${process.execPath}" "${join(ROOT, 'src/cli/main.ts')}" "$@"; }
npm() { "${process.execPath}" "${join(ROOT, 'scripts/start.mjs')}"; }
`;

/** A command of a console block, the lines that the block shows of its output, and its exit code. */
interface Step {
  readonly command: string;
  readonly lines: readonly string[];
  readonly code: number;
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-qm', 'examples'],
  ]) {
    expect(spawnSync('git', args, { cwd: folder, encoding: 'utf8' })).toMatchObject({ status: 0 });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function blocks(language: string): readonly string[] {
  return [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, tag]) => tag === language)
    .map(([, , text = '']) => text);
}

/** `$ command`, then its output; `$ echo $?` and its output give the exit code, which is 0 otherwise. */
function steps(block: string): readonly Step[] {
  const found: Step[] = [];
  // Only what a person would type in the folder; `$ driftgate` is part of what `npm start` prints.
  for (const part of block.split(/^\$ (?!driftgate )/m).slice(1)) {
    const [command = '', ...lines] = part.trimEnd().split('\n');
    const last = found.at(-1);
    if (command === 'echo $?' && last !== undefined) found[found.length - 1] = { ...last, code: Number(lines[0]) };
    else found.push({ command, lines: lines.filter((line) => line !== CUT && line !== ''), code: 0 });
  }
  return found;
}

/** Without the day of a baseline, which is another on each run. */
function timeless(line: string): string {
  return line.replaceAll(/\(\d{4}-\d\d-\d\d\)/g, '(DAY)').trimEnd();
}

const STEPS = blocks('console').flatMap(steps);

test('there is something to run', () => {
  expect(STEPS.map(({ command }) => command)).toEqual(
    expect.arrayContaining(['npm start', 'npx driftgate accept --all', 'npx driftgate check']),
  );
});

// In the order of the README and in one folder, as a reader would type them.
test.each(STEPS)('$command', ({ command, lines, code }) => {
  const { PATH = '', HOME = '' } = process.env;
  const run = spawnSync('bash', ['-c', `${SHELL}${command}`], { cwd: folder, env: { PATH, HOME }, encoding: 'utf8' });
  const output = run.stdout.split('\n').map(timeless);
  let at = 0;
  for (const line of lines.map(timeless)) {
    const found = output.indexOf(line, at);
    expect({ line, output: found < 0 ? run.stdout : line }).toEqual({ line, output: line });
    at = found + 1;
  }
  expect({ code: run.status, stderr: run.stderr }).toEqual({ code, stderr: '' });
});

test('the configuration is valid, and every key in it is used', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# driftgate.yaml\n'));
  const { apis, idle } = loadConfig(text, 'README.md');
  expect(Object.keys(apis)).toEqual(['slotwise', 'crm', 'billing']);
  expect(idle).toEqual([]);
});

test('the workflow runs the command that it is about', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# .github/workflows/'));
  const workflow = JSON.stringify(load(text));
  expect(workflow).toContain('"run":"npx driftgate check --format markdown --output drift.md"');
});

test('the configuration with flows is read as it stands', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# driftgate.yaml, with flows\n'));
  expect(loadConfig(text, 'README.md').apis.slotwise?.flows).toEqual(['flows/*.arazzo.yaml']);
});

test('who is told is valid, and all of it is used', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# driftgate.yaml, with somebody to tell\n'));
  const { notify, idle } = loadConfig(text, 'README.md');
  expect(notify).toMatchObject([
    { github: { repository: 'acme/phone', owners: { 'slot*': ['bob', 'acme/payments'] } } },
  ]);
  expect(idle).toEqual([]);
});

test('the configuration of who is told is valid', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# driftgate.yaml, with people to tell\n'));
  const { notify, idle } = loadConfig(text, 'README.md');
  expect(notify.flatMap((entry) => Object.keys(entry))).toEqual(['email', 'webhook', 'webhook', 'feed']);
  expect(idle).toEqual([]);
});

test('the configuration with samples is read as it stands', () => {
  const [text = ''] = blocks('yaml').filter((block) => block.startsWith('# driftgate.yaml, with samples\n'));
  expect(loadConfig(text, 'README.md').apis.slotwise?.samples.map(({ name }) => name)).toEqual(['booking', 'book']);
});

test.each(blocks('yaml').map((text) => [text.split('\n')[0] ?? '', text]))(
  'the YAML of `%s` is valid',
  (head, text) => {
    expect(head).toMatch(/^# (driftgate\.yaml|\.github\/workflows\/)/);
    if (head.startsWith('# driftgate.yaml')) expect(loadConfig(text, 'README.md').idle).toEqual([]);
  },
);

test('each dependency has its line, and no other package has one', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [, section = ''] = README.split('\n## Dependencies\n');
  const [table = ''] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)]);
});

test.each(['README.md', 'CONTRIBUTING.md'])('every link of %s leads somewhere', (file) => {
  const links = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = '']) => to);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter((to) => !/^https?:/.test(to) && !existsSync(join(ROOT, to)))).toEqual([]);
});
