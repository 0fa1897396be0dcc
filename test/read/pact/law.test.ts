// Whatever a contract shows, its own schema takes: sent and received, with rules and without.

import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Json } from '../../../src/model/json.ts';
import { call, pactFile, readCall } from './files.ts';

const value = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthIdentifier: 'value', maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, -1.5, 'a', '', 'b'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), tie('value'), { maxKeys: 3 }) as fc.Arbitrary<Json>,
  ),
})).value;

const rules = fc.dictionary(
  fc.constantFrom('$', '$.a', '$.*', '$[*]', '$[0]', '$.a.b', '$[*].a', '$.*.*', '$.b[*]'),
  fc.record({
    matchers: fc.array(
      fc.constantFrom('type', 'equality', 'values').map((match) => ({ match })),
      { minLength: 1, maxLength: 2 },
    ),
    combine: fc.constantFrom('AND', 'OR'),
  }),
  { maxKeys: 4 },
);

test('an example satisfies its own schema', () => {
  fc.assert(
    fc.property(value, rules, (content, body) => {
      const side = {
        body: { content: JSON.stringify(content), contentType: 'application/json', encoded: 'JSON' },
        matchingRules: { body },
      };
      const { sent, received } = readCall(pactFile('4.0', call(side, side)));
      for (const payload of [sent, received]) {
        const validate = new Ajv2020({ strict: false, ownProperties: true }).compile(payload?.schema ?? false);
        expect([validate(payload?.example), validate.errors]).toEqual([true, null]);
      }
    }),
    { numRuns: 150 },
  );
});
