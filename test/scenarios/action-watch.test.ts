// `mode: watch` of the built action: people are told, and a pull request moves the baseline, until nothing drifts.

import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { BOOKING_FLOW, BOOKING_SPEC, bookingApi } from '../provider/booking.ts';
import { githubStub, type Stub } from '../provider/github/stub.ts';
import { INERT, PAYLOADS } from '../render/payloads.ts';
import { ACTION, type ActionStage, actionStage, type Bundle, bundle, type StepEnded } from './action-stage.ts';
import { answering, booking, type Provider, provider, run } from './stage.ts';

let built: Bundle;
let vendor: Provider;
let set: ActionStage;
let github: Stub;

beforeAll(() => {
  built = bundle();
}, 60_000);
afterAll(() => built?.remove());

beforeEach(async () => {
  vendor = await provider(answering(booking()));
  set = actionStage();
  github = await githubStub({ repository: set.origin });
  set.write(
    'driftgate.yaml',
    JSON.stringify({
      apis: { booking: { spec: `${vendor.url}/` } },
      notify: [{ github: { repository: 'acme/phone', baseUrl: github.url } }],
      allowPrivateHosts: ['127.0.0.1'],
    }),
  );
  set.write('.gitignore', '.driftgate/\n');
  expect(await run(set.workspace, ['accept', '--all'])).toMatchObject({ code: 0 });
  set.commit('Watch the booking API');
  set.git('push', '-q', 'origin', 'HEAD:main');
});
afterEach(async () => {
  vendor.close();
  set.remove();
  await github[Symbol.asyncDispose]();
  expect(github.problems).toEqual([]);
});

const QUIETLY = { notify: 'false', 'baseline-pull-requests': 'false' };

function watch(given: Readonly<Record<string, string>> = {}, branch = 'main'): Promise<StepEnded> {
  const event = { name: 'workflow_dispatch', payload: { repository: { default_branch: 'main' } } };
  const env = { GITHUB_REF_NAME: branch };
  return set.step(built.main, { with: { mode: 'watch', ...given }, event, apiUrl: github.url, env });
}

/** The booking API without some of its paths. */
function without(...gone: readonly string[]) {
  const { paths, ...rest } = booking();
  return { ...rest, paths: { ...(paths as object), ...Object.fromEntries(gone.map((path) => [path, undefined])) } };
}

test('nothing drifted: nobody is told, and nothing is proposed', async () => {
  const ended = await watch();
  expect(ended).toMatchObject({ code: 0, outputs: { outcome: 'clean', breaking: '0', 'pull-requests': '' } });
  expect(Object.keys(ended.outputs).sort()).toEqual(
    Object.keys(ACTION.outputs)
      .filter((name) => name !== 'comment-url')
      .sort(),
  );
  expect(ended.summary).toContain('booking');
  expect([github.issues, github.repository?.pullRequests]).toEqual([[], []]);
});

test('drift is told once, and a pull request for its baseline is opened, brought up to date, and merged', async () => {
  vendor.answer = answering(without('/rooms'));
  const first = await watch();
  expect(first).toMatchObject({
    code: 1,
    outputs: {
      outcome: 'drift',
      breaking: '1',
      acknowledged: '0',
      'pull-requests': 'https://github.com/acme/phone/pull/2',
    },
  });
  expect(github.issues).toMatchObject([{ title: 'booking: 1 breaking', state: 'open' }]);
  expect(github.repository?.pullRequests).toMatchObject([{ state: 'open', title: 'Baseline of booking: 1 breaking' }]);
  expect(first.stdout).toMatch(/^::error file=.+line=\d+,title=booking%3A breaking::/m);
  expect(first.summary).toContain('pull request 2 moves the baseline, [see it](https://github.com/acme/phone/pull/2)');

  expect(await watch()).toMatchObject({ code: 1, outputs: { 'pull-requests': '' } });
  vendor.answer = answering(without('/rooms', '/guests'));
  expect(await watch()).toMatchObject({ outputs: { breaking: '2', 'pull-requests': /pull\/2$/ } });
  expect(github.repository?.pullRequests).toHaveLength(1);

  github.repository?.merge(2);
  set.git('pull', '-q', 'origin', 'main');
  expect(await watch()).toMatchObject({ code: 0, outputs: { outcome: 'clean' } });
  expect(github.issues).toMatchObject([{ state: 'closed' }]);
});

test('a pull request is closed when nothing drifts any more', async () => {
  vendor.answer = answering(without('/rooms'));
  await watch();
  vendor.answer = answering(booking());
  expect(await watch()).toMatchObject({ code: 0 });
  expect(github.repository?.pullRequests).toMatchObject([{ state: 'closed', mergedAt: null }]);
});

test('nothing is proposed from a branch that baselines are not kept on', async () => {
  vendor.answer = answering(without('/rooms'));
  const ended = await watch({ notify: 'false' }, 'feature');
  expect(ended).toMatchObject({ code: 1, outputs: { 'pull-requests': '' } });
  expect(ended.stdout).toMatch(/^::notice title=Driftgate::no baseline is proposed: this run is of `feature`/m);
  expect(github.asked).toEqual([]);
});

test('what is switched off is left alone', async () => {
  vendor.answer = answering(without('/rooms'));
  expect(await watch(QUIETLY)).toMatchObject({ code: 1 });
  expect(github.asked).toEqual([]);
});

test('a vendor that cannot be reached is unknown, and takes nothing back', async () => {
  vendor.answer = answering(without('/rooms'));
  await watch();
  vendor.answer = (_, response) => response.writeHead(503).end();
  const ended = await watch();
  expect(ended).toMatchObject({ code: 2, outputs: { outcome: 'unknown' } });
  expect(ended.stdout).toMatch(/^::error .*title=booking%3A could not look::/m);
  expect(github.issues).toMatchObject([{ state: 'open' }]);
  expect(github.repository?.pullRequests).toMatchObject([{ state: 'open' }]);
});

test.each<readonly [name: string, given: Readonly<Record<string, string>>, says: string]>([
  ['a token that may write nothing', { token: '' }, '`GITHUB_TOKEN`'],
  ['an outbox that cannot be written', { 'baseline-pull-requests': 'false' }, 'outbox'],
])('%s: the report is there all the same, and the step says why it fails', async (_, given, says) => {
  if (says === 'outbox') set.write('.driftgate/outbox', 'no folder');
  vendor.answer = answering(without('/rooms'));
  const ended = await watch(given);
  expect(ended).toMatchObject({ code: 2, outputs: { outcome: 'unknown', breaking: '1' } });
  expect(ended.summary).toContain(says);
  expect(ended.summary).toContain('1 breaking');
});

test('the report is written to files, where the workflow names some', async () => {
  vendor.answer = answering(without('/rooms'));
  const { outputs } = await watch({ 'sarif-file': 'drift.sarif', ...QUIETLY });
  expect(outputs.sarif).toBe(`${set.workspace}/drift.sarif`);
  for (const name of ['report', 'html', 'sarif']) expect(existsSync(outputs[name] ?? '')).toBe(true);
  expect(JSON.parse(readFileSync(outputs.report ?? '', 'utf8'))).toMatchObject({ outcome: 'drift' });
});

test('the token is masked before anything else is said, and told to nobody', async () => {
  vendor.answer = answering(without('/rooms'));
  const { stdout, stderr, summary, outputs } = await watch({ token: 'ghs_SECRET0123456789' });
  expect(stdout.startsWith('::add-mask::ghs_SECRET0123456789\n')).toBe(true);
  const rest = [stdout.slice('::add-mask::ghs_SECRET0123456789'.length), stderr, summary, JSON.stringify(outputs)];
  expect(rest.join()).not.toContain('SECRET');
});

test('what a hostile vendor writes acts nowhere', async () => {
  const texts = Object.values(PAYLOADS);
  const hostile = (version: string, gone: boolean) => ({
    ...booking(
      {
        ...Object.fromEntries(
          texts.map((text, at) => [
            `/kept-${at}/${gone ? '' : text}`,
            {
              get: { responses: { 200: { description: text } } },
            },
          ]),
        ),
      },
      version,
    ),
  });
  vendor.answer = answering(hostile(texts[0] ?? '', false));
  await run(set.workspace, ['accept', '--all']);
  vendor.answer = answering(hostile(texts.join('\n'), true));
  const { code, stdout, stderr, summary, outputs } = await watch(QUIETLY);
  expect(code).toBe(1);
  expect(Number(outputs.breaking)).toBeGreaterThan(9);

  const [, masks = '', token = '', text = '', commands = ''] =
    /^((?:::add-mask::.*\n)*)::stop-commands::(\S+)\n([\s\S]*)\n::\2::\n([\s\S]*)$/.exec(stdout) ?? [];
  expect([masks, token]).toEqual(['::add-mask::ghs_SECRET0123456789\n', expect.stringMatching(/^[\da-f-]{36}$/)]);
  INERT.text?.(text);
  INERT.annotations?.(commands);
  INERT.text?.(stderr);
  INERT.markdown?.(summary);
  INERT.html?.(readFileSync(outputs.html ?? '', 'utf8'));
  INERT.sarif?.(readFileSync(outputs.sarif ?? '', 'utf8'));
  INERT.json?.(readFileSync(outputs.report ?? '', 'utf8'));
});

test.each([
  ['is clean where the package that runs them is installed', true, { code: 0, outputs: { outcome: 'clean' } }],
  ['is unknown where it is not', false, { code: 2, outputs: { outcome: 'unknown' } }],
])('a vendor with flows %s', async (_, installed, expected) => {
  const api = await bookingApi();
  set.write('spec.json', JSON.stringify(BOOKING_SPEC));
  set.write('flows/book.arazzo.yaml', BOOKING_FLOW);
  const booking = { spec: 'spec.json', flows: 'flows/*', sandbox: { url: `${api.url}/v1` } };
  set.write('driftgate.yaml', JSON.stringify({ apis: { booking }, allowPrivateHosts: ['127.0.0.1'] }));
  expect(await run(set.workspace, ['accept', '--all'])).toMatchObject({ code: 0 });
  if (installed) symlinkSync(join(import.meta.dirname, '../../node_modules'), join(set.workspace, 'node_modules'));
  const ended = await watch({ flows: 'true', ...QUIETLY });
  api.close();
  expect(ended).toMatchObject(expected);
  expect(ended.summary.includes('npm install --save-dev @redocly/respect-core')).toBe(!installed);
});
