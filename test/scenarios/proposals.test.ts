// Pull requests that move baselines, on a GitHub whose repository is a real bare one: proposed, kept true, merged, turned down.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { githubClient } from '../../src/adapters/github/client.ts';
import { baselineDraft } from '../../src/adapters/proposals/draft.ts';
import { githubProposals, proposalBranch } from '../../src/adapters/proposals/github.ts';
import { remembering } from '../../src/adapters/sources/remembering.ts';
import { loadConfig } from '../../src/config/load.ts';
import { accept } from '../../src/tasks/accept.ts';
import { check } from '../../src/tasks/check.ts';
import { propose } from '../../src/tasks/propose.ts';
import { wire } from '../../src/wire/wire.ts';
import { type Asked, isInContract } from '../provider/github/document.ts';
import { type Fault, githubStub, type Stub } from '../provider/github/stub.ts';
import { answering, type Provider, provider, run } from './stage.ts';

const FIELDS = ['id', 'amount', 'currency', 'status', 'note'];

/** A vendor's document: a version is the fields that a charge has. */
const documentOf = (fields: readonly string[]) => ({
  openapi: '3.1.0',
  info: { title: 'Charges', version: String(fields.length) },
  paths: {
    '/charges': {
      get: {
        responses: {
          200: {
            description: 'fine',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: fields,
                  properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
                },
              },
            },
          },
        },
      },
    },
  },
});

let folder = '';
let work = '';
let vendor: Provider;
let github: Stub;
let fault: (asked: Asked) => Fault | undefined = () => undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-proposals-'));
  work = join(folder, 'work', 'app');
  vendor = await provider(answering(documentOf(FIELDS)));
  fault = () => undefined;
  git(folder, 'init', '-q', '--bare', '-b', 'main', 'origin.git');
  git(folder, 'clone', '-q', 'origin.git', 'work');
  github = await githubStub({ repository: join(folder, 'origin.git'), fault: (asked) => fault(asked) });
  execFileSync('mkdir', ['-p', work]);
  writeFileSync(
    join(work, 'driftgate.yaml'),
    JSON.stringify({
      apis: { charges: { spec: `${vendor.url}/openapi.json` } },
      allowPrivateHosts: ['127.0.0.1'],
      propose: { repository: 'acme/phone', baseUrl: github.url },
    }),
  );
  await takeBaseline();
  commit('Watch charges');
});

afterEach(async () => {
  vendor.close();
  await github[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function git(cwd: string, ...args: readonly string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function commit(message: string): void {
  git(work, 'add', '-A');
  git(work, 'commit', '-qm', message);
  git(work, 'push', '-q', 'origin', 'HEAD:main');
}

function world() {
  const config = loadConfig(readFileSync(join(work, 'driftgate.yaml'), 'utf8'), 'driftgate.yaml');
  return { config, outside: wire(config, { folder: work, env: {} }) };
}

async function takeBaseline(): Promise<void> {
  const { config, outside } = world();
  await accept({ config, apis: [], shrunk: false }, outside);
}

const vendorHas = (...fields: readonly string[]) => {
  vendor.answer = answering(documentOf(fields));
};

/** A run on what is on the main branch now: what was done, or why it could not be. */
async function look(): Promise<readonly string[]> {
  git(work, 'pull', '-q', 'origin', 'main');
  const { config, outside: live } = world();
  const outside = { ...live, sources: live.sources.map(remembering) };
  const report = await check({ config, apis: [], strictness: {}, prove: false }, outside, async () => {});
  const client = githubClient({
    repository: 'acme/phone',
    token: 'token',
    baseUrl: github.url,
    writeInterval: 0,
    pace: { sleep: async () => {} },
  });
  const { lines, failures } = await propose(report, config, outside, {
    proposals: githubProposals({ github: async () => client, sleep: async () => {} }),
    draft: (api) => baselineDraft(api, join(work, 'snapshots'), 'app/snapshots'),
  });
  return [...lines, ...failures.map(({ code }) => code)].map((line) => line.replace(/, https:.*/, ''));
}

const pulls = () => github.repository?.pullRequests ?? [];
const states = () => pulls().map(({ state, mergedAt }) => (mergedAt === null ? state : 'merged'));
const writes = () => github.asked.filter(({ method }) => method !== 'GET').length;
/** The fields of the baseline on a branch of the far side. */
function baselineOn(branch: string): readonly string[] {
  const text = git(join(folder, 'origin.git'), 'show', `${branch}:app/snapshots/charges/spec.json`);
  const [media] = Object.values(JSON.parse(text).paths['/charges'].get.responses['200'].content) as [
    { schema: { properties: object } },
  ];
  return Object.keys(media.schema.properties).toSorted();
}
const BRANCH = proposalBranch('charges');

const steps: Readonly<Record<string, () => unknown>> = {
  look: () => look(),
  'the note is gone': () => vendorHas('id', 'amount', 'currency', 'status'),
  'the status is gone, too': () => vendorHas('id', 'amount', 'currency'),
  'nothing is gone': () => vendorHas(...FIELDS),
  'somebody merges': () => github.repository?.merge(pulls().at(-1)?.number ?? 0),
  'somebody closes': () => github.repository?.close(pulls().at(-1)?.number ?? 0),
  'somebody accepts by hand': async () => {
    git(work, 'pull', '-q', 'origin', 'main');
    await takeBaseline();
    commit('Accept charges');
  },
  'somebody commits elsewhere': () => {
    writeFileSync(join(work, 'other.txt'), String(Math.random()));
    commit('Other work');
  },
  'somebody commits on the branch': () => {
    git(work, 'fetch', '-q', 'origin');
    git(work, 'checkout', '-q', '-B', 'mine', `origin/${BRANCH}`);
    writeFileSync(join(work, 'mine.txt'), 'mine');
    git(work, 'add', '-A');
    git(work, 'commit', '-qm', 'Adapt');
    git(work, 'push', '-q', 'origin', `HEAD:${BRANCH}`);
    git(work, 'checkout', '-q', '-');
  },
  'the vendor is down': () => {
    vendor.answer = (_request, response) => response.writeHead(503).end();
  },
};

test.each<{
  readonly name: string;
  readonly steps: readonly string[];
  /** What the last look did. */
  readonly does: readonly string[];
  readonly states: readonly string[];
  readonly on?: Readonly<Record<string, readonly string[]>>;
}>([
  { name: 'no drift', steps: ['look'], does: [], states: [] },
  {
    name: 'drift',
    steps: ['the note is gone', 'look'],
    does: ['charges: pull request 1 moves the baseline'],
    states: ['open'],
    on: { [BRANCH]: ['amount', 'currency', 'id', 'status'], main: FIELDS.toSorted() },
  },
  { name: 'the same drift', steps: ['the note is gone', 'look', 'look'], does: [], states: ['open'] },
  {
    name: 'further drift',
    steps: ['the note is gone', 'look', 'the status is gone, too', 'look'],
    does: ['charges: pull request 1 is brought up to date'],
    states: ['open'],
    on: { [BRANCH]: ['amount', 'currency', 'id'] },
  },
  {
    name: 'merged',
    steps: ['the note is gone', 'look', 'somebody merges', 'look'],
    does: [],
    states: ['merged'],
    on: { main: ['amount', 'currency', 'id', 'status'] },
  },
  {
    name: 'drift after the merge',
    steps: ['the note is gone', 'look', 'somebody merges', 'the status is gone, too', 'look'],
    does: ['charges: pull request 2 moves the baseline'],
    states: ['merged', 'open'],
    on: { [BRANCH]: ['amount', 'currency', 'id'] },
  },
  {
    name: 'merged after other work',
    steps: ['the note is gone', 'look', 'somebody commits elsewhere', 'look', 'somebody merges', 'look'],
    does: [],
    states: ['merged'],
    on: { main: ['amount', 'currency', 'id', 'status'] },
  },
  {
    name: 'the drift is gone',
    steps: ['the note is gone', 'look', 'nothing is gone', 'look'],
    does: ['charges: pull request 1 is closed: the baseline needs no move any more'],
    states: ['closed'],
  },
  {
    name: 'the drift is back',
    steps: ['the note is gone', 'look', 'nothing is gone', 'look', 'the note is gone', 'look'],
    does: ['charges: pull request 2 moves the baseline'],
    states: ['closed', 'open'],
  },
  {
    name: 'accepted by hand',
    steps: ['the note is gone', 'look', 'somebody accepts by hand', 'look'],
    does: ['charges: pull request 1 is closed: the baseline needs no move any more'],
    states: ['closed'],
  },
  {
    name: 'the baseline moved under it',
    steps: [
      'the note is gone',
      'look',
      'somebody accepts by hand',
      'the status is gone, too',
      'look',
      'somebody merges',
      'look',
    ],
    does: [],
    states: ['merged'],
    on: { main: ['amount', 'currency', 'id'] },
  },
  {
    name: 'turned down',
    steps: ['the note is gone', 'look', 'somebody closes', 'look'],
    does: ['charges: pull request 1 was closed, and the same is not proposed again'],
    states: ['closed'],
  },
  {
    name: 'turned down, and further drift',
    steps: ['the note is gone', 'look', 'somebody closes', 'the status is gone, too', 'look'],
    does: ['charges: pull request 2 moves the baseline'],
    states: ['closed', 'open'],
  },
  {
    name: 'a commit of somebody else on the branch',
    steps: ['the note is gone', 'look', 'somebody commits on the branch', 'the status is gone, too', 'look'],
    does: [`charges: branch \`${BRANCH}\` has commits of somebody else, and is left as it is`],
    states: ['open'],
    on: { [BRANCH]: ['amount', 'currency', 'id', 'status'] },
  },
  {
    name: 'nothing is known',
    steps: ['the note is gone', 'look', 'the vendor is down', 'look'],
    does: [],
    states: ['open'],
    on: { [BRANCH]: ['amount', 'currency', 'id', 'status'] },
  },
])('$name', async ({ steps: names, does, states: expected, on = {} }) => {
  let did: unknown;
  for (const name of names) did = await steps[name]?.();
  expect(did).toEqual(does);
  expect(states()).toEqual(expected);
  for (const [branch, fields] of Object.entries(on)) expect(baselineOn(branch)).toEqual(fields);
  expect(github.problems).toEqual([]);
  expect(github.asked.filter((each) => !isInContract(each))).toEqual([]);
  const before = writes();
  const again = await look();
  expect({
    writes: writes() - before,
    again: again.filter((line) => / moves | is (?!not proposed)/.test(line)),
  }).toEqual({
    writes: 0,
    again: does.filter((line) => line.includes('left as it is')),
  });
});

const FAULTS: readonly Fault[] = ['502', '502 done', 'dropped', 'dropped done', '429', 'secondary limit'];

test.each(FAULTS)('whichever write goes wrong by `%s`, one pull request stands in the end', async (kind) => {
  for (let wrong = 1; wrong <= 4; wrong += 1) {
    vendorHas(...['id', 'amount', 'currency', 'status'].slice(0, 4 - (wrong % 2)));
    let seen = 0;
    fault = ({ method }) => {
      if (method === 'GET') return undefined;
      seen += 1;
      return seen === wrong ? kind : undefined;
    };
    await look();
    fault = () => undefined;
    await look();
    expect(states()).toEqual(['open']);
    expect(baselineOn(BRANCH)).toHaveLength(4 - (wrong % 2));
  }
});

test('two runs at once leave one pull request', async () => {
  vendorHas('id', 'amount');
  await Promise.all([look(), look()]);
  await look();
  expect(states()).toEqual(['open']);
  expect(baselineOn(BRANCH)).toEqual(['amount', 'id']);
});

test('a pull request from the branch without our marker is left alone', async () => {
  vendorHas('id', 'amount');
  await look();
  const [pull] = pulls();
  if (pull !== undefined) pull.body = 'Mine now.';
  vendorHas(...FIELDS);
  expect(await look()).toEqual([]);
  expect(pulls().map(({ body, state }) => [body, state])).toEqual([['Mine now.', 'open']]);
});

test('by the command line, from a folder of the repository, with a text in which nothing of the document acts', async () => {
  const evil = '@everyone Closes #1 <!-- driftgate {"proposal":"other","key":"1"} --> ![x](https://evil.example/x.png)';
  vendor.answer = answering({ ...documentOf(['id']), info: { title: 'Charges', version: evil } });
  const env = { GITHUB_TOKEN: 'token' };
  const { stderr, code } = await run(work, ['check', '--propose'], { env });
  expect({ code, told: stderr.match(/proposed: .*/)?.[0] }).toEqual({
    code: 1,
    told: 'proposed: charges: pull request 1 moves the baseline, https://github.com/acme/phone/pull/1',
  });
  const [pull] = pulls();
  expect(pull?.title).toBe('Baseline of charges: 4 breaking');
  expect(pull?.body).toContain('property `note` is gone');
  // In code nothing acts.
  expect(pull?.body.replaceAll(/`[^`\n]*`/g, '')).not.toMatch(/@everyone|Closes #1|!\[x\]\(https/);
  expect(pull?.body.length).toBeLessThan(65_536);
  expect(baselineOn(BRANCH)).toEqual(['id']);
});
