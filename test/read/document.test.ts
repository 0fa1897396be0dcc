// Reading documents: what is taken, what is mended, what is refused.

import { expect, test } from '@jest/globals';
import { Failure } from '../../src/model/failure.ts';
import {
  countOperations,
  type DocumentText,
  isDocument,
  readSpec,
  specFromJson,
} from '../../src/read/document/read.ts';

const PATHS = '"paths": {"/a": {"get": {"responses": {"200": {"description": "fine"}}}}}';
const JSON_DOCUMENT = `{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, ${PATHS}}`;
const YAML_PATHS = 'paths:\n  /a:\n    get:\n      responses:\n        200: {description: fine}\n';
const YAML_DOCUMENT = `openapi: 3.1.0\ninfo: {title: t, version: '1'}\n${YAML_PATHS}`;

function bytesOf(text: string | Uint8Array): DocumentText {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return { name: 'api', location: '/specs/openapi.yaml', bytes };
}

async function refusal(text: string | Uint8Array, options?: Parameters<typeof readSpec>[1]): Promise<Failure> {
  try {
    await readSpec(bytesOf(text), options);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('the document was read');
}

test.each([
  ['JSON', JSON_DOCUMENT, 'openapi-3.0'],
  ['JSON with a byte order mark', `\uFEFF${JSON_DOCUMENT}`, 'openapi-3.0'],
  ['YAML', YAML_DOCUMENT, 'openapi-3.1'],
  ['YAML with a byte order mark', `\uFEFF${YAML_DOCUMENT}`, 'openapi-3.1'],
  ['YAML after a document marker and a comment', `# hello\n---\n${YAML_DOCUMENT}`, 'openapi-3.1'],
  ['UTF-16, little end first', Buffer.from(`\uFEFF${JSON_DOCUMENT}`, 'utf16le'), 'openapi-3.0'],
  ['UTF-16, big end first', Buffer.from(`\uFEFF${JSON_DOCUMENT}`, 'utf16le').swap16(), 'openapi-3.0'],
  ['UTF-16 without a mark', Buffer.from(YAML_DOCUMENT, 'utf16le'), 'openapi-3.1'],
  ['CRLF', YAML_DOCUMENT.replaceAll('\n', '\r\n'), 'openapi-3.1'],
  ['Swagger 2.0', `{"swagger": "2.0", ${PATHS}}`, 'swagger-2.0'],
  ['Swagger 2.0 as a number', `{"swagger": 2.0, ${PATHS}}`, 'swagger-2.0'],
  ['OpenAPI 3.0 as a number', `openapi: 3.0\n${YAML_PATHS}`, 'openapi-3.0'],
  ['OpenAPI 3.2', `openapi: 3.2.0\n${YAML_PATHS}`, 'openapi-3.2'],
  ['a release candidate', `openapi: 3.1.0-rc1\n${YAML_PATHS}`, 'openapi-3.1'],
  ['flow style YAML', `{openapi: 3.0.0, paths: {/a: {get: {responses: {200: {description: fine}}}}}}`, 'openapi-3.0'],
])('reads %s without a note', async (_, text, dialect) => {
  const document = await readSpec(bytesOf(text));
  expect(document).toMatchObject({ name: 'api', dialect, notes: [] });
  expect(document.root.paths).toEqual({ '/a': { get: { responses: { '200': { description: 'fine' } } } } });
});

test.each([
  ['a trailing comma', JSON_DOCUMENT.replace('}}}}}}', '}}},}}}'), /trailing commas/],
  ['comments', JSON_DOCUMENT.replace('{', '{ // one\n /* two: "{" */'), /comments/],
  ['a comma before a comment', JSON_DOCUMENT.replace('}}}}}}', '}}}, // last\n}}}'), /trailing commas/],
  ['keys without quotes', JSON_DOCUMENT.replace('"info"', 'info'), /no valid JSON/],
  ['a tab in a string', JSON_DOCUMENT.replace('"t"', '"\t"'), /no valid JSON/],
  ['indentation by tabs', YAML_DOCUMENT.replaceAll('  ', '\t'), /tabs/],
  ['a control character', YAML_DOCUMENT.replace('title: t', 'title: "t" , x: \u0007t'), /U\+FFFD/],
  ['bytes that are not UTF-8', Buffer.from(`${YAML_DOCUMENT}x-a: \xe9t\xe9\n`, 'latin1'), /not UTF-8/],
  ['a version to come', `openapi: 3.7.0\n${YAML_PATHS}`, /read as 3\.2/],
  ['a second YAML document', `${YAML_DOCUMENT}---\nopenapi: 3.0.0\n`, /further documents/],
  ['a key that is a list', `${YAML_DOCUMENT}? [a]\n: b\n`, /key that is an object or an array/],
  ['an alias without its anchor', `${YAML_DOCUMENT}x-a: *nowhere\n`, /alias `\*nowhere`/],
  ['an alias within its own anchor', `${YAML_DOCUMENT}x-a: &self [*self]\n`, /alias `\*self`/],
  ['paths items that are none', `${YAML_DOCUMENT}  /b: 7\n`, /path item is no object/],
  ['components that are none', `${YAML_DOCUMENT}components: []\n`, /`components` is no object/],
])('mends %s with a note', async (_, text, message) => {
  const document = await readSpec(bytesOf(text));
  expect(countOperations(document)).toBe(1);
  expect(document.notes.map((note) => note.message)).toEqual([expect.stringMatching(message)]);
});

test('a charset that the server names is believed where UTF-8 does not fit', async () => {
  const bytes = Buffer.from(YAML_DOCUMENT.replace('title: t', 'title: \xe9t\xe9'), 'latin1');
  const document = await readSpec({ ...bytesOf(bytes), contentType: 'text/yaml; charset=ISO-8859-1' });
  expect(document.root.info).toEqual({ title: 'été', version: '1' });
});

test('a YAML key written twice counts as it was written last, and is noted with its line', async () => {
  const document = await readSpec(
    bytesOf(`${YAML_DOCUMENT}components:\n  schemas:\n    A: {}\n    A: {type: string}\n`),
  );
  expect(document.root.components).toEqual({ schemas: { A: { type: 'string' } } });
  expect(document.notes).toEqual([
    { pointer: '/components/schemas/A', line: 11, message: expect.stringContaining('`A` is written twice') },
  ]);
});

test('YAML scalars become JSON by the core schema, and keys stay as they are written', async () => {
  const text = [
    'when: 2024-06-20',
    'time: 2001-12-14t21:59:43.10-05:00',
    'yes: no',
    'on: off',
    '1.0: 0x1F',
    '~: ~',
    'null: Null',
    'octal: 0o17',
    'decimal: 017',
    'real: -1.5e3',
    'huge: .inf',
    'none: .nan',
    'far: 1e999',
    'text: !!str 12',
    'forced: !!int "12"',
    'own: !Ref Bucket',
    'quoted: "12"',
    'empty:',
    'folded: >-\n  a\n  b',
  ].join('\n');
  const document = await readSpec(bytesOf(`${YAML_DOCUMENT}x-data:\n${text.replace(/^/gm, '  ')}\n`));
  expect(document.root['x-data']).toEqual({
    when: '2024-06-20',
    time: '2001-12-14t21:59:43.10-05:00',
    yes: 'no',
    on: 'off',
    '1.0': 31,
    '~': null,
    null: null,
    octal: 15,
    decimal: 17,
    real: -1500,
    huge: '.inf',
    none: '.nan',
    far: '1e999',
    text: '12',
    forced: 12,
    own: 'Bucket',
    quoted: '12',
    empty: null,
    folded: 'a b',
  });
});

test('merge keys give way to keys that are written', async () => {
  const text = `x-a: &a {one: 1, two: 2}\nx-b: &b {two: 3, three: 3}\nx-c:\n  two: 0\n  <<: [*a, *b]\n  three: 9\n  "<<": kept\n`;
  const document = await readSpec(bytesOf(YAML_DOCUMENT + text));
  expect(document.root['x-c']).toEqual({ two: 0, one: 1, three: 9, '<<': 'kept' });
  expect(document.notes).toEqual([]);
});

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const bomb = (base: string): string =>
  Array.from({ length: 12 }, (_, i) => `x-${i}: &x${i} ${i === 0 ? base : `[${`*x${i - 1},`.repeat(9)}]`}\n`).join('');
const merges = Array.from(
  { length: 40 },
  (_, i) => `x-${i}: &m${i} {k${i}: 1${i ? `, <<: [*m${i - 1}, *m${i - 1}]` : ''}}\n`,
);

test.each([
  ['nothing', '', 'not-a-document', /is empty/],
  ['white space', ' \n\t\n', 'not-a-document', /is empty/],
  ['only comments', '# later\n', 'not-a-document', /is empty/],
  ['a page', '<!DOCTYPE html><title>Sign\nin\u001b[31m</title>', 'not-a-document', /HTML page titled `Sign in \[31m`/],
  ['a page without a title', '\n<html><body></body></html>', 'not-a-document', /is an HTML page$/],
  ['XML', '<?xml version="1.0"?><a/>', 'not-a-document', /an XML document/],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0]), 'not-a-document', /gzip data/],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n', 'not-a-document', /Git LFS/],
  ['prose', 'Not Found', 'not-a-document', /plain text: `Not Found`/],
  ['a number', '404', 'not-a-document', /`404`, not an object/],
  ['a JSON array', '[1]', 'not-a-document', /a list/],
  ['a YAML list', '- a\n- b\n', 'not-a-document', /a list/],
  ['{}', '{}', 'not-a-document', /an empty object/],
  ['an error', '{"message": "API rate limit exceeded"}', 'not-a-document', /says `API rate limit exceeded`/],
  ['AsyncAPI', 'asyncapi: 3.0.0\n', 'not-a-document', /AsyncAPI/],
  ['paths alone', `{${PATHS}}`, 'not-a-document', /neither `openapi` nor `swagger`/],
  ['something else', '{"constructor": 1, "b": 2}', 'not-a-document', /keys `constructor, b`/],
  ['JSON with a slip', JSON_DOCUMENT.replace('"t",', '"t"'), 'not-a-document', /line 1, column \d+/],
  ['YAML with a slip', `${YAML_DOCUMENT}  - x\n`, 'not-a-document', /at line 8/],
  ['a merge conflict', `${YAML_DOCUMENT}<<<<<<< HEAD\na: b\n=======\n`, 'not-a-document', /neither JSON nor YAML/],
  ['Swagger 1.2', '{"swaggerVersion": "1.2", "apis": []}', 'unsupported-version', /`swaggerVersion` `1\.2`/],
  ['OpenAPI 4', `openapi: 4.0.0\n${YAML_PATHS}`, 'unsupported-version', /`4\.0\.0`/],
  ['a version that is none', `openapi: [3]\n${YAML_PATHS}`, 'unsupported-version', /./],
  ['no paths', 'openapi: 3.0.0\ninfo: {}\n', 'no-operations', /no operation/],
  ['empty paths', 'openapi: 3.0.0\npaths: {}\n', 'no-operations', /no operation/],
  ['paths without operations', 'openapi: 3.0.0\npaths: {/a: {parameters: []}}\n', 'no-operations', /no operation/],
  ['JSON cut in an object', JSON_DOCUMENT.slice(0, -3), 'truncated', /ends too early/],
  ['JSON cut in a string', JSON_DOCUMENT.slice(0, -10), 'truncated', /ends too early/],
  ['JSON cut in a key', JSON_DOCUMENT.slice(0, 20), 'truncated', /ends too early/],
  ['YAML cut in a quoted string', `${YAML_DOCUMENT}x-a: "half`, 'truncated', /ends too early/],
  ['YAML cut in a flow mapping', `${YAML_DOCUMENT}x-a: {b: c,`, 'truncated', /ends too early/],
  ['YAML cut after a key', `${YAML_DOCUMENT}components:\n  schemas:`, 'truncated', /`schemas:`/],
  ['YAML cut in a key', `${YAML_DOCUMENT}components:\n  schemas:\n    A: {}\n    Bo`, 'truncated', /ends too early/],
  [
    'YAML cut before its components',
    `${YAML_DOCUMENT}  /b:\n    get: {responses: {200: {$ref: '#/components/responses/A'}}}\n  /c: {}`,
    'truncated',
    /`components`, which is missing/,
  ],
  ['deep JSON', `{"openapi": "3.0.0", "x-a": ${deep(100_000)}, ${PATHS}}`, 'too-deep', /more than 500 levels/],
  ['deep flow YAML', `${YAML_DOCUMENT}x-a: ${deep(100_000)}\n`, 'too-deep', /more than 500 levels/],
  ['deep block YAML', `${YAML_DOCUMENT}x-a:\n${'- '.repeat(100_000)}\n`, 'too-deep', /more than 500 levels/],
  [
    'aliases that deepen',
    `${YAML_DOCUMENT}x-a: &a ${deep(400)}\nx-b: ${'['.repeat(300)}*a${']'.repeat(300)}\n`,
    'too-deep',
    /./,
  ],
  ['a billion laughs', YAML_DOCUMENT + bomb('[lol]'), 'too-large', /unfolds to more than/],
  ['a billion laughs as a key', `${YAML_DOCUMENT}${bomb('[lol]')}? *x11\n: a\n`, 'too-large', /unfolds to more than/],
  ['merges that multiply', YAML_DOCUMENT + merges.join(''), 'too-large', /unfolds to more than/],
])('refuses %s', async (_, text, code, message) => {
  const failure = await refusal(text);
  expect(failure).toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/^[a-z].*[^.]$/),
  });
  expect(failure.place).toMatch(/^api/);
  expect(failure.message).not.toMatch(/\p{Cc}/u);
});

test('stored JSON that nests too deep is refused', () => {
  const root = JSON.parse(`{"openapi": "3.0.0", "x-a": ${deep(100_000)}}`);
  expect(() => specFromJson('snapshot:api', root)).toThrow(expect.objectContaining({ code: 'too-deep' }));
});

test.each(['json', 'yaml'])(
  'the deepest limit that can be configured is kept to without a crash: %s',
  async (notation) => {
    const text = (levels: number): string =>
      notation === 'json'
        ? JSON_DOCUMENT.replace('{', `{"x-a": ${deep(levels)}, `)
        : `${YAML_DOCUMENT}x-a: ${deep(levels)}\n`;
    const limits = { depth: 5000 };
    expect((await refusal(text(6000), { limits })).code).toBe('too-deep');
    const document = await readSpec(bytesOf(text(2000)), { limits });
    expect([document.notes, document.lineOf('/x-a/0/0')]).toEqual([[], expect.any(Number)]);
    expect(document.digest).toMatch(/^sha256:/);
  },
);

test.each([
  ['bytes', { bytes: 100 }, JSON_DOCUMENT, 'too-large'],
  ['depth', { depth: 4 }, JSON_DOCUMENT, 'too-deep'],
  ['depth', { depth: 4 }, YAML_DOCUMENT, 'too-deep'],
  ['nodes', { nodes: 5 }, JSON_DOCUMENT, 'too-large'],
  ['nodes', { nodes: 5 }, YAML_DOCUMENT, 'too-large'],
  ['aliases', { aliases: 1 }, `${YAML_DOCUMENT}x-a: &a b\nx-b: [*a, *a]\n`, 'too-large'],
])('keeps to the limit of %s', async (_, limits, text, code) => {
  await expect(readSpec(bytesOf(text), { limits })).rejects.toMatchObject({ code });
  await expect(readSpec(bytesOf(text))).resolves.toMatchObject({ name: 'api' });
});

test.each([
  ['JSON', JSON_DOCUMENT.replace('"info":', '"__proto__": {"polluted": 1}, "constructor": {"a": 1}, "info":')],
  ['YAML', `${YAML_DOCUMENT}__proto__: {polluted: 1}\nconstructor: {a: 1}\n`],
  ['YAML merge', `${YAML_DOCUMENT}<<: {__proto__: {polluted: 1}, constructor: {a: 1}}\n`],
])('`__proto__` and `constructor` are names like any other in %s', async (_, text) => {
  const document = await readSpec(bytesOf(text));
  expect(Object.getPrototypeOf(document.root)).toBe(Object.getPrototypeOf(specFromJson('x', document.root).root));
  expect(Object.keys(document.root)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
  expect('polluted' in document.root).toBe(false);
  expect(document.resolve('#/__proto__/polluted', '')).toEqual({ value: 1, pointer: '/__proto__/polluted' });
});

test('operations are counted under paths and webhooks, in whatever form OpenAPI 3.2 has them', () => {
  const operation = { responses: {} };
  const document = specFromJson('api', {
    openapi: '3.2.0',
    paths: {
      '/a': { get: operation, query: operation, parameters: [], 'x-get': operation },
      '/b': { additionalOperations: { COPY: operation, LINK: 'nothing' }, post: null },
      '/c': { $ref: '#/components/pathItems/c' },
      '/d': { $ref: '#/paths/~1d' },
      '/e': null,
    },
    webhooks: { created: { post: operation } },
    components: { pathItems: { c: { put: operation } } },
  });
  expect(countOperations(document)).toBe(5);
});

test.each([
  [{ openapi: '3.0.0' }, true],
  [{ swagger: '2.0' }, true],
  [{ asyncapi: '3.0.0' }, false],
  [Object.create({ openapi: '3.0.0' }), false],
  [[], false],
  [null, false],
])('isDocument(%j) is %s', (value, expected) => {
  expect(isDocument(value)).toBe(expected);
});

test('the digest is that of the content: not of the name, the order of keys or the notation', async () => {
  const json = await readSpec(bytesOf(JSON_DOCUMENT));
  const yaml = await readSpec({
    name: 'other',
    location: '/b',
    bytes: Buffer.from(`${YAML_PATHS}info: {version: '1', title: t}\nopenapi: 3.0.3\n`),
  });
  expect(json.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(yaml.digest).toBe(json.digest);
  expect(specFromJson('x', json.root).digest).toBe(json.digest);
  expect(specFromJson('x', json.root, new Map([['a.json', 1]])).digest).not.toBe(json.digest);
  expect(specFromJson('x', { ...json.root, tags: [] }).digest).not.toBe(json.digest);
});
