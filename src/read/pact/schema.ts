// An example and its matching rules as JSON Schema: all that the consumer may send, or all that it can take.

import { isArray, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { isSecretName } from '../contract/sensitive-names.ts';
import { quote } from '../document/looks.ts';
import type { Matcher, Rule, Variant } from './matcher.ts';
import { parsePath } from './path.ts';
import type { Note } from './rules.ts';
import { matchedScalar, typeOf } from './scalar.ts';
import { type Position, RuleTree, ruleAt, startAt, step } from './tree.ts';
import { combined, unionReceived, unionSent } from './union.ts';

/** Which way the values go, and where to say what of them cannot be checked. */
export interface Side {
  readonly direction: 'sent' | 'received';
  readonly note: Note;
}

/**
 * The schema of a value as `example` shows it and the rules at `at` widen it. Received, a literal stands for its type,
 * and objects are open; sent, it is a constant, and nothing but what is named is sent. Of what is `secret` only the type
 * is told.
 */
export function schemaAt(example: Json, at: Position, side: Side, secret = false): JsonObject {
  const { matchers, combine, own } = ruleAt(at);
  if (isArray(example) || isObject(example)) {
    const structural = matchers.filter(({ kind }) => kind !== 'null');
    for (const matcher of structural) if (matcher.kind === 'unknown') matchedScalar(matcher, null, true, side.note);
    const structure = isArray(example)
      ? arraySchema(example, at, side, own ? structural : structural.map(withoutBounds), secret)
      : objectSchema(example, at, side, structural);
    const orNull = structural.length === matchers.length ? [] : [{ type: 'null' }];
    return combined(structural.length === 0 && orNull.length > 0 ? orNull : [structure, ...orNull], combine);
  }
  if (matchers.length === 0) return literal(example, side, secret);
  const parts = matchers.map((matcher) => matchedScalar(matcher, example, secret, side.note));
  return withExample(combined(parts, combine), example, secret);
}

/** The schema of values that stand in one place: of a list's items, of a parameter. */
export function schemaOfAll(schemas: readonly JsonObject[], { direction }: Side): JsonObject {
  return direction === 'sent' ? unionSent(schemas) : unionReceived(schemas);
}

function literal(example: Json, { direction }: Side, secret: boolean): JsonObject {
  if (direction === 'sent' && !secret) return { const: example };
  return withExample({ type: typeOf(example) }, example, secret);
}

function withExample(schema: JsonObject, example: Json, secret: boolean): JsonObject {
  return secret || example === null || schema.const !== undefined ? schema : { ...schema, examples: [example] };
}

/** A parent's bounds are for the parent alone. */
function withoutBounds(matcher: Matcher): Matcher {
  return matcher.kind === 'type' ? { kind: 'type', min: undefined, max: undefined } : matcher;
}

function objectSchema(example: JsonObject, at: Position, side: Side, matchers: readonly Matcher[]): JsonObject {
  const members = Object.entries(example).map(([name, value]) => [name, value ?? null] as const);
  const atLeast = matchers.some(({ kind }) => kind === 'notEmpty') ? { minProperties: 1 } : {};
  if (matchers.some(({ kind }) => kind === 'values' || kind === 'eachKey' || kind === 'eachValue'))
    return { type: 'object', ...mapKeywords(members, at, side, matchers), ...atLeast };
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(([name, value]) => [name, schemaAt(value, step(at, name), side, isSecretName(name))]),
    ),
    required: members.map(([name]) => name),
    ...(side.direction === 'sent' ? { additionalProperties: false } : {}),
    ...atLeast,
  };
}

/** An object whose keys are data. */
function mapKeywords(
  members: readonly (readonly [name: string, value: Json])[],
  at: Position,
  side: Side,
  matchers: readonly Matcher[],
): JsonObject {
  const ofKeys = matchers
    .flatMap((matcher) => (matcher.kind === 'eachKey' ? matcher.matchers : []))
    .filter(({ kind }) => kind !== 'equality');
  const ofValues = matchers.flatMap((matcher) => (matcher.kind === 'eachValue' ? matcher.matchers : []));
  const given: Rule = { matchers: ofValues, combine: 'AND', generated: false, path: '*' };
  const names = combined(
    ofKeys.map((matcher) => matchedScalar(matcher, '', false, side.note)),
    'AND',
  );
  const values = members.map(([name, value]) =>
    schemaAt(value, step(at, name, ofValues.length === 0 ? undefined : given), side, isSecretName(name)),
  );
  return {
    ...(Object.keys(names).some((keyword) => keyword !== 'type') ? { propertyNames: names } : {}),
    ...(values.length === 0 ? {} : { additionalProperties: schemaOfAll(values, side) }),
  };
}

function arraySchema(
  example: readonly Json[],
  at: Position,
  side: Side,
  matchers: readonly Matcher[],
  secret: boolean,
): JsonObject {
  const isExact =
    matchers.some(({ kind }) => kind === 'equality') || (side.direction === 'sent' && matchers.length === 0);
  const bounds = isExact ? { minItems: example.length, maxItems: example.length } : boundsOf(matchers);
  const variants = matchers.flatMap((matcher) => (matcher.kind === 'arrayContains' ? matcher.variants : []));
  const contained = variants.flatMap((variant) => containedSchema(example, variant, at, side));
  const items = example.map((item, index) => schemaAt(item, step(at, index), side, secret));
  const areItemsKnown = items.length > 0 && (variants.length === 0 || side.direction === 'sent');
  return {
    type: 'array',
    ...(areItemsKnown ? { items: schemaOfAll(items, side) } : {}),
    ...bounds,
    ...(contained.length === 0 ? {} : { allOf: contained.map((contains) => ({ contains })) }),
  };
}

function boundsOf(matchers: readonly Matcher[]): JsonObject {
  const types = matchers.filter((matcher) => matcher.kind === 'type');
  const min =
    types.find((matcher) => matcher.min !== undefined)?.min ??
    (matchers.some(({ kind }) => kind === 'notEmpty') ? 1 : undefined);
  const max = types.find((matcher) => matcher.max !== undefined)?.max;
  return { ...(min === undefined ? {} : { minItems: min }), ...(max === undefined ? {} : { maxItems: max }) };
}

function containedSchema(example: readonly Json[], variant: Variant, at: Position, side: Side): readonly JsonObject[] {
  const item = example[variant.index];
  if (item === undefined) {
    side.note(`variant ${variant.index} of an \`arrayContains\` matcher is not checked: the example has no such item`);
    return [];
  }
  const tree = new RuleTree();
  for (const [path, rule] of variant.rules) {
    const steps = parsePath(path);
    if (steps === undefined) side.note(`the matching rule at ${quote(path)} is not read: it is no path expression`);
    else tree.add(steps, rule);
  }
  return [schemaAt(item, startAt(tree, at.walk), side)];
}
