// How APIs fared, for people: numbers that can be read, and nothing that acts.

import { expect, test } from '@jest/globals';
import { renderHealth } from '../../src/render/health.ts';
import { renderHealthMarkdown } from '../../src/render/health-markdown.ts';
import { duration, share } from '../../src/render/health-words.ts';
import { renderHtml } from '../../src/render/html/page.ts';
import { fared, mapStrings, report, unknownApi } from './fixtures.ts';
import { HOSTILE, withoutCode } from './hostile.ts';

const text = (width = 100): string => renderHealth(fared, { color: false, width });

test('a report, whole', () => {
  const said = text();
  expect(said).toContain(`crm
calls recorded from 2026-11-01 00:00 to 2026-11-22 14:00 UTC
status page of CRM: a major outage; impaired: API
incident Elevated error rates (identified), from 2026-11-22T13:00:00.000Z,
https://status.example.com/1
`);
  expect(said).toContain(`
  operation   the last  calls     p50    p95  p99  failed  available
  GET /slots  hour         12       -      -    -   100 %        0 %
              30 days     120  120 ms  7.9 s  8 s    10 %     99.5 %
`);
  expect(said).toMatch(/^ {2}Mon {5}1 {2}· {5}· {2}2 /m);
  expect(said).toMatch(/^1 breaking; 1 API: 1 beyond a limit$/m);
});

test.each([
  ['nothing', undefined, '-'],
  ['less than a second', 999.4, '999 ms'],
  ['seconds', 1000, '1 s'],
  ['more', 8123, '8.1 s'],
])('a duration of %s', (_, ms, said) => {
  expect(duration(ms)).toBe(said);
});

test.each([
  [0, '0 %'],
  [0.0056, '0.56 %'],
  [0.5, '50 %'],
  [0.99999, '99.99 %'],
  [1, '100 %'],
])('a share of %d', (part, said) => {
  expect(share(part)).toBe(said);
});

test('an API of which nothing is known says so', () => {
  const said = renderHealth(report(...fared.apis, unknownApi('maps')), { color: false });
  expect(said).toMatch(/2 APIs: 1 beyond a limit, 1 of which nothing is known$/m);
  expect(renderHealthMarkdown(report(unknownApi('maps')))).toContain('**could not look:**');
});

test('in HTML there is a table and no side before it, for there is none', () => {
  const [{ findings = [] } = {}] = fared.apis;
  const found = findings.map((each) => ({ ...each, change: { ...each.change, kind: 'health.down' as const } }));
  const said = renderHtml(report(...fared.apis.map((api) => ({ ...api, findings: found }))), { version: '1' });
  expect(said).toContain(
    '<td role="cell" data-head="the last" class="count">hour</td><td role="cell" data-head="calls" class="count">12</td>',
  );
  expect(said).toContain('Hours of the week (Europe/Berlin)');
  expect(said).not.toContain('class="sides"');
  expect(renderHtml(fared, { version: '1' })).toContain('class="sides"');
});

const KEPT = new Set(['outcome', 'profile', 'severity', 'kind', 'verdict', 'code', 'since', 'until', 'from']);
const hostile = mapStrings(fared, (value, key) => (KEPT.has(key) || value === 'response' ? value : HOSTILE));

test('nothing that a stranger wrote acts', () => {
  const said = renderHealth(hostile, { color: false });
  expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  const markdown = withoutCode(renderHealthMarkdown(hostile));
  expect(markdown).not.toMatch(/@(?!&#8203;)\w|:\/\/|(?<!\\)<(?!\/?(?:sub|details|summary)>)/);
  expect(renderHtml(hostile, { version: '1' })).not.toMatch(/<img|href="(?!#|data:,)/);
});
