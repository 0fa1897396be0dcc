// `check --notify` through the real command line: an issue on GitHub, told once, whatever goes wrong.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { githubStub, type Stub } from '../provider/github/stub.ts';
import { answering, booking, type Provider, provider, type Stage, stage } from './stage.ts';

let vendor: Provider;
let set: Stage;
let github: Stub;
let onRequest: (what: string) => void;

const TOKEN = { GITHUB_TOKEN: 'ghp_SECRET0123456789' };

beforeAll(async () => {
  vendor = await provider(answering(booking()));
});
afterAll(() => vendor?.close());

beforeEach(async () => {
  onRequest = () => {};
  github = await githubStub({
    fault: ({ method, path }) => {
      onRequest(`${method} ${path.replace('/repos/acme/phone/', '')}`);
      return undefined;
    },
  });
  set = stage();
  set.write(
    'driftgate.yaml',
    `apis: { booking: { spec: "${vendor.url}/" } }
notify: [{ github: { repository: acme/phone, baseUrl: "${github.url}" } }]
allowPrivateHosts: [127.0.0.1]
`,
  );
  vendor.answer = answering(booking());
  expect(await set.run(['accept', '--all'])).toMatchObject({ code: 0 });
  vendor.answer = answering(without('/rooms'));
});
afterEach(async () => {
  set.remove();
  await github[Symbol.asyncDispose]();
});

/** The booking API without one of its paths. */
function without(path: string): Record<string, unknown> {
  const { paths, ...rest } = booking();
  return { ...rest, paths: { ...(paths as object), [path]: undefined } };
}

function outbox(): readonly string[] {
  const folder = join(set.folder, '.driftgate', 'outbox');
  return existsSync(folder) ? readdirSync(folder) : [];
}

test('nobody is told unasked', async () => {
  expect(await set.run(['check'])).toMatchObject({ code: 1 });
  expect(github.asked).toEqual([]);
  expect(outbox()).toEqual([]);
});

test('an issue is opened, kept, and closed when the drift is gone', async () => {
  const first = await set.run(['check', '--notify'], { env: TOKEN });
  expect(first).toMatchObject({
    code: 1,
    stderr: 'told: booking: issue 1 is opened, https://github.com/acme/phone/issues/1\n',
  });
  expect(first.stdout).toContain('`GET /rooms`');
  expect(github.issues).toMatchObject([{ title: 'booking: 1 breaking', state: 'open', labels: ['driftgate'] }]);
  expect(await set.run(['check', '--notify'], { env: TOKEN })).toMatchObject({ code: 1, stderr: '' });
  vendor.answer = (_, response) => response.writeHead(503).end();
  expect(await set.run(['check', '--notify'], { env: TOKEN })).toMatchObject({ code: 2 });
  expect(github.issues).toMatchObject([{ state: 'open' }]);
  vendor.answer = answering(booking());
  expect(await set.run(['check', '--notify'], { env: TOKEN })).toMatchObject({
    code: 0,
    stderr: 'told: booking: issue 1 is closed: nothing of it is left, https://github.com/acme/phone/issues/1\n',
  });
  expect(github.issues).toMatchObject([{ title: 'booking: no drift', state: 'closed', reason: 'completed' }]);
  expect(github.problems).toEqual([]);
  expect(outbox()).toEqual([]);
});

test('what cannot be told ends with 2 and its reason, below the report, and is told next time', async () => {
  const { code, stdout, stderr } = await set.run(['check', '--notify']);
  expect(code).toBe(2);
  expect(stdout).toContain('1 breaking');
  expect(stderr).toContain('error: environment variable `GITHUB_TOKEN` is not set');
  expect(outbox()).toHaveLength(1);
  expect(await set.run(['check', '--notify', '--quiet'], { env: TOKEN })).toMatchObject({ code: 1, stderr: '' });
  expect(github.issues).toHaveLength(1);
  expect(outbox()).toEqual([]);
});

test.each(['GET issues', 'POST issues'])('killed at `%s`: the next run tells all, once', async (at) => {
  const { signal } = await set.run(['check', '--notify'], {
    env: TOKEN,
    during: (kill) => {
      onRequest = (what) => {
        if (what === at) kill('SIGKILL');
      };
    },
  });
  expect(signal).toBe('SIGKILL');
  expect(outbox()).toHaveLength(1);
  onRequest = () => {};
  expect(await set.run(['check', '--notify'], { env: TOKEN })).toMatchObject({ code: 1 });
  expect(github.issues).toMatchObject([{ title: 'booking: 1 breaking', state: 'open' }]);
  expect(outbox()).toEqual([]);
});

test('with nobody to tell, nothing is looked at', async () => {
  set.write('driftgate.yaml', 'apis: { booking: { spec: nowhere.yaml } }\n');
  expect(await set.run(['check', '--notify'])).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr:
      'error: `driftgate.yaml` names nobody to tell\n hint: add one under `notify`, such as `- github: { repository: owner/name }`\n',
  });
});
