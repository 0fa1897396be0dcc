// Reports of parts put together: whatever the grouping it is one report, nothing in it is lost, and nothing unknown is green.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LookedPart, PARTS } from '../../src/model/part.ts';
import { type ApiReport, BEARINGS, bearingOf, type Report } from '../../src/model/report.ts';
import { SEVERITIES, type Severity } from '../../src/model/rule.ts';
import { merged } from '../../src/tasks/merged.ts';
import { api, consumer, coverage, finding, report, snapshot } from '../render/fixtures.ts';

const verdict = fc.constantFrom('breaks' as const, 'at risk' as const, 'unaffected' as const);

/** How grave a finding is hangs on what makes its fingerprint. */
const GRAVITY: readonly (readonly [string, Severity])[] = [...'abcdefgh'].map((name, at) => [
  name,
  SEVERITIES[at % SEVERITIES.length] ?? 'info',
]);

const someFinding = fc
  .record({ known: fc.constantFrom(...GRAVITY), verdict, used: fc.boolean() })
  .map(({ known: [fingerprint, severity], verdict: means, used }) =>
    finding({ fingerprint, severity, consumers: used ? [consumer('phone', means, 'amount')] : [] }),
  );

const looked: fc.Arbitrary<LookedPart> = fc.record({
  part: fc.constantFrom(...PARTS),
  unknown: fc.option(
    fc.constantFrom('dns', 'timeout').map((code) => ({
      code: code as 'dns' | 'timeout',
      message: `it fails by ${code}`,
      hint: code === 'dns' ? 'mend the host' : undefined,
      place: 'https://api.example.com/',
    })),
    { nil: undefined },
  ),
});

/** A look at one part of an API. */
const look = fc
  .record({
    name: fc.constantFrom('stripe', 'crm'),
    part: looked,
    findings: fc.uniqueArray(someFinding, { selector: ({ fingerprint }) => fingerprint, maxLength: 4 }),
    version: fc.option(fc.constantFrom('1', '2'), { nil: undefined }),
    relies: fc.boolean(),
  })
  .map(({ name, part, findings, version, relies }): ApiReport => {
    const isDrift = findings.some(({ severity }) => severity === 'breaking');
    return api(name, {
      outcome: part.unknown !== undefined ? 'unknown' : isDrift ? 'drift' : 'clean',
      unknown: part.unknown,
      looked: [part],
      findings,
      baseline: version === undefined ? undefined : snapshot(version),
      current: undefined,
      reliance: relies ? { consumers: { breaks: 0, atRisk: 0 }, coverage: coverage('phone') } : undefined,
      notes: version === undefined ? [] : [{ pointer: `/${version}`, message: 'not read' }],
    });
  });

const someReport = fc
  .uniqueArray(look, { selector: (each) => each.api, maxLength: 2 })
  .map((looks): Report => report(...looks));

/** All that is in a report, as data. */
function told(given: Report): unknown {
  return { ...given, apis: given.apis.map((each) => ({ ...each, lineOf: each.lineOf('old', '/a') })) };
}

test('it does not matter in which groups they are put together', () => {
  fc.assert(
    fc.property(someReport, someReport, someReport, (a, b, c) => {
      const all = told(merged([a, b, c]));
      expect(told(merged([merged([a, b]), c]))).toEqual(all);
      expect(told(merged([a, merged([b, c])]))).toEqual(all);
    }),
    { numRuns: 500 },
  );
});

test('one alone stays as it is', () => {
  fc.assert(fc.property(someReport, (alone) => expect(told(merged([alone]))).toEqual(told(alone))));
});

test('each finding is in it once, what hits first and the gravest of these; and what is unknown is never green', () => {
  fc.assert(
    fc.property(fc.array(someReport, { minLength: 1, maxLength: 4 }), (given) => {
      const [first = report(), ...others] = given;
      const whole = merged([first, ...others]);
      expect(whole.apis.map((each) => each.api)).toEqual([
        ...new Set(given.flatMap(({ apis }) => apis.map((each) => each.api))),
      ]);
      for (const { api: name, findings, outcome, unknown, looked: parts } of whole.apis) {
        const looks = given.flatMap(({ apis }) => apis.filter((each) => each.api === name));
        const prints = findings.map(({ fingerprint }) => fingerprint);
        expect(prints.toSorted()).toEqual(
          [...new Set(looks.flatMap((each) => each.findings.map(({ fingerprint }) => fingerprint)))].sort(),
        );
        const blind = looks.flatMap((each) => each.looked).filter((part) => part.unknown !== undefined);
        // Of a part that was looked at twice, the first.
        const reasons = PARTS.flatMap((part) => blind.find((each) => each.part === part)?.unknown?.message ?? []);
        expect(outcome === 'unknown').toBe(reasons.length > 0);
        for (const reason of reasons) expect(unknown?.message).toContain(reason);
        expect(parts.map(({ part }) => part)).toEqual(
          PARTS.filter((part) => looks.some((each) => each.looked[0]?.part === part)),
        );
        if (looks.length > 1) expect(findings.map(rank)).toEqual(findings.map(rank).toSorted((a, b) => a - b));
      }
      expect(whole.counts.breaking).toBe(
        whole.apis.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'breaking').length,
      );
    }),
  );
});

function rank(found: ApiReport['findings'][number]): number {
  return BEARINGS.indexOf(bearingOf(found)) * SEVERITIES.length + SEVERITIES.indexOf(found.severity as Severity);
}

const DNS = { code: 'dns', message: 'no such host', hint: 'mend it', place: 'https://a.example/' } as const;
const TIMEOUT = { code: 'timeout', message: 'no answer', hint: 'wait', place: 'GET /b' } as const;

test.each([
  [
    'one part, and it alone was looked at',
    [{ part: 'document', unknown: DNS }],
    { code: 'dns', message: 'no such host', hint: 'mend it', place: 'https://a.example/' },
  ],
  [
    'one of two',
    [
      { part: 'document', unknown: undefined },
      { part: 'samples', unknown: TIMEOUT },
    ],
    { code: 'timeout', message: 'samples: no answer', hint: 'wait', place: 'GET /b' },
  ],
  [
    'both, each by its own reason',
    [
      { part: 'document', unknown: DNS },
      { part: 'samples', unknown: TIMEOUT },
    ],
    { code: 'dns', message: 'document: no such host; samples: no answer', hint: 'mend it; wait', place: undefined },
  ],
  [
    'both by the same',
    [
      { part: 'document', unknown: DNS },
      { part: 'samples', unknown: DNS },
    ],
    { ...DNS, message: 'document and samples: no such host' },
  ],
] as const)('says which part could not be looked at: %s', (_, parts, unknown) => {
  const looks = parts.map((part) =>
    report(
      api('stripe', {
        outcome: part.unknown === undefined ? 'clean' : 'unknown',
        unknown: part.unknown,
        looked: [part],
      }),
    ),
  );
  const [first = report(), ...others] = looks;
  expect(merged([first, ...others]).apis[0]).toMatchObject({ outcome: 'unknown', unknown });
});

test('what no contract mentions is that of all parts', () => {
  const relied = { consumers: { breaks: 0, atRisk: 0 }, coverage: { ...coverage('phone'), uncovered: ['GET /a'] } };
  const seen = api('stripe', { reliance: relied });
  const sampled = api('stripe', {
    looked: [{ part: 'samples', unknown: undefined }],
    findings: [finding({ consumers: [consumer('phone', 'breaks', 'amount')] })],
  });
  expect(merged([report(seen), report(sampled)]).apis[0]?.reliance).toMatchObject({
    consumers: { breaks: 1, atRisk: 0 },
    coverage: { uncovered: ['GET /a', 'GET /v1/charges'] },
  });
});
