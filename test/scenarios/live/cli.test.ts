// `driftgate verify --live` by the real command line: a provider that keeps its contract, breaks it, dies, or hangs.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references to secrets are written so.

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type Ended, type Stage, stage } from '../stage.ts';
import { CONTRACTS, keeping, type Orders, order, orders, type Received, type Reply } from './orders.ts';

const SECRET = 'sk-hunter2-7f3a';

let set: Stage;
beforeEach(() => {
  set = stage();
});
afterEach(() => set.remove());

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '4' },
  paths: {
    '/orders': { post: { responses: { 201: { description: 'Taken' } } } },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: { description: 'An order' } } },
    },
  },
};

function played({ url }: Orders, more = ''): void {
  set.write('orders.json', JSON.stringify(DOCUMENT));
  set.write('contracts/orders.json', CONTRACTS.v4);
  set.write(
    'driftgate.yaml',
    `apis:
  orders:
    spec: orders.json
    contracts: contracts/*.json
    sandbox:
      url: ${url}
      credential: orders
      states: { order 7 exists: { post: /test/setup, body: { order: 7 } } }
      ${more}
credentials: { orders: { bearer: '\${env:ORDERS_TOKEN}' } }
allowPrivateHosts: [127.0.0.1]
`,
  );
}

/** A provider that asks for the credential, and answers `GET /orders/7` as it is told to. */
function provider(reply?: Reply): Promise<Orders> {
  return orders((request: Received, earlier: readonly Received[]): Reply => {
    if (request.headers.authorization !== `Bearer ${SECRET}`) return { status: 401 };
    return reply !== undefined && request.url.startsWith('/orders/7') ? reply : keeping(request, earlier);
  });
}

/** Runs the command line; whatever it prints, the credential is not in it. */
async function run(...args: readonly string[]): Promise<Ended> {
  const ended = await set.run(args, { env: { ORDERS_TOKEN: SECRET, WRONG_TOKEN: '1', DEBUG: '1' } });
  expect(`${ended.stdout}${ended.stderr}`).not.toContain(SECRET);
  return ended;
}

test('a provider that keeps its contract ends with 0', async () => {
  await using sandbox = await provider();
  played(sandbox);
  const { code, stdout, stderr } = await run('verify', '--live');
  expect(stdout).toContain(`sandbox ${sandbox.url}/ · 3 interactions: 2 passed, 1 left out\n`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe('a provider that breaks its contract', () => {
  const broken = order({ note: undefined, status: SECRET, lines: [{ sku: 'b', count: SECRET }] });

  test('ends with 1, and is told by contract, field and the operation of the baseline', async () => {
    await using sandbox = await provider(broken);
    played(sandbox);
    expect((await run('accept', '--all')).code).toBe(0);
    const { code, stdout } = await run('verify', 'orders', '--live');
    expect(code).toBe(1);
    expect(stdout).toContain('✖ breaking    `note` is absent from the response\n');
    expect(stdout).toContain('web breaks: `an order` reads `note`; found: absent\n');
    expect(stdout).toContain('contracts/orders.json:5\n');
    expect(stdout).toContain('GET /orders/{id} · 200 · note\n');
    expect(stdout).toMatch(/^3 interactions: 1 passed, 1 failed, 1 left out; 3 breaking$/m);
  });

  test('is told as it was called where there is no baseline', async () => {
    await using sandbox = await provider(broken);
    played(sandbox);
    expect((await run('verify', '--live')).stdout).toContain('GET /orders/7 · 200 · note\n');
  });

  test('is one report as JSON, as the schema says it', async () => {
    await using sandbox = await provider(broken);
    played(sandbox);
    const [{ stdout: schema }, { code, stdout }] = [
      await run('schema', 'report'),
      await run('verify', '--live', '--format', 'json'),
    ];
    const report = JSON.parse(stdout);
    const validate = new Ajv2020().compile(JSON.parse(schema));
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    expect(code).toBe(1);
    expect(report).toMatchObject({
      version: 1,
      outcome: 'drift',
      counts: { breaking: 3, acknowledged: 0 },
      consumers: { breaks: 3, atRisk: 0 },
      apis: [
        {
          api: 'orders',
          live: { sandbox: `${sandbox.url}/`, counts: { passed: 1, failed: 1, notRun: 0, leftOut: 1 } },
        },
      ],
    });
  });

  test('may be accepted, finding by finding, and looked up', async () => {
    await using sandbox = await provider(order({ note: undefined }));
    played(sandbox);
    const [, rule = '', fingerprint = ''] =
      /(response\/\S+)\s+·\s+([0-9a-f]{16})$/m.exec((await run('verify', '--live')).stdout) ?? [];
    const explained = await run('rules', rule);
    expect(explained.stdout).toMatch(/^response\/live-body-absent: breaking\n\nA provider does not send a field/);
    const how = ['--reason', 'shown nowhere', '--owner', 'ada', '--until', 'never'];
    expect(await run('accept', fingerprint, ...how)).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await run('verify', '--live');
    expect(code).toBe(0);
    expect(stdout).toContain('by ada: shown nowhere');
    expect(stdout).toMatch(/; 1 acknowledged$/m);
  });
});

describe('what could not be asked ends with 2', () => {
  test('a provider that dies in the middle, and what it broke before is told', async () => {
    await using sandbox = await orders((request, earlier) => {
      if (request.method === 'POST' && request.url === '/orders') sandbox.die();
      return request.url.startsWith('/orders/7') ? order({ note: undefined }) : keeping(request, earlier);
    });
    played(sandbox);
    const { code, stdout } = await run('verify', '--live');
    expect(code).toBe(2);
    expect(stdout).toMatch(/could not look: 1 of 3 interactions were not run, first\s+`a new order`/);
    expect(stdout).toContain('✖ breaking    `note` is absent from the response\n');
    expect(stdout).toMatch(/1 API unknown$/m);
  });

  test('a provider that hangs, while one is told what goes on', async () => {
    await using sandbox = await provider('hang');
    played(sandbox, 'seconds: 3');
    const { code, stdout, stderr } = await run('verify', '--live');
    expect(code).toBe(2);
    expect(stdout).toContain('raise `sandbox.seconds`');
    expect(stdout).toContain('timeout\n');
    expect(stderr).toBe('orders (live): contracts/orders.json, 1 of 1\n');
  });

  test.each([
    ['a sandbox that is not allowed', 'allowPrivateHosts: [127.0.0.1]', '', 'source-forbidden'],
    ['a secret that is not set', '${env:ORDERS_TOKEN}', '${env:NO_TOKEN}', 'secret-missing'],
    ['a wrong credential', '${env:ORDERS_TOKEN}', '${env:WRONG_TOKEN}', 'unauthorized'],
  ])('%s', async (_, written, instead, reason) => {
    await using sandbox = await provider();
    played(sandbox);
    set.write('driftgate.yaml', set.read('driftgate.yaml').replace(written, instead));
    const { code, stdout } = await run('verify', '--live');
    expect(code).toBe(2);
    expect(stdout).toContain(`${reason}\n`);
  });
});

test.each([
  [
    'with a document',
    ['--against', 'orders.json'],
    "option '--live' cannot be used with option '--against <location>'",
  ],
  ['with all that a document does not keep', ['--all'], "option '--live' cannot be used with option '--all'"],
  ['with an API that has no sandbox', ['bare'], '`bare` has no sandbox'],
])('%s it is not understood, and nothing is called', async (_, args, words) => {
  await using sandbox = await provider();
  played(sandbox);
  set.write('driftgate.yaml', set.read('driftgate.yaml').replace('apis:', 'apis:\n  bare: { spec: orders.json }'));
  const { code, stdout, stderr } = await run('verify', '--live', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
  expect(stderr).toContain('hint:');
  expect(sandbox.received).toEqual([]);
});
