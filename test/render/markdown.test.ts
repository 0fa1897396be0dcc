// The report as Markdown: complete while there is room, and nothing in it fires.

import { describe, expect, test } from '@jest/globals';
import { renderMarkdown } from '../../src/render/markdown.ts';
import {
  api,
  calendar,
  componentFinding,
  everything,
  finding,
  infoFinding,
  payments,
  report,
  stripe,
  unknownApi,
} from './fixtures.ts';
import { hostileReport, withoutCode } from './hostile.ts';
import { inParts } from './parts.ts';

test('a small report, whole', () => {
  const small = report(
    api('maps'),
    api('stripe', {
      findings: [finding({ consumers: componentFinding.consumers, witness: componentFinding.witness }), infoFinding(1)],
      lineOf: () => 812,
    }),
    unknownApi('crm'),
  );
  expect(renderMarkdown(small)).toBe(`## Driftgate: 1 breaking, 1 info, 1 API unknown

3 APIs: 1 drifted, 1 could not be looked at, 1 clean (profile tolerant).

| API | outcome | breaking | risky | deprecated | info | acknowledged |
|---|---|--:|--:|--:|--:|--:|
| stripe | drift | 1 | 0 | 0 | 1 | 0 |
| crm | **? could not look** | – | – | – | – | – |
| maps | ✔ clean | 0 | 0 | 0 | 0 | 0 |

### stripe

\`2024-06-20\` (2026-10-01) → \`2024-09-30\`

#### ✖ 1 breaking

- **property \`amount\` is gone from the response**\\
  \`phone-agent\` **breaks**: \`list charges\` reads \`data[].amount\` · \`contracts/phone-agent.json:12\`\\
  1 consumer is unaffected\\
  \`GET /v1/charges\` · \`200\` · \`data[].amount\`\\
  proof: the old spec refuses, the new one accepts \`{"data": [{"id": "ch_1"}]}\`\\
  <sub>old spec line 812 · \`response/property-removed\` · \`8f3a2c19d0e7b644\`</sub>

<details><summary>1 info</summary>

- property \`extra_1\` is new in the response · \`GET /v1/charges\` · \`200\` · \`data[].amount\` · \`response/property-added\` · \`0000000000000001\`

</details>

### crm

\`2024-06-20\` (2026-10-01)

> **? Could not look** (\`unauthorized\`): \`https://crm.example.com/openapi.json\` answers 401\\
> renew the credential \`crm\` that \`driftgate.yaml\` names

**Next**

- learn why: \`driftgate rules response/property-removed\`
- accept it for a time: \`driftgate accept 8f3a2c19d0e7b644 --reason "…" --owner "…" --until DATE\`
- move the baseline: \`driftgate accept stripe\`
`);
});

test('an API with contracts, whole: whose code breaks comes first, and what hits no contract last', () => {
  expect(
    renderMarkdown(report(payments, api('maps'))),
  ).toBe(`## Driftgate: phone-agent breaks, web-shop is at risk, billing is unclear; 1 breaking, 2 risky, 2 deprecated, 2 info, 1 acknowledged

2 APIs: 1 drifted, 1 clean (profile tolerant).

| API | outcome | break a consumer | at risk | breaking | risky | deprecated | info | acknowledged |
|---|---|--:|--:|--:|--:|--:|--:|--:|
| payments | drift | 1 | 1 | 1 | 2 | 2 | 2 | 1 |
| maps | ✔ clean | – | – | 0 | 0 | 0 | 0 | 0 |

### payments

\`2024-06-20\` (2026-10-01) → \`2024-09-30\`

| consumer | verdict | break it | at risk | deprecated | operations used | fields read | owner |
|---|---|--:|--:|--:|--:|--:|---|
| phone-agent | ✖ **breaks** | 1 | 1 | 0 | 2 of 12 | 4 |  |
| web-shop | ▲ **at risk** | 0 | 1 | 1 | 3 of 12 | 7 |  |
| billing | ? **unclear** | 0 | 0 | 0 | 1 of 12 | 1 | ada |

#### ✖ 1 finding breaks a consumer

- **property \`memo\` is gone from the request**\\
  \`phone-agent\` **breaks**: it sends what is refused now · \`list charges\` · \`memo\` · \`contracts/phone-agent.json:12\`\\
  \`web-shop\` **is at risk**: \`list charges\` reads \`memo\` · \`contracts/web-shop.json:12\`\\
  1 consumer is unaffected\\
  \`GET /v1/charges\` · \`200\` · \`data[].amount\`\\
  <sub>old spec line 144 · \`request/property-removed\` · \`5aa0c7d1e2f3b496\`</sub>

#### ▲ 1 finding puts a consumer at risk

- **\`status\` may now be \`"requires_action"\`**\\
  \`phone-agent\` **is at risk**: \`list charges\` reads \`data[].status\` · \`contracts/phone-agent.json:12\`\\
  \`GET /v1/charges\` · \`200\` · \`data[].status\`\\
  \`GET /v1/charges/{charge}\` · \`200\` · \`status\`\\
  <sub>old spec line 149, new spec line 151 · \`response/enum-value-added\` · \`77d0aa41be05c9f2\`</sub>

#### ▼ 1 finding deprecates what a consumer uses

- **\`total\` is deprecated**\\
  \`web-shop\` **uses it**: \`list charges\` reads \`total\` · \`contracts/web-shop.json:12\`\\
  1 consumer is unaffected\\
  \`POST /v1/refunds\`\\
  <sub>old spec line 125, new spec line 125 · \`transport/operation-deprecated\` · \`1d00f5c3b2a49687\`</sub>

<details><summary>No contract is hit by the rest: 1 breaking, 1 deprecated, 2 info</summary>

- ✖ breaking: property \`amount\` is gone from the response · \`GET /v1/charges\` · \`200\` · \`data[].amount\` · \`response/property-removed\` · \`6bb1d8e2f3a4c507\`
- ▼ deprecated: \`POST /v1/refunds\` is deprecated · \`transport/operation-deprecated\` · \`c40be2d97f1a6683\`
- · info: property \`extra_1\` is new in the response · \`GET /v1/charges\` · \`200\` · \`data[].amount\` · \`response/property-added\` · \`0000000000000001\`
- · info: property \`extra_2\` is new in the response · \`GET /v1/charges\` · \`200\` · \`data[].amount\` · \`response/property-added\` · \`0000000000000002\`

</details>

<details><summary>1 acknowledged</summary>

- \`receipt_url\` may now be \`null\` · breaking, accepted by ada until 2026-12-31: we never read it · \`response/null-allowed\` · \`fa032b41ac48ee69\`

</details>

<details><summary>Contracts use 3 of 12 operations, and read 14 of the 80 fields that these promise</summary>

| operation | consumers | fields read |
|---|---|--:|
| GET /v1/used-0 | billing, phone-agent, web-shop | 4 of 20 |
| GET /v1/used-1 | phone-agent, web-shop | 5 of 20 |
| GET /v1/used-2 | web-shop | 6 of 20 |

</details>

<details><summary>1 operation that drifted is in no contract</summary>

- \`POST /v1/refunds\`

</details>

<details><summary>1 part of a contract could not be held against the baseline</summary>

- \`contracts/billing.json:40\` · \`export\`: its body is XML

</details>

**Next**

- learn why: \`driftgate rules request/property-removed\`
- accept it for a time: \`driftgate accept 5aa0c7d1e2f3b496 --reason "…" --owner "…" --until DATE\`
- move the baseline: \`driftgate accept payments\`
`);
});

test.each([
  ['a value before and after', '`1000` → `500`'],
  ['how many places there are', '<details><summary>47 places</summary>'],
  ['that places are cut', '- and 27 more'],
  ['the component', 'and 46 more operations through component `charge`'],
  ['who acknowledged', 'breaking, accepted by ada until 2026-12-31: we never read it'],
  ['what could not be read', '- line 4000: `$ref` leads nowhere: `#/components/schemas/file_gone`'],
  ['why there is no proof', 'not proven: form bodies are not proven'],
])('tells %s', (_, line) => {
  expect(renderMarkdown(everything)).toContain(line);
});

test('a finding says what it explains, what to do, and links to where the team wrote it down', () => {
  expect(renderMarkdown(report(calendar))).toContain(
    [
      '  explains permission-missing: GET /events, permission-missing: POST /events\\',
      '  what to do: get an `oauth2` token\\',
      '  [playbook](https://wiki.example/auth?a=1#%28b%29)\\',
    ].join('\n'),
  );
});

test('every place is listed when that is asked for', () => {
  const said = renderMarkdown(everything, { allImpacts: true });
  expect(said).toContain('GET /v1/customers/{id}/l45');
  expect(said).not.toContain('and 27 more');
});

test.each([
  ['unknown alone', report(unknownApi('crm')), '## Driftgate: 1 API unknown\n'],
  ['clean', report(api('maps')), '## Driftgate: no findings\n'],
])('the title of a report: %s', (_, given, title) => {
  expect(renderMarkdown(given).startsWith(title)).toBe(true);
});

describe('a report that is too long', () => {
  const of = (severity: 'breaking' | 'risky' | 'info', count: number) =>
    Array.from({ length: count }, (_, at) => finding({ severity, message: `${severity} change ${at}.` }));

  test.each([
    ['one API', report(api('a', { findings: [...of('risky', 300), ...of('info', 500), ...of('breaking', 100)] }))],
    [
      'two APIs',
      report(
        api('a', { findings: of('risky', 400) }),
        api('b', { findings: [...of('info', 500), ...of('breaking', 100)] }),
      ),
    ],
  ])('leaves out the least grave and says how many: %s', (_, given) => {
    const said = renderMarkdown(given);
    expect(said.length).toBeLessThanOrEqual(60_000);
    expect(said.length).toBeGreaterThan(50_000);
    expect(said.match(/breaking change/g)).toHaveLength(100);
    const risky = said.match(/risky change/g)?.length ?? 0;
    expect(risky).toBeGreaterThan(0);
    expect(said).not.toContain('info change');
    expect(said).toContain(`too long: ${given.counts.risky - risky} risky, 500 info.`);
    expect(said).toContain('driftgate accept');
  });

  test.each([
    [
      'a thousand APIs',
      report(...Array.from({ length: 2000 }, (_, at) => api(`api-${at}`, { findings: of('breaking', 1) }))),
    ],
    ['text without end', report(api('#'.repeat(100_000), { findings: [finding({ message: '#'.repeat(100_000) })] }))],
    ['hostile text', hostileReport()],
    ['hostile text in all parts', hostileReport(inParts)],
  ])('stays within any length: %s', (_, given) => {
    for (const maxLength of [10_000, 60_000]) {
      expect(renderMarkdown(given, { maxLength, allImpacts: true }).length).toBeLessThanOrEqual(maxLength);
    }
  });

  test('keeps the rows of the gravest APIs', () => {
    const clean = Array.from({ length: 2000 }, (_, at) => api(`clean-${at}`));
    const said = renderMarkdown(report(...clean, api('stripe', { findings: of('breaking', 1) })));
    expect(said).toContain('| stripe | drift | 1 |');
    expect(said).toMatch(/too long: \d+ rows of the table/);
    expect(said).toContain('breaking change 0.');
  });
});

describe.each([
  ['everything', everything],
  ['all parts', inParts],
])('nothing that a stranger wrote fires: %s', (_name, given) => {
  const said = renderMarkdown(hostileReport(given), { maxLength: 200_000 });
  const prose = withoutCode(said);

  test.each([
    ['a mention', /@(?!&#8203;)\w/],
    ['an issue reference', /#\d(?!203;)/],
    ['an issue reference by prefix', /GH-\d/],
    ['a bare link', /:\/\/|www\./],
    ['a link or an image', /(?<!\\)[[\]]/],
    ['HTML', /(?<!\\)<(?!\/?(?:sub|details|summary)>)/],
    ['an emoji', /:\w+:/],
    ['a backtick', /(?<!\\)`/],
    ['a control or invisible character', /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u],
  ])('no %s', (_, pattern) => {
    expect(prose).not.toMatch(pattern);
  });

  test('and the structure is that of an ordinary report', () => {
    // The same lines, since no line break of a stranger's is one, and the same cells.
    const shape = (markdown: string) =>
      withoutCode(markdown)
        .split('\n')
        .map((line) => `${/^ *(?:[-#>]+|\||<\/?details>)?/.exec(line)?.[0]} ${line.match(/(?<!\\)\|/g)?.length ?? 0}`);
    const ordinary = report(...given.apis.map((each) => ({ ...each, api: `x ${each.api}` })));
    const headings = (markdown: string) => shape(markdown).filter((line) => /[#|]/.test(line));
    expect(headings(said)).toEqual(headings(renderMarkdown(ordinary, { maxLength: 200_000 })));
  });
});

test('backticks of a stranger stay within their code', () => {
  const given = finding({
    message: 'property `a``b @all` is gone',
    change: { impacts: stripe.findings[0]?.change.impacts ?? [] },
  });
  expect(withoutCode(renderMarkdown(report(api('a', { findings: [given] }))))).not.toContain('@all');
});
