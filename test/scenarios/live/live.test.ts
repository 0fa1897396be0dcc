// `verify --live` as a team has it: a configuration, Pact files, a sandbox with states and a credential, and a report.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { pactVerifier } from '../../../src/adapters/pact-verifier.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { LiveReport } from '../../../src/model/verification.ts';
import { renderJson } from '../../../src/render/json.ts';
import { renderLive } from '../../../src/render/live.ts';
import { renderMarkdown } from '../../../src/render/markdown.ts';
import { reportJsonSchema } from '../../../src/render/report-schema.ts';
import type { Outside } from '../../../src/tasks/outside.ts';
import { verifyLive } from '../../../src/tasks/verify-live.ts';
import { wire } from '../../../src/wire/wire.ts';
import { type Stage, stage } from '../stage.ts';
import { CONTRACTS, keeping, ORDER, order, orders, type Received, type Reply } from './orders.ts';

const SECRET = 'hunter2/"quoted"+é';

const isReport = new Ajv2020().compile(reportJsonSchema());

let set: Stage;
beforeEach(() => {
  set = stage();
});
afterEach(() => set.remove());

interface Setting {
  /** YAML of the sandbox beside its URL. */
  readonly more?: string;
  /** YAML beside the APIs. */
  readonly beside?: string;
  /** Contracts by API, other than those that the provider keeps. */
  readonly contracts?: Readonly<Record<string, string>>;
  readonly apis?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A part of the world that is otherwise. */
  readonly outside?: Partial<Outside>;
}

const STATES = 'states: { order 7 exists: { post: /test/setup, body: { order: 7 } } }';

async function run(urls: readonly string[], setting: Setting = {}): Promise<LiveReport> {
  const { more = STATES, beside = '', contracts = {}, apis = [], env = { ORDERS_TOKEN: SECRET }, outside } = setting;
  const names = ['orders', 'stock'];
  const yaml = [
    'credentials: { orders: { bearer: "${env:ORDERS_TOKEN}" } }',
    'allowPrivateHosts: [127.0.0.1]',
    beside,
    'apis:',
    '  idle: { spec: idle.yaml }',
    '  silent: { spec: silent.yaml, sandbox: { url: "http://127.0.0.1:1" } }',
    ...urls.map(
      (url, at) =>
        `  ${names[at]}: { spec: "${names[at]}.yaml", contracts: "contracts/${names[at]}.json", sandbox: { url: "${url}", ${more} } }`,
    ),
  ].join('\n');
  const files = { orders: CONTRACTS.v4, stock: CONTRACTS.v3, ...contracts };
  for (const [api, text] of Object.entries(files)) set.write(`contracts/${api}.json`, text);
  const config = loadConfig(yaml, 'driftgate.yaml');
  const world = { ...wire(config, { folder: set.folder, env }), ...outside };
  return verifyLive({ config, apis, strictness: {} }, world, async () => {});
}

/** Everything that is printed of a report. */
function printed(report: LiveReport): string {
  const text = renderLive(report, { color: false, width: 200, verbose: true });
  const json = renderJson(report);
  expect(isReport(JSON.parse(json)) ? [] : isReport.errors).toEqual([]);
  return `${text}${renderLive(report, { color: true })}${json}${renderMarkdown(report)}`;
}

function pact(interaction: object): string {
  return JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'p' }, interactions: [interaction] });
}

/** A provider that keeps its contracts but for its answer to `GET /orders/7`. */
const answering = (reply: Reply) => (request: Received, earlier: readonly Received[]) =>
  request.url.startsWith('/orders/7') ? reply : keeping(request, earlier);

test('a provider that keeps its contracts is clean', async () => {
  await using provider = await orders();
  const report = await run([provider.url]);
  expect(report).toMatchObject({
    outcome: 'clean',
    apis: [
      {
        api: 'orders',
        outcome: 'clean',
        unknown: undefined,
        findings: [],
        live: { sandbox: `${provider.url}/`, counts: { passed: 2, failed: 0, notRun: 0, leftOut: 1 } },
      },
    ],
  });
  expect(renderLive(report, { color: false })).toMatch(/\n3 interactions: 2 passed, 1 left out\n$/);
  expect(JSON.parse(renderJson(report)).apis[0].live.contracts).toMatchObject([
    { contract: 'contracts/orders.json', consumer: 'web', interactions: [{}, {}, { result: 'left out' }] },
  ]);
  printed(report);
});

describe('what is broken is a finding', () => {
  test.each<[string, Reply, string, string, string]>([
    ['a field that is gone', order({ note: undefined }), 'body-absent', 'note', 'reads `note`; found: absent'],
    ['null', order({ total: null }), 'body-null', 'total', 'reads `total`; found: null'],
    ['another type', order({ id: '7' }), 'body-type', 'id', 'reads `id`; found: string of 1 character'],
    [
      'another value',
      order({ status: 'lost' }),
      'body-value',
      'status',
      'reads `status`; found: string of 4 characters',
    ],
    [
      'a field of every item',
      order({
        lines: [
          { sku: 1, count: 1 },
          { sku: 2, count: 1 },
        ],
      }),
      'body-type',
      'lines[].sku',
      'reads `lines[].sku`; found: number',
    ],
    [
      'a header that is gone',
      { status: 200, body: ORDER },
      'header-absent',
      '',
      'reads header `x-request-id`; found: absent',
    ],
    [
      'another status',
      { status: 404, headers: { 'X-Request-Id': 'r-1' }, body: ORDER },
      'status',
      '',
      'waits for status `200`; found: 404',
    ],
  ])('%s', async (_, reply, rule, field, because) => {
    await using provider = await orders(answering(reply));
    const report = await run([provider.url]);
    expect(report).toMatchObject({ outcome: 'drift', counts: { breaking: 1 }, consumers: { breaks: 1 } });
    expect(report.apis[0]).toMatchObject({
      live: { counts: { passed: 1, failed: 1 } },
      findings: [
        {
          rule: `response/live-${rule}`,
          severity: 'breaking',
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          change: {
            kind: `live.${rule}`,
            impacts: [{ operation: 'GET /orders/7', direction: 'response', status: '200', field }],
          },
          consumers: [
            {
              consumer: 'web',
              verdict: 'breaks',
              because: `\`an order\` ${because}`,
              contract: 'contracts/orders.json',
              line: 5,
              interaction: 'an order',
            },
          ],
        },
      ],
    });
    for (const part of [`live-${rule}`, 'GET /orders/7', 'contracts/orders.json:5'])
      expect(printed(report)).toContain(part);
  });

  test('once, for all interactions that it hits', async () => {
    await using provider = await orders(() => ({ status: 200, body: {} }));
    const interaction = (description: string) => ({
      description,
      request: { method: 'GET', path: '/orders/8' },
      response: { status: 200, body: { id: 8 } },
    });
    const contract = JSON.stringify({ ...JSON.parse(pact({})), interactions: ['one', 'two'].map(interaction) });
    const report = await run([provider.url], { contracts: { orders: contract } });
    expect(report.apis[0]?.findings).toMatchObject([
      { consumers: [{ interaction: 'one' }, { interaction: 'two' }], change: { impacts: [{ field: 'id' }] } },
    ]);
  });

  test('in an error that the contract expects, too', async () => {
    await using provider = await orders(() => ({ status: 404, body: { code: 7 } }));
    const interaction = {
      description: 'no order',
      request: { method: 'GET', path: '/orders/8' },
      response: { status: 404, body: { code: 'gone' } },
    };
    const report = await run([provider.url], { contracts: { orders: pact(interaction) } });
    expect(report).toMatchObject({ outcome: 'drift', apis: [{ findings: [{ severity: 'breaking' }] }] });
  });

  test('that can be acknowledged', async () => {
    await using provider = await orders(answering(order({ note: undefined })));
    const before = await run([provider.url]);
    const [finding] = before.apis[0]?.findings ?? [];
    const entry = `- { fingerprint: "${finding?.fingerprint}", reason: known, owner: team, until: 2999-01-01 }`;
    set.write('acknowledged.yaml', `${entry}\n`);
    const report = await run([provider.url]);
    expect(report).toMatchObject({
      outcome: 'clean',
      counts: { breaking: 0, acknowledged: 1 },
      apis: [{ findings: [{ acknowledgement: { owner: 'team' } }] }],
    });
    expect(printed(report)).toContain('by team until 2999-01-01: known');
  });

  test.each(['response/live-body-absent', 'live-body-absent'])('graded by `rules` as %s', async (rule) => {
    await using provider = await orders(answering(order({ note: undefined })));
    const report = await run([provider.url], { beside: `rules: { ${rule}: risky }` });
    expect(report).toMatchObject({
      outcome: 'clean',
      apis: [{ findings: [{ severity: 'risky', consumers: [{ verdict: 'at risk' }] }] }],
    });
  });

  test('and no drift while the interaction is pending', async () => {
    await using provider = await orders(answering(order({ note: undefined })));
    const contracts = { orders: CONTRACTS.v4.replace('"pending": false', '"pending": true') };
    const report = await run([provider.url], { contracts });
    expect(report).toMatchObject({
      outcome: 'clean',
      apis: [{ findings: [{ rule: 'response/live-pending', severity: 'info' }] }],
    });
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
      apis: [
        {
          unknown: { code: 'connection' },
          findings: [{ rule: 'response/live-body-absent' }],
          live: { counts: { passed: 0, failed: 1, notRun: 1 } },
        },
      ],
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

  test.each<[string, Setting, string]>([
    ['a secret that is not set', { more: 'credential: orders', env: {} }, 'secret-missing'],
    ['a state that fails', { more: 'stateUrl: /nowhere' }, 'state-failed'],
    [
      'a contract that only leaves out',
      { more: 'unknownStates: skip', contracts: { orders: pact({ providerState: 'x', request: {} }) } },
      'contract-invalid',
    ],
    ['time that is up', { more: 'seconds: 0.001' }, 'timeout'],
    ['no Pact file among the contracts', { contracts: { orders: '{"consumer":"web"}' } }, 'contract-invalid'],
    ['a contract that cannot be read', { contracts: { orders: '{' } }, 'truncated'],
    ['a Pact file without interactions', { contracts: { orders: pact({}).replace('[{}]', '[]') } }, 'contract-invalid'],
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
    expect(report).toMatchObject({
      outcome: 'drift',
      apis: [{ live: { counts: { passed: 1, failed: 1, notRun: 0 } } }],
    });
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
    ['an API without a sandbox', { apis: ['idle'] }, 'usage', '`idle` has no sandbox'],
    ['an API without contracts', { apis: ['silent'] }, 'usage', '`silent` has no contracts'],
    ['an API that is none', { apis: ['oders'] }, 'usage', '`oders`'],
    ['a rule that is none', { beside: 'rules: { live-body-gone: info }' }, 'config-invalid', '`rules.live-body-gone`'],
    [
      'no package',
      { outside: { verifier: pactVerifier({ folders: [tmpdir()] }) } },
      'package-missing',
      '`@pact-foundation/pact` is not installed',
    ],
  ])('%s', async (_, setting, code, message) => {
    await using provider = await orders();
    await expect(run([provider.url], setting)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(provider.received).toEqual([]);
  });

  test('no API with sandbox and contracts', async () => {
    await expect(run([])).rejects.toMatchObject({ code: 'usage', message: 'no API has both a sandbox and contracts' });
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
  const report = await run([provider.url], { contracts: { orders: text } });
  expect(report).toMatchObject({
    outcome: 'drift',
    apis: [{ findings: [{ rule: 'response/live-body-absent', consumers: [{ consumer: evil }] }] }],
  });
  const plain = `${renderLive(report, { color: false, verbose: true })}${renderJson(report)}${renderMarkdown(report)}`;
  expect(plain.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(JSON.parse(renderJson(report)).apis[0].live.contracts).toMatchObject([{ consumer: evil }]);
});
