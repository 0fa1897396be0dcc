// `mode: gate` of the built action on pull requests as GitHub checks them out: what fails them, and what is told where.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { isInContract } from '../provider/github/document.ts';
import { type Fault, githubStub, type Stub } from '../provider/github/stub.ts';
import { INERT, PAYLOADS } from '../render/payloads.ts';
import { ACTION, type ActionStage, actionStage, type Bundle, bundle, type StepEnded } from './action-stage.ts';
import { answering, type Provider, provider, run } from './stage.ts';

/** A vendor's document: a charge has these fields. */
function vendorHas(...fields: readonly string[]) {
  const property = (name: string) => [name, { type: 'string', ...(name === 'note' && { deprecated: true }) }];
  const schema = { type: 'object', required: fields, properties: Object.fromEntries(fields.map(property)) };
  const responses = { 200: { description: 'fine', content: { 'application/json': { schema } } } };
  return { openapi: '3.1.0', info: { title: 'Charges', version: '1' }, paths: { '/charges': { get: { responses } } } };
}

const FIELDS = ['id', 'amount', 'currency', 'note'];

/** A contract of a consumer that reads these fields. */
const reading = (...reads: readonly string[]) =>
  JSON.stringify({ consumer: 'phone-agent', provider: 'charges', operations: [{ call: 'GET /charges', reads }] });

const OUTPUTS = Object.keys(ACTION.outputs)
  .filter((name) => name !== 'pull-requests')
  .sort();

let built: Bundle;
let vendor: Provider;
let set: ActionStage;
let github: Stub;
let fault: (method: string) => Fault | undefined;

beforeAll(() => {
  built = bundle();
}, 60_000);
afterAll(() => built?.remove());

beforeEach(async () => {
  vendor = await provider(answering(vendorHas(...FIELDS)));
  set = actionStage();
  fault = () => undefined;
  github = await githubStub({ fault: ({ method }) => fault(method) });
  set.write(
    'app/driftgate.yaml',
    JSON.stringify({
      apis: { charges: { spec: `${vendor.url}/`, contracts: 'contracts/*' } },
      published: { ours: { spec: 'ours.json' } },
      allowPrivateHosts: ['127.0.0.1'],
    }),
  );
  set.write('app/contracts/phone-agent.yaml', reading('id'));
  set.write('app/ours.json', JSON.stringify(vendorHas('id', 'total')));
  await acceptAll();
  set.commit('Watch charges');
  set.git('push', '-q', 'origin', 'HEAD:main');
});
afterEach(async () => {
  vendor.close();
  set.remove();
  await github[Symbol.asyncDispose]();
  expect(github.asked.filter((each) => !isInContract(each))).toEqual([]);
  expect(github.problems).toEqual([]);
});

async function acceptAll(): Promise<void> {
  expect(await run(join(set.workspace, 'app'), ['accept', '--all'])).toMatchObject({ code: 0 });
}

const reads = (...fields: readonly string[]) => set.write('app/contracts/phone-agent.yaml', reading(...fields));
const drifts = (...fields: readonly string[]) => {
  vendor.answer = answering(vendorHas(...fields));
};

interface Gating {
  readonly given?: Readonly<Record<string, string>>;
  readonly depth?: number;
  readonly branch?: string;
  readonly event?: string;
  readonly ref?: 'merge' | 'head';
  readonly env?: Readonly<Record<string, string>>;
  /** What the head's repository is called, where it is another one. */
  readonly fork?: string;
}

/** Commits what is there to a pull request, and runs the gate on it. */
async function gate({ given, depth = 2, branch = 'change', ref = 'merge', ...rest }: Gating = {}): Promise<StepEnded> {
  set.git('add', '-A');
  set.git('commit', '-q', '--allow-empty', '-m', 'Change');
  const { pull_request } = set.pullRequest(branch);
  const head = { ...pull_request.head, repo: { full_name: rest.fork ?? 'acme/phone' } };
  const workspace = set.checkOut(ref === 'merge' ? 'refs/pull/1/merge' : `refs/heads/${branch}`, depth);
  const payloads: Readonly<Record<string, unknown>> = {
    push: {},
    merge_group: { merge_group: { base_sha: pull_request.base.sha, head_sha: head.sha } },
  };
  const payload = payloads[rest.event ?? ''] ?? { pull_request: { ...pull_request, head } };
  const event = { name: rest.event ?? 'pull_request', payload };
  const step = { mode: 'gate', 'working-directory': 'app', prove: 'false', ...given };
  const ended = await set.step(built.main, {
    workspace,
    with: step,
    event,
    apiUrl: github.url,
    ...(rest.env !== undefined && { env: rest.env }),
  });
  rmSync(workspace, { recursive: true });
  return ended;
}

test.each<{
  readonly name: string;
  readonly change: () => unknown;
  /** The check that fails; none when absent. */
  readonly fails?: string;
  readonly annotates?: RegExp;
  readonly says?: string;
}>([
  { name: 'nothing', change: () => {} },
  {
    name: 'a contract that the baseline does not meet',
    change: () => reads('id', 'colour'),
    fails: 'contracts',
    annotates: /^::error file=app\/contracts\/phone-agent\.yaml,line=\d+,/m,
  },
  { name: 'new use of what is deprecated', change: () => reads('id', 'note'), fails: 'added use' },
  {
    name: 'new use of what the vendor has dropped',
    change: () => {
      reads('id', 'amount');
      drifts('id', 'currency', 'note');
    },
    fails: 'added use',
  },
  {
    name: 'a baseline that moves',
    change: async () => {
      drifts('id', 'currency', 'note');
      await acceptAll();
    },
    fails: 'baselines',
  },
  {
    name: 'a document of ours that drops a field',
    change: () => set.write('app/ours.json', JSON.stringify(vendorHas('id'))),
    fails: 'published',
  },
  { name: 'new use of what is as it was', change: () => reads('id', 'amount') },
  {
    name: 'what the vendor did',
    change: () => drifts('amount'),
    annotates: /^::notice title=Driftgate::vendors drifted/m,
    says: 'This fails no pull request',
  },
  {
    name: 'a vendor that cannot be reached',
    change: () => vendor.close(),
    says: 'it is not known what the vendor has now',
  },
])('$name', async ({ change, fails, annotates = /^/, says = '' }) => {
  await change();
  const ended = await gate();
  expect(ended).toMatchObject(
    fails === undefined ? { code: 0, outputs: { outcome: 'clean' } } : { code: 1, outputs: { outcome: 'drift' } },
  );
  expect(Object.keys(ended.outputs).sort()).toEqual(OUTPUTS);
  expect(ended.summary.match(/^\| ✖ \| (.+?) \|/m)?.[1]).toBe(fails);
  expect(ended.stdout).toMatch(annotates);
  expect(ended.summary).toContain(says);
  expect(github.comments).toHaveLength(fails === undefined ? 0 : 1);
});

test.each<readonly [name: string, how: Gating]>([
  ['its merge, without its parents', { depth: 1 }],
  ['its merge, with all of its history', { depth: 0 }],
  ['its head alone', { ref: 'head', depth: 1 }],
  ['its head, with its history', { ref: 'head', depth: 0 }],
  ['that of a merge queue', { event: 'merge_group', depth: 1 }],
  ['a revision that the workflow names', { given: { base: 'main' }, depth: 1 }],
])('the base is found where the checkout is %s', async (_, how) => {
  reads('id', 'note');
  expect(
    await gate({
      given: { comment: 'false' },
      ...how,
      ...(how.given && { given: { comment: 'false', ...how.given } }),
    }),
  ).toMatchObject({
    code: 1,
    outputs: { outcome: 'drift', 'comment-url': '' },
  });
  expect(github.asked).toEqual([]);
});

test('what came to the base meanwhile is not held against a pull request', async () => {
  set.git('checkout', '-qb', 'meanwhile');
  set.write('app/contracts/crm.yaml', reading('note').replace('phone-agent', 'crm'));
  set.commit('Read the note');
  set.git('push', '-q', 'origin', 'HEAD:main');
  set.git('checkout', '-q', '-');
  expect(await gate()).toMatchObject({ code: 0 });
});

test('one comment is written, kept up to date, and never doubled', async () => {
  reads('id', 'colour');
  const first = await gate();
  expect(first.outputs['comment-url']).toBe('https://github.com/acme/phone/issues/1#issuecomment-1');
  expect(github.comments).toMatchObject([{ issue: 1, body: /contracts/ }]);
  await gate();
  expect(github.asked.filter(({ method }) => method !== 'GET')).toHaveLength(1);

  reads('id');
  expect((await gate()).outputs['comment-url']).toBe(first.outputs['comment-url']);
  expect(github.comments).toMatchObject([{ body: /the gate passes/ }]);
});

test('a comment that a stranger made to look like ours is left alone', async () => {
  reads('id', 'colour');
  await gate();
  const [ours] = github.comments;
  github.say(1, ours?.body ?? '', { login: 'mallory', type: 'User' });
  const foreign = github.comments[1]?.body;
  reads('id', 'colour', 'size');
  await gate();
  expect(github.comments).toHaveLength(2);
  expect(github.comments[0]?.body).toContain('size');
  expect(github.comments[1]?.body).toBe(foreign);
});

test.each<readonly [name: string, how: Gating]>([
  ['a fork, whose token may not write', { fork: 'mallory/phone' }],
  ['a token that may not write', {}],
])('%s: the summary has it all, and says so', async (_, how) => {
  fault = (method) => (method === 'POST' ? '403' : undefined);
  reads('id', 'colour');
  const ended = await gate(how);
  expect(ended).toMatchObject({ code: 1, outputs: { outcome: 'drift', 'comment-url': '' } });
  expect(ended.summary).toContain('the comment on the pull request is not written');
  expect(ended.summary).toContain('colour');
});

test('what `watch` proposes is accepted by merging it, from this repository alone', async () => {
  drifts('id', 'currency', 'note');
  await acceptAll();
  const branch = 'driftgate/baseline/charges';
  expect(await gate({ branch })).toMatchObject({ code: 0, outputs: { outcome: 'clean' } });
  expect(await gate({ branch, fork: 'mallory/phone' })).toMatchObject({ code: 1 });
});

test.each<readonly [name: string, how: Gating, says: string]>([
  ['an event that knows no base', { event: 'push' }, 'pull_request'],
  ['an event with secrets for strangers', { event: 'pull_request_target' }, '`pull_request_target` gives secrets'],
  ['a base that is nowhere', { given: { base: 'nowhere' } }, 'fetch-depth: 2'],
  ['a base that is an option', { given: { base: '--upload-pack=touch pwned' } }, 'is not in this checkout'],
  ['an input that is not known', { given: { 'fail-onn': 'any' } }, 'did you mean `fail-on`?'],
  ['a value that is not known', { given: { mode: 'gaet' } }, 'did you mean `gate`?'],
  ['a flag that is none', { given: { comment: 'yes' } }, '`true`'],
  ['no configuration', { given: { config: 'nowhere.yaml' } }, '`app/nowhere.yaml` cannot be read'],
])('%s: it could not look, and says what to do', async (_, how, says) => {
  const ended = await gate(how);
  expect(ended).toMatchObject({ code: 2, outputs: { outcome: 'unknown' } });
  expect(ended.stdout).toMatch(/^::error title=Driftgate::/m);
  for (const told of [ended.stdout, ended.summary.replaceAll('&#8203;', '')]) expect(told).toContain(says);
});

test('a configuration of the pull request finds no token in its environment', async () => {
  set.write('app/contracts/phone-agent.yaml', reading('id'));
  const seen: unknown[] = [];
  vendor.answer = (request, response) => {
    seen.push(request.headers['x-token']);
    answering(vendorHas(...FIELDS))(request, response);
  };
  for (const variable of ['INPUT_TOKEN', 'GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN']) {
    set.write(
      'app/driftgate.yaml',
      JSON.stringify({
        apis: {
          charges: {
            spec: `${vendor.url}/`,
            contracts: 'contracts/*.yaml',
            headers: { 'x-token': `\${env:${variable}}` },
          },
        },
        allowPrivateHosts: ['127.0.0.1'],
      }),
    );
    expect(await gate({ env: { ACTIONS_RUNTIME_TOKEN: 'runtime' } })).toMatchObject({ code: 0 });
  }
  expect(seen).toEqual([]);
});

test('where nothing is checked out, that is what is said', async () => {
  const event = { name: 'pull_request', payload: {} };
  const step = { with: { mode: 'gate' }, event, apiUrl: github.url, workspace: set.empty() };
  const ended = await set.step(built.main, step);
  expect(ended).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/nothing is checked out .*actions\/checkout@v5/),
  });
});

test('what a hostile author of a pull request writes acts nowhere', async () => {
  const text = Object.values(PAYLOADS).join(' ');
  const pact = {
    consumer: { name: text },
    provider: { name: 'charges' },
    interactions: Object.values(PAYLOADS).map((each) => ({
      description: each,
      request: { method: 'GET', path: '/charges' },
      response: {
        status: 200,
        headers: { 'Content-Type': 'application/json' },
        body: { id: '1', [each]: 'x', note: each },
      },
    })),
    metadata: { pactSpecification: { version: '3.0.0' } },
  };
  set.write('app/contracts/pact.json', JSON.stringify(pact));
  const { code, stdout, summary } = await gate();
  expect(code).toBe(1);
  const [, log = '', commands = ''] =
    /^::stop-commands::(?:\S+)\n([\s\S]*)\n::[\da-f-]{36}::\n([\s\S]*)$/m.exec(stdout) ?? [];
  expect([log, commands]).toEqual([expect.stringContaining('the gate fails'), expect.stringContaining('::error ')]);
  INERT.text?.(log);
  INERT.annotations?.(commands);
  INERT.markdown?.(summary);
  expect(github.comments).toHaveLength(1);
  INERT.markdown?.((github.comments[0]?.body ?? '').replace(/\n\[All of it is in [\s\S]*$/, ''));
});
