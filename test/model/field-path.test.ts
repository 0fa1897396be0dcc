// Field paths: what is written reads back, and what is no path is told by its column.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isFieldMistake, parseField } from '../../src/model/field-path.ts';
import { type FieldSegment, formatField } from '../../src/model/place.ts';

const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '*', '"', '/', '\\', ' ', '0') }),
  fc.constantFrom('names', 'content', 'contains', '0', '*', '__proto__', ''),
);

const segment: fc.Arbitrary<FieldSegment> = fc.oneof(
  name.map((property) => ({ property })),
  name.map((pattern) => ({ pattern })),
  fc.nat().map((item) => ({ item: item % 1_000_000_000 })),
  fc.constantFrom<FieldSegment>(
    { values: true },
    { names: true },
    { items: true },
    { contains: true },
    { content: true },
  ),
);

test('every path reads back from what is written of it', () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), (path) => {
      expect(parseField(formatField(path))).toEqual(path);
    }),
    { numRuns: 2000 },
  );
});

test('any text is a path that is written in one way, or a mistake at a column of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '*', '"', '/', '0', '\\') }), (text) => {
      const result = parseField(text);
      if (isFieldMistake(result)) {
        expect(result.column).toBeGreaterThanOrEqual(1);
        expect(result.column).toBeLessThanOrEqual(text.length + 1);
      } else expect(parseField(formatField(result))).toEqual(result);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['', []],
  ['id', [{ property: 'id' }]],
  ['data[].amount', [{ property: 'data' }, { items: true }, { property: 'amount' }]],
  ['[].id', [{ items: true }, { property: 'id' }]],
  ['a[][]', [{ property: 'a' }, { items: true }, { items: true }]],
  ['metadata.*', [{ property: 'metadata' }, { values: true }]],
  ['meta."odd.name".x', [{ property: 'meta' }, { property: 'odd.name' }, { property: 'x' }]],
  ['meta["odd.name"].x', [{ property: 'meta' }, { property: 'odd.name' }, { property: 'x' }]],
  ['"odd.name"[0]', [{ property: 'odd.name' }, { item: 0 }]],
  ['m[/^x-/].a', [{ property: 'm' }, { pattern: '^x-' }, { property: 'a' }]],
])('%s', (text, path) => {
  expect(parseField(text)).toEqual(path);
});

test.each([
  ['.id', 1],
  ['data..id', 6],
  ['data.', 6],
  ['data[', 5],
  ['data[].[]', 8],
  ['data[x].id', 5],
  ['data[]amount', 7],
  ['data]', 5],
  ['da ta', 3],
  ['a*', 2],
  ['*a', 2],
  ['a."b', 3],
  ['a["b"', 2],
  ['a[01]', 2],
  ['a[/x', 2],
])('%s goes wrong at column %d', (text, column) => {
  expect(parseField(text)).toMatchObject({ column, problem: expect.any(String) });
});
