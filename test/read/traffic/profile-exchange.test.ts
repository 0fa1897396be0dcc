// Profiles of exchanges: what is learned of responses beside their bodies, and the laws of merging.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import { type ExchangeProfile, named, type SampledResponse } from '../../../src/model/sample.ts';
import { exchangeProfileOf, mergedExchanges, NO_EXCHANGES } from '../../../src/read/traffic/profile-exchange.ts';
import { exchangesFromJson, exchangesJson } from '../../../src/read/traffic/profile-json.ts';
import { BY_NAME } from './secrets.ts';

function profileOf(responses: readonly SampledResponse[]): ExchangeProfile {
  return responses.map(exchangeProfileOf).reduce(mergedExchanges, NO_EXCHANGES);
}

test('responses are told apart by status, and headers of the API from those of the transport', () => {
  const headers = [
    ['Content-Type', 'Application/JSON; Charset="UTF-8"'],
    ['X-RateLimit-Remaining', '12'],
    ['Date', 'Sun, 22 Nov 2026 20:00:00 GMT'],
    ['Set-Cookie', 'sid=opaque'],
  ] as const;
  const profile = profileOf([
    { status: 200, headers, body: { a: 1 } },
    { status: 204, headers: [['Content-Type', '::error::']], body: undefined },
    { status: 200, headers, body: { a: 2 } },
  ]);
  expect(profile).toMatchObject({ samples: 3 });
  expect(profile.responses.map(([status]) => status)).toEqual(['200', '204']);
  const success = named(profile.responses, '200');
  expect(success).toMatchObject({ samples: 2, mediaTypes: [['application/json', 2]], charsets: [['utf-8', 2]] });
  expect(success?.headers.objects?.properties.map(([name]) => name)).toEqual(['x-ratelimit-remaining']);
  expect(success?.body).toMatchObject({ samples: 2, objects: { count: 2 } });
  expect(named(profile.responses, '204')).toMatchObject({ mediaTypes: [['', 1]], body: null });
});

test.each(BY_NAME)('nothing is kept of header %s', (name, value) => {
  const text = exchangesJson(profileOf([{ status: 200, headers: [[name, String(value)]], body: undefined }]));
  expect(text).not.toContain(String(value));
});

const response: fc.Arbitrary<SampledResponse> = fc.record({
  status: fc.constantFrom(200, 201, 404, 503),
  headers: fc.array(
    fc.tuple(
      fc.constantFrom('Content-Type', 'X-Plan', 'Link', '__proto__', 'odd name'),
      fc.constantFrom('', 'application/json', 'text/plain; charset=utf-8', '7', 'a\u0000b'),
    ),
    { maxLength: 3 },
  ),
  body: fc.constantFrom(undefined, null, 'text', [1, 2], { a: 1 }, { a: { b: null } }),
});
const responses = fc.array(response, { maxLength: 6 });

test('merging gives the same text in any order and grouping, and it reads back', () => {
  fc.assert(
    fc.property(responses, responses, responses, (a, b, c) => {
      const [x, y, z] = [profileOf(a), profileOf(b), profileOf(c)];
      const whole = profileOf([...a, ...b, ...c]);
      const text = exchangesJson(whole);
      expect(exchangesJson(mergedExchanges(x, mergedExchanges(y, z)))).toBe(text);
      expect(exchangesJson(mergedExchanges(mergedExchanges(z, x), y))).toBe(text);
      expect(exchangesFromJson(text, 'a.json')).toEqual(whole);
    }),
  );
});

test('a file that holds something else is told', () => {
  expect(() => exchangesFromJson('{"version":1,"profile":{}}', 'samples/a.json')).toThrow(Failure);
});
