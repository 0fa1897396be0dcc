// Contracts as files: what is parsed, what is told by its content, what is refused.

import { expect, test } from '@jest/globals';
import { parseContract } from '../../../src/read/contract/parse.ts';
import { readContracts } from '../../../src/read/contract/read.ts';
import { failureOf } from '../pact/files.ts';

const PACT = `{
  "consumer": {"name": "web"},
  "provider": {"name": "payments"},
  "interactions": []
}`;
const YAML = 'consumer: {name: web}\nprovider: {name: payments}\ninteractions:\n  - request: 7\n';

test.each([
  ['JSON text', { text: PACT }, '/interactions', 4],
  ['JSON bytes', { bytes: Buffer.from(PACT) }, '/provider/name', 3],
  ['JSON with a byte order mark', { bytes: Buffer.from(`\uFEFF${PACT}`) }, '/provider', 3],
  ['YAML', { text: YAML }, '/interactions/0/request', 4],
  ['what is not written', { text: PACT }, '/interactions/7/request', 4],
])('%s has lines', (_, content, pointer, line) => {
  const document = parseContract({ name: 'a', ...content });
  expect(document.root).toMatchObject({ consumer: { name: 'web' }, provider: { name: 'payments' } });
  expect(document.lineOf(pointer)).toBe(line);
});

test.each<[string, string, Parameters<typeof parseContract>[1], string, string, RegExp]>([
  ['JSON with a slip', PACT.replace('"web"', '"web" "app"'), {}, 'contract-invalid', 'a:2:', /^mend that line/],
  ['YAML with a slip', 'a: 1\nb: "c" d\n', {}, 'contract-invalid', 'a:2:', /^mend that line/],
  ['half a file', PACT.slice(0, -2), {}, 'truncated', 'a', /its end is missing/],
  ['nothing', '', {}, 'contract-invalid', 'a', /^name a Pact file/],
  ['a page', '<html></html>', {}, 'contract-invalid', 'a', /^name a Pact file/],
  ['too many bytes', PACT, { bytes: 10 }, 'too-large', 'a', /`limits`/],
  ['too many values', PACT, { nodes: 3 }, 'too-large', 'a', /`limits`/],
  ['too many aliases', 'a: &a 1\nb: [*a, *a]\n', { aliases: 1 }, 'too-large', 'a', /`limits`/],
  ['too many levels', `{"a": ${'['.repeat(9999)}${']'.repeat(9999)}}`, {}, 'too-deep', 'a', /`limits\.depth`/],
])('%s is refused', (_, text, limits, code, place, hint) => {
  const failure = failureOf(() => parseContract({ name: 'a', text }, limits));
  expect(failure).toMatchObject({ code, hint: expect.stringMatching(hint), place: expect.stringContaining(place) });
  expect(failure.message).not.toContain('OpenAPI');
});

test('`__proto__` is a key like any other', () => {
  const { root } = parseContract({ name: 'a', text: '{"__proto__": {"polluted": 1}}' });
  expect(Object.keys(root as object)).toEqual(['__proto__']);
  expect('polluted' in (root as object)).toBe(false);
});

test('contracts are read in their order, each for itself', () => {
  const documents = ['one', 'two'].map((name) => parseContract({ name, text: PACT.replace('web', name) }));
  expect(readContracts(documents).map(({ consumer, contract }) => [consumer, contract])).toEqual([
    ['one', 'one'],
    ['two', 'two'],
  ]);
});

test.each([
  ['an OpenAPI document', '{"openapi": "3.0.0", "paths": {}}', /^`a` is no contract but /],
  ['a list', '[]', /a list, not an object$/],
  ['a consumer alone', '{"consumer": {"name": "web"}}', /^`a` is no contract but /],
  ['a log without entries', '{"log": []}', /^`a` is no contract but /],
])('%s is no contract', (_, text, message) => {
  const failure = failureOf(() => readContracts([parseContract({ name: 'a', text })]));
  expect(failure).toMatchObject({ code: 'contract-invalid', place: 'a', hint: expect.stringContaining('Pact file') });
  expect(failure.message).toMatch(message);
});

test('a Pact file without a consumer is known as a Pact file, and says what it lacks', () => {
  const failure = failureOf(() => readContracts([parseContract({ name: 'a', text: '{"interactions": []}' })]));
  expect(failure).toMatchObject({ code: 'contract-invalid', place: 'a:1 /consumer/name' });
});
