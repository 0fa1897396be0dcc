// Lists of fields, as a manifest has them, into the JSON Schema of a payload.

import { isFieldMistake, parseField } from '../../model/field-path.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { type FieldPath, formatField } from '../../model/place.ts';
import type { KeyPath, Problem } from '../../model/problems.ts';
import type { FieldDetails, Fields } from './schema.ts';

/** Raises what is wrong. */
export type Refuse = (problem: Problem) => never;

/** How many steps a field may be away from its payload. */
const DEEPEST = 64;

/** What is known of one place of a payload. */
interface Node {
  readonly text: string;
  /** Where the place is listed, or what is listed first of all below it. */
  at: KeyPath;
  details: FieldDetails | undefined;
  readonly properties: Map<string, Node>;
  values: Node | undefined;
  items: Node | undefined;
}

/**
 * JSON Schema 2020-12 of a payload with these fields, which stand at `at` in the manifest. An object of a payload that is
 * sent has no other properties than those listed. Raises through `refuse` the first entry that cannot be read.
 */
export function fieldsSchema(fields: Fields, at: KeyPath, sent: boolean, refuse: Refuse): JsonObject {
  const root = nodeOf([], at);
  for (const [index, entry] of fields.entries()) {
    const listed: readonly (readonly [string, FieldDetails, KeyPath])[] =
      typeof entry === 'string'
        ? [[entry, {}, [...at, index]]]
        : Object.entries(entry).map(([text, details]) => [text, details, [...at, index, text]]);
    for (const [text, details, place] of listed) {
      const node = descend(root, pathOf(text, place, refuse), place);
      if (node.details !== undefined) {
        return refuse({ path: place, what: 'is listed twice', hint: 'keep one of them, with all that is known' });
      }
      node.details = details;
      node.at = place;
    }
  }
  return schemaOf(root, sent, refuse);
}

function pathOf(text: string, place: KeyPath, refuse: Refuse): FieldPath {
  if (/^\$[.[]|^\//.test(text)) {
    return refuse({
      path: place,
      what: `is no field: \`${text}\``,
      hint: 'write the way from the body: `data[].amount`',
    });
  }
  const path = parseField(text);
  if (isFieldMistake(path)) {
    const { column, problem } = path;
    return refuse({ path: place, what: `is no field: \`${text}\` goes wrong at column ${column}`, hint: problem });
  }
  if (!path.every((segment) => 'property' in segment || 'values' in segment || 'items' in segment)) {
    const hint = 'write names, `[]` for every item and `*` for every key: what is read of one item is asked of all';
    return refuse({ path: place, what: `is a field that a manifest cannot name: \`${text}\``, hint });
  }
  if (path.length > DEEPEST) {
    return refuse({ path: place, what: 'lies too deep', hint: `a field has at most ${DEEPEST} steps` });
  }
  return path;
}

function nodeOf(path: FieldPath, at: KeyPath): Node {
  return {
    text: formatField(path),
    at,
    details: undefined,
    properties: new Map(),
    values: undefined,
    items: undefined,
  };
}

function descend(root: Node, path: FieldPath, at: KeyPath): Node {
  let node = root;
  for (const [index, segment] of path.entries()) {
    const fresh = () => nodeOf(path.slice(0, index + 1), at);
    if ('items' in segment) {
      node.items ??= fresh();
      node = node.items;
    } else if ('property' in segment) {
      const next = node.properties.get(segment.property) ?? fresh();
      node.properties.set(segment.property, next);
      node = next;
    } else {
      node.values ??= fresh();
      node = node.values;
    }
  }
  return node;
}

function schemaOf(node: Node, sent: boolean, refuse: Refuse): JsonObject {
  const { type, format, pattern, values, nullable = false } = node.details ?? {};
  const types = typesOf(node, type, refuse);
  const isObject = node.properties.size > 0 || node.values !== undefined;
  const required = [...node.properties].filter(([, { details }]) => details?.absent !== true).map(([name]) => name);
  const schema: Record<string, Json | undefined> = {
    type: types.length === 1 ? types[0] : types.length > 1 ? types : undefined,
    enum: values,
    format,
    pattern,
    items: node.items && schemaOf(node.items, sent, refuse),
    properties:
      node.properties.size === 0
        ? undefined
        : Object.fromEntries([...node.properties].map(([name, each]) => [name, schemaOf(each, sent, refuse)])),
    required: required.length === 0 ? undefined : required,
    additionalProperties: node.values ? schemaOf(node.values, sent, refuse) : sent && isObject ? false : undefined,
  };
  const written = Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
  return nullable ? withNull(written, types, values) : written;
}

/** The types that are said, or those that the fields below ask for. */
function typesOf(node: Node, said: FieldDetails['type'], refuse: Refuse): readonly string[] {
  const asked = [
    ...(node.properties.size > 0 || node.values !== undefined ? ['object'] : []),
    ...(node.items === undefined ? [] : ['array']),
  ];
  const path = node.at;
  const subject = node.text === '' ? 'the body' : `\`${node.text}\``;
  if (said === undefined) {
    if (asked.length < 2) return asked;
    const hint = `list ${subject} itself with \`type: [object, array]\` if it may be either`;
    return refuse({ path, what: `is read as an object here and as an array elsewhere: ${subject}`, hint });
  }
  const types = typeof said === 'string' ? [said] : [...new Set(said)];
  const missing = asked.find((type) => !types.some((each) => each === type));
  if (missing === undefined) return types;
  const hint = `add \`${missing}\` to its type, or leave the type out`;
  return refuse({ path, what: `has fields below it that ask for an ${missing}: ${subject}`, hint });
}

function withNull(schema: JsonObject, types: readonly string[], values: FieldDetails['values']): JsonObject {
  const widened = values === undefined ? {} : { enum: [...values, null] };
  if (types.length > 0) return { ...schema, type: [...types, 'null'], ...widened };
  return values === undefined ? { anyOf: [schema, { type: 'null' }] } : { ...schema, ...widened };
}
