// Redaction: nothing secret or personal is found again, and what is harmless stays.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../src/model/json.ts';
import { redactJson, redactNamed, redactText } from '../../../src/read/traffic/redact.ts';
import { BY_CONTEXT, BY_LOOKS, BY_NAME } from './secrets.ts';

describe('what is secret or personal by its looks', () => {
  test.each(BY_LOOKS)('%s', (_, secret) => {
    const planted: Json = {
      value: secret,
      prose: `Please use ${secret}, thank you.`,
      quoted: `it is "${secret}"`,
      nested: [{ list: [secret] }],
      [secret]: 1,
    };
    expect(JSON.stringify(redactJson(planted))).not.toContain(secret);
    expect(redactText(`x=${secret}&y=1`)).not.toContain(secret);
    expect(redactText(`x=${encodeURIComponent(secret)}&y=1`)).not.toContain(encodeURIComponent(secret));
  });
});

test.each(BY_CONTEXT)('%s is known by what stands around it', (_, text, secret) => {
  expect(text).toContain(secret);
  expect(redactText(text)).not.toContain(secret);
});

test.each(BY_NAME)('%s is known by its name', (name, value) => {
  const redacted = redactJson({ [name]: value, deep: { [name]: [{ x: value }] } });
  expect(JSON.stringify(redacted)).not.toContain(String(value));
  if (typeof value === 'string') expect(redactNamed(name, value)).not.toContain(value);
});

test.each<[Json, string]>([
  ['2024-01-02T03:04:05.678Z', 'a time'],
  ['2024-01-02', 'a date'],
  ['123e4567-e89b-12d3-a456-426614174000', 'a UUID'],
  ['succeeded', 'a state'],
  ['payment_intent.requires_action', 'an event'],
  ['The charge of 100.50 EUR was refunded on 2024-01-02.', 'a sentence'],
  ['https://example.com/docs/charges?limit=10#top', 'a URL'],
  ['ch_1', 'a short identifier'],
  ['application/vnd.github+json', 'a media type'],
  ['v1.2.3-beta.4', 'a version'],
  ['Europe/Berlin', 'a zone'],
  ['12:30', 'a time of day'],
  [1767225600, 'a time in seconds'],
  [100.5, 'an amount'],
  [true, 'a truth'],
  [null, 'null'],
  [{ total_tokens: 512, key: 'color', code: 'eur', state: 'CA', name: 'Basic plan' }, 'an object'],
])('%j, %s, stays', (value) => {
  expect(redactJson(value)).toEqual(value);
});

test.each([
  ['email', 'ada@engine.uk', 'user@example.com'],
  ['note', 'call +49 170 1234567 now', 'call +15550100000 now'],
  ['card', '4242 4242 4242 4242', '0000 0000 0000 0000'],
  ['dob', '1815-12-10', '2000-01-01'],
  ['session_id', '9f8b1c2e-e89b-12d3-a456-426614174000', '00000000-0000-0000-0000-000000000000'],
  ['account_number', '000123456789', '000000000000'],
  ['iban', 'DE89370400440532013000', 'GB33BUKB20201555555555'],
  ['ip', '203.0.113.77', '192.0.2.1'],
])('%s keeps its format', (name, value, expected) => {
  expect(redactJson({ [name]: value })).toEqual({ [name]: expected });
});

test('a secret is not found again among any other words', () => {
  const secret = fc.constantFrom(...BY_LOOKS.map(([, each]) => each));
  fc.assert(
    fc.property(fc.string(), secret, fc.string(), (before, planted, after) => {
      expect(redactText(`${before} ${planted} ${after}`)).not.toContain(planted);
    }),
    { numRuns: 3000 },
  );
});

test('types and shapes stay', () => {
  const name = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom(...BY_NAME.map(([each]) => each)));
  const shape = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(shape);
    return typeof value === 'object' && value !== null
      ? Object.values(value).map((each) => shape(each ?? null))
      : typeof value;
  };
  const tree = fc.jsonValue({ depthSize: 'medium' });
  fc.assert(
    fc.property(fc.dictionary(name, tree, { maxKeys: 4 }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      expect(shape(redactJson(json))).toEqual(shape(json));
    }),
    { numRuns: 1000 },
  );
});

test('a secret at the end of a long text is found, in time that does not grow with its square', () => {
  const pieces = ['a', 'a.', '1 ', '1-', 'A1', 'eyJ', 'x@', 'token ', '::', '/services/', 'http://', '%41', 'GB82 '];
  expect(redactText(`%${'25'.repeat(3000)}`)).toBe('redacted');
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(redactText(`${text}\nada@engine.uk`)).not.toContain('ada@engine.uk');
  }
});
