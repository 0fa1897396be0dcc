// Reduced baselines through accept and check: what is kept, what is told, and what fools nobody.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.ts';
import type { Report } from '../../src/model/report.ts';
import { accept } from '../../src/tasks/accept.ts';
import { check } from '../../src/tasks/check.ts';
import { wire } from '../../src/wire/wire.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftgate-reduce-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const REDUCED = `apis: { shop: { spec: shop.json, contracts: contracts/*.json, reduce: contracts } }`;

/** A usage manifest that makes the calls, `METHOD /path` each, or handles a message. */
function usage(...calls: readonly string[]): string {
  const operations = calls.map((call) => (call === 'message' ? { receives: 'charged' } : { call }));
  return JSON.stringify({ consumer: 'web', provider: 'shop', operations });
}

interface Shop {
  readonly operations: readonly string[];
  readonly webhooks?: readonly string[];
  /** The type of what every operation gives. */
  readonly type?: string;
}

function write({ operations, webhooks = [], type = 'string' }: Shop): void {
  const items = (names: readonly string[]) => {
    const made: Record<string, Record<string, unknown>> = {};
    for (const name of names) {
      const [method = '', path = ''] = name.split(' ');
      const schema = { $ref: '#/components/schemas/S' };
      const responses = { '200': { description: 'ok', content: { 'application/json': { schema } } } };
      made[path] = { ...made[path], [method.toLowerCase()]: { responses } };
    }
    return made;
  };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://shop.example/v1' }],
    paths: items(operations),
    webhooks: items(webhooks),
    components: { schemas: { S: { type, description: 'prose' } } },
  };
  writeFileSync(join(folder, 'shop.json'), JSON.stringify(document));
}

function world(yaml: string) {
  const config = loadConfig(yaml, 'driftgate.yaml');
  return { config, outside: wire(config, { folder, env: {} }) };
}

async function accepted(contract?: string, yaml = REDUCED) {
  rmSync(join(folder, 'contracts'), { recursive: true, force: true });
  if (contract !== undefined) {
    mkdirSync(join(folder, 'contracts'));
    writeFileSync(join(folder, 'contracts/web.json'), contract);
  }
  const { config, outside } = world(yaml);
  const [result] = await accept({ config, apis: [], shrunk: false }, outside);
  return result;
}

async function checked(yaml = REDUCED): Promise<Report> {
  const { config, outside } = world(yaml);
  return check({ config, apis: [], strictness: {}, prove: false }, outside, async () => {});
}

const told = ({ apis: [api] }: Report) => api?.findings.map(({ rule, change }) => `${rule} ${change.subject}`);

function stored(): { readonly operations: readonly string[]; readonly text: string; readonly whole?: string[] } {
  const text = readFileSync(join(folder, 'snapshots/shop/spec.json'), 'utf8');
  const { paths = {}, webhooks = {} } = JSON.parse(text);
  const operations = Object.entries({ ...paths, ...webhooks }).flatMap(([path, item]) =>
    Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  return { ...JSON.parse(readFileSync(join(folder, 'snapshots/shop/snapshot.json'), 'utf8')), operations, text };
}

const SHOP = ['GET /charges', 'POST /charges', 'GET /charges/{id}', 'GET /charges/latest', 'GET /files/{name}.csv'];

test.each<[string, readonly string[], readonly string[]]>([
  ['as called', ['GET /charges/ch_1'], ['GET /charges/{id}']],
  ['by a template', ['GET /charges/{charge}'], ['GET /charges/{id}']],
  ['with the path of the server', ['GET /v1/charges'], ['GET /charges']],
  ['by a name rather than a parameter', ['GET /charges/latest'], ['GET /charges/latest']],
  ['with a parameter in a part of a segment', ['GET /files/x.csv'], ['GET /files/{name}.csv']],
  ['with a slash at the end', ['POST /charges/'], ['POST /charges']],
  ['beside calls that the document does not have', ['GET /charges', 'GET /gone', 'PUT /charges'], ['GET /charges']],
  ['twice', ['GET /charges', 'GET /v1/charges'], ['GET /charges']],
  ['as messages', ['message'], ['POST charged', 'POST refunded']],
])('accept keeps what is used: %s', async (_, calls, kept) => {
  write({ operations: SHOP, webhooks: ['POST charged', 'POST refunded'] });
  expect(await accepted(usage(...calls))).toMatchObject({ status: 'first', after: { operations: kept.length } });
  expect(stored().operations).toEqual(kept);
  expect(stored().text).not.toContain('prose');
  expect(stored().whole).toEqual([...SHOP, 'POST charged', 'POST refunded'].sort());
});

test.each<[string, string | undefined, string]>([
  ['contracts that call nothing of it', usage('GET /gone'), 'contract-invalid'],
  ['what is no contract', '{}', 'contract-invalid'],
  ['contracts that are not there', undefined, 'source-missing'],
])('accept refuses, and keeps what it had: %s', async (_, contract, code) => {
  write({ operations: SHOP });
  await accepted(usage('GET /charges'));
  const before = stored();
  expect(await accepted(contract)).toMatchObject({ status: 'refused', failure: { code } });
  expect(stored()).toEqual(before);
});

test.each<[string, Shop, readonly string[]]>([
  ['nothing, where nothing changed', { operations: SHOP }, []],
  ['nothing of what is new', { operations: [...SHOP, 'GET /new', 'PUT /charges'] }, []],
  ['nothing of what is gone unused', { operations: SHOP.slice(0, 3) }, []],
  ['what is gone', { operations: SHOP.slice(1) }, ['request/operation-removed GET /charges']],
  [
    'what is gone, though its like was there all along',
    { operations: SHOP.slice(1).concat('GET /charge') },
    ['request/operation-removed GET /charges'],
  ],
  ['what changed below', { operations: SHOP, type: 'integer' }, ['response/type-changed S']],
  [
    'what moved',
    { operations: ['GET /charges-', ...SHOP.slice(1), 'GET /charge'] },
    ['request/operation-moved GET /charges'],
  ],
])('check tells %s', async (_, shop, expected) => {
  write({ operations: [...SHOP, 'GET /charge'] });
  await accepted(usage('GET /charges', 'POST /charges'));
  write(shop);
  const report = await checked();
  expect(told(report)).toEqual(expected);
  expect(report.apis[0]?.outcome).toBe(expected.length === 0 ? 'clean' : 'drift');
});

test('a baseline stays reduced whatever the configuration says by now', async () => {
  write({ operations: SHOP });
  await accepted(usage('GET /charges'));
  expect(told(await checked('apis: { shop: { spec: shop.json } }'))).toEqual([]);
});

test('the whole is accepted over a part, and a part over the whole', async () => {
  write({ operations: SHOP });
  await accepted(undefined, 'apis: { shop: { spec: shop.json } }');
  expect(stored().whole).toBeUndefined();
  expect(await accepted(usage('GET /charges'))).toMatchObject({ status: 'moved', counts: { breaking: 0, info: 0 } });
  expect(stored().operations).toEqual(['GET /charges']);
  expect(await accepted(undefined, 'apis: { shop: { spec: shop.json } }')).toMatchObject({ status: 'moved' });
  expect(stored().operations).toHaveLength(SHOP.length);
});

const MANY = Array.from({ length: 20 }, (_, index) => `GET /other/${'x'.repeat(index + 1)}/y`);

test('half of the used operations may go where the document is whole', async () => {
  write({ operations: [...SHOP, ...MANY] });
  await accepted(usage('GET /charges', 'POST /charges', 'GET /charges/1'));
  write({ operations: [...SHOP.slice(2), ...MANY] });
  const report = await checked();
  expect(report.outcome).toBe('drift');
  expect(told(report)).toEqual(['request/operation-removed GET /charges', 'request/operation-removed POST /charges']);
});

test('a document that lost most of what nobody uses is still not believed', async () => {
  write({ operations: [...SHOP, ...MANY] });
  await accepted(usage('GET /charges', 'POST /charges'));
  write({ operations: SHOP.slice(1) });
  expect((await checked()).apis[0]?.unknown?.code).toBe('shrunk');
  expect(await accepted(usage('POST /charges'))).toMatchObject({ status: 'refused', failure: { code: 'shrunk' } });
});

test('the configuration names contracts where it reduces to them', () => {
  expect(() => loadConfig('apis: { shop: { spec: shop.json, reduce: contracts } }', 'driftgate.yaml')).toThrow(
    /apis\.shop\.reduce/,
  );
  expect(() => loadConfig('apis: { shop: { spec: shop.json, reduce: all } }', 'driftgate.yaml')).toThrow(/reduce/);
});
