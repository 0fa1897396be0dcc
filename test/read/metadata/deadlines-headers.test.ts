// What headers say of an end, in all the forms that vendors write.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeadlineClaim } from '../../../src/model/deadline.ts';
import { readDeadlineHeaders } from '../../../src/read/metadata/deadlines-headers.ts';

const OF = {
  operation: 'GET /charges',
  url: 'https://api.example.com/v1/charges?limit=3',
  seenAt: '2026-11-22T14:00:00Z',
};

function read(...headers: readonly (readonly [string, string])[]): readonly DeadlineClaim[] {
  return readDeadlineHeaders(
    headers.map(([name, value]) => ({ name, value })),
    OF,
  );
}

/** What is claimed: `what`, and the day or URL. */
function brief(claims: readonly DeadlineClaim[]): readonly string[] {
  return claims.map((claim) => {
    if (claim.what === 'deprecated') return `deprecated ${claim.since ?? '?'}`;
    if (claim.what === 'ends') return `ends ${claim.on}`;
    return claim.what === 'unreadable' ? claim.what : `${claim.what} ${claim.url}`;
  });
}

test.each<[string, string, readonly string[]]>([
  ['Deprecation', '@1688169599', ['deprecated 2023-06-30']],
  ['deprecation', '@1688169599;by="x"', ['deprecated 2023-06-30']],
  ['Deprecation', '@1798675200', ['deprecated 2026-12-31']],
  ['Deprecation', 'true', ['deprecated ?']],
  ['Deprecation', '?1', ['deprecated ?']],
  ['Deprecation', 'false', []],
  ['Deprecation', 'Sun, 11 Nov 2018 23:59:59 GMT', ['deprecated 2018-11-11']],
  ['Deprecation', 'Sunday, 11-Nov-18 23:59:59 GMT', ['deprecated 2018-11-11']],
  ['Deprecation', 'Sun Nov 11 23:59:59 2018', ['deprecated 2018-11-11']],
  ['Deprecation', '2026-01-31', ['deprecated 2026-01-31']],
  ['Deprecation', '@-1', ['unreadable']],
  ['Deprecation', '@999999999999999', ['unreadable']],
  ['Deprecation', '@1688169599.5', ['unreadable']],
  ['Deprecation', '1688169599', ['unreadable']],
  ['Deprecation', '', ['unreadable']],
  ['Sunset', 'Sat, 31 Dec 2027 23:59:59 GMT', ['ends 2027-12-31']],
  ['Sunset', 'Sat, 31 Dec 2027 23:59:59 GMT, Sun, 31 Jan 2027 00:00:00 GMT', ['ends 2027-12-31', 'ends 2027-01-31']],
  ['Sunset', '2027-12-31T23:30:00-05:00', ['ends 2028-01-01']],
  ['Sunset', 'Wed, 31 Feb 2027 00:00:00 GMT', ['unreadable']],
  ['Sunset', 'tomorrow', ['unreadable']],
  [
    'Link',
    '<https://docs.example.com/old>; rel="deprecation"; type="text/html"',
    ['more https://docs.example.com/old'],
  ],
  ['Link', '</v2/charges>; rel=successor-version', ['successor https://api.example.com/v2/charges']],
  [
    'Link',
    '<../v3/a,b;c>;REL="sunset Successor-Version"',
    ['more https://api.example.com/v3/a,b;c', 'successor https://api.example.com/v3/a,b;c'],
  ],
  [
    'Link',
    '<?page=2>; rel="next", <https://x.example/s>; title="a, \\"b\\"; rel=no"; rel="sunset"',
    ['more https://x.example/s'],
  ],
  ['Link', '</a>; rel=deprecation; rel=sunset', ['more https://api.example.com/a']],
  ['Link', '</other>; rel=deprecation; anchor="/elsewhere"', []],
  ['Link', '</same>; rel=deprecation; anchor=""', ['more https://api.example.com/same']],
  ['Link', '<javascript:alert(1)>; rel=deprecation', []],
  ['Link', '<>; rel="latest-version"', []],
  ['Link', '</a>; rel=constructor', []],
  ['Link', 'nonsense; rel=deprecation', []],
  ['Link', '<http://127.0.0.1:8080/v2>; rel=successor-version', ['successor http://127.0.0.1:8080/v2']],
  [
    'X-Shopify-API-Deprecated-Reason',
    'https://shopify.dev/changes',
    ['deprecated ?', 'more https://shopify.dev/changes'],
  ],
  ['X-Shopify-API-Deprecated-Reason', 'Removed on 2027-04-01', ['deprecated ?', 'ends 2027-04-01']],
  ['X-API-Sunset', '2027-04-01', ['ends 2027-04-01']],
  ['X-Deprecated', 'true', ['deprecated ?']],
  ['Warning', '299 - "Deprecated API: will be removed on 1 March 2027"', ['deprecated ?', 'ends 2027-03-01']],
  ['Warning', '299 api.example.com "GET /charges is deprecated." "Sun, 22 Nov 2026 14:00:00 GMT"', ['deprecated ?']],
  ['Warning', '110 cache "Response is stale"', []],
  ['Warning', '299 - "the result was cut"', []],
  ['Content-Type', 'application/json', []],
])('%s: %s', (name, value, expected) => {
  expect(brief(read([name, value]))).toEqual(expected);
});

test('a claim says where it stands and when it was seen', () => {
  expect(read(['Sunset', 'Sat, 31 Dec 2027 23:59:59 GMT'])).toEqual([
    {
      source: 'sunset-header',
      where: '`Sunset` header',
      operation: 'GET /charges',
      part: undefined,
      seenAt: OF.seenAt,
      said: 'Sat, 31 Dec 2027 23:59:59 GMT',
      what: 'ends',
      on: '2027-12-31',
    },
  ]);
});

test('secrets in links are not told', () => {
  const [claim] = read(['Link', '<https://user:hunter22@x.example/a?token=abcdef123456>; rel=deprecation']);
  expect(JSON.stringify(claim)).not.toMatch(/hunter22|abcdef123456/);
  expect(claim).toMatchObject({ what: 'more' });
});

test('whatever a header says, days are days', () => {
  const name = fc.constantFrom('Deprecation', 'Sunset', 'Link', 'Warning', 'X-Api-Deprecated-Reason');
  const value = fc.oneof(
    fc.string(),
    fc.integer().map((n) => `@${n}`),
    fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
  );
  fc.assert(
    fc.property(name, value, (field, text) => {
      for (const claim of read([field, text])) {
        const day = claim.what === 'ends' ? claim.on : claim.what === 'deprecated' ? claim.since : undefined;
        if (day !== undefined) expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
      }
    }),
    { numRuns: 2000 },
  );
});
