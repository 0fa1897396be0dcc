// The sandbox of an API in the configuration: what is filled in, and what is wrong with its line and mend.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { callOf } from '../../src/config/sandbox.ts';
import { Failure } from '../../src/model/failure.ts';

const load = (sandbox: string) =>
  loadConfig(
    `credentials: { s: { bearer: "\${env:S}" } }\napis:\n  a:\n    spec: a.yaml\n    sandbox: ${sandbox}`,
    'driftgate.yaml',
  ).apis.a?.sandbox;

function failure(sandbox: string): Failure {
  try {
    load(sandbox);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`it loaded: ${sandbox}`);
}

test('what is left out is filled in', () => {
  expect(load('{ url: "https://s.test/v1" }')).toEqual({
    url: 'https://s.test/v1',
    states: {},
    unknownStates: 'run',
    seconds: 60,
  });
});

test('states are calls by method and path, with or without a body', () => {
  const states =
    '{ order 7 exists: { post: /test, body: { a: [1, null] } }, constructor: { delete: "https://s.test/x" } }';
  const sandbox = load(
    `{ url: "https://s.test", credential: s, stateUrl: /_pact, unknownStates: skip, states: ${states} }`,
  );
  expect(sandbox).toMatchObject({ credential: 's', stateUrl: '/_pact', unknownStates: 'skip' });
  expect(Object.entries(sandbox?.states ?? {}).map(([state, change]) => [state, callOf(change), change.body])).toEqual([
    ['order 7 exists', { method: 'POST', path: '/test' }, { a: [1, null] }],
    ['constructor', { method: 'DELETE', path: 'https://s.test/x' }, undefined],
  ]);
});

describe('what is wrong is named with its key and the mend', () => {
  test.each([
    ['no URL', '{}', 'url', 'add it'],
    ['a URL that is none', '{ url: nope }', 'url', '`https://`'],
    ['a URL of a file', '{ url: "file:///etc/passwd" }', 'url', '`https://`'],
    ['a secret in the URL', '{ url: "https://me:hunter2@s.test" }', 'url', '`credentials`'],
    ['a reference in the URL', '{ url: "https://s.test/${env:S}" }', 'url', '`credentials`'],
    [
      'a credential that is nowhere',
      '{ url: "https://s.test", credential: constructor }',
      'credential',
      'add `constructor`',
    ],
    [
      'states set up elsewhere',
      '{ url: "https://s.test", stateUrl: "https://t.test/x" }',
      'stateUrl',
      '`https://s.test`',
    ],
    [
      'states set up elsewhere, without a scheme',
      '{ url: "https://s.test", stateUrl: "//t.test" }',
      'stateUrl',
      '`https://s.test`',
    ],
    [
      'a host that only begins alike',
      '{ url: "https://s.test", stateUrl: "https://s.test.evil/" }',
      'stateUrl',
      '`https://s.test`',
    ],
    [
      'one state set up elsewhere',
      '{ url: "https://s.test", states: { x: { put: "http://s.test/" } } }',
      'states.x.put',
      '`https://s.test`',
    ],
    [
      'two calls for a state',
      '{ url: "https://s.test", states: { x: { get: /a, post: /a } } }',
      'states.x',
      'one of `get`',
    ],
    ['no call for a state', '{ url: "https://s.test", states: { x: { body: {} } } }', 'states.x', 'one of `get`'],
    ['a method that is misspelt', '{ url: "https://s.test", states: { x: { pots: /a } } }', 'states.x.pots', '`post`'],
    ['no time', '{ url: "https://s.test", seconds: 0 }', 'seconds', '0'],
    ['a policy that is misspelt', '{ url: "https://s.test", unknownStates: skipp }', 'unknownStates', '`skip`'],
  ])('%s', (_, sandbox, key, hint) => {
    const caught = failure(sandbox);
    expect(caught).toMatchObject({ code: 'config-invalid', place: 'driftgate.yaml:5' });
    expect(caught.message).toContain(`\`apis.a.sandbox.${key}\``);
    expect(caught.hint).toContain(hint);
    expect(`${caught.message}${caught.hint}`).not.toContain('hunter2');
  });
});
