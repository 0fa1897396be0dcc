// What `unevaluatedProperties` and `unevaluatedItems` look at: what their own schema object and all within it leave unseen.

import type { Target } from '../../model/document.ts';
import { isArray, isObject, type Json, type JsonObject, own } from '../../model/json.ts';
import { below } from '../../model/pointer.ts';
import type { Folding } from './folding.ts';
import type { Leaf } from './leaves.ts';

/** The leaf and those that it encloses: a `$ref`, `allOf` or a chosen alternative. */
export function enclosed(leaf: Leaf, leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.filter((other) => other === leaf || other.above.has(leaf.pointer));
}

/**
 * Whether the leaves tell all that `unevaluated*` of the leaf takes for seen (JSON Schema 2020-12 §11), where objects have
 * the names that `may` says.
 */
export function seesAll(leaf: Leaf, leaves: readonly Leaf[], may: (name: string) => boolean = () => true): boolean {
  return enclosed(leaf, leaves).every(({ raw }) => {
    // Several alternatives of `anyOf` may match at once, and each sees its own.
    const anyOf = own(raw, 'anyOf');
    if (isArray(anyOf) && anyOf.length > 1) return false;
    return PARTIAL.every((keyword) => {
      const value = own(raw, keyword);
      if (keyword.startsWith('depend') && isObject(value))
        return !Object.entries(value).some(([name, inner = true]) => may(name) && maySee(inner));
      if (keyword === 'if') return !['if', 'then', 'else'].some((part) => maySee(own(raw, part) ?? true));
      return value === undefined;
    });
  });
}

const PARTIAL = ['if', 'dependentSchemas', 'dependencies', 'contains', '$dynamicRef', '$recursiveRef', 'not'];

/** What sees all that nothing else has seen, and what sees what it names. */
const SEEING = {
  object: {
    rest: 'additionalProperties',
    unevaluated: 'unevaluatedProperties',
    names: ['properties', 'patternProperties'],
  },
  array: { rest: 'items', unevaluated: 'unevaluatedItems', names: ['prefixItems', 'items'] },
} as const;

/** Keywords with schemas that may see more of the same value. */
const INNER = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', 'dependencies'];

/** Whether the schema may take something for seen: it names properties or items, or another schema that may. */
function maySee(schema: Json): boolean {
  return isObject(schema) && Object.keys(schema).some((keyword) => SIGHTED.has(keyword));
}

const SIGHTED: ReadonlySet<string> = new Set([
  ...Object.values(SEEING).flatMap(({ rest, unevaluated, names }) => [rest, unevaluated, ...names]),
  ...INNER,
  ...PARTIAL,
]);

/**
 * What the leaf and all within it see of objects or arrays, always or where something holds: equal where the same names,
 * patterns and items are seen. `undefined` where everything is.
 */
export function seenBy(
  leaf: Leaf,
  leaves: readonly Leaf[],
  type: 'object' | 'array',
  { schema }: Pick<Folding, 'schema'>,
): string | undefined {
  const { rest, unevaluated, names } = SEEING[type];
  const inside = enclosed(leaf, leaves);
  if (inside.some((other) => seesRest(other.raw, rest) || (other !== leaf && seesRest(other.raw, unevaluated))))
    return undefined;
  const seen = new Set<string>();
  const visited = new Set<string>();
  const visit = ({ value, pointer }: Target, when: string): void => {
    if (!isObject(value) || visited.has(`${when} ${pointer}`)) return;
    visited.add(`${when} ${pointer}`);
    if (seesRest(value, rest) || (pointer !== leaf.pointer && seesRest(value, unevaluated))) seen.add(`${when} all`);
    if (type === 'array' && own(value, 'contains') !== undefined) seen.add(`${when} contains`);
    for (const keyword of names) {
      const named = own(value, keyword);
      if (keyword === 'items' && !isArray(named)) continue;
      if (typeof named === 'object' && named !== null)
        for (const name of Object.keys(named)) seen.add(`${when} ${keyword} ${JSON.stringify(name)}`);
    }
    for (const keyword of INNER) {
      const inner = own(value, keyword);
      const at = below(pointer, keyword);
      const always = keyword === '$ref' || keyword === 'allOf' || (isArray(inner) && inner.length === 1);
      const where = always ? when : keyword;
      if (keyword === '$ref' && inner !== undefined)
        for (const target of schema([{ value: { $ref: inner }, pointer }]).sources) visit(target, where);
      else if (isArray(inner))
        for (const [index, member] of inner.entries()) visit({ value: member, pointer: below(at, index) }, where);
      else if (isObject(inner) && keyword.startsWith('depend'))
        for (const [name, member = true] of Object.entries(inner))
          visit({ value: member, pointer: below(at, name) }, `${where} ${JSON.stringify(name)}`);
      else if (inner !== undefined) visit({ value: inner, pointer: at }, where);
    }
  };
  for (const { raw, pointer } of inside) visit({ value: raw, pointer }, '');
  return [...seen].sort().join();
}

function seesRest(raw: JsonObject, keyword: string): boolean {
  const value = own(raw, keyword);
  return value !== undefined && !isArray(value);
}
