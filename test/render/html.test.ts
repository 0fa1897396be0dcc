// The HTML page as it is written: one file, with a policy that fits it, and before and after marked.

import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Change } from '../../src/model/change.ts';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../../src/render/html/page.ts';
import { sidesOf } from '../../src/render/html/sides.ts';
import { api, consumer, everything, finding, impact, infoFinding, report } from './fixtures.ts';
import { inParts } from './parts.ts';

const written = (given = everything) => renderHtml(given, { version: '1.2.3' });

test('the policy names the style and the script by their digests, and lets nothing else in', () => {
  const text = written();
  const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text) ?? [];
  const digest = (tag: string) => {
    const [, content = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(text) ?? [];
    return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
  };
  expect(policy).toBe(
    `default-src 'none'; style-src ${digest('style')}; script-src ${digest('script')}; img-src data:; base-uri 'none'; form-action 'none'`,
  );
  expect(text.indexOf('Content-Security-Policy')).toBeLessThan(text.indexOf('<style>'));
});

test.each<readonly [string, Partial<Change>, readonly string[], readonly string[]]>([
  ['a value that became another', { kind: 'bound.tightened', before: 10, after: 5 }, ['-10'], ['+5']],
  [
    'values of several lines',
    { kind: 'default.changed', before: { a: 1, b: [1, 2] }, after: { a: 1, b: [1, 3] } },
    [' {', '   "a": 1,', '   "b": [', '     1,', '-    2', '   ]', ' }'],
    [' {', '   "a": 1,', '   "b": [', '     1,', '+    3', '   ]', ' }'],
  ],
  ['a value that came', { kind: 'enum.value-added', after: 'x' }, [], ['+"x"']],
  ['a value that went', { kind: 'enum.value-removed', before: 'x' }, ['-"x"'], []],
  ['a thing that is gone', { kind: 'property.removed' }, ['-amount'], []],
  ['a thing that is new', { kind: 'operation.added' }, [], ['+amount']],
  ['a field that no longer comes', { kind: 'sample.field-gone' }, ['-amount'], []],
  ['a new name', { kind: 'property.renamed', after: 'total' }, ['-"amount"'], ['+"total"']],
  ['a state', { kind: 'property.became-required' }, ['-amount: optional'], ['+amount: required']],
  ['what cannot be shown', { kind: 'condition.changed' }, ['-amount: as it was'], ['+amount: otherwise']],
  ['what a contract relies on', { kind: 'contract.missing' }, [], []],
  ['what a step of a flow came to', { kind: 'flow.status' }, [], []],
  [
    'what a contract sends',
    { kind: 'contract.mismatch', before: 'header `a`', after: '`oauth2`' },
    ['-header `a`'],
    ['+`oauth2`'],
  ],
])('before and after of %s', (_, change, before, after) => {
  const sides = sidesOf(finding({ change }).change);
  const lines = (side: typeof sides.before, mark: string) =>
    side.map(({ text, changed }) => `${changed ? mark : ' '}${text}`);
  expect([lines(sides.before, '-'), lines(sides.after, '+')]).toEqual([before, after]);
});

test('many places and findings stay within bounds, and are counted', () => {
  const impacts = Array.from({ length: 5000 }, (_, at) => impact({ operation: `GET /${at}` }));
  const findings = [finding({ change: { impacts } }), ...Array.from({ length: 3000 }, (_, at) => infoFinding(at))];
  const text = written(report(api('large', { findings })));
  expect(text).toContain('5000 places in 5000 operations');
  expect(text).toContain('and 4000 more operations');
  expect(text.length).toBeLessThan(5_000_000);
});

test.each<readonly [string, Report, readonly RegExp[]]>([
  [
    'steps of a flow, with the command that makes a call again',
    inParts,
    [
      /sandbox https:\/\/sandbox\.example\.com\/v1, 3 steps: 1 passed, 1 failed, 1 not run/,
      /role="rowheader">b .*<code>GET \/b<\/code><\/td><td [^>]*>✖ failed<\/td>.*status is <code>500<\/code>/,
      /again: curl https:\/\/sandbox\.example\.com\/v1\/b/,
      /<td [^>]*>\? not run<\/td>/,
    ],
  ],
  [
    'credentials and places',
    report(
      api('stripe', {
        checks: [
          { what: 'sandbox', name: 'https://sandbox.example', state: 'failed', says: ['answers 401 with `no`'] },
        ],
      }),
    ),
    [/rowheader">https:\/\/sandbox\.example<\/th>.*>sandbox<\/td><td [^>]*>✖ failed<\/td>.*401 with <code>no<\/code>/],
  ],
])('%s are on the page', (_, given, told) => {
  const text = written(given);
  for (const each of told) expect(text).toMatch(each);
});

const heads = (given: Report) => [...written(given).matchAll(/role="columnheader">([^<]*)</g)].map(([, head]) => head);

test.each<readonly [string, Report, readonly string[]]>([
  ['none for one API, which says it all', report(api('maps', { findings: [finding()] })), []],
  ['no severity that nothing has', report(api('maps', { findings: [finding()] }), api('crm')), ['breaking']],
  ['all of them', everything, ['breaking', 'risky', 'deprecated', 'info', 'accepted']],
])('columns of the overview: %s', (_, given, kinds) => {
  expect(heads(given)).toEqual(kinds.length === 0 ? [] : ['API', 'outcome', ...kinds]);
});

test.each([
  ['a short one is open', 3, false, true],
  ['a long one is folded', 30, false, false],
  ['a long one is open where somebody breaks', 30, true, true],
])('the payload of a proof: %s', (_, fields, isHit, isOpen) => {
  const payload = Object.fromEntries(Array.from({ length: fields }, (_, at) => [`field${at}`, at]));
  const witness = { status: 'proven', payload, oldAccepts: true, newAccepts: false } as const;
  const consumers = isHit ? [consumer('shop', 'breaks')] : [];
  const [, open] =
    /<details class="proof"( open)?>/.exec(
      written(report(api('a', { findings: [finding({ witness, consumers })] }))),
    ) ?? [];
  expect(open !== undefined).toBe(isOpen);
});

test('where a proof is shown is not said twice', () => {
  const places = (field: string) => {
    const witness = {
      status: 'proven',
      payload: 1,
      at: impact({ field }),
      oldAccepts: true,
      newAccepts: false,
    } as const;
    return (
      written(report(api('a', { findings: [finding({ witness, change: { impacts: [impact()] } })] }))).split(
        'class="place"',
      ).length - 1
    );
  };
  expect([places(impact().field), places('elsewhere')]).toEqual([1, 2]);
});
