// Reports as a real look would give them, put together by hand.

import type { Change } from '../../src/model/change.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { FieldPath, Impact } from '../../src/model/place.ts';
import {
  type ApiReport,
  type ConsumerCounts,
  type Counts,
  type Coverage,
  type DocumentIdentity,
  type Report,
  verdictOf,
} from '../../src/model/report.ts';
import type { Severity } from '../../src/model/rule.ts';
import type { ConsumerImpact } from '../../src/model/usage.ts';

/** A finding with the parts that a test names; the rest is a property that is gone from one response. */
export function finding(parts: Partial<Omit<Finding, 'change'>> & { readonly change?: Partial<Change> } = {}): Finding {
  const { change, ...rest } = parts;
  return {
    fingerprint: '8f3a2c19d0e7b644',
    rule: 'response/property-removed',
    severity: 'breaking',
    message: 'property `amount` is gone from the response',
    consumers: [],
    witness: undefined,
    acknowledgement: undefined,
    ...rest,
    change: {
      kind: 'property.removed',
      direction: 'response',
      subject: 'amount',
      root: { component: 'charge', path: [{ property: 'amount' }] },
      old: { pointer: '/components/schemas/charge/properties/amount' },
      new: null,
      facts: { required: true },
      impacts: [impact()],
      ...change,
    },
  };
}

/** A place in a JSON response. */
export function impact(parts: Partial<Impact> = {}): Impact {
  const path: FieldPath = [{ property: 'data' }, { items: true }, { property: 'amount' }];
  return {
    operation: 'GET /v1/charges',
    direction: 'response',
    status: '200',
    mediaType: 'application/json',
    field: 'data[].amount',
    path,
    ...parts,
  };
}

/** A document that was kept as a snapshot. */
export function snapshot(version: string, takenAt?: string): DocumentIdentity {
  return { name: 'https://api.example.com/spec3.json', digest: `sha256:${'ab'.repeat(32)}`, version, takenAt };
}

/** An API that drifted, when it has findings, or a clean one. */
export function api(name: string, parts: Partial<ApiReport> = {}): ApiReport {
  return {
    api: name,
    outcome: (parts.findings?.length ?? 0) > 0 ? 'drift' : 'clean',
    unknown: undefined,
    baseline: snapshot('2024-06-20', '2026-10-01T06:00:00Z'),
    current: snapshot('2024-09-30'),
    findings: [],
    reliance: undefined,
    notes: [],
    looked: [{ part: 'document', unknown: parts.unknown }],
    lineOf: (_side, pointer) => 100 + pointer.length,
    ...parts,
  };
}

/** An API whose consumers are known. */
export function reliedOn(name: string, findings: readonly Finding[], coverage: Coverage) {
  return api(name, { findings, reliance: { consumers: countConsumers(findings), coverage } });
}

/** A consumer that a finding hits where its contract reads `field`; `unaffected` where it reads nothing of it. */
export function consumer(name: string, verdict: ConsumerImpact['verdict'], field?: string): ConsumerImpact {
  const contract = `contracts/${name}.json`;
  if (field === undefined) {
    const because = 'no interaction reads it';
    return { consumer: name, verdict, because, contract, interaction: undefined, line: undefined, field };
  }
  const because = `\`list charges\` reads \`${field}\``;
  return { consumer: name, verdict, because, contract, interaction: 'list charges', line: 12, field };
}

/** What consumers of these names rely on, each a little more than the one before. */
export function coverage(...names: readonly string[]): Coverage {
  return {
    operations: { used: names.length, total: 12 },
    fields: { read: 14, promised: 80 },
    byOperation: names.map((_, at) => ({
      operation: `GET /v1/used-${at}`,
      consumers: names.slice(at),
      fields: { read: 4 + at, promised: 20 },
    })),
    uncovered: [],
    consumers: names.map((name, at) => ({
      consumer: name,
      owner: at === 0 ? 'ada' : undefined,
      contracts: [`contracts/${name}.json`],
      interactions: at + 1,
      operations: Array.from({ length: at + 1 }, (_, other) => `GET /v1/used-${other}`),
      fields: 3 * at + 1,
      gaps: [],
    })),
  };
}

function countConsumers(findings: readonly Finding[]): ConsumerCounts {
  const open = findings.filter(({ acknowledgement }) => acknowledgement === undefined).map(verdictOf);
  const count = (verdict: string) => open.filter((each) => each === verdict).length;
  return { breaks: count('breaks'), atRisk: count('at risk') };
}

/** An API that could not be looked at. */
export function unknownApi(name: string): ApiReport {
  return api(name, {
    outcome: 'unknown',
    unknown: {
      code: 'unauthorized',
      message: '`https://crm.example.com/openapi.json` answers 401',
      hint: 'renew the credential `crm` that `driftgate.yaml` names',
      place: 'https://crm.example.com/openapi.json',
    },
    current: undefined,
  });
}

/** The report of these APIs, counted. */
export function report(...apis: readonly ApiReport[]): Report {
  const all = apis.flatMap((each) => each.findings);
  const open = (severity: Severity) =>
    all.filter((each) => each.severity === severity && each.acknowledgement === undefined).length;
  const counts: Counts = {
    breaking: open('breaking'),
    risky: open('risky'),
    deprecated: open('deprecated'),
    info: open('info'),
    acknowledged: all.filter((each) => each.acknowledgement !== undefined).length,
  };
  const outcomes = apis.map((each) => each.outcome);
  const outcome = outcomes.includes('unknown') ? 'unknown' : outcomes.includes('drift') ? 'drift' : 'clean';
  return { outcome, profile: 'tolerant', counts, consumers: countConsumers(all), apis };
}

/** A component that 47 operations reach, with a proof and a consumer that breaks. */
export const componentFinding: Finding = finding({
  change: {
    impacts: [
      impact(),
      ...Array.from({ length: 46 }, (_, at) => impact({ operation: `GET /v1/customers/{id}/l${at}` })),
    ],
  },
  consumers: [consumer('phone-agent', 'breaks', 'data[].amount'), consumer('billing', 'unaffected')],
  witness: { status: 'proven', payload: { data: [{ id: 'ch_1' }] }, oldAccepts: false, newAccepts: true },
});

const bound: Finding = finding({
  fingerprint: '1b7e55a0c2f94d31',
  rule: 'request/bound-tightened',
  severity: 'breaking',
  message: '`maxLength` of `description` is lower: longer text is refused',
  change: {
    kind: 'bound.tightened',
    direction: 'request',
    subject: 'maxLength',
    root: { slot: { operation: 'POST /v1/charges', direction: 'request' }, path: [{ property: 'description' }] },
    old: { pointer: '/paths/~1v1~1charges/post/requestBody' },
    new: { pointer: '/paths/~1v1~1charges/post/requestBody' },
    before: 1000,
    after: 500,
    facts: { keyword: 'maxLength' },
    impacts: [
      {
        operation: 'POST /v1/charges',
        direction: 'request',
        mediaType: 'application/x-www-form-urlencoded',
        field: 'description',
        path: [{ property: 'description' }],
      },
    ],
  },
  witness: { status: 'unproven', why: 'form bodies are not proven' },
});

const enumValue: Finding = finding({
  fingerprint: '77d0aa41be05c9f2',
  rule: 'response/enum-value-added',
  severity: 'risky',
  message: '`status` may now be `"requires_action"`',
  change: {
    kind: 'enum.value-added',
    subject: 'status',
    after: 'requires_action',
    old: { pointer: '/components/schemas/charge/properties/status/enum' },
    new: { pointer: '/components/schemas/charge/properties/status/enum/4' },
    facts: { extensible: false },
    impacts: [impact({ field: 'data[].status' }), impact({ operation: 'GET /v1/charges/{charge}', field: 'status' })],
  },
  consumers: [consumer('phone-agent', 'at risk', 'data[].status')],
});

const sunset: Finding = finding({
  fingerprint: 'c40be2d97f1a6683',
  rule: 'transport/operation-deprecated',
  severity: 'deprecated',
  message: '`POST /v1/refunds` is deprecated',
  change: {
    kind: 'operation.deprecated',
    direction: 'transport',
    subject: 'POST /v1/refunds',
    old: { pointer: '/paths/~1v1~1refunds/post' },
    new: { pointer: '/paths/~1v1~1refunds/post' },
    facts: { sunset: '2027-03-01', replacement: 'POST /v2/refunds' },
    impacts: [{ operation: 'POST /v1/refunds', direction: 'transport', field: '', path: [] }],
  },
});

const used = { fingerprint: '1d00f5c3b2a49687', message: '`total` is deprecated' };

const accepted: Finding = finding({
  fingerprint: 'e9921f00ab37dd58',
  rule: 'response/null-allowed',
  message: '`receipt_url` may now be `null`',
  change: { kind: 'null.allowed', subject: 'receipt_url', new: { pointer: '/components/schemas/charge' } },
  acknowledgement: {
    fingerprint: 'e9921f00ab37dd58',
    reason: 'we never read it',
    owner: 'ada',
    until: '2026-12-31',
  },
});

/** A finding that breaks nobody. */
export function infoFinding(at: number): Finding {
  return finding({
    fingerprint: at.toString(16).padStart(16, '0'),
    rule: at % 3 === 0 ? 'request/parameter-added' : 'response/property-added',
    severity: 'info',
    message: `property \`extra_${at}\` is new in the response`,
    change: { kind: 'property.added', subject: `extra_${at}`, old: null, new: { pointer: `/x/${at}` }, facts: {} },
  });
}

/** A finding with every grave severity, many infos, one acknowledged, and notes. */
export const stripe: ApiReport = api('stripe', {
  findings: [
    componentFinding,
    bound,
    enumValue,
    sunset,
    ...Array.from({ length: 14 }, (_, at) => infoFinding(at)),
    accepted,
  ],
  notes: Array.from({ length: 5 }, (_, at) => ({
    pointer: `/paths/~1v1~1files/get/responses/20${at}`,
    ...(at !== 1 && { line: 4000 + at }),
    message: '`$ref` leads nowhere: `#/components/schemas/file_gone`',
  })),
});

/** A change of authentication. */
export const calendar: ApiReport = api('calendar', {
  current: snapshot('3.2.0'),
  baseline: snapshot('3.1.0', '2026-09-12T04:30:00Z'),
  findings: [
    finding({
      fingerprint: '03ce81f6d5527ab9',
      rule: 'auth/alternative-removed',
      message: '`apiKey in header x-api-key` no longer suffices; `oauth2` with `calendar.read` does',
      change: {
        kind: 'security.alternative-removed',
        direction: 'auth',
        subject: 'apiKey in header x-api-key',
        root: { document: true, path: [] },
        old: { pointer: '/security/0' },
        facts: {
          lasting: true,
          since: '2026-11-22T14:00:00Z',
          hint: 'get an `oauth2` token',
          playbook: 'https://wiki.example/auth?a=1#(b)',
          explains: ['GET /events', 'POST /events'].map((operation) => `permission-missing: ${operation}`),
        },
        impacts: ['GET /events', 'POST /events', 'DELETE /events/{id}'].map((operation) => ({
          operation,
          direction: 'auth' as const,
          field: '',
          path: [],
        })),
      },
    }),
  ],
});

/** An API with consumers of every verdict: one breaks, two are at risk, one is spared, and so is a grave finding. */
export const payments: ApiReport = reliedOn(
  'payments',
  [
    finding({
      fingerprint: '5aa0c7d1e2f3b496',
      severity: 'risky',
      rule: 'request/property-removed',
      message: 'property `memo` is gone from the request',
      consumers: [
        consumer('web-shop', 'at risk', 'memo'),
        { ...consumer('phone-agent', 'breaks', 'memo'), because: 'it sends what is refused now' },
        consumer('billing', 'unaffected'),
      ],
    }),
    enumValue,
    finding({ fingerprint: '6bb1d8e2f3a4c507', consumers: [consumer('phone-agent', 'unaffected')] }),
    sunset,
    { ...sunset, ...used, consumers: [consumer('web-shop', 'unaffected', 'total'), consumer('billing', 'unaffected')] },
    infoFinding(1),
    infoFinding(2),
    { ...accepted, fingerprint: 'fa032b41ac48ee69', consumers: [consumer('billing', 'breaks', 'receipt_url')] },
  ],
  {
    ...coverage('billing', 'phone-agent', 'web-shop'),
    uncovered: ['POST /v1/refunds'],
    consumers: coverage('billing', 'phone-agent', 'web-shop').consumers.map((each) => ({
      ...each,
      gaps:
        each.consumer === 'billing'
          ? [{ contract: 'contracts/billing.json', interaction: 'export', line: 40, why: 'its body is XML' }]
          : [],
    })),
  },
);

/** A look at six APIs with everything that a report can say. */
export const everything: Report = report(api('telephony'), stripe, unknownApi('crm'), calendar, api('maps'), payments);

/** The value with every string replaced, at any depth, keys of objects kept; functions stay. */
export function mapStrings<T>(value: T, replace: (text: string, key: string) => string, key?: string): T;
export function mapStrings(value: unknown, replace: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return replace(value, key);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, replace, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapStrings(item, replace, name)]));
}

/** How an API fared: one operation, and an incident. */
export const fared: Report = report(
  api('crm', {
    baseline: undefined,
    current: undefined,
    findings: [componentFinding],
    health: {
      since: '2026-11-01T00:00:00.000Z',
      until: '2026-11-22T14:00:00.000Z',
      timeZone: 'Europe/Berlin',
      operations: [
        {
          operation: 'GET /slots',
          spans: [
            { hours: 1, calls: 12, errorRate: 1, availability: 0, p50: undefined, p95: undefined, p99: undefined },
            { hours: 720, calls: 120, errorRate: 0.1, availability: 0.995, p50: 120, p95: 7900.5, p99: 8000 },
          ],
          week: Array.from({ length: 168 }, (_, at) => ({ weeks: at % 3, bad: at % 2, calls: 2 * (at % 3) })).map(
            (cell) =>
              cell.weeks === 0 ? { weeks: 0, bad: 0, calls: 0 } : { ...cell, bad: Math.min(cell.bad * 2, cell.weeks) },
          ),
        },
      ],
      status: {
        name: 'CRM',
        indicator: 'major',
        impaired: ['API'],
        incidents: [
          {
            ...{
              kind: 'incident',
              name: 'Elevated error rates',
              url: 'https://status.example.com/1',
              status: 'identified',
            },
            ...{ impact: 'major', from: '2026-11-22T13:00:00.000Z', until: undefined, components: ['API'] },
          },
        ],
      },
      statusUnread: undefined,
    },
  }),
);

/** Where locations are looked for: every place of the configuration is on its third line. */
export const where = { folder: '', snapshots: 'snapshots', config: { file: 'driftgate.yaml', lineOf: () => 3 } };
