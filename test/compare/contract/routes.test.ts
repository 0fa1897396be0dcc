// Which operation a call goes to.

import { expect, test } from '@jest/globals';
import { routesOf } from '../../../src/compare/contract/routes.ts';
import { apiOf } from '../documents.ts';

const PATHS = [
  '/charges',
  '/charges/{id}',
  '/charges/search',
  '/charges/{id}/refunds/{refund}',
  '/{kind}/latest',
  '/files/{name}.{type}',
  '/files/{name}',
  '/ends/',
  '/a b',
];

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.example/v1 }, { url: "https://{region}.example/{version}", variables: { region: { default: eu }, version: { default: v2 } } }]
paths:
${PATHS.map((path) => `  ${JSON.stringify(path)}: { get: { responses: {} } }`).join('\n')}
`;

const cases: readonly (readonly [
  called: string,
  path: string | undefined,
  texts?: Readonly<Record<string, unknown>>,
])[] = [
  ['/charges', '/charges'],
  ['/v1/charges', '/charges'],
  ['/v2/charges', '/charges'],
  ['/v3/charges', undefined],
  ['/charges/', '/charges'],
  ['//charges', '/charges'],
  ['/charges/ch_1', '/charges/{id}', { id: 'ch_1' }],
  ['/charges/search', '/charges/search'],
  ['/charges/{charge}', '/charges/{id}', { id: undefined }],
  ['/v1/charges/a%2Fb', '/charges/{id}', { id: 'a/b' }],
  ['/charges/%zz', '/charges/{id}', { id: '%zz' }],
  ['/charges/latest', '/charges/{id}', { id: 'latest' }],
  ['/others/latest', '/{kind}/latest', { kind: 'others' }],
  ['/charges/1/refunds/2', '/charges/{id}/refunds/{refund}', { id: '1', refund: '2' }],
  ['/charges/1/refunds', undefined],
  ['/files/report.pdf', '/files/{name}.{type}', { name: 'report', type: 'pdf' }],
  ['/files/report', '/files/{name}', { name: 'report' }],
  ['/ends', '/ends/'],
  ['/a%20b', '/a b'],
  ['/CHARGES', undefined],
  ['/__proto__', undefined],
];

test.each(cases)('GET %s', async (called, path, texts = {}) => {
  const route = routesOf(await apiOf(DOCUMENT)).find('GET', called);
  expect(route?.operation.path).toBe(path);
  if (path !== undefined) expect(Object.fromEntries(route?.texts ?? [])).toEqual(texts);
});

test('what is nearly an operation is named', async () => {
  const routes = routesOf(await apiOf(DOCUMENT));
  expect(routes.find('POST', '/charges')).toBeUndefined();
  expect(routes.nearest('GET', '/charge')[0]?.path).toBe('/charges');
  expect(routes.nearest('GET', '/v1/charges/ch_1/refund/re_1')[0]?.path).toBe('/charges/{id}/refunds/{refund}');
  expect(routes.nearest('GET', '/zz/yy/xx/ww/vv/uu')).toEqual([]);
});
