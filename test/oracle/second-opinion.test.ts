// A second opinion on what it understands: `json-schema-diff` on types, bounds, required properties and nesting.

import { expect, test } from '@jest/globals';
import jsonSchemaDiff from 'json-schema-diff';
import { findingsBetween } from './laws.ts';
import { type Random, random } from './random.ts';
import { NAMES, type Whole, type Written } from './schemas.ts';

const SEED = Number(process.env.ORACLE_SEED ?? 1);
const PAIRS = Number(process.env.ORACLE_SECOND_PAIRS ?? 150);

/** A schema of the keywords that the other tool understands. */
function plain(random: Random, depth: number): Written {
  const type = random.pick(
    depth > 0 ? ['string', 'number', 'array', 'object', 'object'] : ['string', 'number', 'null'],
  );
  switch (type) {
    case 'object':
      return {
        type,
        required: NAMES.filter(() => random.chance(0.4)),
        properties: Object.fromEntries(NAMES.map((name) => [name, plain(random, depth - 1)])),
      };
    case 'array':
      return { type, items: plain(random, depth - 1), ...(random.chance(0.4) && { minItems: random.below(3) }) };
    case 'number':
      return { type, ...(random.chance(0.6) && { minimum: random.below(3) }) };
    case 'string':
      return { type, ...(random.chance(0.6) && { maxLength: 1 + random.below(3) }) };
    default:
      return { type };
  }
}

/** The schema with one thing in it changed. */
function nudged(random: Random, schema: Written): Written {
  const { properties, items } = schema;
  if (typeof properties === 'object' && properties !== null && random.chance(0.6)) {
    const map = properties as Written;
    const name = random.pick(NAMES);
    return { ...schema, properties: { ...map, [name]: nudged(random, map[name] as Written) } } as Written;
  }
  if (typeof items === 'object' && items !== null && random.chance(0.6))
    return { ...schema, items: nudged(random, items as Written) };
  if ('required' in schema) return { ...schema, required: NAMES.filter(() => random.chance(0.5)) };
  if ('minimum' in schema) return { ...schema, minimum: random.below(4) };
  if ('maxLength' in schema) return { ...schema, maxLength: 1 + random.below(4) };
  if (schema.type === 'array') return { ...schema, minItems: random.below(4) };
  return { type: random.pick(['string', 'number', 'null']) };
}

test(`${PAIRS} pairs from seed ${SEED} are judged as the other tool judges them`, async () => {
  const disagreements: string[] = [];
  for (let seed = SEED; seed < SEED + PAIRS; seed += 1) {
    const chance = random(seed);
    const before: Whole = { schema: plain(chance, 2), components: {} };
    const after: Whole = { schema: nudged(chance, before.schema), components: {} };
    const theirs = await jsonSchemaDiff.diffSchemas({
      sourceSchema: before.schema as never,
      destinationSchema: after.schema as never,
    });
    const findings = await findingsBetween(before, after);
    const breaks = (direction: string): boolean =>
      findings.some(({ change, severity }) => severity === 'breaking' && change.direction === direction);
    if (theirs.additionsFound !== breaks('response') || theirs.removalsFound !== breaks('request'))
      disagreements.push(
        `seed ${seed}: additions ${theirs.additionsFound}, removals ${theirs.removalsFound}; ours ${breaks('response')}, ${breaks('request')}\n${JSON.stringify(before.schema)}\n${JSON.stringify(after.schema)}`,
      );
  }
  expect(disagreements.slice(0, 5).join('\n\n')).toBe('');
}, 600_000);
