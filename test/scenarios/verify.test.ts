// Pact files held against baselines and candidates, by the real command line.

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Stage, stage } from './stage.ts';

let set: Stage;
beforeEach(() => {
  set = stage();
});
afterEach(() => set.remove());

const CHARGE = {
  type: 'object',
  required: ['id', 'amount'],
  properties: { id: { type: 'string' }, amount: { type: 'integer' } },
};

function api(charge: object = CHARGE): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Charges', version: '7' },
    paths: {
      '/charges/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: 'A charge', content: { 'application/json': { schema: charge } } } },
        },
      },
    },
  });
}

function pact(body: unknown, path = '/charges/ch_1', headers: object = { 'Content-Type': 'application/json' }): string {
  return JSON.stringify(
    {
      consumer: { name: 'phone-agent' },
      provider: { name: 'charges' },
      interactions: [
        {
          description: 'read a charge',
          request: { method: 'GET', path },
          response: { status: 200, headers, body },
        },
      ],
      metadata: { pactSpecification: { version: '3.0.0' } },
    },
    null,
    2,
  );
}

async function played(document: string, contract: string): Promise<void> {
  set.write('driftgate.yaml', 'apis:\n  charges: { spec: api.json, contracts: "contracts/*.json" }\n');
  set.write('api.json', document);
  set.write('contracts/phone.json', contract);
  expect((await set.run(['accept', '--all', '-q'])).code).toBe(0);
}

const NULLABLE = { ...CHARGE, properties: { ...CHARGE.properties, amount: { type: ['integer', 'null'] } } };

test('a contract that is kept ends with 0', async () => {
  await played(api(), pact({ id: 'ch_1', amount: 3 }));
  const { code, stdout } = await set.run(['verify']);
  expect(stdout).toContain('1 interaction of 1 contract against baseline of');
  expect(stdout).toMatch(/^0 errors, 0 warnings$/m);
  expect(code).toBe(0);
});

test('what is read and not promised is told with the contract, the field, the document and a payload', async () => {
  await played(api(NULLABLE), pact({ id: 'ch_1', amount: 3 }));
  const { code, stdout } = await set.run(['verify', 'charges']);
  expect(code).toBe(1);
  expect(stdout).toContain('✖ error       `read a charge` reads `amount`, which may be `null`');
  expect(stdout).toContain('phone-agent · contracts/phone.json:9');
  expect(stdout).toContain('GET /charges/{id} · 200 · amount\n');
  expect(stdout).toMatch(/document line \d+\s+· \/paths\/\S+\/amount\/type\n/);
  expect(stdout).toMatch(/the document allows, and the contract cannot take: \{"amount": null/);
  expect(stdout).toMatch(/^1 error, 0 warnings$/m);
});

test('without proofs no payload is shown, and JSON says the same', async () => {
  await played(api(NULLABLE), pact({ id: 'ch_1', amount: 3 }));
  const { code, stdout } = await set.run(['verify', '--format', 'json', '--no-prove']);
  expect(code).toBe(1);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ outcome: 'drift', consumers: { breaks: 1 } });
  expect(report.apis[0].findings).toMatchObject([
    {
      rule: 'response/contract-mismatch',
      kind: 'contract.mismatch',
      witness: null,
      consumers: [
        {
          consumer: 'phone-agent',
          verdict: 'breaks',
          because: '`read a charge` reads `amount`, which may be `null`',
          field: 'amount',
          line: 9,
        },
      ],
    },
  ]);
});

test('Markdown speaks of contracts, and what strangers wrote fires nothing there', async () => {
  const hostile = pact({ id: 'ch_1', amount: 3 }).replaceAll(
    'read a charge',
    'read @everyone ![x](https://evil.example)',
  );
  await played(api(NULLABLE), hostile);
  const { code, stdout } = await set.run(['verify', '--format', 'markdown']);
  expect(code).toBe(1);
  expect(stdout).toContain('## Driftgate verify: 1 error, 0 warnings');
  expect(stdout).toContain('| charges | not kept | 1 | 1 | 0 | 0 | 0 |');
  expect(stdout).toContain('#### ✖ 1 error');
  expect(stdout).toContain('- **`amount` may be `null`**');
  expect(stdout).toContain('the document allows, and the contract cannot take: `{"amount": null');
  expect(stdout).toMatch(/<sub>document line \d+ · `response\/contract-mismatch` · `[0-9a-f]{16}`<\/sub>/);
  expect(stdout).not.toMatch(/drift\b|old spec|new spec/);
  expect(stdout.replace(/`+[^`\n]*`+/g, '')).not.toMatch(/@everyone|!\[|evil/);
});

test('Markdown says why one could not look', async () => {
  set.write('driftgate.yaml', 'apis:\n  charges: { spec: api.json, contracts: "contracts/*.json" }\n');
  const { code, stdout } = await set.run(['verify', '--format', 'markdown']);
  expect(code).toBe(2);
  expect(stdout).toContain('| charges | **? could not look** |');
  expect(stdout).toContain('> **? Could not look** (`baseline-missing`)');
});

test('a manifest beside a Pact file says what that cannot', async () => {
  await played(api(NULLABLE), pact({ id: 'ch_1', amount: 3 }));
  set.write('driftgate.yaml', 'apis:\n  charges: { spec: api.json, contracts: contracts/* }\n');
  set.write(
    'contracts/phone.yaml',
    'consumer: phone-agent\noperations: [{ call: "GET /charges/{id}", reads: [amount: { nullable: true }] }]\n',
  );
  const { code, stdout } = await set.run(['verify']);
  expect(stdout).toMatch(/^0 errors, 0 warnings$/m);
  expect(code).toBe(0);
});

test('a body that nobody can look into is counted, and not passed in silence', async () => {
  await played(api(), pact('<charge/>', '/charges/ch_1', { 'Content-Type': 'application/xml' }));
  const { code, stdout } = await set.run(['verify']);
  expect(code).toBe(0);
  expect(stdout).toContain('▲ warning     `read a charge` cannot be held against the document');
  expect(stdout).toMatch(/^0 errors, 1 warning, 1 of 1 interaction not verified wholly$/m);
});

test('an operation that is not there is told with one that is like it', async () => {
  await played(api(), pact({ id: 'ch_1' }, '/charge/ch_1'));
  const { code, stdout } = await set.run(['verify']);
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    '`read a charge` calls `GET /charge/ch_1`, which is no operation of the document; like it is `GET /charges/{id}`',
  );
});

test('a candidate fails for what is new; with --all for what the baseline did not keep, too', async () => {
  await played(api(NULLABLE), pact({ id: 'ch_1', amount: 3 }));
  set.write('same.json', api(NULLABLE));
  const known = await set.run(['verify', '--against', 'same.json']);
  expect(known.stdout).toContain('the baseline had it too');
  expect(known.stdout).toMatch(/^0 new errors, 1 error that the baseline had too, 0 warnings$/m);
  expect(known.code).toBe(0);
  expect((await set.run(['verify', '--against', 'same.json', '--all'])).code).toBe(1);

  const { id: _, ...rest } = NULLABLE.properties;
  set.write('next.json', api({ ...NULLABLE, properties: rest }));
  const fresh = await set.run(['verify', '--against', 'next.json']);
  expect(fresh.stdout).toContain('`read a charge` reads `id`, which is not declared');
  expect(fresh.stdout).toMatch(/^1 new error, 1 error that the baseline had too, 0 warnings$/m);
  expect(fresh.code).toBe(1);
});

test('an accepted mismatch fails nothing, and is shown', async () => {
  await played(api(NULLABLE), pact({ id: 'ch_1', amount: 3 }));
  const { stdout } = await set.run(['verify', '--format', 'json', '--no-prove']);
  const { fingerprint } = JSON.parse(stdout).apis[0].findings[0];
  const acceptance = await set.run([
    'accept',
    fingerprint,
    '--reason',
    'never null for us',
    '--owner',
    'ada',
    '--until',
    'never',
  ]);
  expect(acceptance).toMatchObject({ code: 0, stderr: '' });
  const accepted = await set.run(['verify']);
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toContain('by ada: never null for us');
});

test.each([
  ['no contracts', 'apis: { charges: { spec: api.json } }', [], 'has no contracts to verify'],
  [
    'a candidate for two APIs',
    'apis:\n  a: { spec: api.json, contracts: contracts/phone.json }\n  b: { spec: api.json, contracts: contracts/phone.json }',
    ['--against', 'api.json'],
    '`--against` names one document, and 2 APIs have contracts',
  ],
])('%s: refused, with what to do', async (_name, config, args, words) => {
  await played(api(), pact({}));
  set.write('driftgate.yaml', `${config}\n`);
  const { code, stdout, stderr } = await set.run(['verify', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(words);
  expect(stderr).toContain('hint:');
});

test.each([
  ['a contract that is none', 'contracts/phone.json', '{', 'contracts/phone.json'],
  [
    'a baseline that is not there',
    'driftgate.yaml',
    'apis: { other: { spec: api.json, contracts: contracts/phone.json } }',
    'has no baseline yet',
  ],
])('%s: unknown, never green', async (_name, file, text, words) => {
  await played(api(), pact({}));
  set.write(file, text);
  const { code, stdout } = await set.run(['verify']);
  expect(code).toBe(2);
  expect(stdout).toContain('could not look:');
  expect(stdout.replace(/\s+/g, ' ')).toContain(words);
});
