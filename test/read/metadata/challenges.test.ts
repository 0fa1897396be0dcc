// `WWW-Authenticate` as APIs send it, and as nobody should.

import { expect, test } from '@jest/globals';
import { readChallenges } from '../../../src/read/metadata/challenges.ts';

const NONE = { realm: undefined, error: undefined, scopes: [], resourceMetadata: undefined };

test.each<[string, string, readonly unknown[]]>([
  ['a scheme alone', 'Bearer', [{ ...NONE, scheme: 'bearer' }]],
  ['a realm', 'Basic realm="sandbox, \\"old\\""', [{ ...NONE, scheme: 'basic', realm: 'sandbox, "old"' }]],
  [
    'RFC 6750 §3',
    'Bearer realm="api", error="insufficient_scope", scope="read  write"',
    [{ ...NONE, scheme: 'bearer', realm: 'api', error: 'insufficient_scope', scopes: ['read', 'write'] }],
  ],
  [
    'RFC 9728 §5.1',
    'Bearer resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"',
    [
      {
        ...NONE,
        scheme: 'bearer',
        resourceMetadata: 'https://api.example.com/.well-known/oauth-protected-resource',
      },
    ],
  ],
  [
    'several in one field (RFC 9110 §11.6.1)',
    'Newauth realm="apps", type=1, title="Login to \\"apps\\"", Basic realm="simple"',
    [
      { ...NONE, scheme: 'newauth', realm: 'apps' },
      { ...NONE, scheme: 'basic', realm: 'simple' },
    ],
  ],
  [
    'schemes in a row, one with a token',
    'Negotiate YWJj==, DPoP algs="ES256", Bearer',
    [
      { ...NONE, scheme: 'negotiate' },
      { ...NONE, scheme: 'dpop' },
      { ...NONE, scheme: 'bearer' },
    ],
  ],
  ['white space around `=`', 'Bearer error = invalid_token', [{ ...NONE, scheme: 'bearer', error: 'invalid_token' }]],
  ['the first of two of one name', 'Bearer error=a, error=b', [{ ...NONE, scheme: 'bearer', error: 'a' }]],
  ['metadata that is no web address', 'Bearer resource_metadata="javascript:1"', [{ ...NONE, scheme: 'bearer' }]],
  ['a name of `Object.prototype`', 'Bearer __proto__=x, constructor=y', [{ ...NONE, scheme: 'bearer' }]],
  [
    'control characters',
    'Bearer realm="a\u001b[31m\u202e`"',
    [{ ...NONE, scheme: 'bearer', realm: "a\ufffd[31m\ufffd'" }],
  ],
  ['a quote without an end', 'Bearer realm="api', [{ ...NONE, scheme: 'bearer' }]],
  ['nothing', '', []],
  ['what is no challenge', '"quoted" only', []],
])('%s', (_what, field, challenges) => {
  expect(readChallenges(field)).toEqual(challenges);
});

test('a field of any length ends', () => {
  expect(readChallenges(`Bearer ${'a="'.repeat(100_000)}`).length).toBeLessThanOrEqual(20);
  expect(readChallenges('A, '.repeat(100_000))).toHaveLength(20);
});
