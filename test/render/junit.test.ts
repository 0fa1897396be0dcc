// JUnit XML by its schema, and what fails in it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { validateXML } from 'xmllint-wasm';
import type { Report } from '../../src/model/report.ts';
import { renderJunit } from '../../src/render/junit.ts';
import {
  api,
  componentFinding,
  consumer,
  coverage,
  everything,
  finding,
  infoFinding,
  reliedOn,
  report,
  stripe,
  unknownApi,
} from './fixtures.ts';
import { hostileReport } from './hostile.ts';
import { inParts } from './parts.ts';

const SCHEMA = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');

/** What `xmllint` says against the XML. */
async function errorsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: xml }], schema: [SCHEMA] });
  return errors.map(({ message }) => message);
}

test.each([
  ['nothing', report()],
  ['everything', everything],
  ['every string hostile', hostileReport()],
  ['all parts, every string hostile', hostileReport(inParts)],
  ['a clean API', report(api('maps'))],
])('is valid by the schema: %s', async (_, given) => {
  expect(await errorsOf(renderJunit(given))).toEqual([]);
});

test('the schema refuses what is no such file', async () => {
  expect(await errorsOf('<testsuites name="a" tests="1"/>')).not.toEqual([]);
});

test('a report, whole', () => {
  const given = report(
    api('stripe', { findings: [componentFinding, infoFinding(1)], lineOf: () => 8 }),
    unknownApi('crm'),
    api('maps'),
  );
  const xml = renderJunit(given)
    .replaceAll(/^GET \/v1\/customers.*\n/gm, '')
    .replaceAll('&#34;', '"');
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="Driftgate" tests="4" failures="1" errors="1" skipped="1">
  <testsuite name="stripe" tests="2" failures="1" errors="0" skipped="1" time="0">
    <testcase name="property \`amount\` is gone from the response [8f3a2c19d0e7b644]" classname="stripe.response/property-removed" time="0">
      <failure message="property \`amount\` is gone from the response" type="breaking">phone-agent breaks: \`list charges\` reads \`data[].amount\` · contracts/phone-agent.json:12
GET /v1/charges · 200 · data[].amount
old spec line 8
proof: {"data": [{"id": "ch_1"}]}</failure>
    </testcase>
    <testcase name="property \`extra_1\` is new in the response [0000000000000001]" classname="stripe.response/property-added" time="0">
      <skipped message="info"/>
    </testcase>
  </testsuite>
  <testsuite name="crm" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase name="could not look" classname="crm" time="0">
      <error message="\`https://crm.example.com/openapi.json\` answers 401" type="unauthorized">renew the credential \`crm\` that \`driftgate.yaml\` names
https://crm.example.com/openapi.json</error>
    </testcase>
  </testsuite>
  <testsuite name="maps" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="no drift" classname="maps" time="0"/>
  </testsuite>
</testsuites>
`);
});

const risky = finding({ severity: 'risky' });
const spared = finding({ consumers: [consumer('a', 'unaffected')] });
const broken = finding({ severity: 'risky', consumers: [consumer('a', 'breaks', 'x')] });

test.each<readonly [string, Report, number, number]>([
  ['only the gravest fail', report(api('a', { findings: [finding(), risky, infoFinding(1)] })), 1, 2],
  [
    'what is milder fails where it is the gravest',
    report(api('a', { findings: [risky, risky, infoFinding(1)] })),
    2,
    1,
  ],
  ['nothing fails that --fail-on does not take', report(api('a', { outcome: 'clean', findings: [finding()] })), 0, 1],
  [
    'what breaks a consumer fails, and not what hits none',
    report(reliedOn('a', [broken, spared], coverage('a'))),
    1,
    1,
  ],
  ['what was accepted is skipped', report(stripe), 2, 17],
])('%s', (_, given, failures, skipped) => {
  expect(renderJunit(given)).toContain(` failures="${failures}" errors="0" skipped="${skipped}">`);
});
