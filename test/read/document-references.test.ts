// References between and within the files of a document.

import { expect, test } from '@jest/globals';
import { Failure } from '../../src/model/failure.ts';
import type { Json } from '../../src/model/json.ts';
import { type LoadRelated, readSpec, specFromJson } from '../../src/read/document/read.ts';

const ROOT = {
  openapi: '3.1.0',
  paths: { '/a~b/{c}': { get: { responses: {} } }, '/list#Action=All': { get: {} } },
  components: {
    schemas: {
      Pet: { $anchor: 'pet', properties: { 'first name': { type: 'string' }, '50%': { type: 'number' } } },
      Alias: { $ref: '#/components/schemas/Pet' },
      Loop: { $ref: '#/components/schemas/Loop' },
      Identified: { $id: 'https://schemas.example/identified', $dynamicAnchor: 'node', oneOf: [{ type: 'null' }] },
    },
  },
};
const FILES = new Map<string, Json>([
  ['schemas/pet.yaml', { Pet: { $ref: 'toy.yaml#/Toy' }, Home: { $ref: '../openapi.yaml#/components/schemas/Pet' } }],
  ['schemas/toy.yaml', { Toy: { $anchor: 'toy', type: 'object' }, Back: { $ref: '#/Toy' } }],
  ['https://schemas.example/common.json', { Error: {}, More: { $ref: 'more.json' } }],
  ['https://schemas.example/more.json', ['more']],
  ['openapi.yaml', { $alias: '' }],
  ['toy.yaml', { $alias: 'schemas/toy.yaml' }],
]);
const document = specFromJson('api', ROOT, FILES);

test.each([
  ['', '#', ''],
  ['', '#/components/schemas/Pet', '/components/schemas/Pet'],
  ['', '#/components/schemas/Alias', '/components/schemas/Alias'],
  ['', '#/components/schemas/Pet/properties/first%20name', '/components/schemas/Pet/properties/first name'],
  ['', '#/components/schemas/Pet/properties/first name', '/components/schemas/Pet/properties/first name'],
  ['', '#/components/schemas/Pet/properties/50%', '/components/schemas/Pet/properties/50%'],
  ['', '#/components/schemas/Pet/properties/50%25', '/components/schemas/Pet/properties/50%'],
  ['', '#/paths/~1a~0b~1%7Bc%7D/get', '/paths/~1a~0b~1{c}/get'],
  ['', '#/paths/~1list%23Action=All', '/paths/~1list#Action=All'],
  ['/paths/~1list#Action=All/get', '#/components', '/components'],
  ['', '#/components/schemas/Identified/oneOf/0', '/components/schemas/Identified/oneOf/0'],
  ['', '#/components/schemas/Alias/properties/50%', '/components/schemas/Pet/properties/50%'],
  ['', '#pet', '/components/schemas/Pet'],
  ['', '#node', '/components/schemas/Identified'],
  ['', 'https://schemas.example/identified', '/components/schemas/Identified'],
  ['', 'https://schemas.example/identified#/oneOf/0', '/components/schemas/Identified/oneOf/0'],
  ['', 'schemas/pet.yaml', 'schemas/pet.yaml#'],
  ['', './schemas/pet.yaml#/Pet', 'schemas/pet.yaml#/Pet'],
  ['', 'schemas/../schemas/pet.yaml#/Pet', 'schemas/pet.yaml#/Pet'],
  ['', 'schemas/toy.yaml#toy', 'schemas/toy.yaml#/Toy'],
  ['schemas/pet.yaml#/Pet', 'toy.yaml#/Toy', 'schemas/toy.yaml#/Toy'],
  ['schemas/pet.yaml#/Home', '../openapi.yaml#/components/schemas/Pet', '/components/schemas/Pet'],
  ['', 'toy.yaml#toy', 'schemas/toy.yaml#/Toy'],
  ['schemas/toy.yaml#/Back', '#/Toy', 'schemas/toy.yaml#/Toy'],
  ['', 'openapi.yaml#/components', '/components'],
  ['', 'https://schemas.example/common.json#/Error', 'https://schemas.example/common.json#/Error'],
  ['https://schemas.example/common.json#/More', 'more.json#/0', 'https://schemas.example/more.json#/0'],
])('from %j, %j leads to %j', (from, ref, pointer) => {
  const target = document.resolve(ref, from);
  expect(target?.pointer).toBe(pointer);
  expect(target?.value).toBeDefined();
  expect(document.resolve(ref, from)).toBe(target);
});

test.each([
  '#/components/schemas/constructor',
  '#/components/schemas/__proto__',
  '#/components/schemas/Pet/toString',
  '#/components/schemas/Identified/oneOf/length',
  '#/components/schemas/Identified/oneOf/00',
  '#/components/schemas/Identified/oneOf/1',
  '#/components/schemas/Loop/properties/a',
  '#components/schemas/Pet',
  '#constructor',
  '#toy',
  'pet.yaml#/Pet',
  'schemas/pet.yaml#/Nothing',
  'constructor',
  '//schemas.example/more.json/x',
  '%',
  '#/%',
  '#/%E0%A4%A',
])('%j leads nowhere', (ref) => {
  expect(document.resolve(ref, '')).toBeUndefined();
});

/** A folder of texts, as a loader; remembers what was asked for. */
function folder(texts: Readonly<Record<string, string>>): { load: LoadRelated; asked: string[] } {
  const asked: string[] = [];
  const load: LoadRelated = async (base, reference) => {
    const location = new URL(reference, base).href;
    asked.push(location);
    const text = Object.hasOwn(texts, location) ? texts[location] : undefined;
    if (text === undefined) throw new Failure({ code: 'source-missing', message: 'there is no such file' });
    return { location, bytes: Buffer.from(text) };
  };
  return { load, asked };
}

const read = (text: string, load?: LoadRelated, limits = {}) =>
  readSpec(
    { name: 'api', location: 'https://h/specs/openapi.yaml', bytes: Buffer.from(text) },
    load === undefined ? { limits } : { limits, loadRelated: load },
  );

const OPERATION = 'openapi: 3.1.0\npaths:\n  /a: {get: {responses: {}}}\n';

const MAIN = `openapi: 3.1.0
paths:
  /a: {$ref: './paths/a.json'}
components:
  schemas:
    A: {$ref: 'https://h/common/x.yaml#/A'}
    B: {$ref: '../common/y.yaml'}
    default: {$ref: 'named.yaml'}
`;

test('files are loaded once each, however they refer to each other', async () => {
  const { load, asked } = folder({
    'https://h/specs/paths/a.json': '{"get": {"responses": {"default": {"$ref": "../responses.yaml#/R"}}}}',
    'https://h/specs/responses.yaml': 'R: {$ref: "./openapi.yaml#/components/schemas/A"}\nS: {$ref: "paths/a.json"}\n',
    'https://h/common/x.yaml': 'A: {$ref: "#/B"}\nB: {$ref: "y.yaml"}\n',
    'https://h/common/y.yaml': 'oneOf: [{$ref: "../specs/paths/a.json"}, {$ref: "y.yaml"}]\n',
    'https://h/specs/named.yaml': 'type: string\n',
  });
  const spec = await read(MAIN, load);
  expect([...asked].sort()).toEqual([
    'https://h/common/x.yaml',
    'https://h/common/y.yaml',
    'https://h/specs/named.yaml',
    'https://h/specs/paths/a.json',
    'https://h/specs/responses.yaml',
  ]);
  expect(spec.notes).toEqual([]);
  expect(spec.resolve('./openapi.yaml#/paths', 'responses.yaml#/R')).toMatchObject({ pointer: '/paths' });
  expect(spec.resolve('y.yaml#/oneOf', 'https://h/common/x.yaml#/B')).toMatchObject({
    pointer: '../common/y.yaml#/oneOf',
  });
  expect(spec.resolve('../specs/paths/a.json#/get', '../common/y.yaml#/oneOf/0')).toMatchObject({
    pointer: 'paths/a.json#/get',
  });

  const stored = specFromJson('snapshot:api', spec.root, spec.files);
  expect(stored.digest).toBe(spec.digest);
  expect(stored.notes).toEqual([]);
  expect(stored.resolve('./openapi.yaml#/paths', 'responses.yaml#/R')).toMatchObject({ pointer: '/paths' });
});

test('a file that is reached at two locations by a redirect is kept once', async () => {
  const load: LoadRelated = async () => ({
    location: 'https://h/same.yaml',
    bytes: Buffer.from('A: {type: string}\n'),
  });
  const main = `${OPERATION}x: 1\ncomponents: {schemas: {A: {$ref: 'a.yaml#/A'}, B: {$ref: 'b.yaml#/A'}}}\n`;
  const spec = await read(main, load);
  expect(spec.resolve('b.yaml#/A', '')).toEqual(spec.resolve('a.yaml#/A', ''));
});

test('a file that cannot be read is noted once, with its reason and place, and nothing else is lost', async () => {
  const { load } = folder({ 'https://h/specs/page.yaml': '<html><title>Sign in</title></html>' });
  const spec = await read(
    `${OPERATION}components:\n  schemas:\n    A: {$ref: 'gone.yaml#/A'}\n    B: {$ref: 'gone.yaml#/B'}\n    C: {$ref: 'page.yaml'}\n`,
    load,
  );
  expect(spec.files.size).toBe(0);
  expect(spec.notes).toEqual([
    {
      pointer: '/components/schemas/A',
      line: 6,
      message: '`$ref` to `gone.yaml` is not followed: there is no such file (from 2 places)',
    },
    {
      pointer: '/components/schemas/C',
      line: 8,
      message: '`$ref` to `page.yaml` is not followed: `page.yaml` is an HTML page titled `Sign in`',
    },
  ]);
});

test('a document whose paths are in a file that cannot be read says so', async () => {
  const { load } = folder({});
  await expect(read('openapi: 3.1.0\npaths: {$ref: paths.yaml}\n', load)).rejects.toMatchObject({
    code: 'no-operations',
    message: expect.stringContaining('`paths.yaml` is not read: there is no such file'),
  });
});

test('what a loader raises that is no failure is not swallowed', async () => {
  const load: LoadRelated = async () => {
    throw new TypeError('a defect');
  };
  await expect(read(MAIN, load)).rejects.toThrow('a defect');
});

test.each([
  ['files', { files: 2 }, 2, /more than 2 files/],
  ['bytes', { bytes: 400 }, 0, /too large together|bytes, more than the limit/],
  ['nodes', { nodes: 50 }, 0, /too large together|unfolds to more than/],
])('the limit of %s counts over all files', async (_, limits, kept, message) => {
  const load: LoadRelated = async (base, reference) => ({
    location: new URL(reference, base).href,
    bytes: Buffer.from(JSON.stringify({ next: { $ref: `${reference}x` }, data: 'abcdefgh'.repeat(50).split('e') })),
  });
  const spec = await read(`${OPERATION}components: {schemas: {A: {$ref: 'a'}}}\n`, load, limits);
  expect(spec.files.size).toBe(kept);
  expect(spec.notes.map((note) => note.message)).toEqual([expect.stringMatching(message)]);
});

test('what is named by `$id` is not fetched', async () => {
  const { load, asked } = folder({});
  const spec = await read(
    `${OPERATION}components:\n  schemas:\n    A: {$ref: 'https://h/a.json'}\n    B: {$id: 'https://h/a.json'}\n`,
    load,
  );
  expect([asked, spec.notes]).toEqual([[], []]);
});

test('pointers that lead through references through references come to an end', () => {
  const through = (to: number): string => `#/x-${to}/next/next/next/next`;
  const items = Array.from({ length: 500 }, (_, i) => [
    `x-${i}`,
    { next: { $ref: through((i + 1) % 500) }, $ref: through(i + 1) },
  ]);
  const spec = specFromJson('api', { openapi: '3.1.0', ...Object.fromEntries(items) });
  expect(spec.resolve(through(0), '')).toBeUndefined();

  const chain = Array.from({ length: 50_000 }, (_, i) => [`x-${i}`, { $ref: `#/x-${i + 1}/next` }]);
  const long = specFromJson('api', { openapi: '3.1.0', ...Object.fromEntries(chain) });
  expect(long.resolve('#/x-0/next', '')).toBeUndefined();
});

test('references in data and prose are not followed', async () => {
  const { load, asked } = folder({});
  const data = "{$ref: 'data.json'}";
  const spec = await read(
    `${OPERATION}info: {description: ${data}}
x-logo: ${data}
components:
  examples: {a: ${data}}
  schemas:
    A:
      example: ${data}
      examples: [${data}]
      default: ${data}
      enum: [${data}]
      const: ${data}
      discriminator: {propertyName: kind, mapping: {cat: 'cat.yaml#/Cat'}}
      properties:
        example: {$ref: 'example.json'}
        default: {$ref: 'default.json'}
        x-id: {$ref: 'id.json'}
        $ref: {type: string}
  responses:
    default: {$ref: 'response.json'}
  headers:
    x-rate: {$ref: 'header.json'}
`,
    load,
  );
  expect(asked.map((location) => location.replace('https://h/specs/', '')).sort()).toEqual([
    'default.json',
    'example.json',
    'header.json',
    'id.json',
    'response.json',
  ]);
  expect(spec.notes).toHaveLength(5);
});

test('references that lead nowhere are noted where they stand first by name, whatever the order of the text', () => {
  const spec = specFromJson('api', {
    swagger: '2.0',
    paths: { '/a': { get: { responses: { 200: { schema: { $ref: '#/definitions/Gone' } } } } } },
    definitions: { A: { allOf: [{ $ref: '#/definitions/Gone' }, { $ref: '#/definitions/A' }] }, B: { $ref: 'b.json' } },
  });
  expect(spec.notes).toEqual([
    {
      pointer: '/definitions/A/allOf/0',
      message: '`$ref` to `#/definitions/Gone` leads nowhere (from 2 places)',
    },
    { pointer: '/definitions/B', message: '`$ref` to `b.json` leads nowhere' },
  ]);
});
