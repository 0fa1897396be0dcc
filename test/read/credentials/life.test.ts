// What tokens and certificates say of their own life, whatever is in them.

import { expect, test } from '@jest/globals';
import { certificateLife, scopesIn, tokenClaims } from '../../../src/read/credentials/life.ts';
import { authority } from '../../provider/certificates.ts';

const NOTHING = { from: undefined, until: undefined, scopes: undefined };

function token(claims: unknown): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
}

test.each<[string, unknown, object]>([
  ['nothing', {}, NOTHING],
  ['its life', { iat: 0, exp: 86_400.5 }, { from: '1970-01-01T00:00:00.000Z', until: '1970-01-02T00:00:00.500Z' }],
  ['scopes as a text', { scope: ' write  read read ' }, { scopes: ['read', 'write'] }],
  ['scopes as a list', { scp: ['b', 'a', 5, null, ''] }, { scopes: ['a', 'b'] }],
  ['no scopes', { scope: '' }, { scopes: [] }],
  ['a life that is no number', { exp: '5', iat: null, scope: { read: true } }, NOTHING],
  ['a life in no year', { exp: 1e300, iat: -1e14 }, NOTHING],
  ['a life in a year of five digits', { exp: 253_402_300_800 }, NOTHING],
  ['a list', [1], NOTHING],
  ['null', null, NOTHING],
  ['a prototype', JSON.parse('{ "__proto__": { "exp": 5 } }'), NOTHING],
])('a token says %s', (_, claims, expected) => {
  expect(tokenClaims(token(claims))).toMatchObject({ ...NOTHING, ...expected });
});

test.each(['', 'opaque', 'a.b', 'a.b.c', '..', 'a.bm90IGpzb24.c', `${'a'.repeat(200_000)}.e30.x`])(
  '%.20s is no token that says anything',
  (text) => {
    expect(tokenClaims(text)).toEqual(NOTHING);
  },
);

test('a certificate says its life, and what is none says nothing', () => {
  const { from, until } = certificateLife(authority().cert);
  expect(Date.parse(until ?? '') - Date.parse(from ?? '')).toBe(30 * 86_400_000);
  expect(certificateLife('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toEqual({});
});

test('scopes that nobody says are not known', () => {
  expect([undefined, null, 5, {}].map((each) => scopesIn(each))).toEqual([undefined, undefined, undefined, undefined]);
});
