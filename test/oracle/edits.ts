// Edits of a schema, one at a random place each: some may change what it accepts, others never do.

import { isArray, isObject, type Json } from '../../src/model/json.ts';
import type { Random } from './random.ts';
import { anyWhole, NAMES, schema, typed, type Whole, type Written } from './schemas.ts';

const SINGLE = [
  ...['additionalProperties', 'propertyNames', 'unevaluatedProperties', 'items', 'contains', 'unevaluatedItems'],
  ...['not', 'if', 'then', 'else'],
];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas'];

/** A copy that shares nothing. Jest's structuredClone would give arrays of another realm, which ajv takes for unequal. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** A schema that stands somewhere in a whole, and how to put another one there. */
interface Spot {
  readonly schema: Written;
  readonly put: (schema: Written) => void;
}

function spotsOf(whole: Whole & { schema: Written }): Spot[] {
  const spots: Spot[] = [];
  const visit = (holder: Record<string, unknown> | unknown[], key: string | number): void => {
    const holding = holder as Record<string | number, unknown>;
    const found = holding[key] as Json;
    if (!isObject(found)) return;
    const written = found as unknown as Written;
    spots.push({
      schema: written,
      put: (next) => {
        holding[key] = next;
      },
    });
    for (const keyword of SINGLE) if (keyword in written) visit(written as Record<string, unknown>, keyword);
    for (const keyword of LISTS) {
      const list = written[keyword];
      if (Array.isArray(list)) for (const index of list.keys()) visit(list, index);
    }
    for (const keyword of MAPS) {
      const map = written[keyword];
      if (isObject(map)) for (const name of Object.keys(map)) visit(map as Record<string, unknown>, name);
    }
  };
  visit(whole as unknown as Record<string, unknown>, 'schema');
  for (const name of Object.keys(whole.components)) {
    // Components that nothing refers to would make edits that nobody can see.
    if (JSON.stringify(whole.schema).includes(`/${name}"`)) visit(whole.components, name);
  }
  return spots;
}

/** The whole after one to three edits, each of which may change what it accepts. */
export function edited(random: Random, whole: Whole): Whole {
  const next = copy(whole) as Whole & { schema: Written };
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const spots = spotsOf(next);
    const spot = random.pick(random.chance(0.4) ? spots.slice(0, 1) : spots);
    const { schema: at } = spot;
    const edit = random.next();
    if (edit < 0.3) alter(random, at);
    else if (edit < 0.45) remove(random, at);
    else if (edit < 0.65) Object.assign(at, ofSameType(random, at));
    else if (edit < 0.75) spot.put(schema(random, 1, false));
    else spot.put(rewrapped(random, at));
  }
  return next;
}

/** Another schema for the type that the schema declares. */
function ofSameType(random: Random, at: Written): Written {
  const type = isArray(at.type) ? at.type[0] : at.type;
  const fresh = typed(random, (type ?? random.pick(['object', 'array', 'string'])) as 'object', 1, false);
  const keywords = Object.keys(fresh).filter((keyword) => keyword !== 'type');
  if (keywords.length === 0) return random.chance(0.5) ? { type: random.pick(['string', 'integer', 'object']) } : {};
  const keyword = random.pick(keywords);
  return { [keyword]: fresh[keyword] ?? null };
}

function remove(random: Random, at: Written): void {
  const keywords = Object.keys(at);
  if (keywords.length === 0) return;
  const keyword = random.pick(keywords);
  const value = at[keyword];
  if (MAPS.includes(keyword) && isObject(value) && Object.keys(value).length > 0)
    delete (value as Written)[random.pick(Object.keys(value))];
  else if (Array.isArray(value) && value.length > 1) value.splice(random.below(value.length), 1);
  else delete at[keyword];
}

function alter(random: Random, at: Written): void {
  const keywords = Object.keys(at);
  if (keywords.length === 0) return;
  const keyword = random.pick(keywords);
  const value = at[keyword];
  if (keyword === 'multipleOf') at[keyword] = random.pick([0.5, 1, 2, 3, 4, 6]);
  else if (typeof value === 'number') at[keyword] = Math.max(0, value + random.pick([-1, 1, 2]));
  else if (keyword === 'type') at[keyword] = alteredType(random, value as Json);
  else if (keyword === 'enum' && isArray(value))
    at[keyword] = [...new Set([...value, random.pick<Json>(['a', 'b', 'c', 1, 2, null])])];
  else if (keyword === 'const') at[keyword] = random.pick<Json>(['a', 'b', 1, null]);
  else if (keyword === 'required') at[keyword] = NAMES.filter(() => random.chance(0.5));
  else if (MAPS.includes(keyword) && isObject(value)) (value as Written)[random.pick(NAMES)] = schema(random, 0, false);
  else if (LISTS.includes(keyword) && Array.isArray(value)) value.push(schema(random, 1, false));
  else if (keyword === 'anyOf' || keyword === 'oneOf') swap(at, keyword, keyword === 'anyOf' ? 'oneOf' : 'anyOf');
  else if (typeof value === 'boolean') at[keyword] = !value;
}

function alteredType(random: Random, type: Json): Json {
  if (type === 'integer') return 'number';
  if (type === 'number' && random.chance(0.5)) return 'integer';
  const types = isArray(type) ? type : [type];
  const added = random.pick(['string', 'integer', 'null', 'array', 'object', 'boolean']);
  if (random.chance(0.6)) return [...new Set([...types, added])];
  return types.length > 1 ? types.slice(1) : [added];
}

function rewrapped(random: Random, at: Written): Written {
  for (const [keyword, other] of [
    ['anyOf', 'oneOf'],
    ['oneOf', 'anyOf'],
    ['oneOf', 'allOf'],
  ] as const) {
    if (keyword in at && random.chance(0.5)) {
      const next = { ...at };
      swap(next, keyword, other);
      return next;
    }
  }
  switch (random.below(5)) {
    case 0:
      return { anyOf: [at, schema(random, 1, false)] };
    case 1:
      return { oneOf: [at, schema(random, 1, false)] };
    case 2:
      return { allOf: [at, schema(random, 1, false)] };
    case 3:
      return { anyOf: [at, { type: 'null' }] };
    default:
      return { not: at };
  }
}

function swap(at: Written, from: string, to: string): void {
  const value = at[from];
  delete at[from];
  if (value !== undefined) at[to] = value;
}

/** The whole written in another way, up to three times, that accepts the same. */
export function rewritten(random: Random, whole: Whole): Whole {
  const next = copy(whole) as Whole & { schema: Written };
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const spot = random.pick(spotsOf(next));
    const rewrite = random.pick(REWRITES);
    const result = rewrite(spot.schema, random, next);
    if (result !== undefined) spot.put(result);
  }
  return next;
}

/** Another wording of a schema; `undefined` where this one does not apply. */
type Rewrite = (at: Written, random: Random, whole: Whole) => Written | undefined;

/** Keywords that speak of other keywords beside them, and cannot be moved away from them. */
const ADJACENT = [
  ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ...['prefixItems', 'items', 'unevaluatedItems', 'contains', 'minContains', 'maxContains', 'if', 'then', 'else'],
];

const REWRITES: readonly Rewrite[] = [
  (at) => ({ allOf: [at] }),
  (at) => ({ anyOf: [at] }),
  (at) => ({ oneOf: [at] }),
  (at) => ({ allOf: [at, copy(at)] }),
  (at) => ({ anyOf: [at, copy(at)] }),
  (at) => ({ anyOf: [at, false as unknown as Written] }),
  (at) => ({ ...at, description: 'said in other words', examples: [1] }),
  (at, random) => Object.fromEntries(random.shuffled(Object.entries(at))),
  (at) => ('const' in at ? { ...without(at, 'const'), enum: [at.const as Json] } : undefined),
  (at) =>
    isArray(at.enum) && at.enum.length === 1 ? { ...without(at, 'enum'), const: at.enum[0] ?? null } : undefined,
  (at, random) => (isArray(at.enum) ? { ...at, enum: random.shuffled(at.enum as Json[]) } : undefined),
  (at, random) => (isArray(at.required) ? { ...at, required: random.shuffled(at.required as Json[]) } : undefined),
  (at, random) => (isArray(at.anyOf) ? { ...at, anyOf: random.shuffled(at.anyOf as unknown as Written[]) } : undefined),
  (at, random) => (isArray(at.oneOf) ? { ...at, oneOf: random.shuffled(at.oneOf as unknown as Written[]) } : undefined),
  (at, random) => (isArray(at.allOf) ? { ...at, allOf: random.shuffled(at.allOf as unknown as Written[]) } : undefined),
  (at) => ({ minLength: 0, minItems: 0, minProperties: 0, uniqueItems: false, required: [], ...at }),
  // Where `unevaluated*` looks on, these would count as having seen everything.
  (at, _random, whole) =>
    JSON.stringify(whole).includes('unevaluated') ? undefined : { additionalProperties: true, items: {}, ...at },
  (at) => {
    const { type } = at;
    return isArray(type) && type.length > 1
      ? { anyOf: (type as string[]).map((one) => ({ ...copy(at), type: one })) }
      : undefined;
  },
  (at, random) => {
    const movable = Object.keys(at).filter((keyword) => !ADJACENT.includes(keyword));
    if (movable.length === 0 || 'unevaluatedProperties' in at || 'unevaluatedItems' in at) return undefined;
    const moved = movable.filter(() => random.chance(0.5));
    const kept = Object.entries(at).filter(([keyword]) => !moved.includes(keyword));
    const apart = Object.fromEntries(Object.entries(at).filter(([keyword]) => moved.includes(keyword)));
    return { allOf: [Object.fromEntries(kept) as Written, apart as Written] };
  },
  (at, random, whole) => {
    const name = `Extracted${Object.keys(whole.components).length}_${random.below(1000)}`;
    whole.components[name] = at;
    return { $ref: `#/components/schemas/${name}` };
  },
  (at, _random, whole) => {
    const name = typeof at.$ref === 'string' ? at.$ref.slice('#/components/schemas/'.length) : '';
    const target = whole.components[name];
    return target === undefined || Object.keys(at).length > 1 ? undefined : copy(target);
  },
  (at) =>
    at.type === 'integer' &&
    typeof at.minimum === 'number' &&
    Number.isInteger(at.minimum) &&
    !('exclusiveMinimum' in at)
      ? { ...without(at, 'minimum'), exclusiveMinimum: at.minimum - 1 }
      : undefined,
];

function without(at: Written, keyword: string): Written {
  return Object.fromEntries(Object.entries(at).filter(([key]) => key !== keyword)) as Written;
}

/** The second schema of a pair and how it came of the first. */
export function counterpart(
  random: Random,
  whole: Whole,
): { readonly whole: Whole; readonly by: 'edit' | 'rewrite' | 'chance' } {
  const way = random.next();
  if (way < 0.7) return { whole: edited(random, whole), by: 'edit' };
  if (way < 0.94) return { whole: rewritten(random, whole), by: 'rewrite' };
  return { whole: anyWhole(random), by: 'chance' };
}
