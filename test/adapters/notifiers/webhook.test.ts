// Webhooks to real receivers, which check the signature as the specification of Standard Webhooks says.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type WebhookOptions, webhookNotifier } from '../../../src/adapters/notifiers/webhook.ts';
import { toldFolder } from '../../../src/adapters/stores/told.ts';
import type { Failure } from '../../../src/model/failure.ts';
import type { Report } from '../../../src/model/report.ts';
import { reportJsonSchema } from '../../../src/render/report-schema.ts';
import { api, componentFinding, everything, finding, report } from '../../render/fixtures.ts';
import { hostileReport } from '../../render/hostile.ts';
import { type Served, serve } from '../sources/servers.ts';

const NOON = new Date('2026-11-24T12:00:00Z');
const KEYS = [Buffer.alloc(32, 7), Buffer.alloc(24, 9)];
const SECRETS = KEYS.map((key) => `whsec_${key.toString('base64')}`);
const drift = report(api('stripe', { findings: [componentFinding] }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One webhook as it came. */
interface Received {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A receiver that answers by `answer`, with what it was sent. */
async function receiver(
  answer: (response: ServerResponse, at: number) => void = (response) => response.writeHead(204).end(),
): Promise<Served & { readonly received: Received[] }> {
  const received: Received[] = [];
  const server = await serve(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    answer(response, received.length - 1);
  });
  return Object.assign(server, { received });
}

function notifier(url: string, parts: Partial<WebhookOptions> = {}, slept: number[] = []) {
  return webhookNotifier({
    name: `webhook to ${url}`,
    url: async () => url,
    secrets: async () => SECRETS,
    format: 'cloudevents',
    content: 'summary',
    interest: { apis: [], on: ['any'], owners: [], unknown: true },
    told: toldFolder(folder),
    clock: { now: () => NOON },
    userAgent: 'driftgate/test',
    allowedHosts: ['127.0.0.1'],
    timeout: 2000,
    pace: { random: () => 1, sleep: async (milliseconds) => slept.push(milliseconds) },
    ...parts,
  });
}

async function tell(who: ReturnType<typeof notifier>, what: Report): Promise<unknown> {
  const [letter] = await who.compose(what);
  if (letter === undefined) return 'no news';
  return who.deliver(JSON.parse(JSON.stringify(letter)), false).catch((failure: Failure) => failure);
}

/** Standard Webhooks, "Verifying webhook authenticity": whether one of the signatures is that of the key. */
function verifies({ headers, body }: Received, key: Uint8Array): boolean {
  const expected = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`)
    .digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .map((signature) => signature.split(','))
    .filter(([version]) => version === 'v1')
    .some(([, value = '']) => {
      const given = Buffer.from(value, 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
}

describe('an event', () => {
  test('is signed with each secret, and nobody else’s', async () => {
    await using server = await receiver();
    expect(await tell(notifier(`${server.origin}/hook`), everything)).toEqual({
      told: [expect.stringContaining(`webhook to \`${server.origin}\``)],
    });
    const [event] = server.received;
    if (event === undefined) throw new Error('nothing was received');
    expect(KEYS.map((key) => verifies(event, key))).toEqual([true, true]);
    expect(verifies(event, Buffer.alloc(32, 8))).toBe(false);
    expect(verifies({ ...event, body: `${event.body} ` }, Buffer.alloc(32, 7))).toBe(false);
    expect(Number(event.headers['webhook-timestamp'])).toBe(NOON.getTime() / 1000);
  });

  test.each(['summary', 'report'] as const)('carries a %s after CloudEvents 1.0', async (content) => {
    await using server = await receiver();
    await tell(notifier(server.origin, { content }), everything);
    const [{ headers, body } = { headers: {}, body: '{}' }] = server.received;
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const { data, ...attributes } = JSON.parse(body);
    expect(attributes).toEqual({
      specversion: '1.0',
      id: headers['webhook-id'],
      source: 'urn:driftgate',
      type: `driftgate.${content}.v1`,
      time: NOON.toISOString(),
      datacontenttype: 'application/json',
    });
    expect(data.counts).toMatchObject({ breaking: 4, acknowledged: 0 });
    expect(data.apis.map((each: { api: string }) => each.api)).toEqual(
      content === 'summary' ? ['payments', 'stripe', 'calendar', 'crm'] : ['stripe', 'crm', 'calendar', 'payments'],
    );
    if (content === 'summary') return;
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile(reportJsonSchema());
    expect({ valid: validate(data), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });

  test('that would be too large carries the summary', async () => {
    await using server = await receiver();
    const findings = Array.from({ length: 2000 }, (_, at) => finding({ fingerprint: `${at}`.padStart(16, '0') }));
    await tell(notifier(server.origin, { content: 'report' }), report(api('stripe', { findings })));
    const { type, data } = JSON.parse(server.received[0]?.body ?? '{}');
    expect(type).toBe('driftgate.summary.v1');
    expect(data.apis[0]).toMatchObject({ findingCount: 2000 });
    expect(data.apis[0].findings).toHaveLength(50);
  });

  test('of hundreds of APIs is at most 1 MiB, and counts what it leaves out', async () => {
    await using server = await receiver();
    const message = 'property `\u202e` is gone '.repeat(20);
    const findings = Array.from({ length: 60 }, (_, at) =>
      finding({ fingerprint: `${at}`.padStart(16, '0'), message }),
    );
    const apis = Array.from({ length: 200 }, (_, at) => api(`api-${at}`, { findings }));
    await tell(notifier(server.origin), report(...apis));
    const body = server.received[0]?.body ?? '{}';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(1024 * 1024);
    const { data } = JSON.parse(body);
    expect(data.apis).toHaveLength(200);
    expect(data.apis[0].findings).toHaveLength(50);
    expect(data.apis[199]).toMatchObject({ findings: [], findingCount: 60 });
  });
});

test('news is told once, and under the same id until it is taken', async () => {
  let isDown = true;
  await using server = await receiver((response) => response.writeHead(isDown ? 503 : 200).end());
  const slept: number[] = [];
  const who = notifier(server.origin, {}, slept);
  expect(await tell(who, drift)).toMatchObject({ code: 'server-error' });
  expect(slept).toEqual([1000, 2000, 4000]);
  isDown = false;
  expect(await tell(who, drift)).toEqual({ told: [expect.stringContaining('1 piece of news')] });
  expect(await tell(who, drift)).toBe('no news');
  const more = { ...componentFinding, fingerprint: '00000000000000aa' };
  await tell(who, report(api('stripe', { findings: [componentFinding, more] })));
  const ids = server.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(6);
  expect(new Set(ids.slice(0, 5)).size).toBe(1);
  expect(ids[5]).not.toBe(ids[0]);
  const last = JSON.parse(server.received[5]?.body ?? '{}');
  expect(last.data.apis[0].findings.map((each: { fingerprint: string }) => each.fingerprint)).toEqual([
    more.fingerprint,
  ]);
});

test('news that was gone and comes back has another id: a receiver drops what it knows', async () => {
  let isDown = false;
  await using server = await receiver((response) => response.writeHead(isDown ? 503 : 200).end());
  const who = notifier(server.origin, { pace: { attempts: 1 } });
  for (const state of [drift, report(api('stripe'))]) await tell(who, state);
  isDown = true;
  expect(await tell(who, drift)).toMatchObject({ code: 'server-error' });
  isDown = false;
  await tell(who, drift);
  const [first, lost, again] = server.received.map(({ headers }) => headers['webhook-id']);
  expect(lost).not.toBe(first);
  expect(again).toBe(lost);
});

describe('a receiver that does not take it', () => {
  test.each<[string, number, Record<string, string>, string, readonly number[]]>([
    ['asks to wait', 429, { 'retry-after': '7' }, 'rate-limited', [7000, 7000, 7000]],
    ['asks to wait too long', 429, { 'retry-after': '3600' }, 'rate-limited', []],
    ['fails', 500, {}, 'server-error', [1000, 2000, 4000]],
    ['is gone', 410, {}, 'http-status', []],
    ['refuses the body', 400, {}, 'http-status', []],
    ['refuses us', 401, {}, 'unauthorized', []],
    ['redirects', 302, { location: 'http://169.254.169.254/' }, 'http-status', []],
  ])('%s', async (_, status, headers, code, waits) => {
    await using server = await receiver((response) => response.writeHead(status, headers).end('x'.repeat(1000)));
    const slept: number[] = [];
    const failure = await tell(notifier(`${server.origin}/services/s3cret?t=s3cret`, {}, slept), drift);
    expect(failure).toMatchObject({ code, place: server.origin });
    expect(String(failure)).not.toContain('s3cret');
    expect(slept).toEqual(waits);
    expect(server.received).toHaveLength(waits.length + 1);
  });

  test('waits, and then takes it', async () => {
    await using server = await receiver((response, at) =>
      at === 0 ? response.writeHead(429, { 'retry-after': '3' }).end() : response.writeHead(200).end(),
    );
    const slept: number[] = [];
    expect(await tell(notifier(server.origin, {}, slept), drift)).toMatchObject({ told: [expect.anything()] });
    expect(slept).toEqual([3000]);
  });

  test('never answers', async () => {
    await using server = await receiver(() => {});
    expect(await tell(notifier(server.origin, { timeout: 50 }), drift)).toMatchObject({ code: 'timeout' });
    expect(server.received).toHaveLength(4);
  });

  test('hangs up', async () => {
    await using server = await receiver((response) => response.destroy());
    expect(await tell(notifier(server.origin), drift)).toMatchObject({ code: 'connection' });
  });

  test.each(['localhost', '127.0.0.1', '[::1]', '2130706433'])('is at a private address: %s', async (host) => {
    await using server = await receiver();
    const failure = await tell(notifier(`http://${host}:${server.port}/`, { allowedHosts: [] }), drift);
    expect(failure).toMatchObject({ code: 'source-forbidden', hint: expect.stringContaining('allowPrivateHosts') });
    expect(server.received).toEqual([]);
  });
});

test.each<[string, Partial<WebhookOptions>]>([
  ['no whsec_', { secrets: async () => ['s3cret'] }],
  ['a short key', { secrets: async () => [`whsec_${Buffer.from('s3cret').toString('base64')}`] }],
  ['no base64', { secrets: async () => [`whsec_${'s3cret-'.repeat(8)}`] }],
  ['no URL', { url: async () => 's3cret' }],
  ['a URL of a file', { url: async () => 'file:///s3cret' }],
])('%s is a failure that shows no secret', async (_, parts) => {
  await using server = await receiver();
  const failure = await tell(notifier(server.origin, parts), drift);
  expect(failure).toMatchObject({ code: 'config-invalid' });
  expect(String(failure)).not.toContain('s3cret');
  expect(server.received).toEqual([]);
});

describe('a message for a chat', () => {
  const many = report(
    api('stripe', {
      findings: Array.from({ length: 200 }, (_, at) => finding({ fingerprint: `${at}`.padStart(16, '0') })),
    }),
  );
  const reports: readonly (readonly [string, Report])[] = [
    ['of everything', everything],
    ['of many', many],
    ['of a stranger', hostileReport()],
  ];

  test.each(reports)('Slack takes one %s', async (_, what) => {
    const { text: fallback, blocks } = await sent(what, 'slack');
    expect(fallback).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks) {
      if (block.type === 'header') expect(block.text).toMatchObject({ type: 'plain_text', emoji: false });
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
      else expect(block.type).toBe('rich_text');
      const runs = (block.elements ?? []).flatMap(
        ({ elements }: { elements: readonly { type: string }[] }) => elements,
      );
      for (const run of runs) expect(run).toMatchObject({ type: 'text', text: expect.stringMatching(/./s) });
      expect(runs.reduce((sum: number, run: { text: string }) => sum + run.text.length, 0)).toBeLessThanOrEqual(3000);
    }
  });

  test.each(reports)('Teams takes one %s', async (_, what) => {
    const message = await sent(what, 'teams');
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(28 * 1024);
    const [{ contentType, content }] = message.attachments;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
    // Nothing but runs of rich text holds text: what else does is read as Markdown.
    const kinds = [...JSON.stringify(content).matchAll(/"type":"(\w+)"/g)].map(([, kind]) => kind);
    expect(new Set(kinds)).toEqual(new Set(['AdaptiveCard', 'RichTextBlock', 'TextRun', 'Container']));
  });

  /** The body that a chat is sent, unsigned. */
  async function sent(what: Report, format: 'slack' | 'teams') {
    await using server = await receiver();
    await tell(notifier(server.origin, { format, secrets: async () => [] }), what);
    const [{ headers, body } = { headers: {}, body: '' }] = server.received;
    expect(headers).not.toHaveProperty('webhook-signature');
    return JSON.parse(body);
  }
});
