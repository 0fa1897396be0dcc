// Annotations of GitHub Actions: at the line, escaped, and no more than are shown.

import { expect, test } from '@jest/globals';
import { renderAnnotations } from '../../src/render/annotations.ts';
import { api, componentFinding, finding, infoFinding, report, stripe, unknownApi, where } from './fixtures.ts';

test('a report, whole', () => {
  const given = report(api('stripe', { findings: [componentFinding, infoFinding(1)] }), unknownApi('crm'), api('maps'));
  expect(renderAnnotations(given, where)).toBe(
    [
      '::error file=driftgate.yaml,line=3,title=crm%3A could not look::`https://crm.example.com/openapi.json` answers 401 · renew the credential `crm` that `driftgate.yaml` names',
      '::error file=contracts/phone-agent.json,line=12,title=stripe%3A breaking::property `amount` is gone from the response · GET /v1/charges · 200 · data[].amount · phone-agent breaks: `list charges` reads `data[].amount` · contracts/phone-agent.json:12 · response/property-removed 8f3a2c19d0e7b644',
      '::notice file=driftgate.yaml,line=3,title=stripe%3A info::property `extra_1` is new in the response · GET /v1/charges · 200 · data[].amount · response/property-added 0000000000000001',
      '',
    ].join('\n'),
  );
});

test('names with characters of the syntax are escaped', () => {
  const given = report(
    api('a,b:c', {
      baseline: { name: 'a,b:100%.yaml', digest: '', version: '', takenAt: undefined },
      findings: [finding({ message: '100%0A::error::x' })],
    }),
  );
  expect(renderAnnotations(given)).toMatch(
    /^::error file=a%2Cb%3A100%25\.yaml,line=\d+,title=a%2Cb%3Ac%3A breaking::100%250A::error::x · /,
  );
});

test.each([
  [10, 10],
  [11, 10],
  [500, 10],
])('of %i findings of a kind, %i are annotated, and the rest is counted', (count, lines) => {
  const findings = Array.from({ length: count }, (_, at) => finding({ fingerprint: `f${at}` }));
  const said = renderAnnotations(report(api('stripe', { findings })))
    .trimEnd()
    .split('\n');
  expect(said).toHaveLength(lines);
  const rest = count - 9;
  expect(said.at(-1)).toContain(
    count > 10 ? `title=Driftgate%3A ${rest} more::${rest} more annotations of this kind` : 'f9',
  );
});

test('nothing is said of what was accepted, or of nothing', () => {
  expect(renderAnnotations(report(stripe))).not.toContain('e9921f00ab37dd58');
  expect(renderAnnotations(report(api('maps')))).toBe('');
});
