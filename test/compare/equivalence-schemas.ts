// Rewritings of schemas that leave what they accept as it was.

import {
  components,
  copy,
  freshName,
  isModern,
  isNode,
  isSwagger,
  type Node,
  namesAreOnTheWire,
  nodesIn,
  type Rewrite,
  type Site,
  sites,
  target,
  type Value,
} from './equivalence-walk.ts';

/** Keywords that say something beside what is accepted: they stay outside when a schema becomes an alternative. */
const ANNOTATIONS = [
  'title',
  'description',
  'example',
  'examples',
  'default',
  'deprecated',
  'readOnly',
  'writeOnly',
  'xml',
  'externalDocs',
];

/** Rewritings by name. */
export const SCHEMA_REWRITES: Readonly<Record<string, Rewrite>> = {
  'lists in another order': (document, random) => {
    for (const { schema } of sites(document))
      for (const key of ['required', 'enum', 'type', 'anyOf', 'oneOf', 'allOf']) {
        const list = schema[key];
        if (Array.isArray(list)) schema[key] = random.shuffled(list);
      }
  },

  'schemas wrapped in a single-member allOf': (document, random) => {
    for (const { schema, replace } of wrappable(document)) if (random.once(8)) replace({ allOf: [schema] });
  },

  'schemas wrapped in a single-member oneOf or anyOf': (document, random) => {
    if (isSwagger(document)) return;
    for (const { schema, replace } of wrappable(document)) {
      if (!random.once(8)) continue;
      const [outside, inside] = split(schema);
      replace({ ...outside, [random.pick(['oneOf', 'anyOf'])]: [inside] });
    }
  },

  'objects split into an allOf': (document, random) => {
    for (const { schema } of sites(document)) {
      const { properties, required } = schema;
      if (!isNode(properties) || CLOSING.some((key) => schema[key] !== undefined) || !random.once(4)) continue;
      const parts: Node[] = [{}, {}];
      for (const [name, property] of Object.entries(properties)) {
        const part = random.once(2) ? parts[0] : parts[1];
        if (part === undefined) continue;
        part.properties = { ...(isNode(part.properties) ? part.properties : {}), [name]: property };
        if (Array.isArray(required) && required.includes(name))
          part.required = [...(Array.isArray(part.required) ? part.required : []), name];
      }
      delete schema.properties;
      if (Array.isArray(required))
        schema.required = required.filter((name) => !Object.hasOwn(properties, String(name)));
      if (Array.isArray(schema.required) && schema.required.length === 0) delete schema.required;
      schema.allOf = parts;
    }
  },

  'schemas extracted to components': (document, random) => {
    const { map, prefix } = components(document, 'schemas');
    for (const { schema, place, replace } of sites(document)) {
      if (place === 'named' || schema.$ref !== undefined || !random.once(8)) continue;
      const name = freshName(map, 'Extracted');
      map[name] = schema;
      replace({ $ref: `${prefix}${name}` });
    }
  },

  'references replaced by what they lead to': (document, random) => {
    for (const { schema, place, replace } of sites(document)) {
      const found = target(document, 'schemas', schema.$ref);
      if (found === undefined || found.discriminator !== undefined || place === 'named') continue;
      if (Object.keys(schema).length > 1 || JSON.stringify(found).length > 4000 || !random.once(4)) continue;
      replace(copy(found));
    }
  },

  'components renamed': (document, random) => {
    const { map, prefix } = components(document, 'schemas');
    const pinned = namesAreOnTheWire(document) ? pinnedNames(document, prefix) : new Set<string>();
    const renamed = new Map<string, string>();
    for (const name of Object.keys(map)) {
      const schema = map[name];
      if (schema === undefined || pinned.has(name) || !/^[\w.-]+$/.test(name) || !random.once(3)) continue;
      renamed.set(`${prefix}${name}`, `${prefix}Renamed.${name}`);
      delete map[name];
      map[`Renamed.${name}`] = schema;
    }
    replaceReferences(document, (reference) => {
      const [, head = '', rest = ''] = new RegExp(`^(${prefix}[^/]+)(.*)$`).exec(reference) ?? [];
      const fresh = renamed.get(head);
      return fresh === undefined ? reference : fresh + rest;
    });
  },

  'null as a type, and as an alternative': (document, random) => {
    if (!isModern(document)) return;
    for (const { schema, replace } of sites(document)) {
      const { type } = schema;
      if (!Array.isArray(type) || !type.includes('null') || type.length < 2 || !random.once(2)) continue;
      if (UNTYPED.some((key) => schema[key] !== undefined)) continue;
      if (Array.isArray(schema.enum) && !schema.enum.includes(null)) continue;
      const [outside, inside] = split(schema);
      const others = type.filter((name) => name !== 'null');
      inside.type = others.length === 1 ? (others[0] ?? null) : others;
      if (Array.isArray(inside.enum)) inside.enum = inside.enum.filter((value) => value !== null);
      if (Array.isArray(inside.enum) && inside.enum.length === 0) continue;
      replace({ ...outside, [random.pick(['anyOf', 'oneOf'])]: random.shuffled<Node>([inside, { type: 'null' }]) });
    }
  },

  'a constant, and an enum of one value': (document, random) => {
    if (!isModern(document)) return;
    for (const { schema } of sites(document)) {
      if (!random.once(2)) continue;
      const [only] = Array.isArray(schema.enum) && schema.enum.length === 1 ? schema.enum : [];
      if (only !== undefined) {
        delete schema.enum;
        schema.const = only;
      } else if (schema.const !== undefined) {
        schema.enum = [schema.const];
        delete schema.const;
      }
    }
  },

  'an enum, and alternatives of one value': (document, random) => {
    if (!isModern(document)) return;
    for (const { schema } of sites(document)) {
      const { enum: values } = schema;
      if (!Array.isArray(values) || values.length > 8 || schema.oneOf !== undefined || !random.once(4)) continue;
      delete schema.enum;
      schema.oneOf = random.shuffled(values).map((value) => ({ const: value }));
    }
  },

  'a type, and a list of types': (document, random) => {
    if (!isModern(document)) return;
    for (const { schema, replace } of sites(document)) {
      const { type } = schema;
      if (!random.once(3)) continue;
      if (typeof type === 'string') schema.type = [type];
      else if (Array.isArray(type) && type.length > 1 && schema.anyOf === undefined) {
        const [outside, inside] = split(schema);
        if (schema.enum !== undefined || schema.const !== undefined || schema.oneOf !== undefined) continue;
        replace({ ...outside, anyOf: random.shuffled(type).map((name) => ({ ...copy(inside), type: name })) });
      }
    }
  },

  'what holds anyway written out': (document, random) => {
    const unevaluated = sites(document).some((site) => site.schema.unevaluatedProperties !== undefined);
    for (const { schema } of sites(document)) {
      if (schema.$ref !== undefined || !random.once(3)) continue;
      if (schema.type === 'string') schema.minLength ??= 0;
      if (schema.type === 'array') schema.minItems ??= 0;
      if (schema.type === 'array') schema.uniqueItems ??= false;
      if (schema.type === 'object' && !unevaluated) schema.additionalProperties ??= true;
      if (schema.type === 'object') schema.minProperties ??= 0;
    }
  },

  'schemas described': (document, random) => {
    for (const { schema } of sites(document)) {
      if (schema.$ref !== undefined || !random.once(3)) continue;
      schema.description = 'Told anew.';
      schema['x-note'] = { told: ['anew'] };
      if (random.once(2)) schema.title = 'Told anew';
      else delete schema.title;
      if (isModern(document)) schema.$comment = 'Told anew.';
    }
  },
};

/** Writes OpenAPI 3.0 as 3.1; leaves documents of other versions as they are. */
export function lift(document: Node): void {
  if (!String(document.openapi).startsWith('3.0')) return;
  for (const { schema, replace } of sites(document)) {
    if (schema.$ref !== undefined) replace({ $ref: schema.$ref });
    else liftSchema(schema, replace);
  }
  document.openapi = '3.1.0';
}

const CLOSING = [
  'additionalProperties',
  'patternProperties',
  'unevaluatedProperties',
  'allOf',
  'discriminator',
  '$ref',
  'if',
];

/** Keywords that speak of values of any type, null too. */
const UNTYPED = ['const', 'allOf', 'anyOf', 'oneOf', 'not', 'if', '$ref'];

function wrappable(document: Node): Site[] {
  return sites(document).filter(({ schema, place }) => place !== 'named' && schema.discriminator === undefined);
}

/** The annotations of a schema, and what is left of it. */
function split(schema: Node): [outside: Node, inside: Node] {
  const entries = Object.entries(schema);
  const outside = entries.filter(([key]) => ANNOTATIONS.includes(key) && schema.$ref === undefined);
  return [Object.fromEntries(outside), Object.fromEntries(entries.filter((entry) => !outside.includes(entry)))];
}

/** How OpenAPI 3.1 tells of bytes (§4.8.14.1). */
const BYTES: ReadonlyMap<unknown, Node> = new Map([
  ['binary', { contentMediaType: 'application/octet-stream' }],
  ['byte', { contentEncoding: 'base64' }],
]);

function liftSchema(schema: Node, replace: Site['replace']): void {
  const bytes = BYTES.get(schema.format);
  if (bytes !== undefined && schema.type === 'string') {
    delete schema.format;
    Object.assign(schema, bytes);
  }
  for (const [bound, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[bound] !== 'boolean') continue;
    const exclusive = schema[bound] && typeof schema[limit] === 'number';
    if (!exclusive) delete schema[bound];
    else {
      schema[bound] = schema[limit] ?? null;
      delete schema[limit];
    }
  }
  if (schema.example !== undefined) schema.examples = [schema.example];
  delete schema.example;
  const { nullable, type } = schema;
  delete schema.nullable;
  if (nullable !== true) return;
  if (typeof type === 'string') schema.type = [type, 'null'];
  else {
    const [outside, inside] = split(schema);
    replace({ ...outside, anyOf: [inside, { type: 'null' }] });
  }
}

/** The components that alternatives lead to, and those that extend another one: a discriminator knows them by name. */
function pinnedNames(document: Node, prefix: string): ReadonlySet<string> {
  const pinned = new Set<string>();
  const pin = (members: Value | undefined): void => {
    for (const { $ref } of nodesIn(members)) if (typeof $ref === 'string') pinned.add($ref.slice(prefix.length));
  };
  for (const { schema } of sites(document)) {
    pin(schema.oneOf);
    pin(schema.anyOf);
  }
  for (const [name, schema] of Object.entries(components(document, 'schemas').map))
    if (isNode(schema) && (schema.allOf !== undefined || schema.discriminator !== undefined)) pinned.add(name);
  return pinned;
}

function replaceReferences(value: Value | undefined, fresh: (reference: string) => string): void {
  if (Array.isArray(value)) for (const item of value) replaceReferences(item, fresh);
  if (!isNode(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') value[key] = fresh(inner);
    else if (key === 'mapping' && isNode(inner)) {
      for (const [name, to] of Object.entries(inner)) if (typeof to === 'string') inner[name] = fresh(to);
    } else replaceReferences(inner, fresh);
  }
}
