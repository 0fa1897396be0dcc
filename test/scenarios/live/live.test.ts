// `verify --live` as a team has it: a configuration, Pact files, a sandbox with states and a credential, and a report.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pactVerifier } from '../../../src/adapters/pact-verifier.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { LiveReport } from '../../../src/model/live-verification.ts';
import { renderLiveJson, renderLiveText } from '../../../src/render/live.ts';
import { type ContractFile, verifyLive } from '../../../src/tasks/verify-live.ts';
import { wire } from '../../../src/wire.ts';
import { CONTRACTS, keeping, ORDER, order, orders, type Received, type Reply } from './orders.ts';

const SECRET = 'hunter2/"quoted"+é';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Setting {
  /** YAML of the sandbox beside its URL. */
  readonly more?: string;
  readonly contracts?: Readonly<Record<string, readonly ContractFile[]>>;
  readonly apis?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders to look for Pact in. */
  readonly folders?: readonly string[];
}

const STATES = 'states: { order 7 exists: { post: /test/setup, body: { order: 7 } } }';

async function run(urls: readonly string[], setting: Setting = {}): Promise<LiveReport> {
  const { more = STATES, contracts = {}, apis = [], env = { ORDERS_TOKEN: SECRET }, folders } = setting;
  const names = ['orders', 'stock'];
  const yaml = [
    'credentials: { orders: { bearer: "${env:ORDERS_TOKEN}" } }',
    'allowPrivateHosts: [127.0.0.1]',
    'apis:',
    '  idle: { spec: idle.yaml }',
    ...urls.map((url, at) => `  ${names[at]}: { spec: ${names[at]}.yaml, sandbox: { url: "${url}", ${more} } }`),
  ].join('\n');
  const config = loadConfig(yaml, 'driftgate.yaml');
  const all = { orders: [file(CONTRACTS.v4)], stock: [file(CONTRACTS.v3, 'stock-v3.json')], ...contracts };
  const verifier = pactVerifier({
    allowedHosts: config.allowPrivateHosts,
    ...(folders === undefined ? {} : { folders }),
  });
  const outside = { ...wire(config, { folder, env }), verifier };
  return verifyLive({ config, apis, contracts: new Map(Object.entries(all)) }, outside);
}

function file(text: string, name = 'contracts/orders.json'): ContractFile {
  return { document: { name, root: JSON.parse(text), lineOf: (pointer) => (pointer === '' ? 1 : 5) }, text };
}

/** Everything that is printed of a report. */
function printed(report: LiveReport): string {
  const text = renderLiveText(report, { color: false, width: 200, verbose: true });
  return `${text}${renderLiveText(report, { color: true })}${renderLiveJson(report)}`;
}

/** A provider that keeps its contracts but for its answer to `GET /orders/7`. */
const answering = (reply: Reply) => (request: Received, earlier: readonly Received[]) =>
  request.url.startsWith('/orders/7') ? reply : keeping(request, earlier);

test('a provider that keeps its contracts is clean', async () => {
  await using provider = await orders();
  const report = await run([provider.url]);
  expect(report).toMatchObject({
    outcome: 'clean',
    counts: { passed: 2, failed: 0, notRun: 0, leftOut: 1 },
    apis: [{ api: 'orders', outcome: 'clean', unknown: undefined, findings: [], sandbox: `${provider.url}/` }],
  });
  expect(renderLiveText(report, { color: false })).toMatch(/live: 3 interactions: 2 passed, 1 left out\n$/);
});

describe('what is broken is a finding', () => {
  test.each<[string, Reply, string, string]>([
    ['a field that is gone', order({ note: undefined }), 'live/body-absent', 'note'],
    ['null', order({ total: null }), 'live/body-null', 'total'],
    ['another type', order({ id: '7' }), 'live/body-type', 'id'],
    [
      'a field of every item',
      order({
        lines: [
          { sku: 1, count: 1 },
          { sku: 2, count: 1 },
        ],
      }),
      'live/body-type',
      'lines[].sku',
    ],
    ['a header that is gone', { status: 200, body: ORDER }, 'live/header-absent', ''],
    ['another status', { status: 404, headers: { 'X-Request-Id': 'r-1' }, body: ORDER }, 'live/status-value', ''],
  ])('%s', async (_, reply, rule, field) => {
    await using provider = await orders(answering(reply));
    const report = await run([provider.url]);
    expect(report).toMatchObject({ outcome: 'drift', counts: { passed: 1, failed: 1 } });
    expect(report.apis[0]?.findings).toMatchObject([
      {
        rule,
        severity: 'breaking',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        consumer: 'web',
        contract: 'contracts/orders.json',
        line: 5,
        interaction: 'an order',
        impact: { operation: 'GET /orders/7', direction: 'response', status: '200', field },
      },
    ]);
    for (const part of [rule, 'GET /orders/7', 'contracts/orders.json']) expect(printed(report)).toContain(part);
  });

  test('that can be acknowledged', async () => {
    await using provider = await orders(answering(order({ note: undefined })));
    const before = await run([provider.url]);
    const [finding] = before.apis[0]?.findings ?? [];
    const entry = `- { fingerprint: "${finding?.fingerprint}", reason: known, owner: team, until: 2999-01-01 }`;
    writeFileSync(join(folder, 'acknowledged.yaml'), `${entry}\n`);
    try {
      const report = await run([provider.url]);
      expect(report.outcome).toBe('clean');
      expect(report.apis[0]?.findings).toMatchObject([{ acknowledgement: { owner: 'team' } }]);
    } finally {
      rmSync(join(folder, 'acknowledged.yaml'));
    }
  });

  test('and no drift while the interaction is pending', async () => {
    await using provider = await orders(answering(order({ note: undefined })));
    const contracts = { orders: [file(CONTRACTS.v4.replace('"pending": false', '"pending": true'))] };
    const report = await run([provider.url], { contracts });
    expect(report).toMatchObject({ outcome: 'clean', apis: [{ findings: [{ severity: 'info' }] }] });
    expect(printed(report)).toContain('would break');
  });
});

describe('what is not known is unknown, whatever else is found', () => {
  test('a provider that dies in the middle', async () => {
    await using provider = await orders((request, earlier) => {
      if (request.method === 'POST' && request.url === '/orders') return 'drop';
      return answering(order({ note: undefined }))(request, earlier);
    });
    const report = await run([provider.url]);
    expect(report).toMatchObject({
      outcome: 'unknown',
      counts: { passed: 0, failed: 1, notRun: 1 },
      apis: [{ unknown: { code: 'connection' }, findings: [{ rule: 'live/body-absent' }] }],
    });
    expect(printed(report)).toContain('1 of 3 interactions were not run');
  });

  test('one of two sandboxes, and the other is told', async () => {
    await using good = await orders();
    const gone = await orders();
    gone.die();
    const report = await run([good.url, gone.url]);
    expect(report.outcome).toBe('unknown');
    expect(report.apis.map(({ api, outcome }) => [api, outcome])).toEqual([
      ['orders', 'clean'],
      ['stock', 'unknown'],
    ]);
  });

  const pact = (interaction: object) =>
    JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'p' }, interactions: [interaction] });
  test.each<[string, Setting, string]>([
    ['a secret that is not set', { more: 'credential: orders', env: {} }, 'secret-missing'],
    ['a state that fails', { more: 'stateUrl: /nowhere' }, 'state-failed'],
    [
      'a contract that only leaves out',
      { more: 'unknownStates: skip', contracts: { orders: [file(pact({ providerState: 'x', request: {} }))] } },
      'contract-invalid',
    ],
    ['time that is up', { more: 'seconds: 0.001' }, 'timeout'],
  ])('%s', async (_, setting, code) => {
    await using provider = await orders();
    expect(await run([provider.url], setting)).toMatchObject({ outcome: 'unknown', apis: [{ unknown: { code } }] });
  });
});

describe('a credential', () => {
  const asking = (reply: Reply) => (request: Received, earlier: readonly Received[]) =>
    request.headers.authorization === `Bearer ${SECRET}` ? answering(reply)(request, earlier) : { status: 401 };
  const more = `credential: orders, ${STATES}`;

  test('is sent to sandbox and states, and never told, even when the provider tells it', async () => {
    const echo = {
      id: SECRET,
      status: SECRET,
      note: { [SECRET]: SECRET },
      lines: [{ sku: { [SECRET]: 1 }, count: SECRET }],
    };
    await using provider = await orders(asking(order(echo, { 'X-Request-Id': SECRET })));
    const report = await run([provider.url], { more });
    expect(report).toMatchObject({ outcome: 'drift', counts: { passed: 1, failed: 1, notRun: 0 } });
    expect(provider.received.map(({ headers }) => headers.authorization)).toEqual(
      provider.received.map(() => `Bearer ${SECRET}`),
    );
    expect(`${printed(report)}${JSON.stringify(report)}`).not.toMatch(/hunter2|quoted/);
  });

  test('that is refused is no drift', async () => {
    await using provider = await orders(asking(order()));
    const report = await run([provider.url], { more: 'credential: orders', env: { ORDERS_TOKEN: 'wrong-token' } });
    expect(report).toMatchObject({ outcome: 'unknown', apis: [{ unknown: { code: 'unauthorized' } }] });
    expect(printed(report)).not.toContain('wrong-token');
  });
});

describe('what concerns all is a failure', () => {
  test.each<[string, Setting, string, string]>([
    ['an API without a sandbox', { apis: ['idle'] }, 'config-invalid', '`idle` has no sandbox'],
    [
      'an API without a Pact file',
      { apis: ['orders'], contracts: { orders: [] } },
      'config-invalid',
      '`orders` has no Pact file',
    ],
    ['no API with both', { contracts: { orders: [file('{"operations":[]}')] } }, 'config-invalid', 'No API has both'],
    ['an API that is none', { apis: ['oders'] }, 'usage', '`oders`'],
    ['no package', { folders: [tmpdir()] }, 'package-missing', '`@pact-foundation/pact` is not installed'],
  ])('%s', async (_, setting, code, message) => {
    await using provider = await orders();
    await expect(run([provider.url], setting)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(provider.received).toEqual([]);
  });
});

test('what strangers wrote does not act on a terminal', async () => {
  await using provider = await orders(() => ({ status: 200, body: {} }));
  const evil = '\u001b[31m\u202e\u0007\nx';
  const interaction = {
    description: evil,
    providerState: evil,
    request: { method: 'GET', path: `/${encodeURIComponent(evil)}` },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { [evil]: evil } },
  };
  const text = JSON.stringify({ consumer: { name: evil }, provider: { name: evil }, interactions: [interaction] });
  const report = await run([provider.url], { contracts: { orders: [file(text, evil)] } });
  expect(report).toMatchObject({
    outcome: 'drift',
    apis: [{ findings: [{ consumer: evil, rule: 'live/body-absent' }] }],
  });
  const plain = `${renderLiveText(report, { color: false, verbose: true })}${renderLiveJson(report)}`;
  expect(plain.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(JSON.parse(renderLiveJson(report))).toMatchObject({ version: 1, apis: [{ contracts: [{ consumer: evil }] }] });
});
