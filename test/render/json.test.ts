// The report for machines and its JSON Schema say the same.

import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { isArray, isObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { renderJson } from '../../src/render/json.ts';
import { reportJsonSchema, reportSchema } from '../../src/render/report-schema.ts';
import {
  api,
  componentFinding,
  everything,
  finding,
  impact,
  payments,
  report,
  stripe,
  unknownApi,
} from './fixtures.ts';
import { HOSTILE, hostileReport } from './hostile.ts';

const validate = new Ajv2020({ allErrors: true }).compile(reportJsonSchema());

test('one finding, whole', () => {
  const small = report(
    api('stripe', {
      findings: [finding({ change: { before: null, facts: { required: true, closed: false } } })],
      lineOf: (side) => (side === 'old' ? 812 : undefined),
    }),
  );
  expect(renderJson(small)).toBe(`{
  "version": 1,
  "outcome": "drift",
  "profile": "tolerant",
  "counts": {
    "breaking": 1,
    "risky": 0,
    "deprecated": 0,
    "info": 0,
    "acknowledged": 0
  },
  "consumers": {
    "breaks": 0,
    "atRisk": 0
  },
  "apis": [
    {
      "api": "stripe",
      "outcome": "drift",
      "looked": [
        {
          "part": "document",
          "unknown": null
        }
      ],
      "baseline": {
        "name": "https://api.example.com/spec3.json",
        "digest": "sha256:${'ab'.repeat(32)}",
        "version": "2024-06-20",
        "takenAt": "2026-10-01T06:00:00Z"
      },
      "current": {
        "name": "https://api.example.com/spec3.json",
        "digest": "sha256:${'ab'.repeat(32)}",
        "version": "2024-09-30",
        "takenAt": null
      },
      "findings": [
        {
          "fingerprint": "8f3a2c19d0e7b644",
          "rule": "response/property-removed",
          "kind": "property.removed",
          "severity": "breaking",
          "direction": "response",
          "subject": "amount",
          "message": "property \`amount\` is gone from the response",
          "before": null,
          "facts": {
            "closed": false,
            "required": true
          },
          "component": "charge",
          "old": {
            "pointer": "/components/schemas/charge/properties/amount",
            "line": 812
          },
          "new": null,
          "impacts": [
            {
              "operation": "GET /v1/charges",
              "status": "200",
              "mediaType": "application/json",
              "field": "data[].amount"
            }
          ],
          "impactCount": 1,
          "operationCount": 1,
          "consumers": [],
          "witness": null,
          "acknowledgement": null
        }
      ],
      "reliance": null,
      "notes": []
    }
  ],
  "acknowledgements": []
}
`);
});

test.each([
  ['as many as 20 impacts', {}, 20],
  ['as many as asked for', { maxImpacts: 3 }, 3],
  ['all', { allImpacts: true, maxImpacts: 3 }, 47],
])('prints %s and counts them all', (_, options, printed) => {
  const json = parse(renderJson(report(api('stripe', { findings: [componentFinding] })), options));
  const [first] = findings(json);
  expect(first?.impactCount).toBe(47);
  expect(first?.impacts).toHaveLength(printed);
});

test('an API that could not be looked at says why, with code and hint', () => {
  const [only] = apis(parse(renderJson(report(unknownApi('crm')))));
  expect(only).toMatchObject({
    outcome: 'unknown',
    reason: '`https://crm.example.com/openapi.json` answers 401',
    code: 'unauthorized',
    hint: 'renew the credential `crm` that `driftgate.yaml` names',
    place: 'https://crm.example.com/openapi.json',
    current: null,
    findings: [],
  });
});

test('consumers: what hits them, where their contracts say it, and how far these reach', () => {
  const json = parse(renderJson(report(payments)));
  expect(json.consumers).toEqual({ breaks: 1, atRisk: 1 });
  const [only] = apis(json);
  expect(only?.reliance).toMatchObject({
    consumers: { breaks: 1, atRisk: 1 },
    coverage: {
      operations: { used: 3, total: 12 },
      fields: { read: 14, promised: 80 },
      byOperation: [{ consumers: ['billing', 'phone-agent', 'web-shop'] }, {}, {}],
      uncovered: ['POST /v1/refunds'],
      consumers: [{ consumer: 'billing', owner: 'ada', gaps: [{ line: 40 }] }, {}, {}],
    },
  });
  expect(findings(json)[0]?.consumers).toEqual([
    {
      consumer: 'web-shop',
      verdict: 'at risk',
      because: '`list charges` reads `memo`',
      contract: 'contracts/web-shop.json',
      interaction: 'list charges',
      line: 12,
      field: 'memo',
    },
    expect.objectContaining({ consumer: 'phone-agent', verdict: 'breaks' }),
    expect.objectContaining({ verdict: 'unaffected', interaction: null, line: null, field: null }),
  ]);
});

test.each([
  ['no API', report()],
  ['a clean API', report(api('maps'))],
  ['an API that could not be looked at', report(unknownApi('crm'))],
  ['no baseline', report(api('new', { baseline: undefined, current: undefined }))],
  ['everything', everything],
  ['every string hostile', hostileReport()],
])('is valid by the published schema: %s', (_, given) => {
  const json = JSON.parse(renderJson(given));
  expect(validate(json) ? [] : validate.errors).toEqual([]);
  expect(reportSchema.safeParse(json).error).toBeUndefined();
});

test.each<readonly [string, (json: JsonObject) => unknown]>([
  ['another version', (json) => ({ ...json, version: 2 })],
  ['a field of no meaning', (json) => ({ ...json, color: 'green' })],
  ['an outcome of no meaning', (json) => ({ ...json, outcome: 'ok' })],
  ['a negative count', (json) => ({ ...json, counts: { ...object(json.counts), risky: -1 } })],
  ['a reason for a clean API', (json) => withApi(json, { outcome: 'clean', reason: 'x', code: 'dns', hint: null })],
  ['unknown without a reason', (json) => withApi(json, { outcome: 'unknown' })],
  ['no findings', (json) => withApi(json, { findings: undefined })],
  ['a kind that does not exist', (json) => withFinding(json, { kind: 'property.vanished' })],
  ['a severity that does not exist', (json) => withFinding(json, { severity: 'fatal' })],
  ['no fingerprint', (json) => withFinding(json, { fingerprint: undefined })],
  ['a verdict that does not exist', (json) => withFinding(json, { consumers: [{ consumer: 'a', verdict: 'fine' }] })],
  ['a consumer without a contract', (json) => withFinding(json, { consumers: [{ consumer: 'a', verdict: 'breaks' }] })],
  ['a sandbox of which nothing came', (json) => withApi(json, { live: { sandbox: 'https://s.test/' } })],
  ['no counts by consumer', (json) => ({ ...json, consumers: undefined })],
  ['line 0', (json) => withFinding(json, { old: { pointer: '/a', line: 0 } })],
  ['an impact without an operation', (json) => withFinding(json, { impacts: [{ field: 'a' }] })],
  [
    'a proof without a payload',
    (json) => withFinding(json, { witness: { status: 'proven', oldAccepts: true, newAccepts: false } }),
  ],
  ['a fact that does not exist', (json) => withFinding(json, { facts: { colour: 'red' } })],
])('is not valid by the published schema: %s', (_, mutate) => {
  const mutated = JSON.parse(JSON.stringify(mutate(parse(renderJson(report(stripe))))));
  expect(validate(mutated)).toBe(false);
});

test('every field of the schema has a description', () => {
  const schema = reportJsonSchema();
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect([...undescribed(schema, '')]).toEqual([]);
});

describe('strings from strangers', () => {
  const text = renderJson(hostileReport());

  test('come back as they were', () => {
    const [first] = findings(parse(text));
    expect(first?.message).toBe(HOSTILE);
    const payload = object(object(first?.witness).payload);
    expect(Object.keys(payload)).toEqual(['__proto__', 'constructor']);
  });

  test('do not act on a terminal', () => {
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  test('beyond the basic plane are escaped as pairs', () => {
    const tagged = report(api('a', { findings: [finding({ change: { impacts: [impact({ field: '\u{e0041}' })] } })] }));
    expect(renderJson(tagged)).toContain('"field": "\\udb40\\udc41"');
  });
});

function* undescribed(schema: JsonObject, path: string): Iterable<string> {
  for (const [name, property] of Object.entries(object(schema.properties ?? {}))) {
    if (typeof object(property).description !== 'string') yield `${path}/${name}`;
    yield* undescribed(object(property), `${path}/${name}`);
  }
  if (schema.items !== undefined) yield* undescribed(object(schema.items), `${path}/items`);
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    for (const branch of array(schema[keyword] ?? [])) yield* undescribed(object(branch), `${path}/${keyword}`);
  }
}

function withApi(json: JsonObject, change: JsonObject): JsonObject {
  return { ...json, apis: apis(json).map((each) => ({ ...each, ...change })) };
}

function withFinding(json: JsonObject, change: JsonObject): JsonObject {
  return withApi(json, { findings: findings(json).map((each) => ({ ...each, ...change })) });
}

function apis(json: JsonObject): readonly JsonObject[] {
  return array(json.apis).map(object);
}

function findings(json: JsonObject): readonly JsonObject[] {
  return apis(json).flatMap((each) => array(each.findings).map(object));
}

function parse(text: string): JsonObject {
  return object(JSON.parse(text));
}

function object(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new TypeError('no object');
  return value;
}

function array(value: Json | undefined): readonly Json[] {
  if (!isArray(value)) throw new TypeError('no array');
  return value;
}
