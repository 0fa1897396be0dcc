// Files that are no Pact files, or hold what cannot be: each says where, and what to do.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { parseContract } from '../../../src/read/contract/parse.ts';
import { readPact } from '../../../src/read/pact/read.ts';
import { call, failureOf, pactFile, read, readCall } from './files.ts';

const rules = (category: string, value: Json): JsonObject =>
  pactFile('3.0.0', call({}, { body: {}, matchingRules: { [category]: { $: value } } }));
const RULE = '/interactions/0/response/matchingRules/body/$';
const version = (metadata: Json): JsonObject => ({ ...pactFile(undefined), metadata });

test.each<[string, Json, string, string, RegExp]>([
  ['a list', [], '', '`web.json` must be an object and is a list', /./],
  [
    'no consumer',
    { interactions: [] },
    '/consumer/name',
    '`consumer.name` in `web.json` must be text and is missing',
    /./,
  ],
  [
    'a consumer that is text',
    { consumer: 'web', interactions: [] },
    '/consumer/name',
    '`consumer.name` in `web.json` must be text and is missing',
    /./,
  ],
  [
    'a provider without text',
    { ...pactFile('2.0.0'), provider: { name: 7 } },
    '/provider/name',
    '`provider.name` in `web.json` must be text and is `7`',
    /./,
  ],
  [
    'no interactions',
    { consumer: { name: 'web' } },
    '/interactions',
    '`interactions` in `web.json` must be a list and is missing',
    /./,
  ],
  [
    'interactions that are no list',
    { consumer: { name: 'web' }, interactions: {} },
    '/interactions',
    '`interactions` in `web.json` must be a list and is an object',
    /./,
  ],
  [
    'version 9.0',
    version({ pactSpecification: { version: '9.0' } }),
    '/metadata/pactSpecification/version',
    '`metadata.pactSpecification.version` in `web.json` is `9.0`, and only versions 1 to 4 of the Pact specification are read',
    /versions/,
  ],
  [
    'version 40',
    version({ 'pact-specification': { version: '40' } }),
    '/metadata/pact-specification/version',
    '`metadata.pact-specification.version` in `web.json` is `40`, and only versions 1 to 4 of the Pact specification are read',
    /./,
  ],
  [
    'a version that is a list',
    version({ pactSpecificationVersion: [4] }),
    '/metadata/pactSpecificationVersion',
    '`metadata.pactSpecificationVersion` in `web.json` must be a version such as `4.0` and is a list',
    /`4\.0`/,
  ],
  [
    'an interaction that is text',
    pactFile('2.0.0', 'x'),
    '/interactions/0',
    '`interactions[0]` in `web.json` must be an object and is the text `x`',
    /./,
  ],
  [
    'no request',
    pactFile('2.0.0', { response: { status: 200 } }),
    '/interactions/0/request',
    '`interactions[0].request` in `web.json` must be an object and is missing',
    /./,
  ],
  [
    'a method that is a number',
    pactFile('2.0.0', call(), call({ method: 7 })),
    '/interactions/1/request/method',
    '`interactions[1].request.method` in `web.json` must be text and is `7`',
    /^put text there$/,
  ],
  [
    'no path',
    pactFile('2.0.0', call({ path: null })),
    '/interactions/0/request/path',
    '`interactions[0].request.path` in `web.json` must be text and is missing',
    /./,
  ],
  [
    'a status that is none',
    pactFile('2.0.0', call({}, { status: 99 })),
    '/interactions/0/response/status',
    '`interactions[0].response.status` in `web.json` must be an HTTP status from 100 to 599 and is `99`',
    /./,
  ],
  [
    'a query of lists of lists',
    pactFile('3.0.0', call({ query: { a: [['1']] } })),
    '/interactions/0/request/query/a/0',
    '`interactions[0].request.query.a[0]` in `web.json` must be text and is a list',
    /./,
  ],
  [
    'headers that are a list',
    pactFile('3.0.0', call({ headers: [] })),
    '/interactions/0/request/headers',
    '`interactions[0].request.headers` in `web.json` must be an object and is a list',
    /./,
  ],
  [
    'a body without its wrapping',
    pactFile('4.0', call({ body: 'x' })),
    '/interactions/0/request/body',
    '`interactions[0].request.body` in `web.json` must be an object and is the text `x`',
    /./,
  ],
  [
    'an encoding that is a number',
    pactFile('4.0', call({ body: { content: '', encoded: 1 } })),
    '/interactions/0/request/body/encoded',
    '`interactions[0].request.body.encoded` in `web.json` must be text or `true` or `false` and is `1`',
    /./,
  ],
  [
    'JSON that is none',
    pactFile('4.0', call({ body: { content: '{', encoded: 'JSON' } })),
    '/interactions/0/request/body/content',
    '`interactions[0].request.body.content` in `web.json` is not the JSON that its encoding says it is',
    /./,
  ],
  [
    'a type that is not known',
    pactFile('4.0', { type: 'Carrier/Pigeon' }),
    '/interactions/0/type',
    '`interactions[0].type` in `web.json` is no type of interaction',
    /`Synchronous\/HTTP`/,
  ],
  [
    'pending that is text',
    pactFile('4.0', call({}, {}, { pending: 'yes' })),
    '/interactions/0/pending',
    '`interactions[0].pending` in `web.json` must be `true` or `false` and is the text `yes`',
    /./,
  ],
  [
    'a state without a name',
    pactFile('3.0.0', call({}, {}, { providerStates: [{}] })),
    '/interactions/0/providerStates/0/name',
    '`interactions[0].providerStates[0].name` in `web.json` must be text and is missing',
    /./,
  ],
  [
    'rules that are text',
    pactFile('3.0.0', call({ matchingRules: 'x' })),
    '/interactions/0/request/matchingRules',
    '`interactions[0].request.matchingRules` in `web.json` must be an object and is the text `x`',
    /./,
  ],
  [
    'a matcher without a name',
    rules('body', {}),
    `${RULE}/match`,
    '`interactions[0].response.matchingRules.body.$.match` in `web.json` must be the name of a matcher and is missing',
    /./,
  ],
  [
    'a regex without one',
    rules('body', { match: 'regex' }),
    `${RULE}/regex`,
    '`interactions[0].response.matchingRules.body.$.regex` in `web.json` must be text and is missing',
    /./,
  ],
  [
    'a bound below zero',
    rules('body', { match: 'type', min: -1 }),
    `${RULE}/min`,
    '`interactions[0].response.matchingRules.body.$.min` in `web.json` must be a whole number from 0 and is `-1`',
    /./,
  ],
  [
    'a bound beyond numbers',
    rules('body', { match: 'type', max: 1e300 }),
    `${RULE}/max`,
    '`interactions[0].response.matchingRules.body.$.max` in `web.json` must be a whole number from 0 and is `1e+300`',
    /./,
  ],
  [
    'a combination that is not known',
    rules('body', { matchers: [], combine: 'XOR' }),
    `${RULE}/combine`,
    '`interactions[0].response.matchingRules.body.$.combine` in `web.json` is neither `AND` nor `OR`',
    /`AND`/,
  ],
  [
    'a class of statuses that is none',
    rules('status', { match: 'statusCode', status: 'teapot' }),
    '/interactions/0/response/matchingRules/status/$/status',
    '`interactions[0].response.matchingRules.status.$.status` in `web.json` is no class of statuses',
    /`clientError`/,
  ],
])('%s is refused', (_, file, pointer, message, hint) => {
  const failure = failureOf(() => read(file));
  expect(failure.code).toBe(message.includes('only versions') ? 'unsupported-version' : 'contract-invalid');
  expect(failure.message).toBe(message);
  expect(failure.hint).toMatch(hint);
  expect(failure.place).toMatch(/^web\.json:\d+/);
  expect(failure.place?.split(' ')[1] ?? '').toBe(pointer);
});

test('the place has the line', () => {
  const file = pactFile('2.0.0', call({ method: 7 }));
  const lines = JSON.stringify(file, null, 2).split('\n');
  const line = lines.findIndex((text) => text.includes('"method"')) + 1;
  expect(failureOf(() => read(file)).place).toBe(`web.json:${line} /interactions/0/request/method`);
});

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

test.each<[string, () => unknown]>([
  [
    'nesting within an encoded body',
    () => read(pactFile('4.0', call({ body: { content: nested(100_000), encoded: 'JSON' } }))),
  ],
  [
    'nesting within text',
    () => read(pactFile('2.0.0', call({ headers: { 'content-type': 'application/json' }, body: nested(100_000) }))),
  ],
  [
    'nesting of what was parsed under other limits',
    () => readPact(parseContract({ name: 'web.json', text: nested(2000) }, { depth: 5000 })),
  ],
])('%s is held to the limits', (_, work) => {
  expect(failureOf(work)).toMatchObject({ code: 'too-deep', hint: expect.any(String) });
});

test('rules and values that multiply are refused before they cost too much', () => {
  const paths = Array.from({ length: 4096 }, (_, bits) =>
    [...Array(12).keys()].map((bit) => (bits & (1 << bit) ? '.a' : '.*')).join(''),
  );
  const body = Array.from({ length: 12 }).reduce<Json>(
    (inner) => ({ a: inner }),
    Array.from({ length: 20_000 }, () => 1),
  );
  const matchingRules = { body: Object.fromEntries(paths.map((path) => [`$${path}`, { match: 'type' }])) };
  expect(failureOf(() => read(pactFile('3.0.0', call({}, { body, matchingRules }))))).toMatchObject({
    code: 'too-large',
    place: 'web.json',
  });
});

test.each<[string, JsonObject, number]>([
  ['a path of many steps', { [`$${'.a'.repeat(1000)}`]: { match: 'type' } }, 1],
  ['a path beyond reading', { [`$${'.a'.repeat(1_000_000)}`]: { match: 'type' } }, 1],
  ['a path of one long name', { [`$['${'a'.repeat(1_000_000)}']`]: { match: 'type' } }, 1],
  ['an expression of many groups', { $: { match: 'regex', regex: `${'('.repeat(9000)}${')'.repeat(9000)}` } }, 1],
  ['an expression of a million characters', { $: { match: 'regex', regex: 'a|'.repeat(500_000) } }, 1],
  ['an expression that explodes', { $: { match: 'regex', regex: '^(a+)+$' } }, 0],
  ['many matchers', { $: { matchers: Array.from({ length: 200_000 }, () => ({ match: 'type' })) } }, 0],
])('%s costs nothing but itself', (_, body, notes) => {
  const example = `${'a'.repeat(100)}!`;
  const found = readCall(pactFile('3.0.0', call({}, { body: example, matchingRules: { body } })));
  expect(found.received?.schema).toMatchObject({ type: 'string' });
  expect(found.unvalidatable.length).toBe(notes);
});

test('parameters of one name, and bodies as deep as the limits let them be, are read', () => {
  const deep = JSON.parse(`${'{"a":['.repeat(240)}1${']}'.repeat(240)}`) as Json;
  const query = 'a=1&'.repeat(200_000);
  const matchingRules = { body: { $: { match: 'type' } } };
  const found = readCall(pactFile('3.0.0', call({ query, body: deep, matchingRules }, { body: deep })));
  expect(found.parameters.map(({ name, schema }) => [name, schema])).toEqual([['a', { const: '1' }]]);
  expect([found.sent?.example, found.received?.example]).toEqual([deep, deep]);
});

test('an enormous bound is a number like any other', () => {
  const matchingRules = { body: { $: { match: 'type', min: Number.MAX_SAFE_INTEGER } } };
  const { received } = readCall(pactFile('3.0.0', call({}, { body: [1], matchingRules })));
  expect(received?.schema).toMatchObject({ minItems: Number.MAX_SAFE_INTEGER });
});

test('`__proto__` and `constructor` are names of properties', () => {
  const body = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 1}') as Json;
  const { received, sent } = readCall(pactFile('2.0.0', call({ body }, { body })));
  for (const payload of [received, sent]) {
    expect(Object.keys(payload?.schema?.properties ?? {})).toEqual(['__proto__', 'constructor']);
    expect(payload?.schema?.required).toEqual(['__proto__', 'constructor']);
    expect(Object.keys((payload?.example ?? {}) as JsonObject)).toEqual(['__proto__', 'constructor']);
  }
  expect('polluted' in {}).toBe(false);
});

const anything = fc.constantFrom<Json>(null, '', 'x', 0, -1, 1e300, [], {}, [null], { a: [] }, '4.0', true);
const or = (arbitrary: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything });
const record = (parts: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<Json> =>
  fc.record(parts, { requiredKeys: [] }) as fc.Arbitrary<Json>;
const word = (...words: readonly string[]): fc.Arbitrary<Json> => or(fc.constantFrom(...words));

const matcher = fc.letrec<{ matcher: Json }>((tie) => ({
  matcher: or(
    record({
      match: word(
        'type',
        'regex',
        'integer',
        'decimal',
        'date',
        'eachKey',
        'eachValue',
        'values',
        'arrayContains',
        'include',
        'null',
        'equality',
        'statusCode',
        'notEmpty',
        'semver',
        'nothing',
      ),
      regex: word('^(a|b)$', '(', '[', '\\', '\\d+', '(?i)x', '', '|'),
      min: or(fc.nat()),
      value: anything,
      format: word("yyyy-MM-dd'T'HH:mm:ssXXX", 'HH'),
      status: or(fc.constantFrom<Json>('success', [200])),
      rules: or(fc.array(tie('matcher'), { maxLength: 2, depthIdentifier: 'matcher' })),
      variants: or(
        fc.array(record({ index: or(fc.nat(3)), rules: record({ $: tie('matcher'), '$.a': tie('matcher') }) }), {
          maxLength: 2,
          depthIdentifier: 'matcher',
        }),
      ),
    }),
  ),
})).matcher;
const rule = or(record({ matchers: or(fc.array(matcher, { maxLength: 3 })), combine: word('AND', 'OR', 'or') }));
const path = fc.constantFrom(
  '$',
  '$.a',
  '$.*',
  '$[*]',
  '$[*].a',
  "$['b']",
  '$.a[0]',
  '$[',
  'a',
  '',
  '$.body.a',
  '$.body',
  '$.header.a',
  '__proto__',
);
const byPath = or(fc.dictionary(path, fc.oneof(rule, matcher), { maxKeys: 3 }) as fc.Arbitrary<Json>);
const matchingRules = or(
  fc.oneof(byPath, record({ body: byPath, header: byPath, query: byPath, path: rule, status: rule, metadata: byPath })),
);
const value = fc.oneof(
  fc.constantFrom<Json>({ a: 'a', b: [1, { a: null }] }, [{ a: 1 }, { a: 'x', b: true }], { password: 'x' }, 'x', 1),
  anything,
);
const body = fc.oneof(
  value,
  record({
    content: value,
    contentType: word('application/json', 'text/plain', 'a'),
    encoded: or(fc.constantFrom<Json>(false, true, 'base64', 'JSON')),
  }),
);
const headers = or(
  fc.dictionary(
    fc.constantFrom('Content-Type', 'a', 'Cookie', 'Authorization', '__proto__'),
    word('application/json', 'text/plain', 'a=b; c', 'Bearer x'),
  ) as fc.Arbitrary<Json>,
);
const message = { headers, body, contents: body, matchingRules, generators: byPath, metadata: headers };
const interaction = or(
  record({
    type: word('Synchronous/HTTP', 'Asynchronous/Messages', 'Synchronous/Messages'),
    description: word('d'),
    ...message,
    request: or(
      fc.record({
        method: word('GET'),
        path: word('/a?b=c', ''),
        query: or(fc.constantFrom<Json>('a=b', { a: ['b'] })),
        ...message,
      }) as fc.Arbitrary<Json>,
    ),
    response: or(fc.record({ status: or(fc.constant(200)), ...message }) as fc.Arbitrary<Json>),
    comments: or(record({ text: anything, references: anything, x: anything })),
    providerStates: or(fc.array(record({ name: word('s'), params: anything }))),
    pluginConfiguration: anything,
  }),
);
const pact = or(
  fc.record({
    consumer: or(fc.constant({ name: 'web' })),
    interactions: or(fc.array(interaction, { maxLength: 2 })),
    messages: or(fc.array(interaction, { maxLength: 1 })),
    metadata: or(
      record({ pactSpecification: record({ version: word('1', '2.0.0', '3.0.0', '4.0', '9') }), plugins: anything }),
    ),
  }) as fc.Arbitrary<Json>,
);

test('whatever a file holds, it is read or refused by a Failure with place and hint', () => {
  let readings = 0;
  fc.assert(
    fc.property(pact, (file) => {
      try {
        readPact(parseContract({ name: 'web.json', text: JSON.stringify(file) }));
        readings++;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.place).toMatch(/^web\.json/);
        expect(error.hint).toBeDefined();
      }
    }),
    { numRuns: 1000 },
  );
  expect(readings).toBeGreaterThan(100);
});
