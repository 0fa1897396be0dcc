// A report read back from its JSON is the report: every renderer writes the same of both.

import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import type { Report } from '../../src/model/report.ts';
import type { VerifiedApi } from '../../src/model/verification.ts';
import { renderAnnotations } from '../../src/render/annotations.ts';
import { renderFlows } from '../../src/render/flow.ts';
import { renderHealth } from '../../src/render/health.ts';
import { renderHealthMarkdown } from '../../src/render/health-markdown.ts';
import { renderHtml } from '../../src/render/html/page.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderJunit } from '../../src/render/junit.ts';
import { renderLive } from '../../src/render/live.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { reportJsonSchema } from '../../src/render/report-schema.ts';
import { renderSampled } from '../../src/render/sampled.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import { renderText } from '../../src/render/text.ts';
import { renderVerification } from '../../src/render/verification.ts';
import { storedReport } from '../../src/tasks/stored-report.ts';
import {
  api,
  calendar,
  componentFinding,
  everything,
  fared,
  finding,
  impact,
  report,
  stripe,
  unknownApi,
} from './fixtures.ts';
import { hostileReport } from './hostile.ts';
import { called, checked, flown, inParts, sampled } from './parts.ts';

/** A report of contracts held against documents. */
const verification = report({ ...stripe, contracts: 2, interactions: 9, unvalidatable: 1 } as VerifiedApi);

function readBack(given: Report, allImpacts = false): Report {
  return storedReport(new TextEncoder().encode(renderJson(given, { allImpacts })), 'drift.json');
}

/** What every renderer writes of a report, by name. */
function written(given: Report): Readonly<Record<string, string>> {
  return {
    text: renderText(given, { color: false, verbose: true }),
    brief: renderText(given, { color: true }),
    flows: renderFlows(given, { color: false, verbose: true }),
    sampled: renderSampled(given, { color: false, verbose: true }),
    health: renderHealth(given, { color: false, verbose: true }),
    healthMarkdown: renderHealthMarkdown(given),
    markdown: renderMarkdown(given),
    json: renderJson(given),
    html: renderHtml(given, { version: '1.2.3' }),
    sarif: renderSarif(given, { version: '1.2.3' }),
    junit: renderJunit(given),
    annotations: renderAnnotations(given),
  };
}

describe('every renderer writes the same of it', () => {
  test.each<readonly [string, Report]>([
    ['everything', everything],
    ['every string hostile', hostileReport()],
    ['nothing', report()],
    ['no documents', report(api('new', { baseline: undefined, current: undefined }), unknownApi('crm'))],
    ['contracts held against documents', verification],
    ['a sandbox that was called', called],
    ['credentials and places', checked],
    ['how an API fared', fared],
    ['responses that were sampled', sampled],
    ['flows that were run', flown],
    ['documents, responses and flows together', inParts],
    ['all of these, every string hostile', hostileReport(inParts)],
  ])('%s', (_, given) => {
    expect(written(readBack(given, true))).toEqual(written(given));
  });

  test('where the JSON was cut, they are counted all the same', () => {
    const given = report(api('stripe', { findings: [componentFinding] }));
    const cut = readBack(given);
    for (const name of ['brief', 'json'] as const) expect(written(cut)[name]).toBe(written(given)[name]);
    expect(written(cut).text).toContain('and 46 more operations through component charge');
    expect(written(cut).html).toContain('47 places in 47 operations');
    expect(written(cut).html).toContain('and 27 more operations');
  });
});

test('each kind of report is printed as its command does', () => {
  const again = readBack(verification);
  expect(renderVerification(again as typeof again & { apis: VerifiedApi[] }, { color: false })).toContain(
    '9 interactions of 2 contracts',
  );
  const live = readBack(called);
  expect(renderLive(live as never, { color: false })).toBe(renderLive(called as never, { color: false }));
});

/** A report with random values where its shape leaves room for any. */
const anyReport: fc.Arbitrary<Report> = fc
  .record({
    message: fc.string({ unit: 'binary' }),
    subject: fc.string({ unit: 'grapheme' }),
    before: fc.option(fc.jsonValue(), { nil: undefined }),
    payload: fc.jsonValue(),
    places: fc.integer({ min: 1, max: 60 }),
    facts: fc.record({ required: fc.boolean(), keyword: fc.string() }, { requiredKeys: [] }),
    line: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
  })
  .map(({ message, subject, before, payload, places, facts, line }) =>
    report(
      api('any', {
        lineOf: () => line,
        findings: [
          finding({
            message,
            change: {
              subject,
              facts,
              ...(before !== undefined && { before: before as Json }),
              impacts: Array.from({ length: places }, (_, at) =>
                impact({ operation: `GET /${at % 7}`, field: `a${at}` }),
              ),
            },
            witness: { status: 'proven', payload: payload as Json, oldAccepts: true, newAccepts: false },
          }),
        ],
      }),
    ),
  );

test('reading what was printed and printing it again gives the same bytes', () => {
  fc.assert(
    fc.property(anyReport, fc.boolean(), (given, allImpacts) => {
      const printed = renderJson(given, { allImpacts });
      const again = storedReport(new TextEncoder().encode(printed), 'drift.json');
      expect(renderJson(again, { allImpacts })).toBe(printed);
      expect(written(readBack(given, true))).toEqual(written(given));
    }),
    { numRuns: 60 },
  );
});

describe('what is no report is refused, with its place and the mend', () => {
  const whole: JsonObject = JSON.parse(renderJson(report(calendar)));
  const counts = (json: JsonObject) => (isObject(json.counts) ? json.counts : {});
  const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema());
  test.each<readonly [string, (json: JsonObject) => JsonObject, string, RegExp, string]>([
    [
      'another version',
      (json) => ({ ...json, version: 2 }),
      'version',
      /`version` in `drift.json` has a value that is not known/,
      'did you mean `1`?',
    ],
    [
      'a key that is not known',
      (json) => ({ ...json, profil: 'strict' }),
      'profil',
      /`profil` in `drift.json` is not a key/,
      'did you mean `profile`?',
    ],
    [
      'a count of the wrong type',
      (json) => ({ ...json, counts: { ...counts(json), risky: 'x' } }),
      'risky',
      /`counts.risky` .* wrong type/,
      'give it a number',
    ],
    [
      'a negative count',
      (json) => ({ ...json, counts: { ...counts(json), risky: -1 } }),
      'risky',
      /`counts.risky` .* cannot be used/,
      '>=0',
    ],
    ['no APIs', ({ apis: _, ...json }) => json, '', /`apis` in `drift.json` is missing/, 'add it'],
  ])('%s', (_, mutate, key, message, hint) => {
    const json = mutate(whole);
    expect(validate(JSON.parse(JSON.stringify(json)))).toBe(false);
    const text = JSON.stringify(json, null, 2);
    const at = text.split('\n').findIndex((each) => each.includes(`"${key}":`)) + 1;
    expect(() => storedReport(new TextEncoder().encode(text), 'drift.json')).toThrow(
      expect.objectContaining({
        code: 'report-invalid',
        message: expect.stringMatching(message),
        hint: expect.stringContaining(hint),
        place: `drift.json:${key === '' ? 1 : at}`,
      }),
    );
  });

  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const payload = (text: string) => {
    const given = report(
      api('a', {
        findings: [finding({ witness: { status: 'proven', payload: 'HERE', oldAccepts: true, newAccepts: false } })],
      }),
    );
    return renderJson(given).replace('"HERE"', text);
  };

  test.each([
    ['no text', '', /`drift.json` is empty/],
    ['no JSON', '<html></html>', /`drift.json` is no JSON/],
    ['half of it', renderJson(report(stripe)).slice(0, 5000), /is no JSON/],
    ['a list', '[]', /`drift.json` has a value of the wrong type/],
    ['nested too deep', payload(deep(100_000)), /more than 1000 levels/],
    [
      'a proof without a payload',
      payload('1').replace(/"payload": 1,/, ''),
      /`apis\[0\].findings\[0\].witness.payload`/,
    ],
    ['a key of the prototype', '{"__proto__": {}, "version": 1}', /drift.json/],
  ])('%s', (_, text, message) => {
    expect(() => storedReport(new TextEncoder().encode(text), 'drift.json')).toThrow(
      expect.objectContaining({
        code: 'report-invalid',
        message: expect.stringMatching(message),
        hint: expect.any(String),
      }),
    );
  });

  test('a payload with keys of the prototype is read as it is', () => {
    const text = payload('{"__proto__": {"a": 1}, "constructor": 2}');
    const again = storedReport(new TextEncoder().encode(text), 'drift.json');
    expect(JSON.parse(renderJson(again))).toEqual(JSON.parse(text));
    expect(renderJson(again)).toContain('"__proto__"');
  });
});
