// The report at a terminal: the worst first, nothing hidden that one must act on, and nothing that acts.

import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/model/report.ts';
import type { ConsumerImpact } from '../../src/model/usage.ts';
import { renderText } from '../../src/render/text.ts';
import type { TextOptions } from '../../src/render/text-page.ts';
import {
  api,
  calendar,
  componentFinding,
  consumer,
  coverage,
  everything,
  finding,
  impact,
  infoFinding,
  payments,
  reliedOn,
  report,
  snapshot,
  stripe,
  unknownApi,
} from './fixtures.ts';
import { hostileReport } from './hostile.ts';
import { inParts } from './parts.ts';

function text(given: Report, options: Partial<TextOptions> = {}): string {
  return renderText(given, { color: false, ...options });
}

test('a small report, whole', () => {
  const small = report(
    api('maps', { lineOf: () => undefined }),
    api('stripe', { findings: [infoFinding(1), componentFinding, infoFinding(2)], lineOf: () => 812 }),
    unknownApi('crm'),
  );
  expect(text(small)).toBe(`stripe
baseline 2024-06-20 (2026-10-01) → 2024-09-30 · 1 breaking, 2 info

  ✖ breaking    property \`amount\` is gone from the response
                phone-agent breaks: \`list charges\` reads \`data[].amount\`
                  contracts/phone-agent.json:12
                1 consumer is unaffected
                GET /v1/charges · 200 · data[].amount
                and 46 more operations through component charge
                proof: the old spec refuses, the new one accepts {"data": [{"id": "ch_1"}]}
                old spec line 812 · response/property-removed · 8f3a2c19d0e7b644

  · info        2 changes break nobody; --verbose lists them
                2 × response/property-added

crm
baseline 2024-06-20 (2026-10-01)

  ? unknown     could not look: \`https://crm.example.com/openapi.json\` answers 401
                renew the credential \`crm\` that \`driftgate.yaml\` names
                unauthorized

✔ maps  no drift · baseline 2024-06-20 (2026-10-01)

1 breaking, 2 info, 1 API unknown
3 APIs: 1 drifted, 1 could not be looked at, 1 clean · profile tolerant

Next
  learn why             driftgate rules response/property-removed
  accept it for a time  driftgate accept 8f3a2c19d0e7b644 --reason "…" --owner "…" --until DATE
  move the baseline     driftgate accept stripe
`);
});

test('an API with contracts, whole: whose code breaks comes first, and what hits no contract last', () => {
  expect(text(report(payments, api('maps')), { width: 80 })).toBe(`payments
baseline 2024-06-20 (2026-10-01) → 2024-09-30 · 1 breaking, 2 risky,
2 deprecated, 2 info, 1 acknowledged

  ✖ phone-agent  breaks      1 finding, 1 at risk · 2/12 operations, 4 fields
  ▲ web-shop     at risk     1 finding, 1 deprecated · 3/12 operations, 7 fields
  ? billing      unclear     1/12 operations, 1 field · owner ada

1 finding breaks a consumer

  ▲ risky       property \`memo\` is gone from the request
                phone-agent breaks: it sends what is refused now
                  list charges · memo · contracts/phone-agent.json:12
                web-shop is at risk: \`list charges\` reads \`memo\`
                  contracts/web-shop.json:12
                1 consumer is unaffected
                GET /v1/charges · 200 · data[].amount
                old spec line 144 · request/property-removed · 5aa0c7d1e2f3b496

1 finding puts a consumer at risk

  ▲ risky       \`status\` may now be \`"requires_action"\`
                phone-agent is at risk: \`list charges\` reads \`data[].status\`
                  contracts/phone-agent.json:12
                GET /v1/charges · 200 · data[].status
                GET /v1/charges/{charge} · 200 · status
                old spec line 149, new spec line 151 · response/enum-value-added
                · 77d0aa41be05c9f2

1 finding deprecates what a consumer uses

  ▼ deprecated  \`total\` is deprecated
                web-shop uses it: \`list charges\` reads \`total\`
                  contracts/web-shop.json:12
                1 consumer is unaffected
                POST /v1/refunds
                old spec line 125, new spec line 125
                · transport/operation-deprecated · 1d00f5c3b2a49687

No contract is hit by the rest: 1 breaking, 1 deprecated, 2 info

  ✖ 6bb1d8e2f3a4c507  property \`amount\` is gone from the response · GET /v1/cha…
  ▼ c40be2d97f1a6683  \`POST /v1/refunds\` is deprecated

  · info        2 changes break nobody; --verbose lists them
                2 × response/property-added

  ✓ accepted    \`receipt_url\` may now be \`null\`
                by ada until 2026-12-31: we never read it
                · breaking response/null-allowed · fa032b41ac48ee69

  · coverage    Contracts use 3 of 12 operations, and read 14 of the 80 fields
                that these promise

  ! contracts   1 operation that drifted is in no contract
                POST /v1/refunds

  ! contracts   1 part of a contract could not be held against the baseline
                contracts/billing.json:40 · export · its body is XML

✔ maps  no drift · baseline 2024-06-20 (2026-10-01)

phone-agent breaks, web-shop is at risk, billing is unclear
1 breaking, 2 risky, 2 deprecated, 2 info, 1 acknowledged
2 APIs: 1 drifted, 1 clean · profile tolerant

Next
  learn why             driftgate rules request/property-removed
  accept it for a time  driftgate accept 5aa0c7d1e2f3b496 --reason "…" --owner "…" --until DATE
  move the baseline     driftgate accept payments
`);
});

test('all clean is one short line for each API and a summary', () => {
  expect(text(report(api('telephony'), api('maps')))).toBe(`✔ telephony  no drift · baseline 2024-06-20 (2026-10-01)
✔ maps       no drift · baseline 2024-06-20 (2026-10-01)

no findings
2 APIs: 2 clean · profile tolerant
`);
});

test.each([
  ['a value before and after', '1000 → 500'],
  ['a media type that is not JSON', 'POST /v1/charges · request body application/x-www-form-urlencoded · description'],
  ['why there is no proof', 'not proven: form bodies are not proven'],
  ['a consumer at risk', 'phone-agent is at risk: `list charges` reads `data[].status`'],
  ['both lines', 'old spec line 149, new spec line 151 · response/enum-value-added'],
  ['who acknowledged', 'by ada until 2026-12-31: we never read it'],
  ['what could not be read', '5 places of the current document could not be read as written'],
  ['that notes are folded', 'and 2 more; --verbose lists them'],
  ['a change of authentication', '`apiKey in header x-api-key` no longer suffices'],
])('tells %s', (_, line) => {
  expect(text(everything)).toContain(line);
});

test.each([
  ['the pointer where no line is known', finding(), 'old spec /components/schemas/charge/properties/amount'],
  ['the root of a document', finding({ change: { old: { pointer: '' } } }), 'old spec root'],
  ['another place of the same operation', many(impact(), 4, () => impact({ status: '201' })), 'and 4 more places\n'],
  [
    'places in other operations',
    many(impact(), 4, (at) => impact({ operation: `GET /${at % 2}` })),
    'and 4 more places in 2 more operations',
  ],
  [
    'a parameter',
    finding({
      change: {
        impacts: [{ operation: 'GET /a', direction: 'request', parameter: 'query limit', field: '', path: [] }],
      },
    }),
    'GET /a · query limit\n',
  ],
  [
    'a response header',
    finding({
      change: {
        impacts: [{ operation: 'GET /a', direction: 'response', status: '200', header: 'etag', field: '', path: [] }],
      },
    }),
    'GET /a · 200 header etag\n',
  ],
])('tells %s', (_, given, line) => {
  expect(text(report(api('a', { findings: [given], lineOf: () => undefined })))).toContain(line);
});

test('a file of the document is named with its line', () => {
  const given = finding({ change: { old: { pointer: 'schemas/charge.yaml#/properties/amount' } } });
  const said = text(report(api('a', { findings: [given], lineOf: () => 7 })));
  expect(said).toContain('old spec schemas/charge.yaml line 7');
});

test('the gravest comes first, whatever the order of findings and APIs', () => {
  const risky = finding({ severity: 'risky', message: 'third' });
  const said = text(
    report(
      api('clean'),
      api('mild', { findings: [risky, finding({ severity: 'deprecated', message: 'fourth' })] }),
      unknownApi('second'),
      api('grave', { findings: [finding({ severity: 'risky', message: 'middle' }), finding({ message: 'first' })] }),
    ),
  );
  const order = ['first', 'middle', 'second', 'third', 'fourth', 'clean'].map((word) => said.indexOf(word));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test.each([
  ['unknown alone', report(unknownApi('crm'))],
  ['unknown beside clean', report(api('maps'), unknownApi('crm'))],
])('%s is never green', (_, given) => {
  const said = text(given, { color: true });
  expect(said).toContain('could not look:');
  expect(said).not.toContain('no findings');
  expect(said).not.toMatch(/crm.*no drift/);
  expect(said).toContain('\u001b[33m1 API unknown');
});

/** A consumer of which a part could not be held against the document. */
const leaky = {
  ...coverage(),
  consumers: coverage('billing').consumers.map((each) => ({
    ...each,
    gaps: [{ contract: 'a.json', interaction: 'export', line: 1, why: 'its body is XML' }],
  })),
};

const spared = { consumers: [consumer('billing', 'unaffected')] };

test.each<readonly [string, Report, string]>([
  ['one that breaks', hit('breaks'), 'a breaks\n'],
  ['two', hit('breaks', 'breaks'), 'a and b break\n'],
  ['one that may', hit('at risk'), 'a is at risk\n'],
  ['both', hit('breaks', 'at risk'), 'a breaks, b is at risk\n'],
  ['many', hit(...Array<'breaks'>(9).fill('breaks')), 'a, b, c, d and 5 more break\n'],
  ['none', report(reliedOn('x', [finding(spared)], coverage('billing'))), 'no contract is hit\n'],
  ['none that is known', report(reliedOn('x', [finding(spared)], leaky)), 'no contract is hit, billing is unclear\n'],
])('whose code breaks is said before the counts: %s', (_, given, who) => {
  const said = text(given);
  expect(said).toContain(`\n\n${who}`);
  expect(said.split(`\n\n${who}`)[1]).toMatch(/^1 breaking\n/);
});

test('a consumer with a long name has a line for it', () => {
  const long = 'a-consumer-whose-name-is-longer-than-the-column';
  const said = text(report(reliedOn('x', [finding(spared)], coverage('billing', long))));
  expect(said).toContain(`  ✔ ${long}\n${' '.repeat(34)}  unaffected  2/12 operations`);
});

test('a consumer is not called unaffected when a part of its contract could not be held', () => {
  const given = report(reliedOn('x', [finding(spared)], leaky));
  expect(text(given)).toMatch(/^ {2}\? billing {2}unclear /m);
  expect(text(given)).not.toContain('✔ billing');
});

test('nobody is spared by an API that could not be looked at', () => {
  const said = text(report(reliedOn('x', [finding(spared)], coverage('billing')), unknownApi('crm')));
  expect(said).not.toContain('no contract is hit\n');
});

test('what hits no contract is told softly, however grave, and none of it is dropped', () => {
  const findings = Array.from({ length: 60 }, (_, at) =>
    finding({ ...spared, message: `change ${at}.`, fingerprint: `${at}`.padStart(16, '0') }),
  );
  const said = text(report(reliedOn('x', findings, coverage('billing'))), { color: true });
  const dimmed = said.split('\n').filter((line) => line.startsWith('\u001b[2m  ✖ '));
  expect(said).toContain('No contract is hit: 60 breaking');
  expect(dimmed).toHaveLength(60);
  for (const { fingerprint } of findings) expect(dimmed.join('\n')).toContain(fingerprint);
});

test('a contract that cannot be read makes its API unknown, and the drift is told all the same', () => {
  const unknown = {
    code: 'contract-invalid',
    message: 'it is no JSON',
    hint: 'mend it',
    place: 'contracts/a.json:3',
  } as const;
  const said = text(report(api('x', { outcome: 'unknown', unknown, findings: [finding()] })));
  expect(said).toContain(
    'could not look: it is no JSON\n                mend it\n                contract-invalid · contracts/a.json:3',
  );
  expect(said).toContain('✖ breaking    property `amount` is gone');
});

describe('a long list', () => {
  const findings = Array.from({ length: 800 }, (_, at) =>
    finding({
      severity: at < 60 ? 'risky' : 'info',
      message: `change ${at}.`,
      fingerprint: `f${at}.`,
      consumers: componentFinding.consumers,
    }),
  );
  const long = report(api('a', { findings }));

  test('names every grave finding and its fingerprint, the first 40 in full, and folds info', () => {
    const said = text(long);
    for (let at = 0; at < 60; at += 1) {
      expect(said).toContain(`change ${at}.`);
      expect(said).toContain(`f${at}.`);
    }
    expect(said.match(/phone-agent breaks/g)).toHaveLength(40);
    expect(said).not.toContain('change 60.');
    expect(said).toContain('740 changes break nobody');
    expect(said.split('\n').length).toBeLessThan(420);
  });

  test('is told in full when that is asked for', () => {
    const said = text(long, { verbose: true });
    expect(said.match(/phone-agent breaks/g)).toHaveLength(800);
  });
});

test.each([
  ['one place of many', {}, 1],
  ['all places', { allImpacts: true }, 47],
])('shows %s', (_, options, shown) => {
  const said = text(report(api('a', { findings: [componentFinding] })), options);
  expect(said.match(/data\[\]\.amount$/gm)).toHaveLength(shown);
});

test('a finding says what it explains, what to do, and where the team wrote it down', () => {
  expect(text(report(calendar))).toContain(`
                explains permission-missing: GET /events, permission-missing: POST /events
                what to do: get an \`oauth2\` token
                playbook: https://wiki.example/auth?a=1#(b)
`);
});

test('verbose adds notes, info and consumers that are unaffected', () => {
  const said = text(report(stripe), { verbose: true });
  expect(said).toContain('line 4004');
  expect(said).toContain('property `extra_13` is new in the response');
  expect(said).toContain('billing is unaffected: no interaction reads it');
  expect(said).not.toContain('--verbose');
});

test.each([60, 80, 100])('no line of prose is wider than %d', (width) => {
  const lines = text(everything, { width }).split('\nNext')[0]?.split('\n') ?? [];
  expect(lines.filter((line) => line.length > width)).toEqual([]);
  expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(width - 25);
});

test('colour changes no character', () => {
  const colored = text(everything, { color: true });
  expect(colored).toContain('\u001b[');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text(everything));
});

test.each([
  ['two documents that are no snapshots', [finding()], undefined, ['driftgate rules response/property-removed']],
  ['a change that no rule claims', [finding({ rule: 'unjudged' })], undefined, []],
  ['info', [infoFinding(1)], '2026-10-01T06:00:00Z', []],
])('what to do next, for %s', (_, findings, takenAt, commands) => {
  const said = text(report(api('a', { findings, baseline: snapshot('1', takenAt) })));
  expect(said.match(/driftgate .*/g) ?? []).toEqual(commands);
});

test('a command to copy quotes a name that a shell would not take as one word', () => {
  const said = text(report(api("it's $(x)", { findings: [finding()] })));
  expect(said).toContain("driftgate accept 'it'\\''s $(x)'\n");
});

test('nothing that a stranger wrote acts on the terminal', () => {
  for (const verbose of [false, true]) {
    const said = [everything, inParts]
      .map((given) => text(hostileReport(given), { verbose, allImpacts: verbose }))
      .join('');
    expect(said).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    // No line begins with what was written after a line break.
    expect(said).not.toMatch(/^::error/m);
  }
});

/** A report in which a consumer of each verdict is hit: `a`, `b`, and so on. */
function hit(...verdicts: readonly ConsumerImpact['verdict'][]): Report {
  const names = verdicts.map((_, at) => String.fromCharCode(97 + at));
  const consumers = verdicts.map((verdict, at) => consumer(names[at] ?? '', verdict, 'amount'));
  return report(reliedOn('x', [finding({ consumers })], coverage(...names)));
}

function many(first: ReturnType<typeof impact>, count: number, each: (at: number) => ReturnType<typeof impact>) {
  const impacts = [first, ...Array.from({ length: count }, (_, at) => each(at))];
  return finding({ change: { impacts, root: { document: true, path: [] } } });
}
