// SARIF 2.1.0 by its schema, and within what GitHub takes.

import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Report } from '../../src/model/report.ts';
import { renderSarif, type SarifOptions } from '../../src/render/sarif.ts';
import { RULES } from '../../src/rules/catalogue.ts';
import { ruleText } from '../../src/tasks/rule-text.ts';
import { api, everything, finding, infoFinding, payments, report, stripe, unknownApi, where } from './fixtures.ts';
import { hostileReport } from './hostile.ts';
import { inParts } from './parts.ts';

const {
  $schema: _draft,
  id: _id,
  ...schema
} = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function log(given: Report, options: Partial<SarifOptions> = {}) {
  const parsed = JSON.parse(renderSarif(given, { version: '1.2.3', where, ruleText, ...options }));
  expect(validate(parsed) ? [] : validate.errors).toEqual([]);
  expect(parsed.runs).toHaveLength(1);
  return parsed.runs[0];
}

test.each([
  ['nothing', report()],
  ['a clean API', report(api('maps'))],
  ['everything', everything],
  ['every string hostile', hostileReport()],
  ['all parts, every string hostile', hostileReport(inParts)],
  [
    'no place at all',
    report(api('a', { baseline: undefined, findings: [finding({ change: { old: null, impacts: [] } })] })),
  ],
])('is valid by the schema: %s', (_, given) => {
  log(given);
  log(given, { where: { folder: '', snapshots: 's', config: undefined } });
});

test('a result has its rule, its level, its places and its fingerprint', () => {
  const run = log(report(payments));
  expect(run.results[0]).toMatchObject({
    ruleId: 'request/property-removed',
    level: 'error',
    message: { text: expect.stringContaining('payments: property `memo` is gone from the request') },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: 'contracts/phone-agent.json' }, region: { startLine: 12 } },
        logicalLocations: [{ fullyQualifiedName: 'payments · GET /v1/charges · 200 · data[].amount' }],
      },
    ],
    relatedLocations: [
      { physicalLocation: { artifactLocation: { uri: 'contracts/web-shop.json' } } },
      { physicalLocation: { artifactLocation: { uri: 'snapshots/payments/spec.json' } } },
      { physicalLocation: { artifactLocation: { uri: 'driftgate.yaml' }, region: { startLine: 3 } } },
    ],
    partialFingerprints: { 'driftgateFingerprint/v1': '5aa0c7d1e2f3b496' },
  });
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
});

test('every rule has its help', () => {
  const findings = RULES.flatMap(({ id, severity }) =>
    Object.keys(severity).map((direction) => finding({ rule: `${direction}/${id}` })),
  );
  const { rules } = log(report(api('all', { findings }))).tool.driver;
  expect(rules).toHaveLength(new Set(findings.map(({ rule }) => rule)).size);
  for (const rule of rules) {
    expect(rule).toMatchObject({
      shortDescription: { text: expect.any(String) },
      help: { markdown: expect.stringContaining('```') },
    });
    expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
    expect(rule.fullDescription.text.length).toBeLessThanOrEqual(1024);
  }
});

test('what was accepted is suppressed, with who did', () => {
  const [accepted] = log(report(stripe)).results.filter(({ suppressions }: { suppressions?: object }) => suppressions);
  expect(accepted).toMatchObject({
    level: 'note',
    partialFingerprints: { 'driftgateFingerprint/v1': 'e9921f00ab37dd58' },
    suppressions: [
      { kind: 'external', status: 'accepted', justification: 'accepted by ada until 2026-12-31: we never read it' },
    ],
  });
});

test('an API that could not be looked at makes the run unsuccessful', () => {
  expect(log(report(unknownApi('crm'))).invocations).toMatchObject([
    {
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: 'error',
          descriptor: { id: 'unauthorized' },
          message: { text: expect.stringContaining('answers 401') },
        },
      ],
    },
  ]);
});

test('beyond the limit the mildest are left out, which is said', () => {
  const findings = [...Array.from({ length: 25_010 }, (_, at) => infoFinding(at)), finding()];
  const { results, invocations } = log(report(api('a', { findings })));
  expect(results).toHaveLength(25_000);
  expect(results[0].level).toBe('error');
  expect(invocations).toMatchObject([
    {
      toolExecutionNotifications: [
        { message: { text: expect.stringContaining('11 results beyond 25000 are left out') } },
      ],
    },
  ]);
});

test.each([
  ['contracts/a b#1.json', 'contracts/a%20b%231.json'],
  ['./a.json', 'a.json'],
  ['/srv/a.json', 'file:///srv/a.json'],
])('the path %s is the URI %s', (contract, uri) => {
  const hit = {
    consumer: 'a',
    verdict: 'breaks' as const,
    because: '',
    contract,
    interaction: 'x',
    line: 1,
    field: 'a',
  };
  const [result] = log(report(api('a', { findings: [finding({ consumers: [hit] })] }))).results;
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
});
