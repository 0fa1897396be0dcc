// Where metadata is looked for, and whose it may be.

import { expect, test } from '@jest/globals';
import { isNameOf, metadataPlaces } from '../../../src/read/metadata/sign-in-locations.ts';

const O = 'https://login.example.com';

test.each<[string, readonly string[]]>([
  [
    O,
    [
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
      '/.well-known/oauth-protected-resource',
      '/',
    ],
  ],
  [
    `${O}/a/b/`,
    [
      '/a/b/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server/a/b',
      '/.well-known/openid-configuration/a/b',
      '/.well-known/oauth-protected-resource/a/b',
      '/a/b/',
    ],
  ],
  [`${O}/a/.well-known/openid-configuration`, ['/a/.well-known/openid-configuration']],
])('%s', (location, paths) => {
  expect(metadataPlaces(location).map(({ url }) => new URL(url).pathname)).toEqual(paths);
});

test.each([
  [`${O}/a/.well-known/openid-configuration`, `${O}/a`],
  [`${O}/.well-known/oauth-authorization-server/a`, `${O}/a`],
  [`${O}/.well-known/oauth-protected-resource`, O],
  [`${O}/.well-known/vendor-login`, undefined],
])('%s has to be of %s', (location, of) => {
  expect(metadataPlaces(location)[0]?.of).toBe(of);
});

test.each([
  [O, O, true],
  [`${O}/`, O, true],
  [O, `${O}/`, true],
  [`${O}/{tenantid}/v2.0`, `${O}/common/v2.0`, true],
  [`${O}/A`, `${O}/a`, false],
  [`${O}.evil.example`, O, false],
  ['https://{host}', O, false],
  ['http://login.example.com', O, false],
  [`${O}/a/b`, `${O}/a`, false],
])('metadata of %s at that of %s: %s', (name, expected, same) => {
  expect(isNameOf(name, expected)).toBe(same);
});
