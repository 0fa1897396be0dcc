// Profiles of samples: what is learned of values, the laws of merging, and that nothing secret or personal is kept.

import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import { canonical, type Json, type JsonObject } from '../../../src/model/json.ts';
import { formatsOf, named, type Profile } from '../../../src/model/sample.ts';
import { merged, NOTHING, profileOf, profileOfAll } from '../../../src/read/traffic/profile.ts';
import { profileFromJson, profileJson } from '../../../src/read/traffic/profile-json.ts';
import { withMaps } from '../../../src/read/traffic/profile-maps.ts';
import { isVolatile, schemaOfProfile } from '../../../src/read/traffic/profile-schema.ts';
import { BY_CONTEXT, BY_LOOKS, BY_NAME } from './secrets.ts';

/** The profile of what stands at a property of the samples. */
function at(profile: Profile, name: string): Profile {
  const found = named(profile.objects?.properties ?? [], name);
  if (found === undefined) throw new Error(`nothing was seen at ${name}`);
  return found;
}

function formats(...texts: readonly string[]): readonly string[] {
  const { texts: profile } = profileOfAll(texts);
  return profile === null ? [] : formatsOf(profile);
}

describe('formats', () => {
  test.each<[format: readonly string[], texts: readonly string[]]>([
    [['date-time'], ['2026-03-01T10:00:00Z', '2026-03-01t10:00:00.123+01:00']],
    [['iso-date-time'], ['2026-03-01T10:00:00', '2026-03-01 10:00']],
    [['date'], ['2026-03-01', '2026-12-31']],
    [['date-ymd'], ['2026/03/01', '2026/12/31']],
    [
      ['date-dmy', 'date-mdy'],
      ['03/04/2026', '01/12/2026'],
    ],
    [['date-dmy'], ['03/04/2026', '31/12/2026']],
    [['date-mdy'], ['03/04/2026', '12/31/2026']],
    [['date-dmy'], ['3.4.2026', '31.12.2026', '31.12.2026 14:00']],
    [[], ['31/12/2026', '12/31/2026']],
    [[], ['41/12/2026']],
    [['time'], ['09:30', '14:00:00', '2:15 PM']],
    [['uuid'], ['123e4567-e89b-12d3-a456-426614174000']],
    [['email'], ['ada@engine.uk']],
    [['uri'], ['https://example.com/a?b=c']],
    [['phone-e164'], ['+4915112345678', '+12126647665']],
    [['phone-local'], ['(212) 664-7665', '212-664-7665']],
    [['number'], ['12', '-3.50', '0']],
    [[], ['007', '12']],
    [['boolean'], ['true', 'False']],
    [['amount'], ['$1,234.56', '12.50 EUR', '€ 5', 'USD 12']],
    [['currency'], ['EUR', 'USD']],
    [[], ['EUR', 'QQQ']],
    [['base64'], ['aGVsbG8gd29ybGQhISEx', 'Zm9vYmFyYmF6MTIzNA==']],
    [['date'], ['', '2026-03-01', ' ']],
    [[], ['2026-03-01', 'soon']],
    [[], ['']],
  ])('%j: %j', (expected, texts) => {
    expect(formats(...texts)).toEqual(expected);
  });

  test('digits are a local telephone number where their name says so', () => {
    const { texts } = at(profileOf({ phone_number: '2126647665' }), 'phone_number');
    expect(texts?.formats.map(([name]) => name)).toEqual(['number', 'phone-local']);
  });
});

test.each<[spelling: string | undefined, text: string]>([
  ['sound', 'José'],
  ['sound', '東京'],
  ['sound', 'Он сказал'],
  ['sound', 'Ist es schön?'],
  ['sound', 'CAFÉ»'],
  ['mojibake', 'JosÃ©'],
  ['mojibake', 'MÃ¼ller'],
  ['mojibake', 'itâ€™s'],
  ['mojibake', 'æ\u009d±äº¬'],
  ['replaced', 'Jos\ufffd'],
  ['questioned', 'Jos?'],
  ['questioned', 'M?ller & Co'],
  ['questioned', '?lvaro'],
  [undefined, 'plain'],
  [undefined, 'What do you mean?'],
  [undefined, 'https://example.com/a?b=c'],
  [undefined, '€ 5'],
])('the letters came as %s: %s', (expected, text) => {
  expect(profileOf(text).texts?.spellings.map(([name]) => name)).toEqual(expected === undefined ? [] : [expected]);
});

test('what was seen is counted, by place and by sample', () => {
  const profile = profileOfAll([
    { amount: 1, list: [{ a: 1 }, { a: null }, {}], status: 'paid' },
    { amount: 1.5, list: [], status: 'open', note: '' },
    { amount: '2', list: [{ a: 2 }], status: 'paid' },
  ]);
  expect(at(profile, 'amount')).toMatchObject({
    samples: 3,
    count: 3,
    numbers: { count: 2, integers: 1, range: { min: 1, max: 1.5 } },
    texts: { count: 1, formats: [['number', 1]] },
  });
  expect(at(profile, 'list').arrays).toMatchObject({ count: 3, empty: 1, items: { min: 0, max: 3 } });
  const item = at(profile, 'list').arrays?.item ?? NOTHING;
  expect(item.objects).toMatchObject({ samples: 2, count: 4 });
  expect(at(item, 'a')).toMatchObject({ samples: 2, count: 3, nulls: 1 });
  expect(at(profile, 'status').texts?.values).toEqual([
    ['open', 1],
    ['paid', 2],
  ]);
  expect(at(profile, 'note')).toMatchObject({ samples: 1, texts: { blank: 1 } });
});

test.each<[why: string, values: readonly Json[]]>([
  ['too many', Array.from({ length: 13 }, (_, index) => `term${'abcdefghijklm'[index]}`)],
  ['a sentence', ['paid', 'It was paid.']],
  ['an identifier', ['paid', 'ch_1N2abc3d4e5f']],
])('no values are kept of a text that holds %s', (_, values) => {
  expect(profileOfAll(values).texts?.values).toBeNull();
});

test.each<[volatile: boolean, what: string, values: readonly Json[]]>([
  [true, 'identifiers', Array.from({ length: 40 }, (_, index) => `ch_${index}`)],
  [true, 'times', Array.from({ length: 40 }, (_, index) => 1_767_225_600 + index)],
  [false, 'a few values', Array.from({ length: 40 }, (_, index) => `ch_${index % 20}`)],
  [false, 'too little to tell', ['a', 'b']],
])('volatile is %s: %s', (expected, _, values) => {
  const { texts, numbers } = profileOfAll(values);
  const part = texts ?? numbers;
  expect(part !== null && isVolatile(part)).toBe(expected);
});

describe('maps', () => {
  const words = (index: number) => [...'abcdefghij'].map((letter) => `${letter}${'abcdefghij'[index % 10]}`);
  test.each<[isMap: boolean, what: string, samples: readonly Json[]]>([
    [
      true,
      'other words in each sample',
      Array.from({ length: 10 }, (_, index) => Object.fromEntries(words(index).map((word) => [word, 1]))),
    ],
    [
      true,
      'more names than any record has',
      [Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`key${index}x`, 1]))],
    ],
    [false, 'a record', Array.from({ length: 10 }, () => Object.fromEntries(words(0).map((word) => [word, 1])))],
    [
      false,
      'seldom fields of several types',
      Array.from({ length: 10 }, (_, index) =>
        Object.fromEntries(words(index).map((word, at) => [word, at % 2 ? 1 : 'a'])),
      ),
    ],
  ])('is one: %s, %s', (expected, _, samples) => {
    const { objects } = withMaps(profileOfAll(samples));
    expect([objects?.properties.length === 0, objects?.entries !== null]).toEqual([expected, expected]);
  });

  test('identifiers and dates are keys from the first sample on', () => {
    const { objects } = profileOf({ '2026-03-01': 1, '2026-03-02': 2, unit: 'EUR' });
    expect(objects?.properties.map(([name]) => name)).toEqual(['unit']);
    expect(objects?.entries).toMatchObject({ samples: 1, count: 2 });
  });
});

/** A dictionary with about as many names as are kept. */
const wide = fc
  .tuple(fc.nat(400), fc.integer({ min: 250, max: 320 }))
  .map(([start, size]) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${start + index}k`, index])),
  );

/** JSON with few names and values, so that they meet. */
function jsonOf(names: readonly string[]): fc.Arbitrary<Json> {
  const values: readonly Json[] = [
    null,
    true,
    0,
    -0,
    1,
    1.5,
    1e300,
    '',
    'José',
    'JosÃ©',
    '03/04/2026',
    '31/12/2026',
    '7',
  ];
  const words = [...'abcdefghijklmnopqrst'].map((letter) => letter.repeat(3));
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 8, arbitrary: fc.constantFrom(...values) as fc.Arbitrary<Json> },
      { weight: 4, arbitrary: fc.string({ maxLength: 4 }) },
      { weight: 4, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
      { weight: 8, arbitrary: fc.array(tie('json'), { maxLength: 4 }) },
      { weight: 16, arbitrary: fc.dictionary(fc.constantFrom(...names), tie('json'), { maxKeys: 4 }) },
      { weight: 4, arbitrary: fc.array(fc.constantFrom(...words), { maxLength: 20 }) },
      { weight: 1, arbitrary: wide },
    ),
  }));
  return json;
}

const NAMES = ['a', 'b', 'constructor', 'email', '42', '2026-03-01'];
const samples = fc.array(jsonOf([...NAMES, '__proto__']), { minLength: 1, maxLength: 6 });
/** ajv passes over properties that are named `__proto__`. */
const samplesForAjv = fc.array(jsonOf(NAMES), { minLength: 1, maxLength: 4 });

describe('laws', () => {
  test('merging gives the same text in any order and grouping', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [x, y, z] = [profileOfAll(a), profileOfAll(b), profileOfAll(c)];
        const whole = profileJson(profileOfAll([...a, ...b, ...c]));
        expect(profileJson(merged(merged(x, y), z))).toBe(whole);
        expect(profileJson(merged(x, merged(y, z)))).toBe(whole);
        expect(profileJson(merged(z, merged(y, x)))).toBe(whole);
        expect(profileJson(profileOfAll([...c, ...b.toReversed(), ...a]))).toBe(whole);
      }),
      { numRuns: 100 },
    );
  });

  test('merging nothing changes nothing', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const profile = profileOfAll(values);
        expect(merged(NOTHING, profile)).toEqual(profile);
        expect(merged(profile, NOTHING)).toEqual(profile);
      }),
    );
  });

  test('a profile reads back as it was written', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const profile = profileOfAll(values);
        const text = profileJson(profile);
        expect(profileFromJson(text, 'a.json')).toEqual(profile);
        expect(profileJson(profileFromJson(text, 'a.json'))).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test('the items of a list are one place, in any order', () => {
    fc.assert(
      fc.property(samples, (items) => {
        expect(profileOf(items.toReversed())).toEqual(profileOf(items));
      }),
    );
  });

  test.each([{}, { observed: true }, { closed: true }])('the schema of a profile takes every sample: %j', (options) => {
    fc.assert(
      fc.property(samplesForAjv, (values) => {
        const ajv = new Ajv2020({ strict: false, ownProperties: true, validateFormats: false, logger: false });
        const schema = schemaOfProfile(profileOfAll(values), options);
        const validate = ajv.compile(JSON.parse(JSON.stringify(schema)));
        for (const value of values) expect([canonical(schema), validate(value)]).toEqual([canonical(schema), true]);
      }),
      { numRuns: 40 },
    );
  });
});

test.each<[options: object, schema: JsonObject]>([
  [
    {},
    {
      type: 'object',
      properties: {
        at: { type: 'string', format: 'date' },
        day: { type: 'string' },
        id: { type: 'string' },
        price: { type: ['number', 'null'] },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['at', 'day', 'id', 'price', 'tags'],
    },
  ],
  [
    { closed: true, observed: true },
    {
      type: 'object',
      properties: {
        at: { type: 'string', format: 'date', minLength: 10, maxLength: 10 },
        day: {
          type: 'string',
          pattern: '^(0?[1-9]|[12]\\d|3[01])[/.-](0?[1-9]|1[0-2])[/.-]\\d{2,4}',
          minLength: 10,
          maxLength: 10,
        },
        id: { type: 'string', minLength: 4, maxLength: 5 },
        price: { type: ['number', 'null'], minimum: 0.5, maximum: 2.5 },
        tags: {
          type: 'array',
          items: { type: 'string', minLength: 3, maxLength: 4, enum: ['blue', 'red'] },
          minItems: 2,
          maxItems: 2,
        },
      },
      required: ['at', 'day', 'id', 'price', 'tags'],
      additionalProperties: false,
    },
  ],
])('a profile prints as JSON Schema, with %j', (options, schema) => {
  const values = Array.from({ length: 30 }, (_, index) => ({
    id: `ch_${index}`,
    at: '2026-03-01',
    day: `${String(index + 1).padStart(2, '0')}/04/2026`,
    price: index === 0 ? null : (index % 3) + 0.5,
    tags: ['red', 'blue'],
  }));
  expect(schemaOfProfile(profileOfAll(values), options)).toEqual(schema);
});

describe('nothing secret or personal is kept', () => {
  const texts = [...BY_LOOKS.map(([kind, secret]) => [kind, secret, secret] as const), ...BY_CONTEXT];
  test.each(texts)('%s', (_, text, secret) => {
    const value = { note: text, list: [text], [text]: text, deep: { [text]: { [text]: 1 } } };
    expect(profileJson(profileOfAll([value, value]))).not.toContain(secret);
  });

  test.each(BY_NAME)('%s', (name, value) => {
    const written = profileJson(profileOf({ [name]: value, deep: [{ [name]: { value, list: [value] } }] }));
    expect(written).not.toContain(String(value));
  });
});

test.each<[what: string, text: string, message: string]>([
  ['no JSON', '{', 'it is no JSON'],
  ['too deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'nested too deep'],
  ['another version', profileJson(profileOf(1)).replace('"version":1', '"version":2'), '`version`'],
  ['a part that is missing', '{"version":1}', '`profile`'],
  ['a count that is none', profileJson(profileOf(1)).replace('"nulls":0', '"nulls":-1'), '`profile.nulls`'],
  ['names out of order', profileJson(profileOf({ a: 1, b: 1 })).replace('["a"', '["c"'), 'properties'],
  ['a name twice', profileJson(profileOf({ a: 1, b: 1 })).replace('["a"', '["b"'), 'properties'],
  ['a foreign key', '{"version":1,"profile":{"__proto__":{}}}', '__proto__'],
])('a file with %s is told', (_, text, message) => {
  try {
    profileFromJson(text, 'samples/a.json');
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error).toMatchObject({ code: 'baseline-damaged', message: expect.stringContaining(message) });
    expect(error.message).toContain('samples/a.json');
    expect(error.hint).toMatch(/\S/);
    return;
  }
  throw new Error('it was read');
});

test('what strangers send is profiled, however deep, wide or odd', () => {
  let deep: Json = 1;
  for (let level = 0; level < 5000; level++) deep = level % 2 === 0 ? [deep] : { a: deep };
  const profile = profileOf(deep);
  expect(profileFromJson(profileJson(profile), 'a.json')).toEqual(profile);
  const odd = JSON.parse('{"__proto__": {"toString": 1}, "constructor": [], "\\ud800": "\\u0000", "n": 1e400}') as Json;
  expect(named(profileOf(odd).objects?.properties ?? [], '__proto__')?.objects?.count).toBe(1);
  expect(() => profileJson(profileOf('Ã'.repeat(100_000) + '1,'.repeat(100_000)))).not.toThrow();
});
