// The fields of a payload that a consumer uses, as its contract's JSON Schema names them.

import { isArray, isObject, type Json, type JsonObject, own } from './json.ts';
import type { FieldPath, FieldSegment } from './place.ts';
import type { Payload } from './usage.ts';

/** A field that a consumer sends, or reads. */
export interface FieldUse {
  readonly path: FieldPath;
  /** JSON Schema 2020-12 of all that it sends there, or can take; what several branches say is under `allOf` and `anyOf`. */
  readonly schema: JsonObject;
  /** Whether it is never absent where what holds it is there. */
  readonly required: boolean;
}

/**
 * The fields that the payload's schema names, whatever keywords and branches lead to them, each once; what holds a field
 * comes before it, the payload itself (of the empty path) first. Objects and arrays that stand as a value are taken apart.
 * None where nothing is known of the payload.
 */
export function fieldsOf({ schema }: Payload): readonly FieldUse[] {
  const fields: FieldUse[] = [];
  const visit = (use: FieldUse): void => {
    fields.push(use);
    for (const { segment, schema: inner, required } of membersOf(use.schema).values())
      visit({ path: [...use.path, segment], schema: inner, required });
  };
  if (schema !== undefined) visit({ path: [], schema, required: true });
  return fields;
}

interface Member {
  readonly segment: FieldSegment;
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** What is one step below a schema, by its segment. */
type Members = ReadonlyMap<string, Member>;

function membersOf(schema: JsonObject): Members {
  const branches = (keyword: string): readonly JsonObject[] => {
    const listed = own(schema, keyword);
    return isArray(listed) ? listed.filter(isObject) : [];
  };
  const consequences = ['then', 'else'].flatMap((keyword) => own(schema, keyword) ?? []).filter(isObject);
  return together([
    ownMembers(schema),
    ...branches('allOf').map(membersOf),
    ...['anyOf', 'oneOf'].map((keyword) => oneOf(branches(keyword).filter(holdsFields).map(membersOf))),
    oneOf(consequences.length === 0 ? [] : [...consequences.map(membersOf), new Map()]),
    ...valuesIn(schema),
  ]);
}

function ownMembers(schema: JsonObject): Members {
  const members = new Map<string, Member>();
  const add = (segment: FieldSegment, inner: Json | undefined, required = false): void => {
    if (inner === false || inner === undefined) return;
    members.set(JSON.stringify(segment), { segment, schema: isObject(inner) ? inner : {}, required });
  };
  const required = own(schema, 'required');
  const names = new Set(isArray(required) ? required.filter((name) => typeof name === 'string') : []);
  const properties = own(schema, 'properties');
  const described = isObject(properties) ? properties : {};
  for (const property of new Set([...Object.keys(described), ...names]))
    add({ property }, own(described, property) ?? {}, names.has(property));
  const patterns = own(schema, 'patternProperties');
  if (isObject(patterns)) for (const pattern of Object.keys(patterns)) add({ pattern }, own(patterns, pattern));
  const prefix = own(schema, 'prefixItems');
  if (isArray(prefix)) prefix.forEach((inner, item) => void add({ item }, inner));
  for (const [keyword, segment] of [
    ['additionalProperties', { values: true }],
    ['items', { items: true }],
  ] as const) {
    const inner = own(schema, keyword);
    if (isObject(inner)) add(segment, inner);
  }
  return members;
}

/** What stands in the values that `const` and `enum` list, as members that are these values. */
function valuesIn(schema: JsonObject): readonly Members[] {
  const listed = own(schema, 'enum');
  const single = own(schema, 'const');
  const values = [...(isArray(listed) ? listed : []), ...(single === undefined ? [] : [single])];
  const structured = values.filter((value) => typeof value === 'object' && value !== null);
  if (structured.length === 0) return [];
  return [
    oneOf(
      structured.map((value): Members => {
        const entries: readonly (readonly [FieldSegment, Json])[] = isArray(value)
          ? value.map((item, at) => [{ item: at }, item])
          : Object.keys(value).map((property) => [{ property }, own(value, property) ?? null]);
        return new Map(
          entries.map(([segment, inner]) => [
            JSON.stringify(segment),
            { segment, schema: { const: inner }, required: true },
          ]),
        );
      }),
    ),
  ];
}

/** Whether an object or an array may satisfy the schema. */
function holdsFields(schema: JsonObject): boolean {
  const type = own(schema, 'type');
  const listed = own(schema, 'enum') ?? (Object.hasOwn(schema, 'const') ? [own(schema, 'const') ?? null] : [{}]);
  if (isArray(listed) && !listed.some((value) => typeof value === 'object' && value !== null)) return false;
  if (type === undefined) return true;
  const types = isArray(type) ? type : [type];
  return types.includes('object') || types.includes('array');
}

/** Members of what all must hold. */
function together(all: readonly Members[]): Members {
  return merged(all, (group) => ({
    schema: combined('allOf', group),
    required: group.some(({ required }) => required),
  }));
}

/** Members of what one of several must hold. */
function oneOf(branches: readonly Members[]): Members {
  return merged(branches, (group) => ({
    schema: combined('anyOf', group),
    required: group.length === branches.length && group.every(({ required }) => required),
  }));
}

function merged(
  all: readonly Members[],
  merge: (group: readonly Member[]) => Pick<Member, 'schema' | 'required'>,
): Members {
  const groups = new Map<string, Member[]>();
  for (const members of all)
    for (const [key, member] of members) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [member]);
      else group.push(member);
    }
  const result = new Map<string, Member>();
  for (const [key, group] of groups) {
    const [first] = group;
    if (first !== undefined) result.set(key, { segment: first.segment, ...merge(group) });
  }
  return result;
}

function combined(keyword: 'allOf' | 'anyOf', members: readonly Member[]): JsonObject {
  const [first] = members;
  return members.length === 1 && first !== undefined
    ? first.schema
    : { [keyword]: members.map(({ schema }) => schema) };
}
