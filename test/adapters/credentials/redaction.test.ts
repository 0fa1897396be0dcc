// No secret that was added comes out again, however it is written.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redaction } from '../../../src/adapters/credentials/redaction.ts';

const secret = fc
  .string({ minLength: 6, unit: 'grapheme' })
  .filter((text) => !text.includes('*') && text.trim() !== '');

test('no secret is left of a text, whether it stands there as it is, in a URL or in JSON', () => {
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1 }), fc.string(), (secrets, around) => {
      const { add, redact } = redaction();
      for (const each of secrets) add(each);
      const said = secrets.flatMap((each) => [
        each,
        encodeURIComponent(each),
        `https://x.example/?${new URLSearchParams({ key: each })}`,
        JSON.stringify({ key: each }),
      ]);
      const left = redact(said.join(around));
      expect(secrets.filter((each) => left.includes(each) && !redact(around).includes(each))).toEqual([]);
    }),
  );
});

test('what is redacted knows secrets that are added later', () => {
  const { add, redact } = redaction();
  add('');
  expect(redact('first, second')).toBe('first, second');
  add('second');
  expect(redact('first, second')).toBe('first, ***');
});
