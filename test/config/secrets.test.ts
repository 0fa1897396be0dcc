// Secrets: put in at the moment of use, named when they are missing, and gone from what is said.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import { accessTo } from '../../src/config/secrets.ts';

const ENVIRONMENT = {
  variable: (name: string) => ({ KEY: 'k/1 +', USER: 'me', EMPTY: '' })[name],
  file: (path: string) => (path === 'secret.txt' ? 'from file\n' : undefined),
};

function access(credential: string, headers = '{}') {
  const text = `apis: { a: { spec: "https://example.com/s.json?v=1", headers: ${headers}, credential: c } }
credentials: { c: ${credential} }`;
  const { apis, credentials } = loadConfig(text, 'driftgate.yaml');
  if (apis.a === undefined) throw new Error('no API');
  return accessTo(apis.a, credentials.c, ENVIRONMENT);
}

const URL_ONLY = 'https://example.com/s.json?v=1';

test.each([
  ['bearer', '{ bearer: ${env:KEY} }', { authorization: 'Bearer k/1 +' }, URL_ONLY],
  ['a file, its line end left out', '{ bearer: ${file:secret.txt} }', { authorization: 'Bearer from file' }, URL_ONLY],
  [
    'basic',
    '{ basic: { user: ${env:USER}, password: ${env:KEY} } }',
    { authorization: 'Basic bWU6ay8xICs=' },
    URL_ONLY,
  ],
  ['API key in a header', '{ apiKey: { header: X-Key, value: ${env:KEY} } }', { 'x-key': 'k/1 +' }, URL_ONLY],
  ['API key in the query', '{ apiKey: { query: key, value: ${env:KEY} } }', {}, `${URL_ONLY}&key=k%2F1+%2B`],
  ['API key in a cookie', '{ apiKey: { cookie: sid, value: ${env:USER} } }', { cookie: 'sid=me' }, URL_ONLY],
  [
    'header fields',
    '{ headers: { X-A: "v ${env:USER}", X-B: ${env:KEY} } }',
    { 'x-a': 'v me', 'x-b': 'k/1 +' },
    URL_ONLY,
  ],
])('%s', (_, credential, headers, location) => {
  expect(access(credential)).toMatchObject({ headers, location });
});

test('the headers of an API go along, references in them filled in', () => {
  expect(access('{ bearer: ${env:KEY} }', '{ Accept: a/b, X-U: "${env:USER}" }').headers).toEqual({
    accept: 'a/b',
    'x-u': 'me',
    authorization: 'Bearer k/1 +',
  });
});

test.each([
  ['{ bearer: ${env:NOT_SET} }', 'NOT_SET'],
  ['{ bearer: ${env:EMPTY} }', 'EMPTY'],
  ['{ bearer: ${file:nowhere.txt} }', 'nowhere.txt'],
])('%s is missing, by name', (credential, name) => {
  expect(() => access(credential)).toThrow(
    expect.objectContaining({ code: 'secret-missing', message: expect.stringContaining(`\`${name}\``) }),
  );
});

test.each([
  ['{ apiKey: { query: key, value: ${env:KEY} } }', 'GET https://example.com/s.json?v=1&key=k%2F1+%2B failed'],
  ['{ basic: { user: x, password: ${env:KEY} } }', 'sent Basic eDprLzEgKw== and k/1 +'],
])('%s is redacted', (credential, text) => {
  const redacted = access(credential).redact(text);
  expect(redacted).toContain('***');
  expect(redacted).not.toMatch(/k\/1|k%2F1|eDpr/);
});
