// action.yml and what reads it say the same.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { DEFAULTS, inputsOf, MODES, withoutInputs } from '../../src/action/inputs.ts';
import { FAIL_ON } from '../../src/model/report.ts';
import { PROFILES } from '../../src/model/rule.ts';
import { ACTION } from '../scenarios/action-stage.ts';

test('each input of action.yml is read, with the default that it has there', () => {
  const { token, ...declared } = Object.fromEntries(
    Object.entries(ACTION.inputs).map(([name, { default: value }]) => [name, value]),
  );
  const { token: _, ...read } = DEFAULTS;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub is written so.
  expect(token).toBe('${{ github.token }}');
  expect(declared).toEqual(read);
});

test('action.yml says what each input and output is, and every value that it can have', () => {
  for (const { description } of [...Object.values(ACTION.inputs), ...Object.values(ACTION.outputs)])
    expect(description).toMatch(/\.$/);
  const saying = (name: string, values: readonly string[]) =>
    values.filter((value) => !ACTION.inputs[name]?.description.includes(`\`${value}\``));
  expect([saying('mode', MODES), saying('profile', PROFILES), saying('fail-on', FAIL_ON)]).toEqual([[], [], []]);
});

test('the entry is what the bundle is called after', () => {
  expect(ACTION.runs).toEqual({ using: 'node24', main: 'dist/action/index.js' });
  expect(existsSync(join(import.meta.dirname, '../../src/action/main.ts'))).toBe(true);
});

test.each([
  ['the least', { INPUT_MODE: 'watch' }, { mode: 'watch', apis: [], samples: true, flows: false, failOn: undefined }],
  [
    'what the runner leaves empty',
    { INPUT_MODE: 'gate', INPUT_APIS: '', INPUT_BASE: ' ' },
    { apis: [], base: undefined },
  ],
  ['a list', { INPUT_MODE: 'watch', INPUT_APIS: 'stripe, crm\nbilling' }, { apis: ['stripe', 'crm', 'billing'] }],
  ['a flag in capitals', { INPUT_MODE: 'gate', INPUT_COMMENT: 'FALSE' }, { comment: false }],
  ['variables of others', { INPUT_MODE: 'gate', INPUTS: 'x', MY_INPUT_X: 'y' }, { mode: 'gate' }],
])('%s is read', (_, env, expected) => {
  expect(inputsOf(env)).toMatchObject(expected);
});

test.each([
  ['no mode', {}, 'Input `mode` is missing'],
  ['another mode', { INPUT_MODE: 'check' }, 'Input `mode` is "check"'],
  ['an input that is not there', { INPUT_MODE: 'gate', 'INPUT_FAIL-OF': 'any' }, '`fail-of` is no input'],
  ['a prototype for a profile', { INPUT_MODE: 'gate', INPUT_PROFILE: '__proto__' }, 'Input `profile`'],
  ['a flag that is none', { INPUT_MODE: 'watch', INPUT_NOTIFY: '1' }, 'Input `notify` is "1"'],
])('%s is refused', (_, env, message) => {
  expect(() => inputsOf(env)).toThrow(message);
});

test('what is the action’s own is not in the environment that references are read from', () => {
  const env = {
    INPUT_TOKEN: 'a',
    ACTIONS_RUNTIME_TOKEN: 'b',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'c',
    STRIPE_KEY: 'd',
    PATH: 'e',
  };
  expect(withoutInputs(env)).toEqual({ STRIPE_KEY: 'd', PATH: 'e' });
});
