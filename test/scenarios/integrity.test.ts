// Fetch integrity: whatever a provider answers, `check` is never green without a look, and never moves a baseline.

import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answering, booking, type Provider, provider, type Stage, stage } from './stage.ts';

let good: Provider;
let set: Stage;
let baselines: string;

const config = (url: string, more = '') =>
  `apis: { booking: { spec: "${url}/openapi.json" } }\nallowPrivateHosts: [127.0.0.1]\n${more}`;

beforeAll(async () => {
  good = await provider(answering(booking()));
  set = stage();
  set.write('driftgate.yaml', config(good.url));
  const accepted = await set.run(['accept', 'booking']);
  expect(accepted).toMatchObject({ code: 0, stdout: expect.stringContaining('first baseline taken') });
  baselines = set.digest('snapshots');
});
afterAll(() => {
  good?.close();
  set?.remove();
});

const NEVER_AGAIN = { 'retry-after': '3600' };
const WHOLE = JSON.stringify(booking());
const SHRUNKEN = {
  ...booking(),
  paths: { '/rooms': { get: { responses: { 200: { description: 'All of them' } } } } },
};

interface Reason {
  readonly name: string;
  readonly code: string;
  readonly answer: Provider['answer'];
  /** Further configuration. */
  readonly more?: string;
}

const REASONS: readonly Reason[] = [
  {
    name: '200 with HTML',
    code: 'not-a-document',
    answer: answering('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
  },
  { name: '200 with {}', code: 'not-a-document', answer: answering({}) },
  { name: '200 with nothing', code: 'not-a-document', answer: answering('') },
  { name: 'no paths', code: 'no-operations', answer: answering({ ...booking(), paths: {} }) },
  { name: 'a body cut in the middle', code: 'truncated', answer: answering(WHOLE.slice(0, WHOLE.length / 2)) },
  { name: 'a connection that ends before the body does', code: 'truncated', answer: endingEarly },
  { name: 'fewer than half of its operations', code: 'shrunk', answer: answering(SHRUNKEN) },
  { name: '401', code: 'unauthorized', answer: answering('{}', {}, 401) },
  { name: '403', code: 'unauthorized', answer: answering('{}', {}, 403) },
  { name: '404', code: 'http-status', answer: answering('{}', {}, 404) },
  { name: '429', code: 'rate-limited', answer: answering('{}', NEVER_AGAIN, 429) },
  { name: '500', code: 'server-error', answer: answering('{}', NEVER_AGAIN, 500) },
  { name: '503', code: 'server-error', answer: answering('{}', NEVER_AGAIN, 503) },
  { name: 'a 304 that nobody asked for', code: 'http-status', answer: (_, response) => response.writeHead(304).end() },
  { name: 'no answer in time', code: 'timeout', answer: () => {}, more: 'limits: { seconds: 0.3 }' },
  { name: 'too many bytes', code: 'too-large', answer: answering(WHOLE), more: 'limits: { megabytes: 0.001 }' },
];

function endingEarly(_: unknown, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(WHOLE.length) });
  response.write(WHOLE.slice(0, 100), () => response.destroy());
}

interface Printed {
  readonly outcome: string;
  readonly apis: readonly { outcome: string; code?: string; reason?: string; findings: readonly { rule: string }[] }[];
}

async function checked(
  name: string,
  text: string,
): Promise<{ readonly report: Printed; readonly code: number | null }> {
  set.write(name, text);
  const { code, stdout } = await set.run(['check', '--config', name, '--format', 'json']);
  return { code, report: JSON.parse(stdout) as Printed };
}

describe('a provider that cannot be looked at is unknown, with the reason', () => {
  test.each(REASONS)('$name', async ({ name, code: reason, answer, more }) => {
    const bad = await provider(answer);
    try {
      const { code, report } = await checked(`${name.replaceAll(/\W+/g, '-')}.yaml`, config(bad.url, more));
      expect(report.apis).toEqual([expect.objectContaining({ api: 'booking', outcome: 'unknown', code: reason })]);
      expect(report.apis[0]?.reason).toMatch(/`/);
      expect({ code, outcome: report.outcome }).toEqual({ code: 2, outcome: 'unknown' });
      const gone = report.apis[0]?.findings.filter(({ rule }) => rule === 'request/operation-removed');
      expect(gone).toHaveLength(reason === 'shrunk' ? 5 : 0);
      expect(set.digest('snapshots')).toBe(baselines);
    } finally {
      bad.close();
    }
  });

  test('a name that does not resolve', async () => {
    const { code, report } = await checked('dns.yaml', config('http://booking.invalid', 'limits: { seconds: 5 }'));
    expect(report.apis).toEqual([expect.objectContaining({ outcome: 'unknown', code: 'dns' })]);
    expect(code).toBe(2);
    expect(set.digest('snapshots')).toBe(baselines);
  });

  test('a private address that is not allowed', async () => {
    const { code, report } = await checked('private.yaml', `apis: { booking: { spec: "${good.url}/openapi.json" } }`);
    expect(report.apis).toEqual([expect.objectContaining({ outcome: 'unknown', code: 'source-forbidden' })]);
    expect(code).toBe(2);
  });

  test('a further file that fails for a while', async () => {
    const whole = booking({ '/more': { $ref: 'more.json' } });
    const bad = await provider((request, response) => {
      const main = request.url === '/openapi.json';
      answering(main ? whole : '{}', NEVER_AGAIN, main ? 200 : 503)(request, response);
    });
    const { code, report } = await checked('related.yaml', config(bad.url));
    bad.close();
    expect(report.apis).toEqual([expect.objectContaining({ outcome: 'unknown', code: 'server-error' })]);
    expect(code).toBe(2);
  });

  test('one API that cannot be looked at hides nothing of another', async () => {
    const text = `apis:
  booking: { spec: "${good.url}/openapi.json" }
  crm: { spec: nowhere.yaml }
allowPrivateHosts: [127.0.0.1]`;
    const { code, report } = await checked('two.yaml', text);
    expect(report.apis.map(({ outcome }) => outcome)).toEqual(['clean', 'unknown']);
    expect(report.apis[1]?.code).toBe('baseline-missing');
    expect(code).toBe(2);
  });
});
