// What each matcher makes of a value, in a response and in a request.

import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { call, pactFile, readCall } from './files.ts';

interface Read {
  readonly received: JsonObject | undefined;
  readonly sent: JsonObject | undefined;
  readonly notes: readonly string[];
}

/** `body` with version 3 rules for it, as it is received and as it is sent. */
function bothWays(body: Json, rules: JsonObject): Read {
  const side = { headers: { 'Content-Type': 'application/json' }, body, matchingRules: { body: rules } };
  const received = readCall(pactFile('3.0.0', call({}, side)));
  const sent = readCall(pactFile('3.0.0', call(side)));
  expect(sent.unvalidatable.map((note) => note.replace('request', 'response'))).toEqual(received.unvalidatable);
  return { received: received.received?.schema, sent: sent.sent?.schema, notes: received.unvalidatable };
}

const matching = (...matchers: readonly JsonObject[]): JsonObject => ({ matchers, combine: 'AND' });
const either = (...matchers: readonly JsonObject[]): JsonObject => ({ matchers, combine: 'OR' });
const examples = (...values: readonly Json[]): JsonObject => ({ examples: values });
const TEXT = { type: 'string', ...examples('a') };

test.each<[string, Json, JsonObject, JsonObject, (JsonObject | 'same')?]>([
  ['a text', 'a', {}, TEXT, { const: 'a' }],
  ['a number', 1, {}, { type: 'number', ...examples(1) }, { const: 1 }],
  ['false', false, {}, { type: 'boolean', ...examples(false) }, { const: false }],
  ['type', 'a', matching({ match: 'type' }), TEXT],
  ['type of an integer', 1, matching({ match: 'type' }), { type: 'number', ...examples(1) }],
  ['equality', 'a', matching({ match: 'equality' }), { const: 'a' }],
  ['number', 1.5, matching({ match: 'number' }), { type: 'number', ...examples(1.5) }],
  ['decimal', 1.5, matching({ match: 'decimal' }), { type: 'number', ...examples(1.5) }],
  ['integer', 1, matching({ match: 'integer' }), { type: 'integer', ...examples(1) }],
  [
    'integer in text',
    '1',
    matching({ match: 'integer' }),
    { type: 'string', pattern: '^[-+]?\\d+$', ...examples('1') },
  ],
  ['boolean', true, matching({ match: 'boolean' }), { type: 'boolean', ...examples(true) }],
  [
    'boolean in text',
    'true',
    matching({ match: 'boolean' }),
    { type: 'string', enum: ['true', 'false'], ...examples('true') },
  ],
  ['null', null, matching({ match: 'null' }), { type: 'null' }],
  [
    'include',
    'a.b',
    matching({ match: 'include', value: '.' }),
    { type: 'string', pattern: '\\.', ...examples('a.b') },
  ],
  ['notEmpty', 'a', matching({ match: 'notEmpty' }), { type: 'string', minLength: 1, ...examples('a') }],
  ['not-empty', 'a', matching({ match: 'not-empty' }), { type: 'string', minLength: 1, ...examples('a') }],
  [
    'semver',
    '1.2.3',
    matching({ match: 'semver' }),
    {
      type: 'string',
      pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$',
      ...examples('1.2.3'),
    },
  ],
  [
    'contentType',
    'a',
    matching({ match: 'contentType', value: 'image/png' }),
    { type: 'string', contentMediaType: 'image/png', ...examples('a') },
  ],
  ['regex', 'a', matching({ match: 'regex', regex: '\\w+' }), { type: 'string', pattern: '^\\w+$', ...examples('a') }],
  ['the same twice', 1, matching({ match: 'integer' }, { match: 'integer' }), { type: 'integer', ...examples(1) }],
  [
    'AND',
    'a',
    matching({ match: 'type' }, { match: 'regex', regex: '[a-z]' }),
    { type: 'string', pattern: '^[a-z]$', ...examples('a') },
  ],
  [
    'AND of two patterns',
    'ab',
    matching({ match: 'include', value: 'a' }, { match: 'include', value: 'b' }),
    {
      allOf: [
        { type: 'string', pattern: 'a' },
        { type: 'string', pattern: 'b' },
      ],
      ...examples('ab'),
    },
  ],
  [
    'OR',
    'a',
    either({ match: 'type' }, { match: 'null' }),
    { anyOf: [{ type: 'string' }, { type: 'null' }], ...examples('a') },
  ],
  ['date', 'a', matching({ match: 'date', format: 'yyyy-MM-dd' }), { ...TEXT, format: 'date' }],
  ['date, default', 'a', matching({ match: 'date' }), { ...TEXT, format: 'date' }],
  [
    'date, named by itself',
    'a',
    matching({ match: 'date', date: 'dd.MM.yy' }),
    { ...TEXT, 'x-pact-format': 'dd.MM.yy' },
  ],
  ['time', 'a', matching({ match: 'time', format: 'HH:mm:ssXXX' }), { ...TEXT, format: 'time' }],
  ['time without an offset', 'a', matching({ match: 'time', format: 'HH:mm' }), { ...TEXT, 'x-pact-format': 'HH:mm' }],
  [
    'timestamp',
    'a',
    matching({ match: 'timestamp', timestamp: "yyyy-MM-dd'T'HH:mm:ss.SSSXXX" }),
    { ...TEXT, format: 'date-time' },
  ],
  [
    'datetime',
    'a',
    matching({ match: 'datetime', format: "yyyy-MM-dd'T'HH:mm:ss'Z'" }),
    { ...TEXT, format: 'date-time' },
  ],
  [
    'datetime without an offset',
    'a',
    matching({ match: 'datetime', format: "yyyy-MM-dd'T'HH:mm:ss" }),
    { ...TEXT, 'x-pact-format': "yyyy-MM-dd'T'HH:mm:ss" },
  ],
])('%s', (_, value, rule, received, sent = 'same') => {
  const found = bothWays({ it: value }, Object.keys(rule).length === 0 ? {} : { '$.it': rule });
  expect(found.received).toEqual({ type: 'object', properties: { it: received }, required: ['it'] });
  const request = sent === 'same' ? received : sent;
  expect(found.sent).toEqual({
    type: 'object',
    properties: { it: request },
    required: ['it'],
    additionalProperties: false,
  });
  expect(found.notes).toEqual([]);
});

test.each([
  ['^(active|inactive)$', { enum: ['active', 'inactive'] }],
  ['active|inactive', { enum: ['active', 'inactive'] }],
  ['^active$|^inactive$', { enum: ['active', 'inactive'] }],
  ['(?:a|b)', { enum: ['a', 'b'] }],
  ['\\Aa\\.b\\z', { enum: ['a.b'] }],
  ['a\\$', { enum: ['a$'] }],
  ['(a|)', { enum: ['a', ''] }],
  ['a|b+', { pattern: '^(?:a|b+)$' }],
  ['^a|b+$', { pattern: '^(?:^a|b+$)$' }],
  ['^\\d+$', { pattern: '^\\d+$' }],
  ['\\d+', { pattern: '^\\d+$' }],
  ['(a)(b)', { pattern: '^(a)(b)$' }],
  ['[(|]x', { pattern: '^[(|]x$' }],
  ['\\d\\$', { pattern: '^\\d\\$$' }],
  ['(a+)+b', { pattern: '^(a+)+b$' }],
])('the regular expression %s is that of whole values', (regex, keywords) => {
  const { received, notes } = bothWays('x', { $: matching({ match: 'regex', regex }) });
  expect(received).toEqual({ type: 'string', ...keywords, ...examples('x') });
  expect(notes).toEqual([]);
});

const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const closed = (properties: JsonObject): JsonObject => ({ ...object(properties), additionalProperties: false });
const number = (...values: readonly number[]): JsonObject => ({ type: 'number', ...examples(...values) });
const type = matching({ match: 'type' });

test.each<[string, Json, JsonObject, JsonObject, JsonObject]>([
  ['an empty list', [], {}, { type: 'array' }, { type: 'array', minItems: 0, maxItems: 0 }],
  ['an empty object', {}, {}, object({}), closed({})],
  [
    'items that are alike',
    [1, 2],
    {},
    { type: 'array', items: number(1, 2) },
    { type: 'array', items: { enum: [1, 2] }, minItems: 2, maxItems: 2 },
  ],
  [
    'items of several types',
    [1, 'a', null],
    {},
    { type: 'array', items: { anyOf: [number(1), TEXT, { type: 'null' }] } },
    { type: 'array', items: { enum: [1, 'a', null] }, minItems: 3, maxItems: 3 },
  ],
  [
    'objects of which one has less',
    [{ a: 1, b: [] }, { a: 2 }],
    {},
    {
      type: 'array',
      items: { type: 'object', properties: { a: number(1, 2), b: { type: 'array' } }, required: ['a'] },
    },
    {
      type: 'array',
      items: {
        anyOf: [
          closed({ a: { const: 1 }, b: { type: 'array', minItems: 0, maxItems: 0 } }),
          closed({ a: { const: 2 } }),
        ],
      },
      minItems: 2,
      maxItems: 2,
    },
  ],
  [
    'a list of at least one',
    [1],
    { $: matching({ match: 'type', min: 1 }) },
    { type: 'array', items: number(1), minItems: 1 },
    { type: 'array', items: number(1), minItems: 1 },
  ],
  [
    'bounds for a list, not for those in it',
    [[1]],
    { $: matching({ match: 'type', min: 1, max: 3 }) },
    { type: 'array', items: { type: 'array', items: number(1) }, minItems: 1, maxItems: 3 },
    { type: 'array', items: { type: 'array', items: number(1) }, minItems: 1, maxItems: 3 },
  ],
  [
    'type for all that is below, and equality for one',
    { a: { b: 1, c: 2 } },
    { $: type, '$.a.c': matching({ match: 'equality' }) },
    object({ a: object({ b: number(1), c: { const: 2 } }) }),
    closed({ a: closed({ b: number(1), c: { const: 2 } }) }),
  ],
  [
    'equality for all that is below',
    { a: [1] },
    { $: matching({ match: 'equality' }) },
    object({ a: { type: 'array', items: { const: 1 }, minItems: 1, maxItems: 1 } }),
    closed({ a: { type: 'array', items: { const: 1 }, minItems: 1, maxItems: 1 } }),
  ],
  [
    'a name before a wildcard, and a wildcard before a parent',
    { a: 1, b: 2 },
    { $: type, '$.*': matching({ match: 'integer' }), '$.b': matching({ match: 'number' }) },
    object({ a: { type: 'integer', ...examples(1) }, b: number(2) }),
    closed({ a: { type: 'integer', ...examples(1) }, b: number(2) }),
  ],
  [
    'a heavier parent before a wildcard',
    { a: { b: { c: 1 } } },
    { '$.a.b': matching({ match: 'integer' }), '$.*.*.*': matching({ match: 'number' }) },
    object({ a: object({ b: object({ c: { type: 'integer', ...examples(1) } }) }) }),
    closed({ a: closed({ b: closed({ c: { type: 'integer', ...examples(1) } }) }) }),
  ],
  [
    'each item by a wildcard, one by its index',
    [{ id: 1 }, { id: 2 }],
    { '$[*].id': matching({ match: 'integer' }), '$[1].id': matching({ match: 'equality' }), $: type },
    {
      type: 'array',
      items: object({ id: { anyOf: [{ type: 'integer', ...examples(1) }, { const: 2 }] } }),
    },
    {
      type: 'array',
      items: { anyOf: [closed({ id: { type: 'integer', ...examples(1) } }), closed({ id: { const: 2 } })] },
    },
  ],
  [
    'names in brackets',
    { '@id': 1, 'a.b': 2, "it's": 3 },
    Object.fromEntries(
      ["$['@id']", '$["a.b"]', "$['it\\'s']"].map((path) => [path, matching({ match: 'integer' })] as const),
    ),
    object({
      '@id': { type: 'integer', ...examples(1) },
      'a.b': { type: 'integer', ...examples(2) },
      "it's": { type: 'integer', ...examples(3) },
    }),
    closed({
      '@id': { type: 'integer', ...examples(1) },
      'a.b': { type: 'integer', ...examples(2) },
      "it's": { type: 'integer', ...examples(3) },
    }),
  ],
  [
    'values',
    { ch_1: { n: 1 }, ch_2: { n: 2 } },
    { $: matching({ match: 'values' }), '$.*.n': type },
    { type: 'object', additionalProperties: object({ n: number(1, 2) }) },
    { type: 'object', additionalProperties: { anyOf: [closed({ n: number(1) }), closed({ n: number(2) })] } },
  ],
  [
    'eachKey and eachValue',
    { en: 1 },
    {
      $: matching(
        { match: 'eachKey', rules: [{ match: 'regex', regex: 'en|de' }] },
        { match: 'eachValue', rules: [{ match: 'integer' }] },
      ),
    },
    {
      type: 'object',
      propertyNames: { type: 'string', enum: ['en', 'de'] },
      additionalProperties: { type: 'integer', ...examples(1) },
    },
    {
      type: 'object',
      propertyNames: { type: 'string', enum: ['en', 'de'] },
      additionalProperties: { type: 'integer', ...examples(1) },
    },
  ],
  [
    'arrayContains',
    [{ k: 'a' }, { k: 'b', n: 1 }],
    {
      $: matching({
        match: 'arrayContains',
        variants: [
          { index: 0, rules: {} },
          { index: 1, rules: { '$.n': matching({ match: 'integer' }) } },
        ],
      }),
    },
    {
      type: 'array',
      allOf: [
        { contains: object({ k: TEXT }) },
        { contains: object({ k: { type: 'string', ...examples('b') }, n: { type: 'integer', ...examples(1) } }) },
      ],
    },
    {
      type: 'array',
      items: {
        anyOf: [closed({ k: { const: 'a' } }), closed({ k: { const: 'b' }, n: { const: 1 } })],
      },
      allOf: [
        { contains: closed({ k: { const: 'a' } }) },
        { contains: closed({ k: { const: 'b' }, n: { type: 'integer', ...examples(1) } }) },
      ],
    },
  ],
  [
    'an object or null',
    { a: 1 },
    { $: either({ match: 'type' }, { match: 'null' }) },
    { anyOf: [object({ a: number(1) }), { type: 'null' }] },
    { anyOf: [closed({ a: number(1) }), { type: 'null' }] },
  ],
  [
    'a list and an object that are not empty',
    { a: [1] },
    { $: matching({ match: 'notEmpty' }), '$.a': matching({ match: 'notEmpty' }) },
    { ...object({ a: { type: 'array', items: number(1), minItems: 1 } }), minProperties: 1 },
    { ...closed({ a: { type: 'array', items: { const: 1 }, minItems: 1 } }), minProperties: 1 },
  ],
])('%s', (_, body, rules, received, sent) => {
  const found = bothWays(body, rules);
  expect(found.received).toEqual(received);
  expect(found.sent).toEqual(sent);
  expect(found.notes).toEqual([]);
});

test.each<[string, Json, JsonObject, RegExp]>([
  ['an unknown matcher', 'a', { $: matching({ match: 'fizz' }) }, /^the matcher `fizz` is not known/],
  ['an unknown matcher of an object', {}, { $: matching({ match: 'fizz' }) }, /^the matcher `fizz` is not known/],
  [
    'a form that ECMAScript has not',
    'a',
    { $: matching({ match: 'regex', regex: '(?i)a+' }) },
    /^the regular expression `\(\?i\)a\+`/,
  ],
  ['groups that do not close', 'a', { $: matching({ match: 'regex', regex: '(a' }) }, /^the regular expression `\(a`/],
  [
    'a regular expression at a number',
    1,
    { $: matching({ match: 'regex', regex: '\\d' }) },
    /`regex` matcher `\\d` .* at a number/,
  ],
  [
    'a rule for what is not shown',
    {},
    { '$.a': type },
    /^the matching rule at `\$\.a` is not checked: the response body shows/,
  ],
  ['a path that is none', {}, { '$.a[': type }, /^the matching rule at `\$\.a\[` is not read/],
  [
    'a variant that is not shown',
    [],
    { $: matching({ match: 'arrayContains', variants: [{ index: 7, rules: {} }] }) },
    /^variant 7 /,
  ],
])('%s is told', (_, body, rules, note) => {
  expect(bothWays(body, rules).notes).toEqual([expect.stringMatching(note)]);
});

test('a generated value is any of its type, and a matcher beside it counts', () => {
  const request = {
    body: { a: 1, b: 2, c: 3 },
    generators: { body: { '$.a': { type: 'RandomInt' }, '$.b': { type: 'RandomInt' }, '$.d': { type: 'Uuid' } } },
    matchingRules: { body: { '$.b': matching({ match: 'integer' }) } },
  };
  const interaction = readCall(pactFile('3.0.0', call(request)));
  expect(interaction.sent?.schema).toEqual(
    closed({ a: number(1), b: { type: 'integer', ...examples(2) }, c: { const: 3 } }),
  );
  expect(interaction.unvalidatable).toEqual([]);
});
