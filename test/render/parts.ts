// Reports of what is no comparison of documents, and of all together.

import type { Report } from '../../src/model/report.ts';
import { merged } from '../../src/tasks/merged.ts';
import { api, componentFinding, consumer, coverage, finding, impact, reliedOn, report } from './fixtures.ts';

/** A report of responses that were sampled. */
export const sampled = report(
  api('stripe', {
    sampling: {
      baseline: '2026-10-01T06:00:00Z',
      samples: [
        {
          name: 'list charges',
          environment: 'sandbox',
          operation: 'GET /v1/charges',
          calls: 3,
          taken: 2,
          outcomes: [
            ['200', 2],
            ['timeout', 1],
          ],
          p95: 120.5,
        },
        { name: 'b', environment: 'production', operation: 'GET /b', calls: 0, taken: 0, outcomes: [], p95: undefined },
      ],
      leftOut: [{ name: 'refund', why: 'it is no `GET`' }],
    },
  }),
);

/** A report of flows that were run, with every result of a step. */
export const flown = report(
  api('stripe', {
    flows: {
      environment: 'sandbox',
      url: 'https://sandbox.example.com/v1',
      counts: { passed: 1, failed: 1, notRun: 1 },
      flows: [
        {
          flow: 'flows/pay.yaml',
          stopped: { code: 'flow-failed', message: 'it took too long' },
          workflows: [
            {
              workflow: 'pay',
              steps: [
                { step: 'a', result: { status: 'passed' }, call: undefined, operation: undefined, curl: undefined },
                {
                  step: 'b',
                  result: { status: 'failed', faults: [{ kind: 'status', message: 'status is `500`' }] },
                  call: {
                    request: {
                      method: 'GET',
                      url: 'https://sandbox.example.com/v1/b',
                      headers: { a: 'b' },
                      body: undefined,
                    },
                    response: { status: 500, headers: {}, body: 'no' },
                  },
                  operation: 'GET /b',
                  curl: 'curl https://sandbox.example.com/v1/b',
                },
                {
                  step: 'c',
                  result: { status: 'not run', code: 'timeout', message: 'step `b` failed' },
                  call: undefined,
                  operation: 'GET /c',
                  curl: undefined,
                },
              ],
            },
          ],
        },
      ],
    },
  }),
);

/** A report of a sandbox that was called, with every result. */
export const called = report(
  api('stripe', {
    outcome: 'unknown',
    unknown: { code: 'timeout', message: '1 of 4 interactions was not run', hint: undefined, place: undefined },
    baseline: undefined,
    current: undefined,
    findings: [componentFinding],
    live: {
      sandbox: 'https://sandbox.example.com/v1',
      counts: { passed: 1, failed: 1, notRun: 1, leftOut: 1 },
      contracts: [
        {
          contract: 'contracts/phone-agent.json',
          consumer: 'phone-agent',
          remarks: ['metadata is not read'],
          interactions: [
            { name: 'a', result: { status: 'passed' as const } },
            { name: 'list charges', result: { status: 'failed' as const, mismatches: [] } },
            {
              name: 'c',
              result: { status: 'not run' as const, code: 'timeout' as const, message: 'it took too long' },
            },
            { name: 'd', result: { status: 'left out' as const, message: 'it is a message' } },
          ].map((one, at) => ({
            pointer: `/interactions/${at}`,
            operation: at === 3 ? undefined : 'GET /v1/charges',
            status: at === 3 ? undefined : '200',
            states: ['a charge is there'],
            pending: false,
            ...one,
          })),
        },
      ],
    },
  }),
);

/** A report of credentials and places, with every state. */
export const checked = report(
  api('stripe', {
    outcome: 'unknown',
    unknown: { code: 'timeout', message: 'production cannot be reached', hint: undefined, place: undefined },
    baseline: undefined,
    current: undefined,
    checks: [
      {
        what: 'document',
        name: 'https://api.example.com/a/very/long/path/to/an/openapi/document.json',
        state: 'well',
        says: ['OpenAPI 3.1'],
      },
      { what: 'credential', name: 'stripe-sandbox', state: 'told', says: ['ends in 12 days', 'may read `charges`'] },
      { what: 'sandbox', name: 'https://sandbox.example.com/v1', state: 'failed', says: ['answers 401 with `no`'] },
      { what: 'production', name: 'https://api.example.com/v1', state: 'unknown', says: ['cannot be reached'] },
    ],
  }),
);

/** What samples show at the field that is gone from the document, too. */
export const sampledFinding = finding({
  fingerprint: '5a3b1c0d9e8f7a62',
  rule: 'response/sampled-field-gone',
  message: 'field `amount` does not come any more (12 of 12 samples before, 0 of 12 samples now)',
  consumers: [consumer('phone-agent', 'breaks', 'data[].amount')],
  change: {
    kind: 'sample.field-gone',
    root: { slot: impact(), path: [{ property: 'amount' }] },
    old: null,
    facts: { reason: '12 of 12 samples before, 0 of 12 samples now' },
  },
});

/** A step that fails, by what it answers. */
export const flowFinding = finding({
  fingerprint: '6b4c2d1e0f9a8b73',
  rule: 'response/flow-status',
  message: 'step `b` of `pay` (HTTP 500): status is `500`',
  change: {
    kind: 'flow.status',
    subject: 'b',
    old: null,
    facts: {},
    impacts: [impact({ operation: 'GET /b', field: '', path: [] })],
  },
});

const UNTAKEN = {
  code: 'http-status',
  message: 'no call of sample `b` of `stripe` came as expected',
  hint: 'see what is said of its calls',
  place: 'GET /b',
} as const;

function looking(name: string, part: 'samples' | 'flows', look: Report): Report {
  const { sampling, flows } = look.apis[0] ?? {};
  const findings = part === 'samples' ? [sampledFinding] : [flowFinding];
  const unknown = part === 'samples' ? UNTAKEN : undefined;
  const told = api(name, {
    ...(unknown !== undefined && { outcome: 'unknown' }),
    unknown,
    looked: [{ part, unknown }],
    baseline: undefined,
    current: undefined,
    findings,
    lineOf: () => undefined,
    ...(sampling !== undefined && { sampling }),
    ...(flows !== undefined && { flows }),
  });
  return report(told);
}

/** An API whose document drifted, of which not all samples could be taken, and a flow of which fails; and one that is well. */
export const inParts: Report = merged([
  report(reliedOn('stripe', [componentFinding], coverage('phone-agent')), api('maps')),
  looking('stripe', 'samples', sampled),
  looking('stripe', 'flows', flown),
]);
