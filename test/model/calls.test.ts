// Which operation an interaction is about.

import { expect, test } from '@jest/globals';
import { nearestOperations } from '../../src/compare/contract/nearest.ts';
import { callsOf } from '../../src/model/calls.ts';
import { apiOf } from '../compare/documents.ts';

const PATHS = [
  '/charges',
  '/charges/{id}',
  '/charges/search',
  '/charges/{id}/refunds/{refund}',
  '/{kind}/latest',
  '/files/{name}.{type}',
  '/files/{name}',
  '/ends/',
  '/both',
  '/both/',
  '/a b',
  '/v1',
];

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example/v1 }, { url: "https://{region}.example/{version}", variables: { region: { default: eu }, version: { default: v2 } } }]
paths:
${PATHS.map((path) => `  ${JSON.stringify(path)}: { get: { responses: {} } }`).join('\n')}
  /things: { post: { responses: {}, callbacks: { onMade: { '{$request.body#/url}': { post: { responses: {} } } } } } }
webhooks:
  thing.made: { post: { operationId: thing/made, summary: A thing is there, responses: {} } }
  made: { post: { responses: {} } }
`;

const cases: readonly (readonly [
  called: string,
  path: string | undefined,
  values?: Readonly<Record<string, unknown>>,
])[] = [
  ['/charges', '/charges'],
  ['/v1/charges', '/charges'],
  ['/v2/charges', '/charges'],
  ['/v3/charges', undefined],
  ['/v1', '/v1'],
  ['/charges/', '/charges'],
  ['//charges', '/charges'],
  ['/charges//', undefined],
  ['/charges/ch_1', '/charges/{id}', { id: 'ch_1' }],
  ['/charges/search', '/charges/search'],
  ['/charges/{charge}', '/charges/{id}'],
  ['/v1/charges/a%2Fb', '/charges/{id}', { id: 'a/b' }],
  ['/charges/%zz', '/charges/{id}', { id: '%zz' }],
  ['/charges/latest', '/charges/{id}', { id: 'latest' }],
  ['/others/latest', '/{kind}/latest', { kind: 'others' }],
  ['/charges/1/refunds/2', '/charges/{id}/refunds/{refund}', { id: '1', refund: '2' }],
  ['/charges/1/refunds', undefined],
  ['/files/report.pdf', '/files/{name}.{type}', { name: 'report', type: 'pdf' }],
  ['/files/report%2Epdf', '/files/{name}.{type}', { name: 'report', type: 'pdf' }],
  ['/files/{file}.pdf', '/files/{name}.{type}', { type: 'pdf' }],
  ['/files/report', '/files/{name}', { name: 'report' }],
  ['/files/.pdf', '/files/{name}', { name: '.pdf' }],
  ['/ends', '/ends/'],
  ['/both', '/both'],
  ['/both/', '/both/'],
  ['/a%20b', '/a b'],
  ['/CHARGES', undefined],
  ['/__proto__', undefined],
];

test.each(cases)('GET %s', async (path, found, values = {}) => {
  const call = callsOf(await apiOf(DOCUMENT)).find({ kind: 'http', method: 'GET', path });
  expect(call?.operation.path).toBe(found);
  if (found !== undefined) expect(Object.fromEntries(call?.pathValues ?? [])).toEqual(values);
});

test.each([
  ['thing.made', 'thing.made'],
  ['Thing made', 'thing.made'],
  ['thing-made', 'thing.made'],
  ['a thing is there', 'thing.made'],
  ['it is made: thing.made', 'thing.made'],
  ['one was made', 'made'],
  ['onMade', 'onMade {$request.body#/url}'],
  ['thing.mad', undefined],
  ['', undefined],
])('the message `%s`', async (name, found) => {
  expect(callsOf(await apiOf(DOCUMENT)).find({ kind: 'message', name })?.operation.path).toBe(found);
});

test('a segment of many parameters takes no longer for a long text', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `{p${at}}a`).join('');
  const api = await apiOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths: { "/${many}b": { get: { responses: {} } } }
`);
  const path = `/${'a'.repeat(50_000)}`;
  expect(callsOf(api).find({ kind: 'http', method: 'GET', path })).toBeUndefined();
});

test.each([
  ['/charge', '/charges'],
  ['/v1/charges/ch_1/refund/re_1', '/charges/{id}/refunds/{refund}'],
  ['/zz/yy/xx/ww/vv/uu', undefined],
])('nearest to GET %s', async (path, near) => {
  expect(nearestOperations(await apiOf(DOCUMENT), { method: 'GET', path })[0]?.path).toBe(near);
});

test('an operation of another method is nearly the one that is called', async () => {
  expect(nearestOperations(await apiOf(DOCUMENT), { method: 'POST', path: '/charges' })[0]?.path).toBe('/charges');
});
