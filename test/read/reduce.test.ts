// A document reduced to some operations: what is kept, what goes, and that it means the same as before.

import { expect, test } from '@jest/globals';
import { compareApis } from '../../src/compare/compare.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { operationName } from '../../src/model/place.ts';
import { specFromJson } from '../../src/read/document/read.ts';
import { readApi } from '../../src/read/openapi/api.ts';
import { reduced } from '../../src/read/openapi/reduce.ts';
import { apiOf, line } from '../compare/documents.ts';

interface Case {
  /** What is used, of operations and webhooks. */
  readonly kept: readonly string[];
  /** Beside `openapi` and `info`; an `undefined` field of `after` is one that `before` has and the reduced has not. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly files?: Readonly<Record<string, Json>>;
  readonly filesAfter?: Readonly<Record<string, Json>>;
}

const ok = { '200': { description: 'ok' } };
const ref = (target: string) => ({ $ref: target });
const giving = (schema: Json) => ({
  responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
});

const CASES: Readonly<Record<string, Case>> = {
  'unused operations and components go, and so does prose': {
    kept: ['GET /a'],
    before: {
      tags: [{ name: 't' }],
      externalDocs: { url: 'https://example.com' },
      'x-generator': 'g',
      servers: [{ url: '/v1', description: 'd' }],
      paths: {
        '/a': {
          summary: 's',
          get: { tags: ['t'], summary: 's', operationId: 'a', 'x-code': 1, ...giving(ref('#/components/schemas/A')) },
          post: { responses: ok },
        },
        '/b': { get: giving(ref('#/components/schemas/B')) },
      },
      components: {
        schemas: {
          A: { type: 'object', title: 'T', description: 'd', example: {}, properties: { b: { $comment: 'c' } } },
          B: { type: 'string' },
        },
        examples: { E: { value: 1 } },
      },
    },
    after: {
      servers: [{ url: '/v1' }],
      paths: { '/a': { get: { operationId: 'a', ...giving(ref('#/components/schemas/A')) } } },
      components: { schemas: { A: { type: 'object', title: 'T', properties: { b: {} } } } },
    },
  },
  'names of the author’s choice are no prose, and neither is data': {
    kept: ['GET /a'],
    before: {
      security: [{ 'x-key': [] }],
      paths: {
        '/a': {
          get: {
            responses: {
              default: {
                description: 'kept, for OpenAPI asks for it',
                headers: { 'x-request-id': { description: 'd', schema: { type: 'string' } } },
                content: { 'application/json': { schema: ref('#/components/schemas/description') } },
              },
            },
          },
        },
      },
      components: {
        securitySchemes: { 'x-key': { type: 'apiKey', in: 'header', name: 'x-key', description: 'd' } },
        schemas: {
          description: {
            properties: {
              description: { type: 'string', description: 'd' },
              'x-a': { default: { description: 'data', example: 1, 'x-b': 2 } },
              example: { enum: [{ summary: 'data' }], examples: [1] },
              responses: { const: { tags: [] }, description: 'd' },
            },
          },
        },
      },
    },
    after: {
      security: [{ 'x-key': [] }],
      paths: {
        '/a': {
          get: {
            responses: {
              default: {
                description: 'kept, for OpenAPI asks for it',
                headers: { 'x-request-id': { schema: { type: 'string' } } },
                content: { 'application/json': { schema: ref('#/components/schemas/description') } },
              },
            },
          },
        },
      },
      components: {
        securitySchemes: { 'x-key': { type: 'apiKey', in: 'header', name: 'x-key' } },
        schemas: {
          description: {
            properties: {
              description: { type: 'string' },
              'x-a': { default: { description: 'data', example: 1, 'x-b': 2 } },
              example: { enum: [{ summary: 'data' }] },
              responses: { const: { tags: [] } },
            },
          },
        },
      },
    },
  },
  'references are followed, in circles too, and one that leads nowhere stays': {
    kept: ['GET /a'],
    before: {
      paths: { '/a': { get: giving(ref('#/components/schemas/A')) } },
      components: {
        schemas: {
          A: { properties: { b: ref('#/components/schemas/B'), gone: ref('#/components/schemas/Gone') } },
          B: { items: ref('#/components/schemas/A') },
          C: { items: ref('#/components/schemas/A') },
        },
      },
    },
    after: {
      paths: { '/a': { get: giving(ref('#/components/schemas/A')) } },
      components: {
        schemas: {
          A: { properties: { b: ref('#/components/schemas/B'), gone: ref('#/components/schemas/Gone') } },
          B: { items: ref('#/components/schemas/A') },
        },
      },
    },
  },
  'a part of what goes stays where it is when something leads to it': {
    kept: ['GET /a'],
    before: {
      paths: {
        '/a': { get: giving({ allOf: [ref('#/paths/~1b/get/parameters/1/schema'), ref('#/x-shared/examples/S')] }) },
        '/b': {
          get: {
            parameters: [
              { name: 'p', in: 'query', schema: ref('#/components/schemas/P') },
              { name: 'q', in: 'query', schema: { type: 'string' } },
            ],
            responses: ok,
          },
        },
      },
      components: { schemas: { P: { type: 'string' }, Q: {} } },
      'x-shared': { examples: { S: { minLength: 1 }, T: {} } },
    },
    after: {
      paths: {
        '/a': { get: giving({ allOf: [ref('#/paths/~1b/get/parameters/1/schema'), ref('#/x-shared/examples/S')] }) },
        '/b': {
          get: {
            parameters: [
              { name: 'p', in: 'query', schema: ref('#/components/schemas/P') },
              { name: 'q', in: 'query', schema: { type: 'string' } },
            ],
          },
        },
      },
      components: { schemas: { P: { type: 'string' } } },
      'x-shared': { examples: { S: { minLength: 1 } } },
    },
  },
  'a reference that finds its way through another, or by a name, still does': {
    kept: ['GET /a'],
    before: {
      paths: {
        '/a': {
          get: giving({
            allOf: [ref('#/components/schemas/A/properties/x'), ref('#anchor'), ref('https://example.com/s#/$defs/D')],
          }),
        },
      },
      components: {
        schemas: {
          A: ref('#/components/schemas/B'),
          B: { properties: { x: { minLength: 1 } } },
          C: { $anchor: 'anchor', maxLength: 9 },
          D: { $id: 'https://example.com/s', $defs: { D: { pattern: 'a' } } },
          E: {},
        },
      },
    },
    after: {
      paths: {
        '/a': {
          get: giving({
            allOf: [ref('#/components/schemas/A/properties/x'), ref('#anchor'), ref('https://example.com/s#/$defs/D')],
          }),
        },
      },
      components: {
        schemas: {
          A: ref('#/components/schemas/B'),
          B: { properties: { x: { minLength: 1 } } },
          C: { $anchor: 'anchor', maxLength: 9 },
          D: { $id: 'https://example.com/s', $defs: { D: { pattern: 'a' } } },
        },
      },
    },
  },
  'path items elsewhere, with what their operations share': {
    kept: ['GET /a', 'LINK /a'],
    before: {
      paths: { '/a': ref('#/components/pathItems/A') },
      components: {
        pathItems: {
          A: {
            parameters: [ref('#/components/parameters/p')],
            get: { responses: ok },
            put: giving(ref('#/components/schemas/Put')),
            additionalOperations: { LINK: { responses: ok }, UNLINK: { responses: ok } },
          },
          B: {},
        },
        parameters: { p: { name: 'p', in: 'query', description: 'd' } },
        schemas: { Put: {} },
      },
    },
    after: {
      paths: { '/a': ref('#/components/pathItems/A') },
      components: {
        pathItems: {
          A: {
            parameters: [ref('#/components/parameters/p')],
            get: { responses: ok },
            additionalOperations: { LINK: { responses: ok } },
          },
        },
        parameters: { p: { name: 'p', in: 'query' } },
      },
    },
  },
  'further files, by as many names as they have': {
    kept: ['GET /a'],
    before: {
      paths: { '/a': { get: giving(ref('schemas/a.yaml#/A')) } },
    },
    files: {
      'schemas/a.yaml': { A: { items: ref('./b.yaml') }, Z: {} },
      'schemas/b.yaml': { type: 'string', description: 'd' },
      'other.yaml': { type: 'string' },
      'B.yaml': { $alias: 'schemas/b.yaml' },
      'O.yaml': { $alias: 'other.yaml' },
    },
    after: { paths: { '/a': { get: giving(ref('schemas/a.yaml#/A')) } } },
    filesAfter: {
      'schemas/a.yaml': { A: { items: ref('./b.yaml') } },
      'schemas/b.yaml': { type: 'string' },
      'B.yaml': { $alias: 'schemas/b.yaml' },
    },
  },
  'webhooks are kept by their name': {
    kept: ['POST charged'],
    before: {
      paths: { charged: { post: { responses: ok } }, '/a': { get: { responses: ok } } },
      webhooks: {
        charged: { post: { requestBody: { content: { 'text/plain': {} } }, responses: ok } },
        refunded: { post: { responses: ok } },
      },
    },
    after: { webhooks: { charged: { post: { requestBody: { content: { 'text/plain': {} } }, responses: ok } } } },
  },
  'names that objects are born with': {
    kept: ['GET /__proto__'],
    before: JSON.parse(
      `{"paths": {"/__proto__": {"get": {"responses": {"200": {"description": "", "content": {"a/b": {"schema":
        {"$ref": "#/components/schemas/__proto__"}}}}}}}, "/constructor": {"get": {}}}, "components": {"schemas":
        {"__proto__": {"properties": {"__proto__": {"type": "string"}}}, "constructor": {}}}}`,
    ),
    after: JSON.parse(
      `{"paths": {"/__proto__": {"get": {"responses": {"200": {"description": "", "content": {"a/b": {"schema":
        {"$ref": "#/components/schemas/__proto__"}}}}}}}}, "components": {"schemas": {"__proto__": {"properties":
        {"__proto__": {"type": "string"}}}}}}`,
    ),
  },
  'shapes that are wrong': {
    kept: ['GET /a'],
    before: {
      tags: 7,
      paths: { '/a': { get: { parameters: 'p', responses: [{ description: 'd' }] }, put: 7 }, '/b': null, '/c': [] },
      components: { schemas: [], parameters: null, securitySchemes: { s: 7 } },
    },
    after: {
      paths: { '/a': { get: { parameters: 'p', responses: [{}] } } },
    },
  },
};

test.each(Object.entries(CASES))('%s', (_, { kept, before, after, files = {}, filesAfter = {} }) => {
  const head = { openapi: '3.2.0', info: { title: 'T', version: '1' } };
  const whole = readApi(specFromJson('d', { ...head, ...before }, new Map(Object.entries(files))));
  const all = [...whole.operations, ...whole.webhooks];
  const used = all.filter(({ method, path }) => kept.includes(operationName(method, path)));
  expect(used.map(({ method, path }) => operationName(method, path))).toEqual(kept);

  const part = reduced(whole, new Set(used));
  expect(part.root).toEqual({ ...head, ...after });
  expect(Object.fromEntries(part.files)).toEqual(filesAfter);

  const again = readApi(specFromJson('d', part.root, part.files));
  expect(reduced(again, new Set([...again.operations, ...again.webhooks])).root).toEqual(part.root);
  // Nothing else differs in what it means.
  expect(compareApis(whole, again).filter(({ kind }) => !kind.endsWith('.removed'))).toEqual([]);
  expect(compareApis(whole, again)).toHaveLength(all.length - used.length);
});

test('Swagger 2.0: what operations inherit from the root stays, and definitions go', async () => {
  const whole = await apiOf(`
swagger: '2.0'
info: { title: T, version: '1', description: d }
host: api.example.com
basePath: /v1
schemes: [https]
produces: [application/json]
security: [{ key: [] }]
securityDefinitions: { key: { type: apiKey, in: header, name: k, description: d } }
parameters: { p: { name: p, in: query, type: string, description: d }, q: { name: q, in: query, type: string } }
responses: { r: { description: kept, schema: { $ref: '#/definitions/A' } }, s: { description: d } }
definitions: { A: { type: string, x-nullable: true, x-other: 1 }, B: { type: string } }
paths:
  /a: { get: { parameters: [{ $ref: '#/parameters/p' }], responses: { 200: { $ref: '#/responses/r' } } } }
  /b: { get: { responses: { 200: { $ref: '#/responses/s' } } } }
`);
  const part = reduced(whole, new Set(whole.operations.slice(0, 1)));
  expect(part.root).toEqual({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'api.example.com',
    basePath: '/v1',
    schemes: ['https'],
    produces: ['application/json'],
    security: [{ key: [] }],
    securityDefinitions: { key: { type: 'apiKey', in: 'header', name: 'k' } },
    parameters: { p: { name: 'p', in: 'query', type: 'string' } },
    responses: { r: { description: 'kept', schema: { $ref: '#/definitions/A' } } },
    definitions: { A: { type: 'string', 'x-nullable': true } },
    paths: {
      '/a': { get: { parameters: [{ $ref: '#/parameters/p' }], responses: { 200: { $ref: '#/responses/r' } } } },
    },
  });
  expect(compareApis(whole, readApi(part)).map(line)).toEqual(['request operation.removed GET /b']);
});

test('pointers and lines stay those of the whole', async () => {
  const whole = await apiOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a: { get: {} }
  /b:
    get: { responses: { 200: { $ref: '#/components/responses/Gone' } } }
`);
  const part = reduced(whole, new Set(whole.operations.slice(1)));
  expect(part.lineOf('/paths/~1b/get')).toBe(6);
  expect(part.notes).toMatchObject([{ pointer: '/paths/~1b/get/responses/200', line: 6 }]);
});

test('a document may be as deep as the limits allow', () => {
  const deepest = 4_900;
  let schema: Json = { description: 'prose' };
  for (let level = 0; level < deepest; level += 2) schema = [{ items: schema, description: 'prose' }];
  const paths = { '/a': { get: giving(schema) } };
  const whole = readApi(specFromJson('d', { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths }));
  const part = reduced(whole, new Set(whole.operations));
  const start = '/paths/~1a/get/responses/200/content/application~1json/schema';
  const end = part.resolve(`#${start}${'/0/items'.repeat(deepest / 2)}`, '');
  expect(end?.value).toEqual({});
});
