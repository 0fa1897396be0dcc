// The JSON Schema of a payload as the list of fields that a manifest has for it.

import { isArray, isObject, type Json, type JsonObject, own } from '../model/json.ts';
import { type FieldPath, formatField } from '../model/place.ts';
import { isPattern } from '../model/text-schema.ts';
import { isAnnotation } from '../model/vocabulary.ts';

/** A field by itself, or with what is known of it. */
export type ListedField = string | JsonObject;

/** What a manifest takes; deeper and longer paths are not listed. */
const LIMITS = { steps: 64, characters: 1000 } as const;

/** The fields of a payload, and what of its schema a list of fields cannot say: keywords, with the field that they stand at. */
export function listFields(
  schema: JsonObject,
  sent: boolean,
): { readonly fields: readonly ListedField[]; readonly unsaid: readonly string[] } {
  const list = new FieldList(sent);
  list.add(schema, [], false);
  return list;
}

const SAID = new Set([
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'items',
  'properties',
  'required',
  'additionalProperties',
]);

class FieldList {
  readonly fields: ListedField[] = [];
  readonly unsaid: string[] = [];
  readonly #sent: boolean;

  constructor(sent: boolean) {
    this.#sent = sent;
  }

  add(schema: Json, path: FieldPath, absent: boolean): void {
    const written = formatField(path);
    if (path.length > LIMITS.steps || written.length > LIMITS.characters) {
      this.#skip('a field that lies too deep', path.slice(0, 3));
      return;
    }
    const { inner, takesNull } = withoutNull(isObject(schema) ? schema : {});
    if (schema === false) this.#skip('false', path);
    for (const keyword of Object.keys(inner))
      if (!SAID.has(keyword) && !isAnnotation(keyword)) this.#skip(keyword, path);
    const children = this.#children(inner, path);
    const details = this.#details(inner, path, children);
    const own: JsonObject = { ...details, ...(absent && { absent }), ...(takesNull && { nullable: true }) };
    if (Object.keys(own).length > 0) this.fields.push({ [keyOf(written)]: own });
    else if (children.length === 0) this.fields.push(written);
    for (const child of children) this.add(child.schema, child.path, child.absent);
  }

  #children(schema: JsonObject, path: FieldPath): readonly Child[] {
    const properties = own(schema, 'properties');
    const required = own(schema, 'required');
    const names = isArray(required) ? required.filter((name) => typeof name === 'string') : [];
    const named = new Map(Object.entries(isObject(properties) ? properties : {}));
    for (const name of names) if (!named.has(name)) named.set(name, {});
    const needed = new Set(names);
    const found = [...named].map(([property, each]) =>
      child(each ?? {}, [...path, { property }], !needed.has(property)),
    );
    const additional = own(schema, 'additionalProperties');
    const hasObject = found.length > 0 || isObject(additional);
    if (isObject(additional) || (additional === true && this.#sent)) {
      found.push(child(additional === true ? {} : additional, [...path, { values: true }], false));
    } else if (additional === false ? !(this.#sent && hasObject) : this.#sent && hasObject) {
      this.#skip('additionalProperties', path);
    }
    const items = own(schema, 'items');
    if (items !== undefined) found.push(child(items, [...path, { items: true }], false));
    return found;
  }

  #details(schema: JsonObject, path: FieldPath, children: readonly Child[]): JsonObject {
    const types = typesOf(schema);
    const asked = new Set<string>(children.map(({ path: below }) => (isItem(below) ? 'array' : 'object')));
    const isAsked = children.length > 0 && types.length === asked.size && types.every((type) => asked.has(type));
    const missing = [...asked].filter((type) => !types.includes(type));
    if (missing.length > 0 && types.length > 0) this.#skip('type', path);
    const isOpen = types.length === 0 && asked.size < 2;
    const said = isAsked || isOpen ? [] : [...types, ...missing];
    const format = own(schema, 'format');
    const pattern = own(schema, 'pattern');
    const values = this.#values(schema, path);
    if (typeof pattern === 'string' && !isPattern(pattern)) this.#skip('pattern', path);
    return {
      ...(said.length === 0 ? {} : { type: said.length === 1 ? (said[0] ?? '') : said }),
      ...(typeof format === 'string' && format.trim() !== '' ? { format } : {}),
      ...(typeof pattern === 'string' && isPattern(pattern) ? { pattern } : {}),
      ...(values === undefined ? {} : { values }),
    };
  }

  #values(schema: JsonObject, path: FieldPath): readonly Json[] | undefined {
    const constant = own(schema, 'const');
    const values = constant === undefined ? own(schema, 'enum') : [constant];
    if (!isArray(values)) return undefined;
    if (values.length > 0 && values.every((value) => value !== null && typeof value !== 'object')) return values;
    this.#skip('enum', path);
    return undefined;
  }

  #skip(keyword: string, path: FieldPath): void {
    this.unsaid.push(path.length === 0 ? keyword : `${keyword} of ${formatField(path)}`);
  }
}

interface Child {
  readonly schema: Json;
  readonly path: FieldPath;
  readonly absent: boolean;
}

function child(schema: Json, path: FieldPath, absent: boolean): Child {
  return { schema, path, absent };
}

function isItem(path: FieldPath): boolean {
  const last = path.at(-1);
  return last !== undefined && 'items' in last;
}

const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']);

function typesOf(schema: JsonObject): readonly string[] {
  const type = own(schema, 'type');
  return (isArray(type) ? type : [type]).filter((each) => typeof each === 'string').filter((each) => TYPES.has(each));
}

/** The schema as it is for values that are not null, and whether null is taken too. */
function withoutNull(schema: JsonObject): { readonly inner: JsonObject; readonly takesNull: boolean } {
  const anyOf = own(schema, 'anyOf');
  const isOnly = Object.keys(schema).length === 1 && isArray(anyOf) && anyOf.length === 2;
  if (isOnly && isObject(anyOf[0]) && isObject(anyOf[1]) && own(anyOf[1], 'type') === 'null') {
    return { inner: anyOf[0], takesNull: true };
  }
  const types = typesOf(schema);
  const values = own(schema, 'enum');
  const takesNull = types.includes('null') || (types.length === 0 && isArray(values) && values.includes(null));
  if (!takesNull) return { inner: schema, takesNull };
  const { type, enum: listed, ...rest } = schema;
  const others = types.filter((each) => each !== 'null');
  const kept = isArray(listed) ? listed.filter((value) => value !== null) : [];
  const inner = {
    ...(others.length === 0 ? {} : { type: others.length === 1 ? (others[0] ?? '') : others }),
    ...rest,
    ...(kept.length === 0 ? {} : { enum: kept }),
  };
  return { inner, takesNull };
}

/** A key of YAML that is a path, and no name that parsers act on. */
function keyOf(path: string): string {
  return path === '__proto__' ? '["__proto__"]' : path;
}
